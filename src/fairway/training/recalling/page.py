"""This week's round: what is asked now, and how much is likely to be remembered. Plain Python."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from fairway.training.curriculum.types import RecallQuestion
from fairway.training.recalling.scheduling import likely_known
from fairway.training.recalling.types import MOST_A_WEEK, CardFacts, Memory, Round


def round_of(
    cards: Sequence[CardFacts],
    questions: Mapping[str, RecallQuestion],
    at: datetime,
    *,
    done: int,
    week_ends_at: datetime,
    lately: Sequence[bool],
) -> Round:
    """`done`: how many were answered this week, which ends at `week_ends_at`. Of those due the one most likely
    forgotten is asked first, what was never answered last; a question that left the curriculum is not asked.
    """
    known = [card for card in cards if card.question in questions]
    due = sorted((card for card in known if card.due_at <= at), key=lambda card: _likelihood(card, at))
    left = min(len(due), max(MOST_A_WEEK - done, 0))
    card = due[0] if left else None
    later = [one.due_at for one in known if one.due_at > at]
    is_full = done >= MOST_A_WEEK
    return Round(
        asked=questions[card.question] if card else None,
        card=card,
        done=done,
        left=left,
        next_at=week_ends_at if is_full and known else min(later, default=None),
        memories=_memories(known, at),
        right_lately=sum(lately),
        answered_lately=len(lately),
    )


def _likelihood(card: CardFacts, at: datetime) -> tuple[bool, float, int]:
    return card.recalled_at is None, likely_known(card.state, at), card.key


def _memories(cards: Sequence[CardFacts], at: datetime) -> list[Memory]:
    """By module, of questions that were answered once at least."""
    met: dict[str, list[float]] = defaultdict(list)
    for card in cards:
        if card.recalled_at is not None:
            met[card.question.partition(".")[0]].append(likely_known(card.state, at))
    return [Memory(module, len(known), sum(known)) for module, known in met.items()]
