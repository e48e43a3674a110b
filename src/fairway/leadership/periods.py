"""Which closed weeks and quarters are rolled up. Plain Python.

A week belongs to the quarter of its first day, so a quarter is whole weeks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.lib.fiscal import Quarter
from fairway.lib.periods import week_period, weeks_between

WEEK = timedelta(days=7)
SETTLES_AFTER = timedelta(days=14)  # its last day; until then a period is worked out anew every day
QUARTERS_BACK = 4


@dataclass(frozen=True, slots=True)
class WeekQuarter:
    """A quarter by its weeks, those to come included."""

    name: str
    weeks: Sequence[date]  # first days

    @property
    def starts_on(self) -> date:
        return self.weeks[0]

    @property
    def ends_on(self) -> date:
        return week_period(self.weeks[-1]).end_on


def quarter_with(week_on: date, quarter_of: Callable[[date], Quarter]) -> WeekQuarter:
    """The quarter a week belongs to."""
    found = quarter_of(week_on)
    first = week_on - (week_on - found.period.start_on).days // 7 * WEEK
    last = week_on + (found.period.end_on - week_on).days // 7 * WEEK
    return WeekQuarter(found.name, tuple(weeks_between(first, last)))


def quarters_until(week_on: date, quarter_of: Callable[[date], Quarter]) -> list[WeekQuarter]:
    """The quarter of a week and the four before it, the oldest first."""
    found = [quarter_with(week_on, quarter_of)]
    for _ in range(QUARTERS_BACK):
        found.insert(0, quarter_with(found[0].starts_on - WEEK, quarter_of))
    return found


def is_settled(ends_on: date, on: date) -> bool:
    return on > ends_on + SETTLES_AFTER
