"""Errors of an estimate from what becomes of it when each seller is left out once: a few sellers tell less than their
rows seem to.

The cluster jackknife (MacKinnon, Nielsen and Webb 2023, CV3), and a t distribution whose degrees of freedom follow
from how unevenly sellers carry the estimate (Carter, Schnepel and Steigerwald 2017): errors are widened so that 1.96
of them hold what that distribution's 95 % hold.
"""

import numpy as np
from scipy import linalg
from scipy.special import stdtrit

from fairway.evidence.types import Numbers, Whole

NORMAL = 1.96
FEWEST_FREE = 0.5  # degrees of freedom, below which one seller tells all: nothing is known
UNKNOWN = 1e6  # variance of the log of a ratio


def covariance_of(
    columns: Numbers, instruments: Numbers, residual: Numbers, weights: Numbers, cluster: Whole
) -> Numbers:
    """Covariance of effects at which instruments and residual go together no more.

    `columns` and `instruments` (rows, effects) are without what groups explain; `residual` is events less means and
    `weights` the means; clusters are numbered from 0. The columns themselves as instruments give plain Poisson
    regression. Other instruments may hang on one seller so that nothing is left without them: there the usual sums
    over clusters are taken, as wide as few of them ask for. Effects that rest on one cluster alone are all but unknown.
    """
    scores, grams = _by_cluster(columns, instruments, residual, weights, cluster)
    whole = grams.sum(axis=0)
    inverse = linalg.pinv(whole)
    if instruments is columns:
        cutoff = len(whole) * np.finfo(np.float64).eps
        steps = np.einsum("gij,gj->gi", np.linalg.pinv(whole - grams, rcond=cutoff, hermitian=True), scores)
    else:
        steps = scores @ inverse.T
    many = max(int((np.abs(scores).sum(axis=1) > 0).sum()), 2)
    factor = (many - 1) / many if instruments is columns else many / (many - 1)
    parts = np.abs(np.einsum("ij,gji->gi", inverse, grams))
    effective = parts.sum(axis=0) ** 2 / np.maximum((parts**2).sum(axis=0), 1e-300)
    free = effective - 1.0
    wider = stdtrit(np.maximum(free, FEWEST_FREE), 0.975) / NORMAL
    found: Numbers = factor * (steps.T @ steps) * np.outer(wider, wider)
    alone = free < FEWEST_FREE
    found[alone, alone] = UNKNOWN
    return found


def _by_cluster(
    columns: Numbers, instruments: Numbers, residual: Numbers, weights: Numbers, cluster: Whole
) -> tuple[Numbers, Numbers]:
    """(clusters, effects) scores and (clusters, effects, effects) sums of instruments times columns."""
    order = np.argsort(cluster, kind="stable")
    ends = np.cumsum(np.bincount(cluster))
    scores, grams = [], []
    for first, last in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
        own = order[first:last]
        lent = instruments[own]
        seen = lent if instruments is columns else columns[own]
        scores.append(lent.T @ residual[own])
        grams.append(lent.T @ (seen * weights[own, None]))
    return np.array(scores), np.array(grams)
