"""Would somebody who is on target have so few, this often by chance alone? An exact answer for small counts.

A seller on target does a Poisson number of acts a week around what their working time lets expect; where the
organisation's own weeks are noisier than that, a negative binomial with the same mean and the measured dispersion.
We look at the newest one, two and three closed weeks together, and, for shortfalls that are small but last, at four,
six and thirteen. All looks end in the same week, so their sums are one walk, and the chance that any look is below its
line is found exactly by following the walk (a boundary crossing, no simulation, no normal approximation).

Lines are set so that this chance stays within `alpha`: first one common level for the short looks, each line then
raised while there is room; what is left goes to the long ones. The test is that of the smallest p-value, adjusted for
looking more than once (Westfall and Young 1993), exact instead of resampled.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

SHORT_LOOKS = (1, 2, 3)
LONG_LOOKS = (4, 6, 13)
MOST_WEEKS = max(LONG_LOOKS)
NEVER = -1  # a line no count is below

Vector = NDArray[np.float64]


def implausible_looks(
    counts: Sequence[float],
    expected: Sequence[float],
    *,
    alpha: float,
    dispersion: float = 1.0,
    fewest_weeks: int = 1,
) -> list[int]:
    """Every number of newest weeks whose sum is too low for somebody on target, the fewest first.

    `counts` and `expected` run from the newest week backwards, weeks without working time left out. `alpha` bounds the
    chance that somebody on target is called implausible in any one week. Looks at fewer than `fewest_weeks` are not
    taken, and what they would have used up of the chance goes to the longer ones.
    """
    weeks = min(len(counts), len(expected), MOST_WEEKS)
    if weeks == 0 or sum(expected[:weeks]) <= 0:
        return []
    key = tuple(round(value, 2) for value in expected[:weeks])
    total = 0.0
    lines = lines_for(key, round(alpha, 5), round(max(dispersion, 1.0), 2), fewest_weeks)
    found = []
    for week in range(weeks):
        total += counts[week]
        if total <= lines.get(week + 1, NEVER):
            found.append(week + 1)
    return found


@lru_cache(maxsize=50_000)
def lines_for(expected: tuple[float, ...], alpha: float, dispersion: float, fewest_weeks: int = 1) -> Mapping[int, int]:
    """For each look (in weeks) the highest sum that is implausible; looks without a line are left out."""
    walk = _Walk(expected, dispersion)
    short = [look for look in SHORT_LOOKS if fewest_weeks <= look <= len(expected)]
    lines = _common_level(walk, short, alpha)
    for look in sorted(short, reverse=True):
        lines = _raised(walk, lines, look, alpha)
    for look in LONG_LOOKS:
        if look <= len(expected):
            lines = _raised(walk, lines, look, alpha)
    return {look: line for look, line in lines.items() if line > NEVER}


def false_alarm_chance(expected: Sequence[float], lines: Mapping[int, int], dispersion: float = 1.0) -> float:
    """The chance that somebody on target falls below any of the lines."""
    return _Walk(tuple(expected), dispersion).crossing(lines)


class _Walk:
    """Sums of the newest weeks, one week added at a time."""

    def __init__(self, expected: tuple[float, ...], dispersion: float) -> None:
        self.expected = expected
        self.means = np.cumsum(expected)
        self.dispersion = dispersion
        highest = int(self.means[-1] + 8 * (self.means[-1] * dispersion) ** 0.5 + 12)
        self.steps = [_pmf(mean, dispersion, highest) for mean in expected]
        looks = [look for look in (*SHORT_LOOKS, *LONG_LOOKS) if look <= len(expected)]
        self.tails = {look: np.cumsum(_pmf(float(self.means[look - 1]), dispersion, highest)) for look in looks}

    def crossing(self, lines: Mapping[int, int]) -> float:
        """Chance that the sum is at or below its line at any look."""
        size = len(self.steps[0])
        last = max((look for look, line in lines.items() if line > NEVER), default=0)
        state: Vector = np.zeros(size)
        state[0], crossed = 1.0, 0.0
        for week in range(last):
            state = np.convolve(state, self.steps[week])[:size]
            line = lines.get(week + 1, NEVER)
            if line > NEVER:
                crossed += float(state[: line + 1].sum())
                state[: line + 1] = 0.0
        return crossed

    def line_at(self, look: int, level: float) -> int:
        """The highest sum whose own lower tail is at most `level`."""
        return int(np.searchsorted(self.tails[look], level + 1e-12, side="right")) - 1


def _common_level(walk: _Walk, looks: Sequence[int], alpha: float) -> dict[int, int]:
    """Lines of the highest p-value that, used at every short look, keeps the whole chance within alpha."""
    if not looks:
        return {}
    levels = sorted({float(tail) for look in looks for tail in walk.tails[look] if tail <= alpha * 1.0001})
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        lines = {look: walk.line_at(look, levels[middle]) for look in looks}
        if walk.crossing(lines) <= alpha:
            low = middle + 1
        else:
            high = middle
    return {look: walk.line_at(look, levels[low - 1]) if low else NEVER for look in looks}


def _raised(walk: _Walk, lines: Mapping[int, int], look: int, alpha: float) -> dict[int, int]:
    """The same lines with one look's as high as the chance allows."""
    low, high = lines.get(look, NEVER), int(walk.means[look - 1])
    while low < high:
        middle = (low + high + 1) // 2
        if walk.crossing({**lines, look: middle}) <= alpha:
            low = middle
        else:
            high = middle - 1
    return {**lines, look: low}


def _pmf(mean: float, dispersion: float, highest: int) -> Vector:
    """Chances of 0 to `highest`: Poisson, or negative binomial with variance `dispersion` times the mean.

    Negative binomials of one dispersion add up to one of the same dispersion, so that sums stay in the family. Each
    chance is the one before it times a ratio; in logarithms, because the first one may be too small for a float.
    """
    if mean <= 0:
        nothing: Vector = np.zeros(highest + 1)
        nothing[0] = 1.0
        return nothing
    number = np.arange(1, highest + 1, dtype=float)
    if dispersion <= 1.0:
        first, ratios = -mean, mean / number
    else:
        size, chance = mean / (dispersion - 1.0), 1.0 / dispersion
        first, ratios = size * log(chance), (number - 1.0 + size) / number * (1.0 - chance)
    logs: Vector = np.concatenate([[first], first + np.cumsum(np.log(ratios))])
    return np.exp(logs)


def alpha_per_hia(alpha: float, hias: int) -> float:
    """The bound for each of several HIAs so that all together stay within `alpha` (Sidak 1967)."""
    return float(1.0 - (1.0 - alpha) ** (1.0 / max(hias, 1)))
