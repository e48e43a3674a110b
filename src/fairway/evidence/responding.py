"""With which sellers it works: each seller's own deals, leaned on everybody's, as a chance that it helps them.

A seller's own records are few. What they say is kept as a likelihood over every effect there may be, not as an estimate
with an error, which few steps do not follow; and it is held against two things that may be true of everybody, that it
helps all of them more or less alike, or that it helps some and does nothing for the others. How many, how much and how
unlike are unknown and averaged over (a mixture of two kinds of sellers on a grid, by what it makes of all records).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, ndtr

from fairway.evidence.absorbing import Groups, balanced, left_over
from fairway.evidence.panel import Panel
from fairway.evidence.progress import LARGEST, ProgressFit
from fairway.evidence.types import Numbers

EFFECTS = np.linspace(-1.6, 2.8, 89)  # log ratios at which a seller's own records are asked
SHARES = np.array([0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0])  # of sellers it helps
SHARES_PRIOR = np.array([0.1, 0.1, 0.15, 0.15, 0.1, 0.1, 0.3])
SIZES = np.linspace(0.02, 0.8, 27)  # log ratio, where it helps
SIZES_ON_ACCOUNTS = np.geomspace(0.02, 0.8, 27)  # of twice as much: nobody knows the scale
UNLIKE = np.array([0.1, 0.3, 0.6])  # of sellers it helps among each other, as a share of the size
NODES = np.array([-1.0, 0.0, 1.0]) * 3**0.5  # of Gauss and Hermite for a normal distribution, with their weights
WEIGHTS = np.array([1 / 6, 2 / 3, 1 / 6])
SHIFTS = np.array([-1.2, 0.0, 1.2])  # of the luck in the comparison, in standard errors; equal weights
TOLD_APART = 3.0  # standard errors between helping and not, where hardly anybody is taken for the other
OWN_WORD = 0.5  # log likelihood ratio from which a seller’s own records point at it themselves
HELPS_AT_ALL = 0.4  # of activities somebody thought worth recording, before anything is known


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """What each seller's own records say of a candidate: the log likelihood of every effect, and the information in
    them at everybody's effect (one through a squared standard error). `EFFECTS` count what luck adds.
    """

    likelihood: Numbers  # (sellers, effects); the likeliest has 0
    information: Numbers  # (sellers,)

    def at(self, effects: Numbers) -> Numbers:
        """The log likelihoods of some effects, one row a seller. Effects beyond the last one have that one's."""
        step = EFFECTS[1] - EFFECTS[0]
        place = np.clip((effects - EFFECTS[0]) / step, 0.0, len(EFFECTS) - 1.001)
        below = place.astype(np.int64)
        part = place - below
        found: Numbers = self.likelihood[:, below] * (1 - part) + self.likelihood[:, below + 1] * part
        return found


@dataclass(frozen=True, slots=True)
class Response:
    """Whether it helps a seller: the chance of it, and how much it then does, as far as one can tell."""

    chance: float
    mean: float  # log ratio of a step for one act, nothing counted as nothing
    error: float
    needed: float  # times as much recorded as now until it could be told, about
    is_own: bool = True  # the seller's own records point at it; else it leans on colleagues'


def own_records(panel: Panel, fit: ProgressFit, place: int) -> OwnRecords:
    """Each seller's own comparison for the candidate at a place in the fit, the other candidates held as fitted.

    How often a seller's deals move on in all is taken as given (a conditional Poisson likelihood). Steps of one deal
    that hang together count for less, by as much as they do over everybody.
    """
    shaped = zip(fit.candidates, fit.shapes, strict=True)
    columns = np.column_stack([shape.reach(panel.window(n, shape.first, shape.last)) for n, shape in shaped])
    groups = Groups.by(panel.seller, panel.week, fit.cell)
    events, sellers = panel.moved.astype(np.float64), panel.past.sellers
    fitted = columns @ fit.compared.effects
    mean = balanced(events, groups, np.exp(np.clip(fitted, -LARGEST, LARGEST)))
    acts, away = columns[:, place], EFFECTS - fit.compared.effects[place]
    steps = np.bincount(panel.seller, events, minlength=sellers)
    steps_with_acts = np.bincount(panel.seller, events * acts, minlength=sellers)
    expected = np.column_stack([
        np.bincount(panel.seller, mean * np.exp(np.clip(acts * more, -2 * LARGEST, 2 * LARGEST)), minlength=sellers)
        for more in away
    ])  # fmt: skip
    likelihood = steps_with_acts[:, None] * away - steps[:, None] * np.log(np.maximum(expected, 1e-300))
    left = left_over(columns, mean, groups)[:, place]
    information = np.bincount(panel.seller, left * left * mean, minlength=sellers)
    by_deal = np.bincount(panel.deal, left * (events - mean))
    noisier = max(float((by_deal**2).sum()) / max(float(information.sum()), 1e-12), 1.0)
    return OwnRecords((likelihood - likelihood.max(axis=1, keepdims=True)) / noisier, information / noisier)


def responses(own: OwnRecords, luck: float, group: float, error: float) -> list[Response]:
    """The response of each seller. `luck` is how much the comparison says too much, `group` and `error` what is known
    of the effect on everybody with luck taken out.
    """
    tries = [one for shift in SHIFTS * error for unlike in UNLIKE for one in _mixtures(own, luck + shift, unlike)]
    fits = np.concatenate([one.fit for one in tries])
    weight = np.exp(fits - fits.max())
    weight /= weight.sum()
    at_all = helps_at_all(group, error)
    chance, mean, square = (
        at_all * (np.concatenate(parts, axis=1) @ weight)
        for parts in zip(*((one.chance, one.mean, one.square) for one in tries), strict=True)
    )
    spread = np.sqrt(np.maximum(square - mean**2, 0.0))
    usual = float(np.tile(SIZES, len(tries)) @ weight)
    needed = (TOLD_APART / usual) ** 2 / np.maximum(own.information, 1e-12)
    nothing, as_usual = own.at(np.array([luck, luck + usual])).T
    is_own = as_usual - nothing >= OWN_WORD
    return [
        Response(float(likely), float(middle), float(error), float(times), bool(own_word))
        for likely, middle, error, times, own_word in zip(chance, mean, spread, needed, is_own, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Mixture:
    """One share of sellers helped, at every size: how well it fits everybody, and what it makes of each seller."""

    fit: Numbers  # (sizes,)
    chance: Numbers  # (sellers, sizes)
    mean: Numbers
    square: Numbers


def _mixtures(own: OwnRecords, luck: float, unlike: float) -> Iterator[_Mixture]:
    sizes = SIZES[:, None] * (1.0 + unlike * NODES)
    ways = own.at((luck + sizes).ravel()).reshape(-1, *sizes.shape) + np.log(WEIGHTS)
    helped = logsumexp(ways, axis=2)
    within = np.exp(ways - helped[..., None])
    mean, square = (within * sizes).sum(axis=2), (within * sizes**2).sum(axis=2)
    idle = own.at(np.array([luck]))
    for share, prior in zip(SHARES, SHARES_PRIOR, strict=True):
        with np.errstate(divide="ignore"):
            both = np.logaddexp(np.log(share) + helped, np.log(1.0 - share) + idle)
        chance = np.exp(np.log(share) + helped - both)
        yield _Mixture(both.sum(axis=0) + np.log(prior), chance, chance * mean, chance * square)


def needed_for(group: float, error: float) -> float:
    """Times as much recorded as now until an effect on everybody of about that size could be told from nothing."""
    return float((TOLD_APART * error / max(abs(group), SIZES[0])) ** 2)


def helps_at_all(group: float, error: float, sizes: Numbers = SIZES) -> float:
    """Chance that an effect on everybody is more than nothing, from its estimate with luck taken out. `sizes` are what
    an effect may be, all as likely.
    """
    helped = float(np.exp(_log_normal(group - sizes, error)).mean())
    idle = float(np.exp(_log_normal(np.array([group]), error))[0])
    total = HELPS_AT_ALL * helped + (1 - HELPS_AT_ALL) * idle
    return HELPS_AT_ALL * helped / total if total > 0 else float(ndtr(group / error))


def differ(own: OwnRecords, everybody: float) -> float:
    """z of how unlike sellers are: the likelihood ratio of an effect of their own against everybody's, as the
    comparison has it, and what chance lets expect of as many (a chi-squared distribution's mean and spread).
    """
    known = own.information > 0
    freedom = int(known.sum()) - 1
    if freedom < 2:
        return 0.0
    ratio = -2.0 * float(own.at(np.array([everybody]))[known].sum())
    return (ratio - freedom) / float(np.sqrt(2.0 * freedom))


def _log_normal(away: Numbers, error: float) -> Numbers:
    return np.asarray(-0.5 * (np.log(2 * np.pi * error**2) + (away / error) ** 2))
