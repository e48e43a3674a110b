"""Regressions that take up effects of many groups at once: of each seller, of each week, of each stage at each age.

What the groups explain is taken out by their cross sums, exactly and without passing over the rows again and again
(Frisch-Waugh-Lovell on weighted rows). Counts of what happens are Poisson with a mean that groups and columns
multiply, fitted by iterated weighted least squares; group means by iterative proportional fitting.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg

from fairway.evidence.types import Numbers, Whole

ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Groups:
    """Several ways of grouping the same rows; each row's number in each, from 0."""

    of: tuple[Whole, ...]
    sizes: tuple[int, ...]

    @classmethod
    def by(cls, *of: Whole) -> "Groups":
        return cls(of, tuple(int(one.max()) + 1 if len(one) else 0 for one in of))

    def sums(self, values: Numbers) -> Numbers:
        """Sums of values in every group of every way, one after the other."""
        parts = [np.bincount(one, values, minlength=size) for one, size in zip(self.of, self.sizes, strict=True)]
        return np.concatenate(parts)

    def crossed(self, weights: Numbers) -> Numbers:
        """Sums of weights in every pair of groups: a square matrix."""
        total = sum(self.sizes)
        found = np.zeros((total, total))
        starts = np.concatenate([[0], np.cumsum(self.sizes)])
        for a, (one, size) in enumerate(zip(self.of, self.sizes, strict=True)):
            for b in range(a, len(self.of)):
                flat = np.bincount(one * self.sizes[b] + self.of[b], weights, minlength=size * self.sizes[b])
                block = flat.reshape(size, self.sizes[b])
                found[starts[a] : starts[a + 1], starts[b] : starts[b + 1]] = block
                found[starts[b] : starts[b + 1], starts[a] : starts[a + 1]] = block.T
        return found


def balanced(events: Numbers, groups: Groups, factor: Numbers) -> Numbers:
    """Means of rows: `factor` times one factor for each group, such that each group's sum is that of its events."""
    wanted = [np.bincount(one, events, minlength=size) for one, size in zip(groups.of, groups.sizes, strict=True)]
    mean: Numbers = factor * (events.sum() / factor.sum())
    for _ in range(ROUNDS):
        change = 0.0
        for one, size, sums in zip(groups.of, groups.sizes, wanted, strict=True):
            have = np.bincount(one, mean, minlength=size)
            ratio = np.divide(sums, have, out=np.ones(size), where=have > 0)
            change = max(change, float(np.abs(ratio - 1)[have > 0].max(initial=0)))
            mean = mean * ratio[one]
        if change < 1e-3:
            break
    return mean


@dataclass(frozen=True, slots=True)
class Absorbed:
    """Columns and a residual with the groups' effects taken out, as sums: everything an estimate needs.

    `gram` is columns by columns, `score` each column times the residual, `by_cluster` the scores of each cluster.
    """

    gram: Numbers
    score: Numbers
    by_cluster: Numbers  # (clusters, columns)


def absorbed(
    columns: Sequence[Numbers], residual: Numbers, weights: Numbers, groups: Groups, cluster: Whole
) -> Absorbed:
    """Sums over rows. `residual` is events less means; `weights` their means; clusters are numbered from 0."""
    block = np.column_stack(columns)
    taken = _taken(block, weights, groups)
    gram = (block * weights[:, None]).T @ block - taken.sums.T @ taken.explained
    clusters = int(cluster.max()) + 1 if len(cluster) else 0
    own = [np.bincount(cluster, residual * column, minlength=clusters) for column in columns]
    per: Numbers = np.asarray(np.column_stack(own), dtype=np.float64)
    start = 0
    for one, size in zip(groups.of, groups.sizes, strict=True):
        flat = np.bincount(cluster * size + one, residual, minlength=clusters * size).reshape(clusters, size)
        per = per - flat @ taken.explained[start : start + size]
        start += size
    return Absorbed(gram=gram, score=per.sum(axis=0), by_cluster=per)


def left_over(block: Numbers, weights: Numbers, groups: Groups) -> Numbers:
    """What groups do not explain of each column, row by row."""
    taken = _taken(block, weights, groups)
    found = block.astype(np.float64, copy=True)
    start = 0
    for one, size in zip(groups.of, groups.sizes, strict=True):
        found -= taken.explained[start : start + size][one]
        start += size
    return found


@dataclass(frozen=True, slots=True)
class _Taken:
    sums: Numbers  # (groups, columns): weighted
    explained: Numbers  # (groups, columns): each group's part of each column


def _taken(block: Numbers, weights: Numbers, groups: Groups) -> _Taken:
    sums = np.column_stack([groups.sums(weights * column) for column in block.T])
    return _Taken(sums, linalg.pinvh(groups.crossed(weights)) @ sums)
