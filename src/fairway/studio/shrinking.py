"""Empirical Bayes on log scale: what one seller's few deals say, drawn toward what sellers of the role do.

Counts are Gamma-Poisson, shares Beta-binomial, deal sizes normal in logs. Priors come from the sellers of the role by
the method of moments (Clayton and Kaldor 1987 for rates, Kleinman 1973 for proportions; Efron and Morris 1975 for why
it helps). The more deals of one's own, the less the prior says; with none the answer is the role's, and wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

Z90 = 1.6449  # half width of a 90 % interval in standard deviations
SMALL = 6.0
WEAK_RATE = 1.0  # events a prior weighs where the role's sellers say nothing about their spread
WEAK_SHARE = 4.0  # deals, likewise
MOST_WEIGHT = 20.0  # events a prior weighs at most: sellers of one role differ, and so do quarters of one seller


@dataclass(frozen=True, slots=True)
class LogEstimate:
    """A quantity's logarithm: mean and variance."""

    mean: float
    variance: float

    def less(self, other: "LogEstimate") -> "LogEstimate":
        """The difference of two independent estimates."""
        return LogEstimate(self.mean - other.mean, self.variance + other.variance)

    def interval(self, z: float = Z90) -> tuple[float, float]:
        half = z * sqrt(self.variance)
        return self.mean - half, self.mean + half


def digamma(x: float) -> float:
    """Derivative of ln gamma, x > 0, by recurrence and the asymptotic series (Abramowitz and Stegun 6.3.18)."""
    shift = 0.0
    while x < SMALL:
        shift -= 1 / x
        x += 1
    inverse = 1 / (x * x)
    return shift + log(x) - 0.5 / x - inverse * (1 / 12 - inverse * (1 / 120 - inverse / 252))


def trigamma(x: float) -> float:
    """Second derivative of ln gamma, x > 0 (Abramowitz and Stegun 6.4.12)."""
    shift = 0.0
    while x < SMALL:
        shift += 1 / (x * x)
        x += 1
    inverse = 1 / (x * x)
    return shift + 1 / x + inverse / 2 + inverse / x * (1 / 6 - inverse * (1 / 30 - inverse / 42))


@dataclass(frozen=True, slots=True)
class RatePrior:
    """Gamma(shape, rate) of events per unit of exposure."""

    shape: float
    rate: float

    def of(self, events: float, exposure: float) -> LogEstimate:
        shape, rate = self.shape + events, self.rate + exposure
        return LogEstimate(digamma(shape) - log(rate), trigamma(shape))


def rate_prior(events: Sequence[float], exposures: Sequence[float]) -> RatePrior:
    """From sellers of the role: mean rate m, spread v between them; shape m^2/v, rate m/v."""
    k, t = np.asarray(events, dtype=float), np.asarray(exposures, dtype=float)
    k, t = k[t > 0], t[t > 0]
    mean = float((k.sum() + 0.5) / (t.sum() + 0.5)) if len(k) else 1.0
    if len(k) < 3:
        return RatePrior(WEAK_RATE, WEAK_RATE / mean)
    spread = float((((k - mean * t) ** 2) - mean * t).sum() / (t**2).sum())
    shape = min(max(mean * mean / spread, WEAK_RATE), MOST_WEIGHT) if spread > 0 else MOST_WEIGHT
    return RatePrior(shape, shape / mean)


@dataclass(frozen=True, slots=True)
class SharePrior:
    """Beta(yes, no)."""

    yes: float
    no: float

    def of(self, wins: float, trials: float) -> LogEstimate:
        yes, both = self.yes + wins, self.yes + self.no + trials
        return LogEstimate(digamma(yes) - digamma(both), trigamma(yes) - trigamma(both))


def share_prior(wins: Sequence[float], trials: Sequence[float]) -> SharePrior:
    """From sellers of the role: pooled share p and the spread v between them; weight p(1-p)/v - 1."""
    w, n = np.asarray(wins, dtype=float), np.asarray(trials, dtype=float)
    w, n = w[n > 0], n[n > 0]
    pooled = float((w.sum() + 0.5) / (n.sum() + 1.0)) if len(w) else 0.5
    if len(w) < 3:
        return SharePrior(WEAK_SHARE * pooled, WEAK_SHARE * (1 - pooled))
    noise = pooled * (1 - pooled)
    room = float((n * n - n).sum())
    spread = float((((w - n * pooled) ** 2).sum() - noise * n.sum()) / room) if room > 0 else 0.0
    weight = min(max(noise / spread - 1, WEAK_SHARE), MOST_WEIGHT) if spread > 0 else MOST_WEIGHT
    return SharePrior(weight * pooled, weight * (1 - pooled))


@dataclass(frozen=True, slots=True)
class SizePrior:
    """Normal(mean, between) of a seller's mean log size; one deal scatters by `within` around it. Variances."""

    mean: float
    between: float
    within: float

    def of(self, mean_size: float | None, deals: float) -> LogEstimate:
        if mean_size is None or mean_size <= 0 or deals <= 0:
            return LogEstimate(self.mean, self.between)
        precision = 1 / self.between + deals / self.within
        mean = (self.mean / self.between + log(mean_size) * deals / self.within) / precision
        return LogEstimate(mean, 1 / precision)


USUAL_WITHIN = 0.5  # variance of one deal's log size where too few are known: a factor of two either way


def size_prior(groups: Sequence[Sequence[tuple[float, float]]]) -> SizePrior:
    """From (mean size, deals) of several spans of each seller of the role, by analysis of variance.

    Logs of means stand for means of logs: with one scatter for everybody that shifts all sellers alike.
    """
    known = [[(log(size), deals) for size, deals in spans if size > 0 and deals > 0] for spans in groups]
    known = [spans for spans in known if spans]
    if not known:
        return SizePrior(0.0, 4.0, USUAL_WITHIN)
    centres = np.array([sum(x * n for x, n in spans) / sum(n for _, n in spans) for spans in known])
    deals = np.array([sum(n for _, n in spans) for spans in known])
    rest = [n * (x - centre) ** 2 for spans, centre in zip(known, centres, strict=True) for x, n in spans]
    freedom = sum(len(spans) - 1 for spans in known)
    within = max(sum(rest) / freedom, 0.02) if freedom >= 6 else USUAL_WITHIN
    mean = float((centres * deals).sum() / deals.sum())
    between = float(np.mean((centres - mean) ** 2 - within / deals)) if len(known) >= 3 else within / 2
    return SizePrior(mean, max(between, float(within) / MOST_WEIGHT), float(within))
