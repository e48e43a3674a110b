"""When a promise is looked at, and how old it is."""

from datetime import date, timedelta

from fairway.people.types import WorkingTime
from fairway.people.working_time import next_working_day


def check_day(raised_on: date, days: int, time: WorkingTime | None = None) -> date:
    """So many days later, or the first day after it on which that person is at work; without anybody's working time,
    the first from Monday to Friday.
    """
    day = raised_on + timedelta(days=days)
    if time is not None:
        return next_working_day(time, day - timedelta(days=1)) or day
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def age_in_words(days: int) -> str:
    """How long ago something was asked."""
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
