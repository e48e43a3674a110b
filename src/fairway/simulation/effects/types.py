"""What a lived history consists of. Weeks are numbers from 0; people, acts and deals are numbers too."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Deals:
    """One row a deal."""

    seller: Whole
    created: Whole  # week
    closed: Whole  # week, -1 while open
    is_won: NDArray[np.bool_]
    is_inbound: NDArray[np.bool_]
    amount: Numbers
    entered: Whole  # shape (deals, stages): week in which it came to stand there, -1 never


@dataclass(frozen=True, slots=True)
class Acts:
    """One row an act that took place."""

    seller: Whole
    week: Whole
    kind: Whole  # number of the act in the setting
    deal: Whole  # -1 where it was done on no deal
    is_logged: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class History:
    """What happened in the recorded weeks."""

    weeks: int
    deals: Deals
    acts: Acts
    presence: Numbers  # (sellers, weeks): share of a full-time week worked
    inbound: Whole  # (sellers, weeks): leads given
    booked: Numbers  # (sellers, weeks): amount won
    expected: Numbers  # (sellers, weeks): amount won if chance had struck evenly; for truth only
    goal: Numbers  # (sellers,): a quarter's
    responds: NDArray[np.bool_]  # (sellers,)
    luck: Numbers  # (deals, weeks): log of what each deal's hazard is multiplied by, acts aside; for truth only
