"""When a session comes round again: as its rhythm has it, at the same time of the day, when both are at work."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from fairway.coaching.queries.sessions import rhythm_of
from fairway.coaching.rhythm import next_day
from fairway.coaching.types import SessionFacts
from fairway.lib.periods import Period, zone
from fairway.people.queries import organisation, working_time_of
from fairway.people.working_time import is_working_day

HORIZON = timedelta(days=450)  # a year's rhythm and ten weeks to find a day


def following(one: SessionFacts, on: date) -> datetime | None:
    """When the next one of the same two is due; None where no rhythm was agreed."""
    rhythm = rhythm_of(one.person_key, one.kind)
    if rhythm is None or one.coach_key is None:
        return None
    clock = zone(organisation().timezone)
    began = one.starts_at.astimezone(clock)
    day = next_day(min(began.date(), on), rhythm.every_days, on, both_work([one.person_key, one.coach_key], on))
    return datetime.combine(day, began.time(), clock)


def both_work(person_keys: Collection[int], on: date) -> Callable[[date], bool]:
    """Whether all of them are expected at work on a day to come."""
    times = working_time_of(person_keys, Period(on, on + HORIZON)).values()
    return lambda day: all(is_working_day(time, day) for time in times)
