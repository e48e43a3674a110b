"""How long each item of a review was talked about, from presses. Plain Python.

A clock that was forgotten does not count for ever: without another press it counts as long as the whole review is
planned for at most, and the page says so. The bound is the same for every item: one made of an item's own minutes would
hide how long the number was talked about. Time before the first press, and after somebody stopped the clock, belongs to
no item.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fairway.leadership.reviews.types import Kind, Press


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds by item, seconds of no item, and by item what was cut off. Together they are the open time."""

    seconds: Mapping[str, float]
    idle: float
    cut: Mapping[str, float]
    running: str = ""  # the item whose clock runs at the end, empty for none


def clocked(kind: Kind, presses: Sequence[Press], opened_at: datetime, until_at: datetime) -> Clock:
    """A review from its opening to an instant. Presses may come in any order; those outside, and those on an item the
    agenda does not have, start no item's clock.
    """
    known, longest = [one.key for one in kind.items], 60.0 * kind.minutes
    own = sorted((one for one in presses if opened_at <= one.at <= until_at), key=lambda one: one.at)
    seconds, cut, idle = dict.fromkeys(known, 0.0), dict.fromkeys(known, 0.0), 0.0
    ends = [one.at for one in own] + [max(until_at, opened_at)]
    stretches = [("", opened_at, ends[0]), *((one.item, one.at, ends[n]) for n, one in enumerate(own, start=1))]
    for key, from_at, to_at in stretches:
        passed = (to_at - from_at).total_seconds()
        if key not in known:
            idle += passed
            continue
        counted = min(passed, longest)
        seconds[key] += counted
        cut[key] += passed - counted
    running = stretches[-1][0]
    return Clock(seconds, idle, cut, running if running in known else "")
