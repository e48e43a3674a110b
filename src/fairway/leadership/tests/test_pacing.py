"""A goal falls evenly on the days of its period, and pace asks at a week's end for what is over of it."""

from datetime import date

import pytest

from fairway.evidence.queries.goals import ClosedDay, Goal
from fairway.leadership.pacing import Bookings
from fairway.lib.periods import Period, week_period

QUARTER = Goal(date(2026, 10, 1), date(2026, 12, 31), 92_000.0)  # a thousand a day
YEAR = Goal(date(2026, 1, 1), date(2026, 12, 31), 365_000.0)


def won(*days: tuple[date, float]) -> list[ClosedDay]:
    return [ClosedDay(on, 1, 1, amount) for on, amount in days]


def test_a_week_has_seven_days_of_the_goal_and_one_cut_by_its_start_fewer() -> None:
    own = Bookings([QUARTER], [])
    assert own.goal_in(week_period(date(2026, 11, 16))) == pytest.approx(7_000)
    assert own.goal_in(week_period(date(2026, 9, 28))) == pytest.approx(4_000)  # Thursday to Sunday


def test_of_a_quarter_and_its_year_the_quarter_counts() -> None:
    assert Bookings([YEAR, QUARTER], []).goal_on(date(2026, 11, 1)) is QUARTER
    assert Bookings([YEAR, QUARTER], []).goal_on(date(2026, 7, 1)) is YEAR


def test_a_seller_is_at_pace_with_as_much_as_of_the_period_is_over() -> None:
    week = week_period(date(2026, 11, 16))  # ends on the 53rd day
    assert Bookings([QUARTER], won((date(2026, 10, 2), 53_000.0))).is_at_pace(week)
    assert not Bookings([QUARTER], won((date(2026, 10, 2), 52_999.0))).is_at_pace(week)
    assert not Bookings([QUARTER], won((date(2026, 9, 30), 90_000.0))).is_at_pace(week)  # the quarter before
    assert Bookings([], won((date(2026, 10, 2), 53_000.0))).is_at_pace(week) is None


def test_the_last_week_of_a_period_asks_for_all_of_it_and_for_nothing_of_the_next() -> None:
    last = week_period(date(2026, 12, 28))
    assert Bookings([QUARTER], won((date(2026, 12, 31), 92_000.0))).is_at_pace(last)
    assert not Bookings([QUARTER], won((date(2027, 1, 2), 92_000.0))).is_at_pace(last)


def test_bookings_are_of_the_days_asked_about_both_ends_included() -> None:
    own = Bookings([], won((date(2026, 11, 16), 1.0), (date(2026, 11, 22), 2.0), (date(2026, 11, 23), 4.0)))
    assert own.won_in(Period(date(2026, 11, 16), date(2026, 11, 22))) == 3.0
