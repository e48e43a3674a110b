"""What two quarters of records say of each activity in a role: how much more moved on after more of it.

Counted, not caused: where effort goes to deals that go well anyway, a number here is too high.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from fairway.simulation.quarters.living import START
from fairway.simulation.quarters.planting import PAST
from fairway.simulation.quarters.roles import SLOTS, step_of
from fairway.simulation.quarters.types import Begun

LOOKED_BACK = 3  # weeks


@dataclass(frozen=True, slots=True)
class Split:
    """Deals times weeks (of new deals: weeks) after more of an activity than usual, and after less."""

    moved_more: int
    of_more: int
    moved_less: int
    of_less: int

    @property
    def more(self) -> float:
        return self.moved_more / self.of_more if self.of_more else 0.0

    @property
    def less(self) -> float:
        return self.moved_less / self.of_less if self.of_less else 0.0

    @property
    def ratio(self) -> float:
        """Log of more against less, with half a deal added so that few deals say little."""
        return log((self.moved_more + 0.5) / (self.of_more + 1)) - log((self.moved_less + 0.5) / (self.of_less + 1))


def splits_of(start: Begun) -> Sequence[Sequence[Split]]:
    """By role, by activity."""
    return [[_split(start, role, slot) for slot in range(SLOTS)] for role in range(len(start.team.roles))]


def _split(start: Begun, role: int, slot: int) -> Split:
    rows = np.flatnonzero(start.team.role_of == role)
    many, moved = _weeks(start, rows, slot) if step_of(slot) == 0 else _deals(start, rows, slot)
    is_more = many > np.median(many)
    return Split(int(moved[is_more].sum()), int(is_more.sum()), int(moved[~is_more].sum()), int((~is_more).sum()))


def _weeks(start: Begun, rows: np.ndarray, slot: int) -> tuple[np.ndarray, np.ndarray]:
    """Of every seller and week: how often it was done in the weeks before, and how many deals were opened."""
    acts = start.past.acts[rows, slot]
    before = np.stack([acts[:, week - LOOKED_BACK : week].sum(axis=1) for week in range(LOOKED_BACK, PAST)], axis=1)
    return before.ravel(), start.past.opened[rows, LOOKED_BACK:].ravel()


def _deals(start: Begun, rows: np.ndarray, slot: int) -> tuple[np.ndarray, np.ndarray]:
    """Of every deal and week it stood in the activity's step: how often it was done before, and whether it moved."""
    life, stage = start.life, step_of(slot) - 1
    size = slice(0, life.size)
    is_last = stage == life.entered.shape[1] - 1
    came = life.entered[size, stage]
    went = np.where(life.won[size], life.closed[size], -1) if is_last else life.entered[size, stage + 1]
    gone = np.where(went >= 0, went, life.closed[size])
    own = np.isin(life.seller[size], rows) & (came >= 0)
    many, moved = [], []
    for week in range(START - PAST + LOOKED_BACK, START):
        here = np.flatnonzero(own & (came < week) & ((gone < 0) | (gone >= week)))
        many.append(life.done[here, slot, week - LOOKED_BACK : week].sum(axis=1, dtype=np.int64))
        moved.append(went[here] == week)
    return np.concatenate(many), np.concatenate(moved)
