"""Whether a deal's next step comes sooner after an act on it, of the same seller, in the same week, at the same stage
and age: Poisson regression of steps on earlier acts, twice.

*Compared* asks deals with more acts against deals with fewer; it is precise and believes that effort does not follow
luck. *Instrumented* uses only what the owner's own busy and quiet weeks move (`instruments`); it is rough and does not
believe that. Its moments are solved with effects starting from nought, so that where nothing works it says nought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
TELLS_NOTHING = 0.9  # standard error of a log ratio, were the counts Poisson, from which an instrument tells nothing
UNTOLD = 10.0  # the error that stands for it
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
    both = np.column_stack([*columns, *_presence(panel), *(one.values for one in instruments)])
    asked = _Asked(events, groups, panel.seller, both, len(known), mean)
    return ProgressFit(
        candidates=known,
        shapes=shapes,
        compared=asked.compared(),
        instrumented=asked.instrumented(),
        strength=asked.strength(),
        follows_deals=np.array([one.follows_deals for one in instruments]),
        cell=cell,
        mean=mean,
    )


def _is_enough(panel: Panel, candidate: int) -> bool:
    rows = panel.window(candidate, 1, LAGS[-1][1]) > 0
    doers = np.bincount(panel.seller[rows]) > 0
    return int(rows.sum()) >= FEWEST_ROWS and int(doers.sum()) >= FEWEST_DOERS


def _shapes(panel: Panel, known: Sequence[int], residual: Numbers, mean: Numbers, groups: Groups) -> tuple[Shape, ...]:
    def lagged() -> list[Numbers]:
        return [panel.window(n, first, last) for n in known for first, last in LAGS]

    def bent(shapes: Sequence[Shape]) -> list[Numbers]:
        counts = [panel.window(n, shape.first, shape.last) for n, shape in zip(known, shapes, strict=True)]
        return [Shape(1, 1, half).reach(count) for count in counts for half in HALVES]

    # Nobody holds the columns of the one when those of the other are made: they are the most there is in memory.
    found = windows(absorbed(lagged(), residual, mean, groups), len(known))
    return saturations(absorbed(bent(found), residual, mean, groups), found)


def _presence(panel: Panel) -> list[Numbers]:
    """How much the owner worked in the row's week and the weeks before: what is away does neither act nor close."""
    presence = panel.past.presence
    known = np.concatenate([np.repeat(presence.mean(axis=1, keepdims=True), PRESENCE_LAGS, axis=1), presence], axis=1)
    weeks = panel.past.weeks
    shifted = [known[:, PRESENCE_LAGS - lag : PRESENCE_LAGS - lag + weeks] for lag in range(PRESENCE_LAGS)]
    return [np.asarray(one.ravel()[panel.seller_week]) for one in shifted]


@dataclass(frozen=True)
class _Asked:
    """A regression to solve: events in groups on columns, of which the first `wanted` are reported.

    `both` is (rows, columns and, behind them, one instrument for each wanted column); the other columns are their own
    instruments. `mean` is of rows, before anything is known of columns.
    """

    events: Numbers
    groups: Groups
    cluster: Whole
    both: Numbers
    wanted: int
    mean: Numbers

    @property
    def _width(self) -> int:
        return int(self.both.shape[1]) - self.wanted

    @property
    def _lent(self) -> list[int]:
        """The place of each column's instrument."""
        return [*range(self._width, self.both.shape[1]), *range(self.wanted, self._width)]

    @cached_property
    def _acting(self) -> list[int]:
        """The same without instruments that tell nothing: such a column is held as its own. In one system a single
        column that nothing moves makes every other column's error as large as its own.
        """
        acting, gram = self._lent, self._first.gram
        while True:
            inverse = linalg.pinv(gram[np.ix_(acting, range(self._width))])
            spread = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", inverse, gram[np.ix_(acting, acting)], inverse), 0.0))
            worst = max((n for n in range(self.wanted) if acting[n] != n), key=lambda n: spread[n], default=None)
            if worst is None or spread[worst] <= TELLS_NOTHING:
                return acting
            acting[worst] = worst

    @cached_property
    def _first(self) -> Taken:
        return Taken.out_of(self.both, self.mean, self.groups)

    def compared(self) -> Estimates:
        """Plain Poisson regression. Errors leave each seller out once."""
        columns = self.both[:, : self._width]
        effects, now = self._solved(columns, list(range(self._width)))
        left = left_over(columns, now, self.groups)
        return self._estimates(effects, covariance_of(left, left, self.events - now, now, self.cluster))

    def instrumented(self) -> Estimates:
        """Effects at which instruments and what is left of events go together no more."""
        effects, now = self._solved(self.both, self._acting)
        left = left_over(self.both, now, self.groups)
        columns, lent = left[:, : self._width], left[:, self._acting]
        covariance = covariance_of(columns, lent, self.events - now, now, self.cluster)
        untold = [n for n in range(self.wanted) if self._acting[n] == n]
        covariance[untold, :] = covariance[:, untold] = 0.0
        covariance[untold, untold] = UNTOLD**2
        return self._estimates(effects, covariance)

    def _solved(self, block: Numbers, acting: list[int]) -> tuple[Numbers, Numbers]:
        """Effects, and the means they lead to."""
        taken, now, effects = self._first, self.mean, np.zeros(self._width)
        for step in range(STEPS):
            if step:
                taken = Taken.out_of(block, now, self.groups)
            score = taken.score(self.events - now)
            effects = effects + linalg.pinv(taken.gram[acting, : self._width]) @ score[acting]
            fitted = block[:, : self._width] @ effects
            now = balanced(self.events, self.groups, np.exp(np.clip(fitted, -LARGEST, LARGEST)))
        return effects, now

    def _estimates(self, effects: Numbers, covariance: Numbers) -> Estimates:
        return Estimates(effects[: self.wanted], covariance[: self.wanted, : self.wanted])

    def strength(self) -> Numbers:
        """F of the first stage of each wanted column: of its own instrument beside the others', by clusters."""
        gram, acting = self._first.gram, self._lent
        inverse = linalg.pinvh(gram[np.ix_(acting, acting)])
        first = inverse @ gram[acting, : self.wanted]  # (instruments, wanted columns)
        found = np.zeros((self.wanted, int(self.cluster.max()) + 1))
        for piece, left in self._first.left():
            outside = left[:, acting]
            own = outside @ inverse[:, : self.wanted]  # what each instrument has beside the others
            rest = (left[:, : self.wanted] - outside @ first) * self.mean[piece.rows, None]
            for number, values in enumerate((own * rest).T):
                found[number] += np.bincount(self.cluster[piece.rows], values, minlength=found.shape[1])
        spread = (found**2).sum(axis=1)
        return np.asarray(np.divide(np.diag(first) ** 2, spread, out=np.zeros(self.wanted), where=spread > 0))
