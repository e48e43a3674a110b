"""Where a seller's gap comes from, in logs: bookings = opened x decided per opened x won per decided x won amount each.

The product is exact, so the logs of the four factors add up to the log of the bookings, and differences between two
spans add up to the log gap. Every factor is estimated with shrinkage toward the sellers of the role
(`shrinking`), because ten deals say little: a win rate of ten deals has a standard deviation of 14 points. A driver of
which too little is known is called that, and never carries a gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import median

import numpy as np

from fairway.studio.levels import FEWEST_PEERS
from fairway.studio.shrinking import (
    LogEstimate,
    RatePrior,
    SharePrior,
    SizePrior,
    rate_prior,
    share_prior,
    size_prior,
)
from fairway.studio.types import Weight

DRIVERS = ("opportunities", "win_rate", "deal_size", "speed")
NOTABLE = 0.10  # a log gap below this is nothing to speak of
SURE = 1.2816  # standard deviations for nine in ten
WIDE = log(2.0)  # half width of a 90 % interval: a factor of two either way is no answer
FEWEST = 5  # events in either span


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in a span of one seller. `weeks` are full-time weeks worked; `amount` is of won deals."""

    weeks: float = 0.0
    opened: float = 0.0
    decided: float = 0.0
    won: float = 0.0
    amount: float = 0.0
    cycle_days: float = 0.0  # summed over won deals

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.weeks + other.weeks,
            self.opened + other.opened,
            self.decided + other.decided,
            self.won + other.won,
            self.amount + other.amount,
            self.cycle_days + other.cycle_days,
        )

    @property
    def size(self) -> float | None:
        return self.amount / self.won if self.won else None


@dataclass(frozen=True, slots=True)
class Part:
    """One factor of the gap: log gap with its interval, share of what is missing, and what that makes of it."""

    key: str
    now: float | None  # as counted: per week, share, amount, decided per opened
    usual: float | None
    peers: float | None
    estimate: LogEstimate  # of ln(usual / now)
    events_now: int
    events_usual: int
    share: float | None
    weight: Weight


@dataclass(frozen=True, slots=True)
class Priors:
    opened: RatePrior
    decided: RatePrior
    won: SharePrior
    size: SizePrior


def raw_parts(now: Tally, usual: Tally) -> dict[str, float]:
    """ln(usual / now) of each factor as counted; they add up to that of bookings a week. Needs a win in both spans."""
    factors = [_factors(now), _factors(usual)]
    return {key: log(factors[1][key] / factors[0][key]) for key in DRIVERS}


def priors_of(role: Sequence[Sequence[Tally]]) -> Priors:
    """What sellers of the role do; each with the tallies of several spans."""
    sums = [sum(spans, Tally()) for spans in role]
    return Priors(
        opened=rate_prior([t.opened for t in sums], [t.weeks for t in sums]),
        decided=rate_prior([t.decided for t in sums], [t.opened for t in sums]),
        won=share_prior([t.won for t in sums], [t.decided for t in sums]),
        size=size_prior([[(t.size or 0.0, t.won) for t in spans] for spans in role]),
    )


def parts_of(now: Tally, usual: Tally, role: Sequence[Sequence[Tally]]) -> list[Part]:
    """The four factors, estimated, with their shares of what is missing. `role` holds the others, spans by seller."""
    priors = priors_of(role) if role else priors_of([[usual]])
    estimates = {key: _estimate(key, usual, priors).less(_estimate(key, now, priors)) for key in DRIVERS}
    weights = {key: _is_known(key, now, usual, estimates[key]) for key in DRIVERS}
    missing = {key: max(estimates[key].mean, 0.0) for key in DRIVERS if weights[key]}
    whole = sum(missing.values())
    shares = {key: missing[key] / whole if whole >= NOTABLE else None for key in missing}
    carrier = max(shares, key=lambda key: shares[key] or 0.0, default=None)
    counted_now, counted_usual = _counted(now), _counted(usual)
    middle = {key: _middle([_counted(sum(spans, Tally())).get(key) for spans in role]) for key in DRIVERS}
    return [
        Part(
            key=key,
            now=counted_now[key],
            usual=counted_usual[key],
            peers=middle[key],
            estimate=estimates[key],
            events_now=int(_events(key, now)),
            events_usual=int(_events(key, usual)),
            share=shares.get(key),
            weight=_weight(estimates[key], shares.get(key), is_known=weights[key], is_first=key == carrier),
        )
        for key in DRIVERS
    ]


def total_of(parts: Sequence[Part]) -> LogEstimate:
    """The whole log gap: the sum of its parts, which are independent given the priors."""
    return LogEstimate(sum(p.estimate.mean for p in parts), sum(p.estimate.variance for p in parts))


def carrier_of(parts: Sequence[Part]) -> Part | None:
    """The factor that carries the gap; None where none does for sure."""
    return next((part for part in parts if part.weight is Weight.CARRIES), None)


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the period ends at the run rate, with an 80 % interval."""

    mean: float
    low: float
    high: float


def projection(so_far: float, run: Tally, weeks_left: float) -> Projection:
    """So far and the wins that still come, drawn from what `run` says of the rate and of the size.

    Wins are Poisson at a rate that is itself known from `run.won` wins only (gamma), their sum is gamma of the same
    mean and variance, the mean size as uncertain as so many deals leave it. Draws are seeded: one answer, always.
    """
    if run.won <= 0 or run.weeks <= 0 or weeks_left <= 0:
        return Projection(so_far, so_far, so_far)
    rng = np.random.default_rng(DRAWN_WITH)
    wins = rng.poisson(rng.gamma(run.won, weeks_left / run.weeks, DRAWS))
    size = run.amount / run.won * np.exp(rng.normal(0.0, SIZE_SPREAD / sqrt(run.won), DRAWS))
    coming = np.where(wins > 0, rng.gamma(np.maximum(wins, 1) / SIZE_SPREAD**2, size * SIZE_SPREAD**2), 0.0)
    low, high = (float(value) for value in np.quantile(coming, (0.1, 0.9)))
    mean = run.amount / run.weeks * weeks_left
    return Projection(so_far + mean, so_far + low, so_far + high)


DRAWS, DRAWN_WITH = 4000, 20
SIZE_SPREAD = 0.8  # standard deviation of a won amount over its mean


def _factors(tally: Tally) -> dict[str, float]:
    return {
        "opportunities": tally.opened / tally.weeks,
        "win_rate": tally.won / tally.decided,
        "deal_size": tally.amount / tally.won,
        "speed": tally.decided / tally.opened,
    }


def _counted(tally: Tally) -> Mapping[str, float | None]:
    return {
        "opportunities": tally.opened / tally.weeks if tally.weeks else None,
        "win_rate": tally.won / tally.decided if tally.decided else None,
        "deal_size": tally.size,
        "speed": tally.decided / tally.opened if tally.opened else None,
    }


def _estimate(key: str, tally: Tally, priors: Priors) -> LogEstimate:
    match key:
        case "opportunities":
            return priors.opened.of(tally.opened, tally.weeks)
        case "win_rate":
            return priors.won.of(tally.won, tally.decided)
        case "deal_size":
            return priors.size.of(tally.size, tally.won)
        case _:
            return priors.decided.of(tally.decided, tally.opened)


def _events(key: str, tally: Tally) -> float:
    return {
        "opportunities": tally.opened,
        "win_rate": tally.decided,
        "deal_size": tally.won,
        "speed": min(tally.opened, tally.decided),
    }[key]


def _is_known(key: str, now: Tally, usual: Tally, estimate: LogEstimate) -> bool:
    """Whether there is enough of both spans, and the interval says more than a factor of two either way.

    Nothing opened or won at all in many weeks is knowledge, not its absence: then the rate decides by its interval.
    """
    low, high = estimate.interval()
    is_enough = _events(key, usual) >= FEWEST and (_events(key, now) >= FEWEST or low > 0)
    return is_enough and ((high - low) / 2 <= WIDE or low > 0 or high < 0)


def _weight(estimate: LogEstimate, share: float | None, *, is_known: bool, is_first: bool) -> Weight:
    if not is_known:
        return Weight.TOO_FEW
    z = estimate.mean / sqrt(estimate.variance) if estimate.variance > 0 else 0.0
    if estimate.mean <= -NOTABLE and z <= -SURE:
        return Weight.AHEAD
    if estimate.mean < NOTABLE or share is None:
        return Weight.NONE
    if is_first and z >= SURE and share >= 0.35:
        return Weight.CARRIES
    return Weight.PART if share >= 0.1 else Weight.NONE


def _middle(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if len(known) >= FEWEST_PEERS else None
