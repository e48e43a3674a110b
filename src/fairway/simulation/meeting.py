"""How two people meet: on which days, at what hour, and what they talk about. Plain draws; no words."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

HOURS = (8, 17)  # a talk begins in these hours of both, the last one left out
APART = timedelta(hours=1)  # two talks of the same manager


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a seller is met, and how well that is kept. `next_in_days` is from when the next talk stands in the
    calendar, counted from today; None where nothing is planned.
    """

    every_days: int = 14
    share_held: float = 1.0
    silent_days: int = 0  # not met for so long, up to the last day
    next_in_days: int | None = None


@dataclass(frozen=True, slots=True)
class Talking:
    """How much of a manager's talks is about results, half a year ago and now, and how many of them have taps."""

    results_before: float
    results_now: float
    share_tapped: float = 0.75


def days_met(
    rhythm: Rhythm, from_on: date, to_on: date, can_meet: Callable[[date], bool], rng: np.random.Generator
) -> list[date]:
    """The days on which the two met, both ends included. What fell due and was not held leaves a gap."""
    found = []
    last_on = to_on - timedelta(days=rhythm.silent_days)
    due = from_on + timedelta(days=int(rng.integers(rhythm.every_days)))
    while due <= last_on:
        near = (due + timedelta(days=offset) for offset in range(rhythm.every_days // 2 + 1))
        day = next((day for day in near if day <= last_on and can_meet(day)), None)
        is_held = rng.random() < rhythm.share_held
        if day is not None and is_held:
            found.append(day)
        due = (day or due) + timedelta(days=rhythm.every_days)
    return found


def start_of(
    day: date, own: ZoneInfo, other: ZoneInfo, *, place: int = 0, taken: Collection[datetime] = ()
) -> datetime | None:
    """When a talk begins on a day of `own`, in hours that both are at work, an hour away from what is taken; the first
    slot to try is the `place`th. UTC; None where there is no such hour.
    """
    slots = [datetime.combine(day, time(hour, minute), own) for hour in range(*HOURS) for minute in (0, 30)]
    common = [slot for slot in slots if HOURS[0] <= slot.astimezone(other).hour < HOURS[1]]
    turned = [common[(place + number) % len(common)] for number in range(len(common))]
    free = (slot.astimezone(UTC) for slot in turned)
    return next((slot for slot in free if all(abs(slot - other_at) >= APART for other_at in taken)), None)


def stretches(talking: Talking, progress: float, rng: np.random.Generator) -> list[tuple[str, float]]:
    """What a talk is about, in order, each with its share of the talk; empty where nobody tapped. `progress` goes from
    0, half a year ago, to 1, now.
    """
    usual = talking.results_before + (talking.results_now - talking.results_before) * progress
    results = float(np.clip(usual + 0.07 * rng.standard_normal(), 0.02, 0.75))
    other = 0.05 + 0.1 * float(rng.random())
    if rng.random() >= talking.share_tapped:
        return []
    if results > 0.25:  # whoever talks much of results begins with them
        return [
            ("results", results * 0.7),
            ("other", other),
            ("activities", 1 - results - other),
            ("results", results * 0.3),
        ]
    return [("other", other), ("activities", 1 - results - other), ("results", results)]
