"""The day on which somebody looks is a day on which they are at work; its age goes on counting."""

from datetime import date
from decimal import Decimal

import pytest

from fairway.commitments.dating import age_in_words, check_day
from fairway.lib.periods import Period
from fairway.people.types import PatternFacts, WorkingTime

WEDNESDAY = date(2026, 6, 10)
OFFICE = PatternFacts(date(1900, 1, 1), "UTC", "", "", Decimal(1), frozenset({0, 1, 2, 3, 4}))
MIDWEEK = PatternFacts(date(1900, 1, 1), "UTC", "", "", Decimal("0.6"), frozenset({1, 2, 3}))


@pytest.mark.parametrize(
    ("days", "expected"),
    [(7, date(2026, 6, 17)), (14, date(2026, 6, 24)), (10, date(2026, 6, 22)), (11, date(2026, 6, 22))],
)
def test_it_falls_on_a_working_day_where_nobody_is_named(days: int, expected: date) -> None:
    assert check_day(WEDNESDAY, days) == expected


def test_it_waits_until_a_part_time_owner_is_there() -> None:
    assert check_day(WEDNESDAY, 9, WorkingTime((MIDWEEK,), ())) == date(2026, 6, 23)  # a Friday becomes Tuesday


def test_it_waits_until_an_owner_is_back() -> None:
    away = WorkingTime((OFFICE,), (Period(date(2026, 6, 22), date(2026, 7, 3)),))
    assert check_day(WEDNESDAY, 14, away) == date(2026, 7, 6)


def test_it_is_the_plain_day_for_somebody_who_never_comes_back() -> None:
    gone = WorkingTime((OFFICE,), (), left_on=date(2026, 6, 12))
    assert check_day(WEDNESDAY, 14, gone) == date(2026, 6, 24)


def test_it_says_its_age_as_people_do() -> None:
    assert [age_in_words(days) for days in (0, 1, 12)] == ["today", "yesterday", "12 days ago"]
