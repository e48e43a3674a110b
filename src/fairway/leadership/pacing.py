"""A seller's goal against the calendar: what part of it falls on a week, and whether somebody is at its pace. Plain
Python. Amounts are in the organisation's currency.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from fairway.evidence.queries.goals import ClosedDay, Goal
from fairway.lib.periods import Period

CENT = 0.005


@dataclass(frozen=True, slots=True)
class Bookings:
    """One seller's goals, the shortest periods last, and what closed, day by day."""

    goals: Sequence[Goal]
    days: Sequence[ClosedDay]

    def goal_on(self, day: date) -> Goal | None:
        """The goal that holds on a day: of several the one of the shortest period."""
        held = [one for one in self.goals if one.amount and one.starts_on <= day <= one.ends_on]
        return held[-1] if held else None

    def goal_in(self, week: Period) -> float:
        """What falls on a week where each goal is spread evenly over its days; 0.0 without any."""
        held = (self.goal_on(day) for day in week.days())
        return sum((one.amount or 0.0) / _days(one) for one in held if one is not None)

    def won_in(self, period: Period) -> float:
        """Amounts won from one day to another."""
        days, sums = [one.on for one in self.days], [0.0, *accumulate(one.amount for one in self.days)]
        return sums[bisect_right(days, period.end_on)] - sums[bisect_left(days, period.start_on)]

    def is_at_pace(self, week: Period) -> bool | None:
        """Whether by a week's end as much of the goal is won as of its period is over; None without a goal. The goal is
        the one that holds when the week begins, so the last week of a period asks for all of it.
        """
        goal = self.goal_on(week.start_on)
        if goal is None:
            return None
        until_on = min(week.end_on, goal.ends_on)
        over = ((until_on - goal.starts_on).days + 1) / _days(goal)
        return self.won_in(Period(goal.starts_on, until_on)) + CENT >= (goal.amount or 0.0) * over


def _days(goal: Goal) -> int:
    return (goal.ends_on - goal.starts_on).days + 1
