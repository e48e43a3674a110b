"""Whether a deal's next step comes sooner after an act on it, of the same seller, in the same week, at the same stage
and age: Poisson regression of steps on earlier acts, twice.

*Compared* asks deals with more acts against deals with fewer; it is precise and believes that effort does not follow
luck. *Instrumented* uses only what the owner's own busy and quiet weeks move (`instruments`); it is rough and does not
believe that. Its moments are solved with effects starting from nought, so that where nothing works it says nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from fairway.evidence.absorbing import Groups, Taken, absorbed, balanced, left_over
from fairway.evidence.instruments import instrument
from fairway.evidence.leaving_out import covariance_of
from fairway.evidence.panel import AGES, Panel
from fairway.evidence.shapes import HALVES, LAGS, Shape, saturations, windows
from fairway.evidence.types import Flags, Numbers, Whole

STEPS = 3  # of Newton's method
PRESENCE_LAGS = 4
LARGEST = 3.0  # of the log of a ratio that is still believed while steps are taken
FEWEST_ROWS = 30  # deal-weeks with an act before them, below which nothing is estimated
FEWEST_DOERS = 3  # sellers who do it at all


@dataclass(frozen=True, slots=True)
class Estimates:
    """Log ratios of the hazard for one act (`Shape.reach`), by candidate, with their covariance."""

    effects: Numbers
    covariance: Numbers

    def errors(self) -> Numbers:
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))


@dataclass(frozen=True, slots=True)
class ProgressFit:
    """What deal-weeks say. Everything is in the order of `candidates`, numbers into the past's list."""

    candidates: tuple[int, ...]
    shapes: tuple[Shape, ...]
    compared: Estimates
    instrumented: Estimates
    strength: Numbers  # F of each candidate's own instrument, the others' taken out, by clusters
    follows_deals: Numbers
    cell: Whole  # of each deal-week: its stage and age
    mean: Numbers  # of each deal-week: steps expected without knowing of acts


def cells_of(panel: Panel) -> Whole:
    """Stage and age of each deal-week, numbered from 0 without gaps."""
    place = panel.stage * len(AGES) + panel.age
    is_known = np.bincount(place) > 0
    return np.asarray((np.cumsum(is_known) - 1)[place], dtype=np.int64)


def fitted(panel: Panel, happened: Flags, candidates: Sequence[int]) -> ProgressFit | None:
    """Estimates for candidates done on deals, the others among them held; None where no candidate has enough
    deal-weeks, or nothing happened.
    """
    known = tuple(n for n in candidates if _is_enough(panel, n))
    if not known or not happened.any():
        return None
    cell = cells_of(panel)
    groups = Groups.by(panel.seller, panel.week, cell)
    events = happened.astype(np.float64)
    mean = balanced(events, groups, np.ones(len(events)))
    shapes = _shapes(panel, known, events - mean, mean, groups)
    columns = [shape.reach(panel.window(n, shape.first, shape.last)) for n, shape in zip(known, shapes, strict=True)]
    instruments = [instrument(panel, cell, n, shape) for n, shape in zip(known, shapes, strict=True)]
    asked = _Asked(events, groups, panel.seller, np.stack([*columns, *_presence(panel)]), len(known))
    outside = np.stack([one.values for one in instruments])
    return ProgressFit(
        candidates=known,
        shapes=shapes,
        compared=asked.compared(mean),
        instrumented=asked.instrumented(outside, mean),
        strength=asked.strength(outside, mean),
        follows_deals=np.array([one.follows_deals for one in instruments]),
        cell=cell,
        mean=mean,
    )


def _is_enough(panel: Panel, candidate: int) -> bool:
    rows = panel.window(candidate, 1, LAGS[-1][1]) > 0
    doers = np.bincount(panel.seller[rows]) > 0
    return int(rows.sum()) >= FEWEST_ROWS and int(doers.sum()) >= FEWEST_DOERS


def _shapes(panel: Panel, known: Sequence[int], residual: Numbers, mean: Numbers, groups: Groups) -> tuple[Shape, ...]:
    lagged = [panel.window(n, first, last) for n in known for first, last in LAGS]
    found = windows(absorbed(lagged, residual, mean, groups), len(known))
    counts = [panel.window(n, shape.first, shape.last) for n, shape in zip(known, found, strict=True)]
    bent = [Shape(1, 1, half).reach(count) for count in counts for half in HALVES]
    return saturations(absorbed(bent, residual, mean, groups), found)


def _presence(panel: Panel) -> list[Numbers]:
    """How much the owner worked in the row's week and the weeks before: what is away does neither act nor close."""
    presence = panel.past.presence
    known = np.concatenate([np.repeat(presence.mean(axis=1, keepdims=True), PRESENCE_LAGS, axis=1), presence], axis=1)
    weeks = panel.past.weeks
    shifted = [known[:, PRESENCE_LAGS - lag : PRESENCE_LAGS - lag + weeks] for lag in range(PRESENCE_LAGS)]
    return [np.asarray(one.ravel()[panel.seller_week]) for one in shifted]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A regression to solve: events in groups on columns, of which the first `wanted` are reported; those beside them
    are their own instruments. Columns and instruments are (columns, rows).
    """

    events: Numbers
    groups: Groups
    cluster: Whole
    columns: Numbers
    wanted: int

    def compared(self, mean: Numbers) -> Estimates:
        """Plain Poisson regression. Errors leave each seller out once."""
        effects, now = self._solved(self.columns, slice(None), mean)
        left = left_over(self.columns.T, now, self.groups)
        return self._estimates(effects, covariance_of(left, left, self.events - now, now, self.cluster))

    def instrumented(self, instruments: Numbers, mean: Numbers) -> Estimates:
        """Effects at which instruments of the wanted columns and what is left of events go together no more."""
        both, acting = np.concatenate([self.columns, instruments]), self._acting
        effects, now = self._solved(both, acting, mean)
        left = left_over(both.T, now, self.groups)
        columns, lent = left[:, : len(self.columns)], left[:, acting]
        return self._estimates(effects, covariance_of(columns, lent, self.events - now, now, self.cluster))

    @property
    def _acting(self) -> list[int]:
        """The instrument of each column where those of the wanted ones stand behind all columns."""
        width = len(self.columns)
        return [*range(width, width + self.wanted), *range(self.wanted, width)]

    def _solved(self, both: Numbers, acting: list[int] | slice, mean: Numbers) -> tuple[Numbers, Numbers]:
        """Effects, and the means they lead to."""
        width = len(self.columns)
        effects, now = np.zeros(width), mean
        for _ in range(STEPS):
            seen = absorbed(both, self.events - now, now, self.groups)
            effects = effects + linalg.pinv(seen.gram[acting, :width]) @ seen.score[acting]
            now = balanced(self.events, self.groups, np.exp(np.clip(effects @ self.columns, -LARGEST, LARGEST)))
        return effects, now

    def _estimates(self, effects: Numbers, covariance: Numbers) -> Estimates:
        return Estimates(effects[: self.wanted], covariance[: self.wanted, : self.wanted])

    def strength(self, instruments: Numbers, mean: Numbers) -> Numbers:
        """F of the first stage of each wanted column: of its own instrument beside the others', by clusters."""
        both, acting = np.concatenate([self.columns, instruments]), self._acting
        taken = Taken.out_of(both, mean, self.groups)
        inverse = linalg.pinvh(taken.gram[np.ix_(acting, acting)])
        first = inverse @ taken.gram[acting, : self.wanted]  # (instruments, wanted columns)
        found = np.zeros((self.wanted, int(self.cluster.max()) + 1))
        for piece, left in taken.left_of(both):
            outside = left[acting]
            own = inverse[: self.wanted] @ outside  # what each instrument has beside the others
            rest = (left[: self.wanted] - first.T @ outside) * mean[piece.rows]
            for number, values in enumerate(own * rest):
                found[number] += np.bincount(self.cluster[piece.rows], values, minlength=found.shape[1])
        spread = (found**2).sum(axis=1)
        return np.asarray(np.divide(np.diag(first) ** 2, spread, out=np.zeros(self.wanted), where=spread > 0))
