"""How noisy weeks are here: variance over mean of an activity's weekly counts, measured instead of assumed.

From squared differences of neighbouring weeks with the same working time (von Neumann 1941), which a slow change of
level, a shortfall included, hardly moves. Below 1 we stay at 1: people who plan evenly are not held to their evenness.
"""

from collections.abc import Iterable
from math import sqrt

FEWEST_PAIRS = 60
HIGHEST = 4.0


def dispersion(pairs: Iterable[tuple[float, float]]) -> float:
    """Variance over mean from pairs of neighbouring weekly counts; 1.0 (Poisson) without enough of them.

    Taken as it is measured once it is more than a standard error above 1, and as 1 before, so that chance alone does
    not blunt the test. Never less than measured: that would call people of small, noisy organisations behind.
    """
    squares, total, number = 0.0, 0.0, 0
    for first, second in pairs:
        squares += (first - second) ** 2 / 2
        total += (first + second) / 2
        number += 1
    if number < FEWEST_PAIRS or total <= 0:
        return 1.0
    ratio = squares / total
    mean = total / number
    # Var of (x-y)^2/2 for Poisson x, y is mean/2 + 2 mean^2; pairs that share a week are correlated, hence the 1.5.
    error = sqrt(1.5 * (mean / 2 + 2 * mean**2) / number) / mean
    return min(ratio, HIGHEST) if ratio - error > 1.0 else 1.0
