"""What a session adds is told from what comes back by itself; where it cannot be told, the reason is."""

import math

import numpy as np
import pytest

from fairway.coaching.effect import Change, Course, Lack, change_after
from fairway.coaching.tests.simulating import floor_of

# `bench.session_adds` tells of 300 other floors how often the range holds the truth, and how far off the mean is.
SEEDS = range(40, 90)
RUNS = len(SEEDS)


def found(courses: list[Course]) -> Change:
    change = change_after(courses)
    assert isinstance(change, Change), change
    return change


def steady(seller: int, talks: set[int], *, adds: float, weeks: int = 40) -> Course:
    """0.8 of what was agreed each week, and more in the three weeks after a talk."""
    done = [0.8 + (adds if any(talk < week <= talk + 3 for talk in talks) else 0.0) for week in range(weeks)]
    return Course(seller, done, [week in talks for week in range(weeks)])


def test_what_a_session_adds_is_found_exactly_where_nothing_else_moves() -> None:
    change = found([steady(seller, {8 + seller, 18 + seller, 28 + seller}, adds=0.2) for seller in range(5)])
    assert (change.sellers, change.talks) == (5, 15)
    assert (change.before, change.after) == pytest.approx((0.8, 1.0))
    assert (change.more, change.low, change.high) == pytest.approx((0.2, 0.2, 0.2))
    assert change.alike == pytest.approx(0.8)


def test_weeks_that_come_back_by_themselves_are_no_help_of_the_session() -> None:
    changes = [found(floor_of(seed)) for seed in SEEDS]
    assert np.mean([one.after - one.before for one in changes]) > 0.12  # what before and after alone would claim
    assert abs(np.mean([one.more for one in changes])) < 0.025
    assert sum(one.low <= 0 <= one.high for one in changes) >= 0.8 * RUNS
    assert sum(one.low > 0 for one in changes) <= 0.15 * RUNS


def test_a_help_that_was_planted_is_found_in_its_size() -> None:
    changes = [found(floor_of(seed, adds=0.2)) for seed in SEEDS]
    assert np.mean([one.more for one in changes]) == pytest.approx(0.2, abs=0.03)
    assert sum(one.low <= 0.2 <= one.high for one in changes) >= 0.8 * RUNS
    assert sum(one.low > 0 for one in changes) >= 0.8 * RUNS


def test_weeks_away_are_neither_good_nor_bad() -> None:
    courses = [steady(seller, {8 + seller, 18 + seller, 28 + seller}, adds=0.2) for seller in range(5)]
    away = [
        Course(one.seller, [math.nan if week in {3, 24} else share for week, share in enumerate(one.done)], one.talks)
        for one in courses
    ]
    assert found(away).more == pytest.approx(0.2)


def test_who_is_in_which_order_changes_nothing() -> None:
    courses = floor_of(3)
    assert found(courses[::-1]).high == pytest.approx(found(courses).high)


@pytest.mark.parametrize(
    ("courses", "lack"),
    [
        ([], Lack.WEEKS),
        ([steady(1, {8}, adds=0.1, weeks=25)], Lack.WEEKS),
        ([steady(seller, {8, 18, 28}, adds=0.1) for seller in range(4)], Lack.SELLERS),
        ([steady(seller, {8, 18}, adds=0.1) for seller in range(5)], Lack.TALKS),
        ([steady(seller, {*range(4, 37)}, adds=0.1) for seller in range(6)], Lack.TALKS),  # one talk without one before
        ([steady(seller, {4, 8, 12, 16, 20, 24, 28, 32, 36}, adds=0.1) for seller in range(6)], Lack.ALIKE),
    ],
)
def test_where_there_is_too_little_it_says_why(courses: list[Course], lack: Lack) -> None:
    assert change_after(courses) is lack
