"""What a pilot is, what it could see, and what came of it. Weeks and arms are numbers from 0."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


class Refused(ValueError):
    """What a pilot may not do, in a sentence that says why and what to do instead."""


class Kind(StrEnum):
    PARALLEL = "parallel"  # some begin, the others wait until the end
    STAGGERED = "staggered"  # all begin, at different times
    CROSSOVER = "crossover"  # all have it for one half, in two orders


class Drawn(StrEnum):
    SELLERS = "sellers"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Design:
    """How a pilot runs. `before` and `weeks` are the weeks looked at before and from its start.

    Arm 0 of a parallel pilot begins and arm 1 waits; arm `a` of a staggered one begins after `a` steps and the last
    never within the pilot; arm 0 of a crossover has it in the first half.
    """

    kind: Kind
    drawn: Drawn
    weeks: int
    before: int = 13
    arms: int = 2

    @property
    def step(self) -> int:
        """Weeks between two starts of a staggered pilot, and of half a crossover."""
        return self.weeks // (2 if self.kind is Kind.CROSSOVER else self.arms)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its standard error, degrees of freedom and 90 % interval."""

    value: float
    error: float
    degrees: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How weekly numbers of sellers differ, as variances.

    `lasting` between sellers, `weekly` around a seller's own mean, `carried` its correlation from one week to the
    next; `of_team` is the part of `lasting` and `shared` the part of `weekly` that sellers of one team have in common.
    `level` is the mean; `dispersion` the weekly variance over it (1 is chance alone).
    """

    level: float
    lasting: float
    weekly: float
    carried: float
    of_team: float
    shared: float

    @property
    def dispersion(self) -> float:
        return self.weekly / self.level if self.level > 0 else 0.0
