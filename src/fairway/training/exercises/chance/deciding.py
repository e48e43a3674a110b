"""What chance alone does to counts: how rarely it goes as far as what is seen, and within which range it mostly stays.

Two counts of one rate, given their sum: the second is binomial with its share of the time (Przyborowski and Wilenski
1940). Where weeks are lumpier than chance (negative binomial with the same scale), it is beta-binomial (Johnson, Kemp
and Kotz 2005, chapter 6). Shares of won deals, given all wins: hypergeometric, Fisher's exact test (Fisher 1935). A
two-sided chance adds up every outcome at most as likely as the one seen. The highest of several weeks, given their sum:
Poisson weeks cut off below it, added up one after the other. All of these are exact. Distances between several counts
of one rate follow chi square by the index of dispersion, nearly (Fisher, Thornton and Mackenzie 1922).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, chdtrc, gammaln

USUAL = 0.9  # share of series within the range that is told


@dataclass(frozen=True, slots=True)
class ByChance:
    """How often chance alone goes at least as far (0 to 1), and from where to where it goes in nine of ten."""

    chance: float
    low: int
    high: int


def second_count(seen: int, total: int, *, time: float, before: float, lump: float | None = None) -> ByChance:
    """Of `total` events at one rate, how many fall into `time` after `before`. `lump`: shape of the gamma spread of one
    unit of time; None where weeks are Poisson.
    """
    counts = np.arange(total + 1)
    if lump is None:
        share = time / (time + before)
        log = _log_choose(total, counts) + counts * np.log(share) + (total - counts) * np.log1p(-share)
    else:
        ours, theirs = lump * time, lump * before
        log = _log_choose(total, counts) + betaln(counts + ours, total - counts + theirs) - betaln(ours, theirs)
    return _by_chance(np.exp(log), seen)


def wins_among(seen: int, deals: int, *, wins: int, all_deals: int) -> ByChance:
    """Of `wins` among `all_deals`, how many fall among `deals` of these."""
    counts = np.arange(min(deals, wins) + 1)
    others = all_deals - deals
    possible = wins - counts <= others
    log = np.full(len(counts), -np.inf)
    log[possible] = (
        _log_choose(deals, counts[possible])
        + _log_choose(others, wins - counts[possible])
        - _log_choose(all_deals, np.array(wins))
    )
    return _by_chance(np.exp(log), seen)


def highest_week(counts: Sequence[int], times: Sequence[float]) -> float:
    """How often one of these weeks is as high as the highest of them or higher, given their sum."""
    total, top = sum(counts), max(counts)
    shares = np.array(times) / sum(times) * total
    return 1.0 - _sum_chance(shares, total, top) / _sum_chance(shares, total, total + 1)


def spread_of(counts: Sequence[int]) -> float:
    """How often counts of one rate lie at least as far from each other."""
    mean = sum(counts) / len(counts)
    index = sum((count - mean) ** 2 for count in counts) / mean
    return float(chdtrc(len(counts) - 1, index))


def _sum_chance(means: NDArray[np.float64], total: int, below: int) -> float:
    """Chance that Poisson counts of these means add up to a total, each of them below a number."""
    counts = np.arange(total + 1)
    so_far = np.zeros(total + 1)
    so_far[0] = 1.0
    for mean in means:
        one = np.exp(counts * np.log(mean) - mean - gammaln(counts + 1))
        one[below:] = 0.0
        so_far = np.convolve(so_far, one)[: total + 1]
    return float(so_far[total])


def _by_chance(shares: NDArray[np.float64], seen: int) -> ByChance:
    added = shares.cumsum()
    low = int(np.searchsorted(added, (1 - USUAL) / 2))
    high = int(np.searchsorted(added, 1 - (1 - USUAL) / 2))
    as_far = shares[shares <= shares[seen] * (1 + 1e-7)].sum()  # ties count, whatever rounding does to them
    return ByChance(min(1.0, float(as_far)), low, min(high, len(shares) - 1))


def _log_choose(of: int, chosen: NDArray[np.int_]) -> NDArray[np.float64]:
    return np.asarray(gammaln(of + 1) - gammaln(chosen + 1) - gammaln(of - chosen + 1), dtype=np.float64)
