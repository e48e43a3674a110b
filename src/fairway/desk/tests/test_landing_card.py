"""Where a period may land, in words: its own name, how many of twenty reach the goal, and nothing of any activity."""

from datetime import date
from typing import Any

import pytest

from fairway.desk.lands import LandingCard, landing_card, period_word
from fairway.desk.tests.test_board_words import person
from fairway.evidence.conclusions.types import LandingFacts

STARTS, ENDS = date(2026, 4, 1), date(2026, 6, 30)


def side(reached: int) -> dict[str, Any]:
    dots = [50_000] * (20 - reached) + [90_000] * reached
    return {"p10": 50_000, "p50": dots[10], "p90": dots[18], "chance": reached / 20, "dots": dots}


def card(now: int, at_target: int, goal: float | None = 80_000.0) -> LandingCard:
    facts = LandingFacts(STARTS, STARTS, ENDS, goal, side(now), side(at_target))
    return landing_card(facts, person("Nils"), "USD", date(2026, 6, 10))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (STARTS, ENDS, "the quarter"),
        (date(2026, 2, 1), date(2026, 2, 28), "the month"),
        (date(2026, 1, 5), date(2026, 4, 5), "the quarter"),  # thirteen weeks
        (date(2026, 1, 1), date(2026, 6, 30), "the half-year"),
        (date(2026, 1, 1), date(2026, 12, 31), "the year"),
        (date(2026, 1, 1), date(2026, 2, 20), "the time from 1 Jan"),
    ],
)
def test_it_calls_a_period_what_it_is(starts_on: date, ends_on: date, words: str) -> None:
    assert period_word(starts_on, ends_on) == words


@pytest.mark.parametrize(
    ("now", "at_target", "words"),
    [
        (7, 9, "7 reach the goal of $80k. With every activity at its target it would be nine."),
        (1, 1, "1 reaches the goal of $80k. With every activity at its target it would be as many."),
        (0, 2, "none reaches the goal of $80k. With every activity at its target it would be two."),
        (3, 0, "3 reach the goal of $80k. With every activity at its target none would."),
    ],
)
def test_it_counts_outcomes_that_reach_the_goal_now_and_at_target(now: int, at_target: int, words: str) -> None:
    found = card(now, at_target)
    assert words in found.words
    assert found.words.endswith("it says nothing about any one activity.")
    assert "from what was known at the end of 7 Apr." in found.words
    assert found.label.startswith("Where the quarter may land. Each dot is one of 20 equally likely outcomes")


def test_it_names_no_goal_that_nobody_stated() -> None:
    found = card(8, 9, None)
    assert "half of them are above $50k. No goal is known." in found.words
    assert "target" not in found.words


def test_it_says_how_to_get_the_same_again() -> None:
    assert card(7, 9).command == "fairway landing --seller s1 --as-of 2026-06-10 --seed 0 --json"
