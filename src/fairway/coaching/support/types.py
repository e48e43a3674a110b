"""What sums are made of. Frozen; no database."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Part(NamedTuple):
    """What one seller adds to a figure in a week: done out of what could have been."""

    done: float
    of: float


class Seat(NamedTuple):
    """A seller in a period, with everybody above: the manager first, then whoever that manager reports to."""

    path: tuple[int, ...]
    person_key: int


class Miss(NamedTuple):
    """An activity that fell behind, or into doubt, in a closed week, and whether it was spoken of by the last day on
    which that counts.
    """

    person_key: int
    week_on: date
    last_on: date
    is_spoken: bool


Parts = Mapping[str, Mapping[Seat, Part]]  # by figure
