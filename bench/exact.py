"""The best that any test could do: the most powerful exact tests of "on target" against "half of it since that week".

By Neyman and Pearson the total of the weeks since the change is all that matters, and its lower tail is the best
region: for Poisson counts, and for negative binomials of one dispersion, which add up to one. Each bound is a hard
one: it knows the week of the change and its size, and the product knows neither.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import nbinom, poisson

WEEKS = 3


@dataclass(frozen=True, slots=True)
class Best:
    """Power within three weeks at a false-alarm level, in shares of 0 to 1."""

    once: float  # one look at the three weeks' total, without a coin
    once_tossing: float  # the same, tossing a coin where a count lies on the line, so that the level is used up
    each_week: float  # a look in each of the three weeks, each at the level, without a coin
    each_week_tossing: float


def best(rate: float, alpha: float, dispersion: float = 1.0) -> Best:
    """The bounds for an activity of `rate` a week that halves, at level `alpha` in each look."""
    lines = [_line(look * rate, alpha, dispersion) for look in range(1, WEEKS + 1)]
    line, toss = lines[-1]
    halved = _law(WEEKS * rate / 2, dispersion)
    once = float(halved.cdf(line)) if line >= 0 else 0.0
    return Best(
        once,
        once + toss * float(halved.pmf(line + 1)),
        _crossing(rate / 2, [(line, 0.0) for line, _ in lines], dispersion),
        _crossing(rate / 2, lines, dispersion),
    )


def _law(mean: float, dispersion: float) -> "object":
    return poisson(mean) if dispersion <= 1 else nbinom(mean / (dispersion - 1), 1 / dispersion)


def _line(mean: float, alpha: float, dispersion: float) -> tuple[int, float]:
    """The highest total whose lower tail is within alpha, and the share of the next one that uses alpha up."""
    law = _law(mean, dispersion)
    tails = law.cdf(np.arange(int(mean) + 1))  # type: ignore[attr-defined]
    line = int(np.searchsorted(tails, alpha, side="right")) - 1
    rest = alpha - (tails[line] if line >= 0 else 0.0)
    return line, float(rest / law.pmf(line + 1))  # type: ignore[attr-defined]


def _crossing(mean: float, lines: list[tuple[int, float]], dispersion: float) -> float:
    """Chance that the running total is at or below its line at any look, by following every total."""
    size = int(len(lines) * mean + 12 * (len(lines) * mean * dispersion) ** 0.5 + 20)
    step = _law(mean, dispersion).pmf(np.arange(size))  # type: ignore[attr-defined]
    state = np.zeros(size)
    state[0], crossed = 1.0, 0.0
    for line, toss in lines:
        state = np.convolve(state, step)[:size]
        caught = np.zeros(size)
        caught[: line + 1] = 1.0
        caught[line + 1] = toss
        crossed += float((state * caught).sum())
        state = state * (1 - caught)
    return crossed
