"""What evidence is worked out from, and what it gives. Weeks are numbers from 0, the first week looked at."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEVER = -(10**6)
UNSEEN = -2
FEW_SELLERS, FEW_WEEKS = 15, 26
LEVEL, LEVEL_Z = 0.9, 1.6449  # of every interval, and its half width in standard errors


@dataclass(frozen=True, slots=True)
class DealFacts:
    """One row a deal. A week is `NEVER` where something has not happened; earlier than the first week is below 0."""

    seller: Whole  # owner, a number from 0
    created: Whole
    closed: Whole
    is_won: Flags
    is_inbound: Flags  # came to the seller without their doing
    amount: Numbers
    entered: Whole  # (deals, stages): week in which it came to stand there
    left: Whole  # week from which somebody else held it: another row


@dataclass(frozen=True, slots=True)
class ActFacts:
    """One row an act of a candidate that counts. `deal` is -1 where it was done on no deal, `UNSEEN` where on one that
    is not among the deals: somebody else's, or closed before the first week.
    """

    candidate: Whole  # number in the list of keys
    seller: Whole
    week: Whole
    deal: Whole


@dataclass(frozen=True, slots=True)
class Past:
    """Everything a group's findings are worked out from."""

    candidates: tuple[str, ...]
    is_own: Flags  # of each candidate: the seller's own act, and not what a customer does upon it
    presence: Numbers  # (sellers, weeks): share of a full-time week worked
    inbound: Numbers  # (sellers, weeks): leads that came
    deals: DealFacts
    acts: ActFacts

    @property
    def is_few(self) -> bool:
        """A handful of people over a few weeks: they tell nothing, whatever the sums say."""
        return self.sellers < FEW_SELLERS and self.weeks <= FEW_WEEKS

    @property
    def sellers(self) -> int:
        return int(self.presence.shape[0])

    @property
    def weeks(self) -> int:
        return int(self.presence.shape[1])


class Grade(StrEnum):
    """How sure one may be that more of an activity helps a group."""

    STRONG = "strong"
    SUGGESTIVE = "suggestive"
    EXPERIMENT_NEEDED = "experiment_needed"
    NONE = "none"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Check:
    """One question that was put to a finding by itself, and its answer in words."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Span:
    """A best guess and the ends of an interval that holds the truth in `level` of such cases."""

    mean: float
    low: float
    high: float
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Picture:
    """What a group's records show of twenty, with one more act and without: deals that move on within some weeks, or
    seller-weeks with a new deal. Counts may lie anywhere between `low` and `high`.
    """

    weeks: int
    with_act: Span
    without: Span
    sellers: int
    deals: int
    of: int = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What a group's records say of one activity."""

    metric: str
    rank: int  # 1 is first; those that cannot be told apart share a rank
    grade: Grade
    reason: str
    per_week: float  # done now, per seller and week
    dose: float  # more per seller and week, for which the effect was worked out; the effect is for one more
    effect: Span | None  # amount won per seller and week
    chain: Span | None  # share by which the nearest objective comes more often, at the dose
    objective: str  # stage_progress or new_deals
    lag_weeks: tuple[int, int] | None
    diminishing_above_per_week: float | None
    headroom_per_week: float
    weeks_needed: int | None  # more weeks until one can tell; None where that is known already or never comes
    checks: tuple[Check, ...]
