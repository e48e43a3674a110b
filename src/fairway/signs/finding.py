"""Every detector over a case: the house's own, and those another package offers."""

import logging
from collections.abc import Mapping, Sequence
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
log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def detectors() -> tuple[Detector, ...]:
    """The house's own, then those installed packages offer under the entry points `fairway.detectors`."""
    return (*OWN, *(point.load() for point in entry_points(group=GROUP)))


def signs_in(case: Case) -> tuple[Sign, ...]:
    """Every sign of a case, heaviest first; of equal ones the least personal first. A detector of another package that
    fails is left out and logged: nobody's refresh ends for it.
    """
    found = [sign for detector in detectors() for sign in _found_by(detector, case)]
    order = list(Cause)
    return tuple(sorted(found, key=lambda sign: (-sign.weight, order.index(sign.cause), sign.pattern)))


def sentences_of(detector: Detector) -> Mapping[str, Mapping[str, str]]:
    """What another package's detector says and asks, by pattern; patterns that lack either are left out."""
    given: Mapping[str, Mapping[str, str]] = getattr(detector, "SENTENCES", {})
    return {pattern: said for pattern, said in given.items() if said.get("says") and said.get("asks")}


def _found_by(detector: Detector, case: Case) -> Sequence[Sign]:
    if detector in OWN:
        return list(detector.find(case))
    try:
        found = list(detector.find(case))
    except Exception:
        log.exception("a detector of another package failed: %s", detector)
        return []
    said = sentences_of(detector)
    for sign in found:
        if sign.pattern not in said:
            log.error("%s gives %r and no sentence for it: SENTENCES needs its says and asks", detector, sign.pattern)
    return [sign for sign in found if sign.pattern in said]
