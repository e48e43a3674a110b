"""When a question comes back, by FSRS (Ye and others 2022, its own library): on the day nine in ten still know it.

Days only: what was forgotten comes back the next day at the earliest, since a round is once a week. Without the
library's random shift, so that the same answers give the same days. Plain Python.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from fsrs import Card, Rating, Scheduler

from fairway.training.recalling.types import Recalled

KEEPS = 0.9  # share that is still known on the day it comes back
LONGEST_DAYS = 180
SCHEDULER = Scheduler(
    desired_retention=KEEPS, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
)
RATINGS = {Recalled.WRONG: Rating.Again, Recalled.GUESSED: Rating.Hard, Recalled.KNOWN: Rating.Good}


def new_card(due_at: datetime) -> Mapping[str, Any]:
    """What the scheduler keeps of a question nobody has answered yet."""
    return cast(Mapping[str, Any], Card(card_id=1, due=due_at.astimezone(UTC)).to_dict())


def recalled(state: Mapping[str, Any], how: Recalled, at: datetime) -> tuple[Mapping[str, Any], datetime]:
    """What it keeps after an answer, and when the question comes back (aware, in UTC)."""
    card, _ = SCHEDULER.review_card(_card(state), RATINGS[how], at.astimezone(UTC))
    return cast(Mapping[str, Any], card.to_dict()), card.due


def likely_known(state: Mapping[str, Any], at: datetime) -> float:
    """How likely it is remembered at a time, 0 to 1; 0 for a question that was never answered."""
    return float(SCHEDULER.get_card_retrievability(_card(state), at.astimezone(UTC)))


def _card(state: Mapping[str, Any]) -> Card:
    return Card.from_dict(cast(Any, dict(state)))
