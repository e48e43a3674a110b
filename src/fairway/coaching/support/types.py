"""What sums are made of. Frozen; no database."""

from collections.abc import Mapping
from typing import NamedTuple


class Part(NamedTuple):
    """What one seller adds to a figure in a week: done out of what could have been."""

    done: float
    of: float


class Seat(NamedTuple):
    """A seller in a period, with everybody above: the manager first, then whoever that manager reports to."""

    path: tuple[int, ...]
    person_key: int


Parts = Mapping[str, Mapping[Seat, Part]]  # by figure
