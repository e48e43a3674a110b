"""What moves an act on a deal for reasons that lie outside the deal: how busy its owner was with that act just then.

A deal that goes well by itself attracts acts, and no record tells. The owner's weeks differ for reasons of their own,
and these reach every deal they have: as much as acts are usual where the deal stands (a shift of everybody's times a
share of one's own). Where owners share out a time of their own, a deal's own acts belong to it; where acts follow
deals, they would carry the deal's luck and are left out: how much is measured, not assumed.
"""

from dataclasses import dataclass

import numpy as np

from fairway.evidence.panel import Panel
from fairway.evidence.shapes import Shape
from fairway.evidence.types import Numbers, Whole


@dataclass(frozen=True, slots=True)
class Instrument:
    """One number a deal-week, and whether acts follow deals: 0 where owners share out a time of their own, 1 where
    every deal more brings its acts with it.
    """

    values: Numbers
    follows_deals: float


def instrument(panel: Panel, cell: Whole, candidate: int, shape: Shape) -> Instrument:
    """The owner's acts in the weeks a shape looks at, against what their deals and their working time let expect.

    `cell` numbers where each deal-week stands: acts are usual there or not.
    """
    acts = panel.window(candidate, 0, 0)
    present = panel.past.presence.ravel()[panel.seller_week]
    usual = np.bincount(cell, acts) / np.maximum(np.bincount(cell, present), 1e-9)
    expected = usual[cell] * present
    follows = _follows(panel, acts, usual[cell])
    done = _around(panel, acts, shape, follows)
    due = _around(panel, expected, shape, follows)
    share = np.bincount(cell, panel.window(candidate, shape.first, shape.last)) / np.maximum(np.bincount(cell), 1)
    return Instrument(share[cell] * (done - due) / (due + 1.0), follows)


def _follows(panel: Panel, acts: Numbers, usual: Numbers) -> float:
    """How many acts more come with deals that let expect one act more, within a seller and a week; between 0 and 1."""
    done, due = (_within(_weekly(panel, values)) for values in (acts, usual))
    spread = float((due * due).sum())
    return float(np.clip((done * due).sum() / spread, 0.0, 1.0)) if spread > 0 else 0.0


def _weekly(panel: Panel, values: Numbers) -> Numbers:
    sellers, weeks = panel.past.presence.shape
    flat = np.bincount(panel.seller_week, values, minlength=sellers * weeks)
    return np.asarray(flat.reshape(sellers, weeks), dtype=np.float64)


def _within(grid: Numbers) -> Numbers:
    grid = grid - grid.mean(axis=1, keepdims=True)
    return np.asarray(grid - grid.mean(axis=0, keepdims=True))


def _around(panel: Panel, values: Numbers, shape: Shape, follows: float) -> Numbers:
    """Sums over the owner's deals in the weeks a shape looks at; this deal's own part counts less the more acts follow
    deals.
    """
    sums = np.concatenate([np.zeros((panel.past.sellers, 1)), np.cumsum(_weekly(panel, values), axis=1)], axis=1)
    weeks = np.arange(panel.past.weeks)
    begins, ends = np.maximum(weeks - shape.last, 0), np.maximum(weeks - shape.first + 1, 0)
    everything: Numbers = (sums[:, ends] - sums[:, begins]).ravel()[panel.seller_week]
    return everything - follows * panel.own_sum(values, shape.first, shape.last) if follows else everything
