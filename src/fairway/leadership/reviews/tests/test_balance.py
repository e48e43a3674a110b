"""What a leader's attention went to, in cases counted by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from fairway.leadership.reviews.balance import Attention, Part, attention, balance_of, minutes_of, questions_of
from fairway.leadership.reviews.kinds import kinds
from fairway.leadership.reviews.types import Press, ReviewFacts, Side, State, Talked

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
WEEKLY = kinds()["weekly"]


def after(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def took(support: float, results: float, *, week: int = 0, asked: tuple[int, int] = (0, 0)) -> Attention:
    """A review of a week with minutes, and questions, on support and on results."""
    began_with = Side.SUPPORT if support else Side.RESULTS
    at = BEGAN + timedelta(weeks=week)
    return Attention(at, "Weekly review", 60 * support, 60 * results, *asked, began_with=began_with)


def test_a_review_is_counted_from_its_presses_and_questions() -> None:
    held = ReviewFacts(1, 2, 3, "weekly", BEGAN, State.HELD, opened_at=BEGAN, held_at=after(31))
    presses = [Press(after(1), "number"), Press(after(5), "working"), Press(after(20), ""), Press(after(24), "needed")]
    found = attention(held, WEEKLY, Talked(presses, {"number": 2, "working": 3, "needed": 1, "gone": 9}))
    assert (found.support_seconds, found.results_seconds) == (22 * 60, 4 * 60)
    assert (found.support_asked, found.results_asked) == (4, 2)
    assert found.began_with is Side.RESULTS
    assert not found.is_cut
    assert minutes_of([found]) == Part(22, 26)
    assert questions_of([found]) == Part(4, 6)


def test_a_review_without_a_press_has_no_time_and_no_beginning() -> None:
    held = ReviewFacts(1, 2, 3, "weekly", BEGAN, State.HELD, opened_at=BEGAN, held_at=after(31))
    found = attention(held, WEEKLY, Talked())
    assert not found.has_time
    assert found.began_with is None


def test_a_forgotten_clock_is_said() -> None:
    held = ReviewFacts(1, 2, 3, "weekly", BEGAN, State.HELD, opened_at=BEGAN, held_at=after(310))
    found = attention(held, WEEKLY, Talked([Press(BEGAN, "working")]))
    assert found.is_cut
    assert minutes_of([found]) == Part(30, 30)


@pytest.mark.parametrize(("timed", "words"), ((0, "none has"), (1, "one has"), (2, "two have")))
def test_fewer_than_three_reviews_with_a_clock_tell_nothing(timed: int, words: str) -> None:
    silent = [took(0, 0, week=week) for week in range(9)]
    found = balance_of([*silent, *(took(20, 10, week=week) for week in range(timed))])
    assert found.why == f"Cannot tell, because it takes three held reviews with a clock, and {words} one."
    assert found.minutes is found.questions is found.support_first is None
    assert not found.nudge


def test_minutes_and_questions_are_of_the_newest_twelve() -> None:
    old = [took(0, 30, week=week, asked=(0, 5)) for week in range(4)]
    new = [took(20, 10, week=week, asked=(3, 1)) for week in range(4, 16)]
    found = balance_of([*new[:5], *old, *new[5:]])
    assert found.minutes == Part(240, 360)
    assert found.questions == Part(36, 48)
    assert found.support_first == Part(12, 12)
    assert [one.happened_at for one in found.reviews] == sorted((one.happened_at for one in new), reverse=True)
    assert not found.why
    assert not found.nudge


def test_questions_nobody_counted_are_not_told_as_none_of_support() -> None:
    assert balance_of([took(20, 10, week=week) for week in range(3)]).questions is None


def test_the_nudge_follows_the_newest_three_alone() -> None:
    early = [took(2, 28, week=week) for week in range(6)]
    assert not balance_of([*early, *(took(20, 10, week=week) for week in range(6, 9))]).nudge
    late = [took(28, 2, week=week) for week in range(6)]
    said = balance_of([*late, *(took(12, 18, week=week) for week in range(6, 9))]).nudge
    assert said.startswith("In the last three reviews results took 54 of 90 minutes. Next time ")


def test_half_and_half_needs_no_nudge_and_questions_are_looked_at_when_time_is_fine() -> None:
    assert not balance_of([took(15, 15, week=week, asked=(2, 2)) for week in range(3)]).nudge
    said = balance_of([took(20, 10, week=week, asked=(1, 2)) for week in range(3)]).nudge
    assert said.startswith("In the last three reviews 6 of 9 questions were about results. Next time ")


def test_shares_never_say_more_minutes_than_there_are() -> None:
    assert minutes_of([took(0.5, 0.4)]) == Part(0, 1)  # half a minute is no whole one
    assert minutes_of([took(1.5, 0.01)]).done <= minutes_of([took(1.5, 0.01)]).of
