"""What a field of somebody's case can mean, and the words its name is made of."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from fairway.studio.cases.quantities import folded


class Field(StrEnum):
    ID = "id"
    NAME = "name"
    TEXT = "text"
    OWN = "own"
    MIDDLE = "middle"
    TOP = "top"
    FILL = "fill"
    TIMELY = "timely"
    LAG = "lag"
    MINUTES = "minutes"
    UNITS = "units"  # occurrences a week at the target
    HOURS = "hours"  # a week at the target
    GAMING = "gaming"
    UNIT = "unit"
    ROLE = "role"
    WEEKS_LEFT = "weeks_left"
    HOURS_FREE = "hours_free"
    CANDIDATES = "candidates"
    DRIVERS = "drivers"
    GAP = "gap"  # a sentence or key that names the gap
    OWNER = "owner"
    BEFORE = "before"  # the seller's own level of an earlier period
    SERVES = "serves"  # the step or objective it is said to act on
    EVIDENCE = "evidence"  # what was found of it here, in words
    EFFECT = "effect"  # the same as a figure, such as a correlation
    BETTER = "better"  # which way is better


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a field name: "peersP75" is peers, p75; "logged_within_24h" is logged, within, 24h."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    plain = folded(re.sub(r"[_\-./]+", " ", spaced))
    return tuple(re.findall(r"[a-z0-9]+", plain))


def meets(parts: Sequence[str], family: str) -> bool:
    """Whether one of the words begins as the family does; stems of up to four letters are the whole word."""
    stems = family.split()
    return any(part == stem or (len(stem) > 4 and part.startswith(stem)) for part in parts for stem in stems)
