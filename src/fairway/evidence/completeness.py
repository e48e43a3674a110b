"""How much of what is done gets logged, as far as records can tell: what is not logged makes each logged act look as
if it brought more.

Logging belongs to a person and not to an activity: who logs little logs little of everything. How unevenly sellers log
is at most as much as all their activities together differ, for the time they worked or the deals they had; if those
who log most log all, the others log at least that part of it. Likewise over time: where all activities of a seller
rise and fall together from quarter to quarter, logging may have changed and not what was done.
"""

from dataclasses import dataclass

import numpy as np

from fairway.evidence.panel import Panel
from fairway.evidence.types import Numbers, Past

LOG_MOST = 0.9  # quantile of sellers, taken to log everything
QUARTER = 13
FEWEST_ACTS = 20  # of a seller, below which nothing of theirs is compared


@dataclass(frozen=True, slots=True)
class Logging:
    """What is known of a group's logging: the share of acts that are logged, at least, and by how much all activities
    of a seller change together from quarter to quarter.
    """

    at_least: float
    changes: float


def logged_at_least(past: Past, panel: Panel) -> float:
    """Share of acts that are logged, at least; between 0 and 1."""
    acts = np.bincount(past.acts.seller[past.acts.week >= 0], minlength=past.sellers).astype(np.float64)
    shares = [
        _share(acts, past.presence.sum(axis=1)),
        _share(acts, np.bincount(panel.seller, minlength=past.sellers).astype(np.float64)),
    ]
    return max(shares)


def changes_by_quarter(past: Past) -> float:
    """By how much all activities of a seller move together from quarter to quarter, beyond everybody's and beyond
    chance: a standard deviation of logs.
    """
    quarters = past.weeks // QUARTER
    if quarters < 2 or len(past.candidates) < 2:
        return 0.0
    acts, many = past.acts, len(past.candidates)
    kept = (acts.week >= 0) & (acts.week < quarters * QUARTER)
    place = (acts.candidate[kept] * past.sellers + acts.seller[kept]) * quarters + acts.week[kept] // QUARTER
    counts = np.bincount(place, minlength=many * past.sellers * quarters).reshape(many, past.sellers, quarters)
    worked = past.presence[:, : quarters * QUARTER].reshape(past.sellers, quarters, QUARTER).sum(axis=2)
    usual = (counts.sum(axis=2) / np.maximum(worked.sum(axis=1), 1e-9))[:, :, None] * worked
    usual *= (counts.sum(axis=1) / np.maximum(usual.sum(axis=1), 1e-9))[:, None, :]
    apart = np.where(usual > 1.0, (counts - usual) / np.maximum(usual, 1e-9), 0.0)
    weight = np.where(usual > 1.0, usual, 0.0)
    together = (apart * weight).sum(axis=0)
    own = ((apart * weight) ** 2).sum(axis=0)
    pairs = weight.sum(axis=0) ** 2 - (weight**2).sum(axis=0)
    total = float(pairs.sum())
    return float(np.sqrt(max(float((together**2 - own).sum()) / total, 0.0))) if total > 0 else 0.0


def _share(acts: Numbers, exposure: Numbers) -> float:
    known = (acts >= FEWEST_ACTS) & (exposure > 0)
    if known.sum() < 3:
        return 1.0
    rate = acts[known] / exposure[known]
    middle, spread = float(rate.mean()), float(rate.var())
    chance = float((rate / exposure[known]).mean())  # variance of counts that are Poisson
    true = float(np.sqrt(max(spread - chance, 0.0) / spread)) if spread > 0 else 0.0
    return float(min(middle / (middle + true * (np.quantile(rate, LOG_MOST) - middle)), 1.0))
