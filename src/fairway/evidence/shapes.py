"""When an act works and how soon more of it adds less: read from the records, for each candidate on its own.

An unrestricted set of lags goes into one regression; every window of neighbouring lags is then a sum of columns, so
that all of them are compared from the same sums, without another look at the rows. Saturation follows in a second.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from scipy import linalg

from fairway.evidence.absorbing import Absorbed
from fairway.evidence.types import Numbers

LAGS = ((1, 1), (2, 2), (3, 4), (5, 6), (7, 8), (9, 12))  # weeks after an act; the same week says nothing of an order
HALVES = (1.5, 4.0, np.inf)
USUAL = (0, 2)  # lags a candidate is given before anything is known
WORTH = 6.0  # by how much a fit has to be better (likelihood ratio) before a usual shape is left
PASSES = 3

Choice = TypeVar("Choice", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shape:
    """Weeks after an act in which it works, both included, and how many acts it takes for half of what is possible."""

    first: int
    last: int
    half: float = np.inf

    def reach(self, many: Numbers) -> Numbers:
        """What so many acts come to: one counts about 1, any number less than `half` + 1."""
        if np.isinf(self.half):
            return many
        return many * (self.half + 1.0) / (self.half + many)

    def slope(self, many: Numbers) -> Numbers:
        """What acts done more often would add, for each part by which they are: rare acts fall as Poisson counts do."""
        return many * (self.reach(many) - self.reach(np.maximum(many - 1.0, 0.0)))


def windows(seen: Absorbed, candidates: int, worth: float = WORTH) -> tuple[Shape, ...]:
    """The window of each candidate. Columns of `seen` are each candidate's `LAGS`, one after the other."""
    bins = len(LAGS)
    ranges = [(i, j) for i in range(bins) for j in range(i, bins)]

    def columns(choice: Sequence[tuple[int, int]]) -> Numbers:
        found = np.zeros((bins * candidates, candidates))
        for number, (i, j) in enumerate(choice):
            found[number * bins + i : number * bins + j + 1, number] = 1.0
        return found

    def gain(choice: Sequence[tuple[int, int]]) -> float:
        mix = columns(choice)
        return _gain(mix.T @ seen.score, mix.T @ seen.gram @ mix)

    chosen = _climb([USUAL] * candidates, ranges, gain, worth)
    return tuple(Shape(LAGS[i][0], LAGS[j][1]) for i, j in chosen)


def saturations(seen: Absorbed, shapes: Sequence[Shape], worth: float = WORTH) -> tuple[Shape, ...]:
    """The same windows with their saturation. Columns of `seen` are each candidate's `HALVES`, one after the other."""

    def gain(choice: Sequence[int]) -> float:
        at = [len(HALVES) * number + half for number, half in enumerate(choice)]
        return _gain(seen.score[at], seen.gram[np.ix_(at, at)])

    chosen = _climb([len(HALVES) - 2] * len(shapes), list(range(len(HALVES))), gain, worth)
    return tuple(replace(shape, half=HALVES[half]) for shape, half in zip(shapes, chosen, strict=True))


def _gain(score: Numbers, gram: Numbers) -> float:
    """Twice the log likelihood won by these columns, to second order."""
    return float(score @ linalg.pinvh(gram) @ score)


def _climb(
    start: list[Choice], options: Sequence[Choice], gain: Callable[[Sequence[Choice]], float], worth: float
) -> list[Choice]:
    """One candidate after the other takes the option that fits best, where it is worth leaving the usual one."""
    chosen: list[Choice] = list(start)
    for _ in range(PASSES):
        before = list(chosen)
        for number in range(len(start)):
            gains = {option: gain(_with(chosen, number, option)) for option in options}
            best = max(options, key=gains.__getitem__)
            chosen[number] = best if gains[best] > gains[start[number]] + worth else start[number]
        if chosen == before:
            break
    return chosen


def _with(chosen: list[Choice], number: int, option: Choice) -> list[Choice]:
    found = list(chosen)
    found[number] = option
    return found
