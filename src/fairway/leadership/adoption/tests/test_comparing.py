"""Before and since: where the comparison begins, when it cannot be made, and how often the range holds the truth."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from fairway.leadership.adoption.comparing import began_on, compared
from fairway.leadership.adoption.types import Compared
from fairway.leadership.adoption.wording import before_and_since, change_words
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.types import Sum, Told

FIRST = date(2026, 1, 5)
UNSURE = "Cannot tell whether it changed: of 100,"


def weeks(pairs: Sequence[tuple[float, float]], start: int = 0, agreed: float = 0) -> list[Told]:
    return [
        Told(FIRST + timedelta(weeks=start + n), {"in_time": Sum(*pair, 5), "agreed": Sum(agreed, 5, 5)})
        for n, pair in enumerate(pairs)
    ]


def test_it_begins_with_the_first_week_in_which_anybody_had_an_agreed_activity() -> None:
    both = [*weeks([(1, 2)] * 3), *weeks([(1, 2)] * 2, 3, agreed=1), *weeks([(1, 2)], 5)]
    assert began_on(both) == FIRST + timedelta(weeks=3)
    assert began_on(weeks([(1, 2)] * 3)) is None


@pytest.mark.parametrize("before, since, is_told", [(7, 20, False), (20, 7, False), (8, 8, True)])
def test_it_takes_eight_weeks_on_either_side(before: int, since: int, is_told: bool) -> None:
    found = compared("in_time", weeks([(5, 10)] * before), weeks([(8, 10)] * since, before))
    assert (found is not None) is is_told


def test_weeks_without_any_or_that_may_not_be_shown_do_not_count() -> None:
    before = [*weeks([(5, 10)] * 7), *weeks([(0, 0)], 7)]
    assert compared("in_time", before, weeks([(8, 10)] * 9, 8)) is None
    hidden = Told(FIRST, {}, frozenset({"in_time"}))
    assert compared("in_time", [hidden, *weeks([(5, 10)] * 7)], weeks([(8, 10)] * 9, 8)) is None


def test_the_weeks_closest_to_the_beginning_are_compared_and_26_at_most() -> None:
    before = weeks([(0, 10)] * 10 + [(5, 10)] * 26)
    since = weeks([(8, 10)] * 26 + [(0, 10)] * 10, 36)
    found = compared("in_time", before, since)
    assert found is not None
    assert (found.before.done, found.before.of, found.weeks) == (130, 260, (26, 26))
    assert found.change == pytest.approx(0.3)


def test_weeks_that_may_still_change_are_left_out() -> None:
    told = [*weeks([(5, 10)] * 8), *weeks([(8, 10)] * 9, 8, agreed=1)]
    seen = Seen({one.starts_on: one for one in told}, {})
    until = told[-2].starts_on
    assert before_and_since(seen, until).lines[0].since == "64 of 80 in 8 weeks"
    assert before_and_since(seen, told[-3].starts_on).lines[0].why.startswith("Cannot tell")


def share_of_ranges_that_hold(likeness: float, change: float) -> float:
    """Over many made-up teams whose weeks resemble each other, how often the range holds what truly changed."""
    chance, held, tried = Random(7), 0, 400
    for _ in range(tried):
        level, pairs = 0.0, []
        for number in range(24):
            level = likeness * level + chance.gauss(0, 0.06)
            share = min(max(0.55 + change * (number >= 12) + level, 0.0), 1.0)
            of = chance.randint(20, 60)
            pairs.append((float(sum(chance.random() < share for _ in range(of))), float(of)))
        found = compared("in_time", weeks(pairs[:12]), weeks(pairs[12:], 12))
        assert found is not None
        held += found.low <= change <= found.high
    return held / tried


@pytest.mark.parametrize("likeness, change", [(0.0, 0.0), (0.0, 0.2), (0.4, 0.1)])
def test_the_range_holds_the_truth_about_as_often_as_it_says(likeness: float, change: float) -> None:
    assert share_of_ranges_that_hold(likeness, change) >= 0.92


def test_a_share_of_none_has_a_range_too() -> None:
    found = compared("in_time", weeks([(0, 5)] * 8), weeks([(0, 5)] * 8, 8))
    assert found is not None
    assert found.low < -0.01
    assert found.high > 0.01


@pytest.mark.parametrize(
    "low, high, said",
    [
        (0.03, 0.21, "Of 100, 12 more; could be anywhere from 3 to 21 more."),
        (-0.21, -0.03, "Of 100, 12 fewer; could be anywhere from 3 to 21 fewer."),
        (
            -0.05,
            0.29,
            "Cannot tell whether it changed: of 100, 12 more, and could be anywhere from 5 fewer to 29 more.",
        ),
    ],
)
def test_a_change_is_told_with_its_range_and_not_told_where_it_may_be_none(low: float, high: float, said: str) -> None:
    before, since = Sum(50, 100, 5), Sum(38 if high < 0 else 62, 100, 5)
    assert change_words(Compared(before, since, (9, 9), low, high)) == said


@pytest.mark.parametrize("low, high", [(-0.004, 0.2), (-0.2, 0.004), (0.0, 0.2)])
def test_a_range_that_holds_no_change_is_not_called_a_change_once_it_is_rounded(low: float, high: float) -> None:
    found = Compared(Sum(500, 1000, 9), Sum(1000 * (0.5 + (low + high) / 2), 1000, 9), (9, 9), low, high)
    assert change_words(found).startswith(UNSURE)
