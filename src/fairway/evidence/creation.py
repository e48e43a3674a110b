"""Whether more deals come after more acts on accounts that had none yet: Poisson regression over seller-weeks, within
the same seller and the same week, working time and leads given held apart.

There is no instrument here: a deal that is not there yet cannot lend its owner's other deals. What would look like an
effect without being one is asked for instead: leads that came by themselves, and acts of the weeks after.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from fairway.evidence.absorbing import Absorbed, Groups, absorbed, balanced, left_over
from fairway.evidence.leaving_out import covariance_of
from fairway.evidence.progress import FEWEST_DOERS, FEWEST_ROWS, LARGEST, STEPS, Estimates
from fairway.evidence.shapes import HALVES, LAGS, Shape, saturations, windows
from fairway.evidence.types import Numbers, Past

FURTHEST = LAGS[-1][1]
AHEAD = (-2, -1)  # weeks after, in which acts can have brought nothing yet
LEAD_LAGS = 3
WORTH = 12.0  # no instrument tells chance from a well-chosen shape here


@dataclass(frozen=True, slots=True)
class CreationFit:
    """What seller-weeks say. Shapes are of a seller's acts in a week as multiples of `usual`."""

    candidates: tuple[int, ...]
    shapes: tuple[Shape, ...]
    usual: Numbers  # acts on accounts per seller and week in which any work was done
    effects: Estimates
    ahead: Estimates  # the same acts, done after the week
    on_leads: Estimates  # their effect on leads that nobody asked for


def created_own(past: Past) -> Numbers:
    """(sellers, weeks): deals a seller opened without having been given them."""
    deals, (sellers, weeks) = past.deals, past.presence.shape
    own = (deals.created >= 0) & (deals.created < weeks) & ~deals.is_inbound
    flat = np.bincount(deals.seller[own] * weeks + deals.created[own], minlength=sellers * weeks)
    return flat.reshape(sellers, weeks).astype(np.float64)


def on_accounts(past: Past, candidate: int) -> Numbers:
    """(sellers, weeks): acts of a candidate on no deal."""
    acts, (sellers, weeks) = past.acts, past.presence.shape
    fits = (acts.candidate == candidate) & (acts.deal == -1) & (acts.week >= 0) & (acts.week < weeks)
    flat = np.bincount(acts.seller[fits] * weeks + acts.week[fits], minlength=sellers * weeks)
    return flat.reshape(sellers, weeks).astype(np.float64)


def fitted_creation(past: Past, candidates: Sequence[int]) -> CreationFit | None:
    """Estimates for candidates done on accounts; None where there are no weeks, acts or deals to ask."""
    weeks = past.weeks - FURTHEST
    grids = {n: on_accounts(past, n) for n in candidates}
    known = tuple(
        n
        for n, grid in grids.items()
        if (grid > 0).sum() >= FEWEST_ROWS and (grid > 0).any(axis=1).sum() >= FEWEST_DOERS
    )
    created = created_own(past)
    if weeks < FURTHEST or not known or created[:, FURTHEST:].sum() < FEWEST_ROWS:
        return None
    worked = max(float((past.presence > 0).sum()), 1.0)
    usual = np.array([grids[n].sum() / worked for n in known])
    often = [grids[n] / rate for n, rate in zip(known, usual, strict=True)]
    asked = _Asked.about(past, created)
    lagged = [asked.rows(grid, first, last) for grid in often for first, last in LAGS]
    found = windows(asked.seen(lagged), len(known), WORTH)
    per_week = [
        asked.rows(grid, shape.first, shape.last) / (shape.last - shape.first + 1)
        for grid, shape in zip(often, found, strict=True)
    ]
    shapes = saturations(
        asked.seen([Shape(1, 1, half).reach(one) for one in per_week for half in HALVES]), found, WORTH
    )
    columns = [shape.reach(one) for one, shape in zip(per_week, shapes, strict=True)]
    ahead = [asked.rows(grid, *AHEAD) / 2 for grid in often]
    both = asked.solved([*columns, *ahead])
    many = len(known)
    return CreationFit(
        candidates=known,
        shapes=shapes,
        usual=usual,
        effects=asked.solved(columns),
        ahead=Estimates(both.effects[many:], both.covariance[many:, many:]),
        on_leads=_Asked.about(past, past.inbound, without_leads=True).solved(columns),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Seller-weeks with enough weeks before and after them, and what happened in them."""

    events: Numbers
    base: Numbers
    groups: Groups
    beside: tuple[Numbers, ...]
    shape: tuple[int, int]

    @classmethod
    def about(cls, past: Past, events: Numbers, *, without_leads: bool = False) -> "_Asked":
        sellers, weeks = past.presence.shape[0], past.weeks - FURTHEST + AHEAD[0]
        seller, week = np.repeat(np.arange(sellers), weeks), np.tile(np.arange(weeks), sellers)
        present = past.presence[:, FURTHEST : FURTHEST + weeks].ravel()
        asked = cls(
            events=events[:, FURTHEST : FURTHEST + weeks].ravel(),
            base=np.maximum(present, 0.02),
            groups=Groups.by(seller, week),
            beside=(),
            shape=(sellers, past.weeks),
        )
        leads = [] if without_leads else [asked.rows(past.inbound, lag, lag) for lag in range(LEAD_LAGS)]
        return cls(asked.events, asked.base, asked.groups, tuple(leads), asked.shape)

    def rows(self, grid: Numbers, first: int, last: int) -> Numbers:
        """Sums of a (sellers, weeks) grid from `last` to `first` weeks before each row's week."""
        sellers, weeks = self.shape
        sums = np.concatenate([np.zeros((sellers, 1)), np.cumsum(grid, axis=1)], axis=1)
        begin, many = FURTHEST, weeks - FURTHEST + AHEAD[0]
        ends, starts = begin - first + 1, begin - last
        return np.asarray(sums[:, ends : ends + many] - sums[:, starts : starts + many]).ravel()

    def seen(self, columns: Sequence[Numbers]) -> Absorbed:
        mean = balanced(self.events, self.groups, self.base)
        return absorbed(columns, self.events - mean, mean, self.groups)

    def solved(self, columns: Sequence[Numbers]) -> Estimates:
        block = np.column_stack([*columns, *self.beside])
        effects, wanted = np.zeros(block.shape[1]), len(columns)
        for _ in range(STEPS):
            factor = self.base * np.exp(np.clip(block @ effects, -LARGEST, LARGEST))
            mean = balanced(self.events, self.groups, factor)
            seen = absorbed(block, self.events - mean, mean, self.groups)
            inverse = linalg.pinvh(seen.gram)
            effects = effects + inverse @ seen.score
        left = left_over(block, mean, self.groups)
        spread = covariance_of(left, left, self.events - mean, mean, self.groups.of[0])
        return Estimates(effects[:wanted], spread[:wanted, :wanted])
