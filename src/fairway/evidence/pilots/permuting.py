"""A second look that assumes nothing but the draw: how often another draw would have shown as much by chance."""

from collections.abc import Callable

import numpy as np

from fairway.evidence.pilots.lots import drawn_again
from fairway.evidence.pilots.types import Numbers, Whole

TIMES = 499


def chance_of(
    found: float, again: Callable[[Numbers], float], *, arms: Whole, strata: Whole, seed: int, times: int = TIMES
) -> float:
    """Share of draws, the real one among them, with at least as large an estimate in either direction.

    `again` gives the estimate a draw would have shown had the activity done nothing (Fisher 1935).
    """
    as_large = sum(abs(again(other)) >= abs(found) - 1e-12 for other in drawn_again(arms, strata, times, seed))
    return float((1 + np.int64(as_large)) / (1 + times))
