"""How much of a full-time week somebody was there for.

A target is for a full-time week. What is expected of a person is the target times the sum of their day shares:
each working day of their pattern carries an equal part of `min(fte, working days / 5)`, days off carry nothing.
Shares are plain floats; 1.0 is one full-time week (or month).
"""

from datetime import date, timedelta
from functools import lru_cache

from fairway.lib.periods import Period, month_of, month_period, week_period
from fairway.people.types import PatternFacts, WorkingTime

FULL_WEEK_DAYS = 5


def pattern_on(time: WorkingTime, day: date) -> PatternFacts:
    """The work pattern in force on a day; before the first one, the first one."""
    chosen = time.patterns[0]
    for pattern in time.patterns:
        if pattern.valid_from_on > day:
            break
        chosen = pattern
    return chosen


def weekly_share(pattern: PatternFacts) -> float:
    """Share of a full-time week somebody on this pattern works: 0.6 for three days, or for fte 0.6 over five."""
    return min(float(pattern.fte), len(pattern.working_days) / FULL_WEEK_DAYS, 1.0)


def is_employed(time: WorkingTime, day: date) -> bool:
    return (time.hired_on is None or time.hired_on <= day) and (time.left_on is None or day <= time.left_on)


def is_absent(time: WorkingTime, day: date) -> bool:
    return any(day in absence for absence in time.absences)


def is_working_day(time: WorkingTime, day: date) -> bool:
    """Whether this person was expected at work that day."""
    pattern = pattern_on(time, day)
    return (
        day.weekday() in pattern.working_days
        and is_employed(time, day)
        and not is_absent(time, day)
        and day not in time.days_off.get((pattern.country, pattern.region), frozenset())
    )


def ramp_share(time: WorkingTime, day: date) -> float:
    """Share of a full target expected of a new hire on that day; 1.0 without a ramp or a hiring day."""
    if time.hired_on is None:
        return 1.0
    week_of_employment = (day - time.hired_on).days // 7 + 1
    return next((float(share) for until_week, share in time.ramp if week_of_employment <= until_week), 1.0)


def share_of_week(time: WorkingTime, week_on: date, *, until: date | None = None) -> float:
    """Share of a full-time week this person works in that week, up to and including `until` when given."""
    return _share(time, week_period(week_on), week_period(week_on), until)


def share_of_month(
    time: WorkingTime, month_on: date, *, within: Period | None = None, until: date | None = None
) -> float:
    """Share of a full-time month worked, over the whole month or the part of it inside `within`."""
    whole = month_period(month_on)
    part = whole if within is None else Period(max(whole.start_on, within.start_on), min(whole.end_on, within.end_on))
    return _share(time, whole, part, until)


def _share(time: WorkingTime, whole: Period, part: Period, until: date | None) -> float:
    total = 0.0
    for day in part.days():
        if until is not None and day > until:
            break
        if is_working_day(time, day):
            pattern = pattern_on(time, day)
            total += weekly_share(pattern) / _usual_days(whole, pattern.working_days) * ramp_share(time, day)
    return total


@lru_cache(maxsize=4096)  # few patterns and periods, asked about for every day of everybody
def _usual_days(whole: Period, working_days: frozenset[int]) -> int:
    """Working days of a pattern in a period, days off not looked at."""
    return sum(1 for day in whole.days() if day.weekday() in working_days)


def next_working_day(time: WorkingTime, after: date, *, horizon_days: int = 365) -> date | None:
    """First day after `after` on which this person is expected at work; None within the horizon."""
    for offset in range(1, horizon_days + 1):
        day = after + timedelta(days=offset)
        if is_working_day(time, day):
            return day
    return None


def parts_of_week(week_on: date) -> list[tuple[date, Period]]:
    """The week cut at a month's end: (first of the month, the days of the week in it), one or two of them."""
    week = week_period(week_on)
    months = {month_of(day) for day in (week.start_on, week.end_on)}
    return [
        (month, Period(max(week.start_on, month_period(month).start_on), min(week.end_on, month_period(month).end_on)))
        for month in sorted(months)
    ]
