"""How alike two sides rate the same records, as far as it can be told.

The share of criteria rated alike says nothing of chance. Cohen's kappa would, and breaks down just where good work is
rated: where nearly every answer is yes it falls to nothing though the two hardly ever differ, and without a single
other answer it is 0 by 0. Gwet's coefficient takes the chance of an answer from both sides together and stays where it
should; with linear weights, AC2, "partly" beside "yes" counts as half alike.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairway.studio.quality.types import Answer
from fairway.studio.targets import wilson

Pair = tuple[Answer, Answer]  # the seller's answer and the manager's to one criterion
LEAST_SAMPLES = 6  # rated by both; with fewer the range is nearly everything there is


@dataclass(frozen=True, slots=True)
class Likeness:
    """Counts always; the range (0 to 1, nine in ten) and the coefficient only where there are samples enough."""

    samples: int
    criteria: int
    alike: int
    low: float | None = None
    high: float | None = None
    beyond_chance: float | None = None  # Gwet's AC2, linear weights

    @property
    def can_tell(self) -> bool:
        return self.low is not None


def likeness_of(samples: Sequence[Sequence[Pair]]) -> Likeness:
    """Over samples that both rated, each the pairs of its criteria.

    Criteria of one record go together, so the range counts samples and not criteria: right where all of a record's
    criteria are alike or different as one, too wide and never too narrow otherwise.
    """
    rated = [pairs for pairs in samples if pairs]
    pairs = [pair for one in rated for pair in one]
    alike = sum(1 for ours, theirs in pairs if ours is theirs)
    if len(rated) < LEAST_SAMPLES:
        return Likeness(len(rated), len(pairs), alike)
    low, high = wilson(alike / len(pairs), len(rated))
    return Likeness(len(rated), len(pairs), alike, low, high, gwet(table_of(pairs), linear_weights(len(Answer))))


def pairs_of(seller: Mapping[str, Answer], manager: Mapping[str, Answer]) -> list[Pair]:
    """Both answers to each criterion that both sides have answered."""
    return [(answer, manager[key]) for key, answer in seller.items() if key in manager]


def table_of(
    pairs: Sequence[tuple[Hashable, Hashable]], order: Sequence[Hashable] = tuple(Answer)
) -> NDArray[np.float64]:
    """How often each answer of one side (rows) met each of the other, of answers in their order."""
    places = {answer: place for place, answer in enumerate(order)}
    counts = Counter((places[ours], places[theirs]) for ours, theirs in pairs)
    table = np.zeros((len(places), len(places)))
    for place, count in counts.items():
        table[place] = count
    return table


def linear_weights(many: int) -> NDArray[np.float64]:
    """One for the same answer, less by an equal step for each answer further away, nothing for the two ends."""
    places = np.arange(many)
    return np.asarray(1 - np.abs(places[:, None] - places[None, :]) / (many - 1), dtype=np.float64)


def gwet(table: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Gwet's coefficient of a square table of counts (rows one rater, columns the other): AC1 with weights of one and
    nothing, AC2 with any others (Gwet 2014, chapter 3).
    """
    shares = table / table.sum()
    many = len(shares)
    seen = float((weights * shares).sum())
    usual = (shares.sum(axis=0) + shares.sum(axis=1)) / 2
    by_chance = float(weights.sum() / (many * (many - 1)) * (usual * (1 - usual)).sum())
    return (seen - by_chance) / (1 - by_chance)
