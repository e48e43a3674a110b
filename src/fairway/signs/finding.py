"""Every detector over a case: the house's own, and those another package offers."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import entry_points

from fairway.signs.detectors import (
    absence,
    capacity,
    data,
    effort,
    opportunity,
    priority,
    ramp,
    skill,
    target,
)
from fairway.signs.types import Case, Cause, Detector, Sign

OWN: tuple[Detector, ...] = (data, absence, ramp, capacity, opportunity, target, skill, priority, effort)
GROUP = "fairway.detectors"


@lru_cache(maxsize=1)
def detectors() -> tuple[Detector, ...]:
    """The house's own, then those installed packages offer under the entry points `fairway.detectors`."""
    return (*OWN, *(point.load() for point in entry_points(group=GROUP)))


def signs_in(case: Case) -> tuple[Sign, ...]:
    """Every sign of a case, heaviest first; of equal ones the least personal first."""
    found: Iterable[Sign] = (sign for detector in detectors() for sign in detector.find(case))
    order = list(Cause)
    return tuple(sorted(found, key=lambda sign: (-sign.weight, order.index(sign.cause), sign.pattern)))
