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

from fairway.evidence.absorbing import Groups, absorbed, balanced, left_over
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
    return np.asarray(np.unique(panel.stage * len(AGES) + panel.age, return_inverse=True)[1], dtype=np.int64)


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
    asked = _Asked(events, groups, panel.seller, np.column_stack([*columns, *_presence(panel)]), len(known))
    zs = np.column_stack([*(one.values for one in instruments), *_presence(panel)])
    return ProgressFit(
        candidates=known,
        shapes=shapes,
        compared=asked.solved(asked.columns, mean),
        instrumented=asked.solved(zs, mean),
        strength=asked.strength(zs, mean),
        follows_deals=np.array([one.follows_deals for one in instruments]),
        cell=cell,
        mean=mean,
    )


def _is_enough(panel: Panel, candidate: int) -> bool:
    rows = panel.window(candidate, 1, LAGS[-1][1]) > 0
    return int(rows.sum()) >= FEWEST_ROWS and len(np.unique(panel.seller[rows])) >= FEWEST_DOERS


def _shapes(panel: Panel, known: Sequence[int], residual: Numbers, mean: Numbers, groups: Groups) -> tuple[Shape, ...]:
    lagged = [panel.window(n, first, last) for n in known for first, last in LAGS]
    found = windows(absorbed(lagged, residual, mean, groups, panel.seller), len(known))
    counts = [panel.window(n, shape.first, shape.last) for n, shape in zip(known, found, strict=True)]
    bent = [Shape(1, 1, half).reach(count) for count in counts for half in HALVES]
    return saturations(absorbed(bent, residual, mean, groups, panel.seller), found)


def _presence(panel: Panel) -> list[Numbers]:
    """How much the owner worked in the row's week and the weeks before: what is away does neither act nor close."""
    presence = panel.past.presence
    known = np.concatenate([np.repeat(presence.mean(axis=1, keepdims=True), PRESENCE_LAGS, axis=1), presence], axis=1)
    return [known[panel.seller, panel.week + PRESENCE_LAGS - lag] for lag in range(PRESENCE_LAGS)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A regression to solve: events in groups on columns, of which the first `wanted` are reported."""

    events: Numbers
    groups: Groups
    cluster: Whole
    columns: Numbers
    wanted: int

    def strength(self, instruments: Numbers, mean: Numbers) -> Numbers:
        """F of the first stage of each wanted column."""
        block = left_over(np.column_stack([self.columns, instruments]), mean, self.groups)
        return _strength(block, self.columns.shape[1], self.cluster, mean)[: self.wanted]

    def solved(self, instruments: Numbers, mean: Numbers) -> Estimates:
        """Effects at which instruments and what is left of events go together no more.

        Columns themselves as instruments give plain Poisson regression. Errors leave each seller out once.
        """
        width = self.columns.shape[1]
        effects, now = np.zeros(width), mean
        both = [*self.columns.T, *instruments.T]
        for _ in range(STEPS):
            seen = absorbed(both, self.events - now, now, self.groups, self.cluster)
            inverse = linalg.pinv(seen.gram[width:, :width])
            effects = effects + inverse @ seen.score[width:]
            now = balanced(self.events, self.groups, np.exp(np.clip(self.columns @ effects, -LARGEST, LARGEST)))
        columns = left_over(self.columns, now, self.groups)
        lent = columns if instruments is self.columns else left_over(instruments, now, self.groups)
        spread = covariance_of(columns, lent, self.events - now, now, self.cluster)
        wanted = self.wanted
        return Estimates(effects[:wanted], spread[:wanted, :wanted])


def _strength(block: Numbers, width: int, cluster: Whole, weights: Numbers) -> Numbers:
    """F of each column's own instrument beside the others', by clusters. `block` has columns, then instruments, without
    what groups explain.
    """
    columns, instruments = block[:, :width], block[:, width:]
    gram = (instruments * weights[:, None]).T @ instruments
    inverse = linalg.pinvh(gram)
    first = inverse @ (instruments * weights[:, None]).T @ columns  # (instruments, columns)
    clusters = int(cluster.max()) + 1
    found = np.zeros(width)
    for number in range(width):
        left = (columns[:, number] - instruments @ first[:, number]) * weights
        own = instruments @ inverse[number]  # what this instrument has beside the others
        spread = float((np.bincount(cluster, left * own, minlength=clusters) ** 2).sum())
        found[number] = first[number, number] ** 2 / spread if spread > 0 else 0.0
    return found
