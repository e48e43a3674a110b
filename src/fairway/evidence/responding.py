"""With which sellers it works: each seller's own deals, leaned on everybody's, as a chance that it helps them.

A seller's own records are few: their estimate is held against two things that may be true of everybody, that it helps
all of them more or less alike, or that it helps some and does nothing for the others. How many, how much and how unlike
are unknown and averaged over (a mixture of two kinds of sellers on a grid, by what it makes of everybody's records).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, ndtr

from fairway.evidence.absorbing import Groups, balanced, left_over
from fairway.evidence.panel import Panel
from fairway.evidence.progress import ProgressFit
from fairway.evidence.types import Numbers

SHARES = np.array([0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0])  # of sellers it helps
SHARES_PRIOR = np.array([0.05, 0.08, 0.1, 0.1, 0.1, 0.07, 0.5])
SIZES = np.linspace(0.02, 0.8, 27)  # log ratio, where it helps
UNLIKE = np.array([0.05, 0.25, 0.5])  # of sellers it helps among each other, as a share of the size
SHIFTS = np.array([-1.2, 0.0, 1.2])  # of the luck in the comparison, in standard errors; equal weights
NOISIER, ALWAYS = 1.3, 0.05  # what own errors leave out, chosen on development seeds of bench.helping
TOLD_APART = 3.0  # standard errors between helping and not, where hardly anybody is taken for the other
HELPS_AT_ALL = 0.4  # of activities somebody thought worth recording, before anything is known


@dataclass(frozen=True, slots=True)
class OwnEstimate:
    """One seller's own effect of a candidate and its standard error; infinite where their records say nothing."""

    effect: float
    error: float


@dataclass(frozen=True, slots=True)
class Response:
    """Whether it helps a seller: the chance of it, and how much it then does, as far as one can tell."""

    chance: float
    mean: float  # log ratio of a step for one act, nothing counted as nothing
    error: float
    needed: float  # times as much recorded as now until it could be told, about


def own_estimates(panel: Panel, fit: ProgressFit, place: int) -> list[OwnEstimate]:
    """Each seller's own comparison for the candidate at a place in the fit, the other candidates held as fitted."""
    shaped = zip(fit.candidates, fit.shapes, strict=True)
    columns = np.column_stack([shape.reach(panel.window(n, shape.first, shape.last)) for n, shape in shaped])
    groups = Groups.by(panel.seller, panel.week, fit.cell)
    events = panel.moved.astype(np.float64)
    effects = fit.compared.effects.copy()
    effects[place] = 0.0
    mean = balanced(events, groups, np.exp(np.clip(columns @ effects, -3.0, 3.0)))
    own = left_over(columns, mean, groups)[:, place]
    sellers = panel.past.sellers
    score = np.bincount(panel.seller, own * (events - mean), minlength=sellers)
    information = np.bincount(panel.seller, own * own * mean, minlength=sellers)
    spread = np.bincount(panel.seller, (own * (events - mean)) ** 2, minlength=sellers)
    noisier = max(float(spread.sum() / max(information.sum(), 1e-12)), 1.0)
    return [
        OwnEstimate(float(s / i), float(np.sqrt(noisier / i))) if i > 1e-9 else OwnEstimate(0.0, np.inf)
        for s, i in zip(score, information, strict=True)
    ]


def responses(own: Sequence[OwnEstimate], luck: float, group: float, error: float) -> list[Response]:
    """The response of each seller. `luck` is how much the comparison says too much, `group` and `error` what is known
    of the effect on everybody with luck taken out.
    """
    effect = np.array([one.effect for one in own]) - luck
    variance = np.array([NOISIER * min(one.error, 1e3) ** 2 + ALWAYS**2 for one in own])
    grid = [(share, size, unlike, shift) for share in range(len(SHARES)) for size in SIZES for unlike in UNLIKE
            for shift in SHIFTS * error]  # fmt: skip
    fits, chances, sizes, squares = [], [], [], []
    for share, size, unlike, shift in grid:
        helped = _log_normal(effect - shift, size, (unlike * size) ** 2 + variance)
        idle = _log_normal(effect - shift, 0.0, variance)
        with np.errstate(divide="ignore"):
            ways = np.stack([np.log(SHARES[share]) + helped, np.log(1.0 - SHARES[share]) + idle])
        both = logsumexp(ways, axis=0)
        fits.append(float(both.sum()) + np.log(SHARES_PRIOR[share]))
        chance = np.exp(ways[0] - both)
        trust = (unlike * size) ** 2 / ((unlike * size) ** 2 + variance)
        own_size = size + trust * (effect - shift - size)
        chances.append(chance)
        sizes.append(chance * own_size)
        squares.append(chance * (own_size**2 + (1 - trust) * (unlike * size) ** 2))
    weight = np.exp(np.array(fits) - max(fits))
    weight /= weight.sum()
    at_all = helps_at_all(group, error)
    chance, mean = at_all * (weight @ np.array(chances)), at_all * (weight @ np.array(sizes))
    spread = np.maximum(at_all * (weight @ np.array(squares)) - mean**2, 0.0)
    usual = float(weight @ np.array([size for _, size, _, _ in grid]))
    needed = variance * (TOLD_APART / usual) ** 2
    return [
        Response(float(c), float(m), float(s**0.5), float(n))
        for c, m, s, n in zip(chance, mean, spread, needed, strict=True)
    ]


def needed_for(group: float, error: float) -> float:
    """Times as much recorded as now until an effect on everybody of about that size could be told from nothing."""
    return float((TOLD_APART * error / max(abs(group), SIZES[0])) ** 2)


def helps_at_all(group: float, error: float) -> float:
    """Chance that an effect on everybody is more than nothing, from its estimate with luck taken out."""
    sizes: Numbers = SIZES
    helped = np.exp(_log_normal(np.full(len(sizes), group), sizes, np.full(len(sizes), error**2))).mean()
    idle = np.exp(_log_normal(np.array([group]), 0.0, np.array([error**2])))[0]
    total = HELPS_AT_ALL * helped + (1 - HELPS_AT_ALL) * idle
    return float(HELPS_AT_ALL * helped / total) if total > 0 else float(ndtr(group / error))


def differ(own: Sequence[OwnEstimate]) -> float:
    """z of how unlike sellers are: Cochran's Q against what their own errors let expect."""
    known = [one for one in own if np.isfinite(one.error)]
    if len(known) < 3:
        return 0.0
    weight = np.array([1 / one.error**2 for one in known])
    effect = np.array([one.effect for one in known])
    spread = float((weight * (effect - (weight @ effect) / weight.sum()) ** 2).sum())
    freedom = len(known) - 1
    return (spread - freedom) / float(np.sqrt(2.0 * freedom))


def _log_normal(value: Numbers, mean: float | Numbers, variance: Numbers) -> Numbers:
    return np.asarray(-0.5 * (np.log(2 * np.pi * variance) + (value - mean) ** 2 / variance))
