"""When a session comes round again: as its rhythm has it, at the same time of the day, when both are at work."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from fairway.coaching.queries.sessions import rhythm_of
from fairway.coaching.rhythm import next_day
from fairway.coaching.types import SessionFacts
from fairway.lib.periods import Period, zone
from fairway.people.queries import working_time_of
from fairway.people.types import PersonFacts
from fairway.people.working_time import is_working_day

HORIZON = timedelta(days=450)  # a year's rhythm and ten weeks to find a day


def following(one: SessionFacts, seller: PersonFacts, coach_key: int | None, on: date) -> datetime | None:
    """When the next one of the two is due, by the seller's clock; None where no rhythm was agreed. Held half a rhythm
    late or early, it goes on from the day it was held.
    """
    every_days = rhythm_of(one.person_key, one.kind)
    if every_days is None or coach_key is None:
        return None
    clock = zone(seller.timezone)
    began = one.starts_at.astimezone(clock)
    is_far = abs((on - began.date()).days) * 2 > every_days
    last_on = on if is_far else began.date()
    day = next_day(last_on, every_days, on, both_work([one.person_key, coach_key], on))
    return datetime.combine(day, began.time(), clock)


def both_work(person_keys: Collection[int], on: date) -> Callable[[date], bool]:
    """Whether all of them are expected at work on a day to come."""
    times = working_time_of(person_keys, Period(on, on + HORIZON)).values()
    return lambda day: all(is_working_day(time, day) for time in times)
