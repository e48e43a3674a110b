"""How far somebody agrees with a key, beyond what chance alone would bring.

Cohen's kappa is (seen - by chance) / (1 - by chance), where chance multiplies how often either side gives each answer
(Cohen 1960); with weights, answers a step apart count in part (Cohen 1968). Where a key gives one answer only, chance
explains everything and kappa says nothing; there Gwet's coefficient stands in its place, as for ratings of samples.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairway.studio.quality.alike import gwet, table_of

NO_VARIATION = "Kappa cannot be told, because the key gives the same answer everywhere"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over `count` answers: exactly alike, at most one step apart, and beyond chance (-1 to 1, 1 the most)."""

    count: int
    alike: int
    near: int
    beyond_chance: float
    is_kappa: bool  # else Gwet's coefficient

    @property
    def words(self) -> str:
        """`kappa 0.71`, or what stands in its place and why."""
        if self.is_kappa:
            return f"kappa {in_words(self.beyond_chance)}"
        return f"{in_words(self.beyond_chance)} by Gwet’s coefficient. {NO_VARIATION}"


def agreement_of(
    pairs: Sequence[tuple[Hashable, Hashable]], order: Sequence[Hashable], weights: NDArray[np.float64]
) -> Agreement:
    """Of pairs (answer, key) of an order of possible answers. ValueError without any pair."""
    if not pairs:
        raise ValueError("Agreement needs one answer at least.")
    places = {answer: place for place, answer in enumerate(order)}
    apart = [abs(places[ours] - places[key]) for ours, key in pairs]
    table = table_of(pairs, order)
    is_kappa = len({key for _, key in pairs}) > 1
    beyond = kappa(table, weights) if is_kappa else gwet(table, weights)
    return Agreement(len(pairs), apart.count(0), sum(steps <= 1 for steps in apart), beyond, is_kappa)


def kappa(table: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Of a square table of counts, by weights of agreement (1 on the diagonal). ZeroDivisionError where both sides
    always give one and the same answer.
    """
    shares = table / table.sum()
    seen = float((weights * shares).sum())
    by_chance = float((weights * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
    if by_chance >= 1:
        raise ZeroDivisionError("no variation")
    return max(-1.0, (seen - by_chance) / (1 - by_chance))  # rounding alone goes below


def in_words(coefficient: float) -> str:
    """Two decimals, with a true minus."""
    return f"{coefficient:.2f}".replace("-", "−")
