"""Weighing what deals with more acts show against what their owners' busy weeks show, candidate by candidate.

The first is precise and carries whatever makes effort follow luck; the second is rough and does not. How far they lie
apart over all candidates of a group tells how much luck there is in the first: a common part, and a part of each
candidate's own. Both are unknown and are averaged over (a normal hierarchical model on a grid, after DerSimonian and
Laird's random effects): where the two agree the precise one counts, where they do not, only the rough one is left.
"""

import numpy as np

from fairway.evidence.progress import Estimates

COMMON = np.linspace(-0.4, 0.8, 61)
OWN = np.geomspace(0.01, 0.8, 25)
COMMON_PRIOR, OWN_PRIOR = 0.15, 0.15  # standard deviations of a normal and of a half-normal one


def weighed(compared: Estimates, instrumented: Estimates) -> Estimates:
    """Effects and their variances with luck averaged out; covariances are not given."""
    precise = np.maximum(np.diag(compared.covariance), 1e-12)
    rough = np.maximum(np.diag(instrumented.covariance), 1e-12)
    apart = compared.effects - instrumented.effects
    common, own = np.meshgrid(COMMON, OWN, indexing="ij")
    spread = own[..., None] ** 2 + precise + rough
    fit = -0.5 * (np.log(spread) + (apart - common[..., None]) ** 2 / spread).sum(axis=-1)
    fit += -0.5 * (common / COMMON_PRIOR) ** 2 - 0.5 * (own / OWN_PRIOR) ** 2 + np.log(own)
    weight = np.exp(fit - fit.max())
    weight /= weight.sum()
    first = precise + own[..., None] ** 2
    trust = (1 / first) / (1 / first + 1 / rough)
    mean = trust * (compared.effects - common[..., None]) + (1 - trust) * instrumented.effects
    variance = 1 / (1 / first + 1 / rough)
    middle = np.einsum("ij,ijk->k", weight, mean)
    width = np.einsum("ij,ijk->k", weight, variance + mean**2) - middle**2
    return Estimates(middle, np.diag(np.maximum(width, 1e-12)))
