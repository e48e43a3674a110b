"""Regressions that take up effects of many groups at once: of each seller, of each week, of each stage at each age.

What the groups explain is taken out by their cross sums, exactly and without passing over the rows again and again
(Frisch-Waugh-Lovell on weighted rows). Of the ways of grouping, the one with most groups is solved by hand, so that
time grows with sellers and not with their square. Rows are gone through in pieces that fit a processor's cache. Counts
of what happens are Poisson with a mean that groups and columns multiply, fitted by iterated weighted least squares;
group means by iterative proportional fitting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import linalg, sparse

from fairway.evidence.types import Numbers, Whole

ROUNDS = 12
PIECE = 8192  # rows

Columns = Sequence[Numbers] | Numbers  # one by one, or (rows, columns), which is faster where they are asked again


@dataclass(frozen=True)
class Groups:
    """Several ways of grouping the same rows; each row's number in each, from 0."""

    of: tuple[Whole, ...]
    sizes: tuple[int, ...]

    @classmethod
    def by(cls, *of: Whole) -> "Groups":
        return cls(of, tuple(int(one.max()) + 1 if len(one) else 0 for one in of))

    @cached_property
    def starts(self) -> Whole:
        """Of each way where its groups begin when all stand one after the other."""
        return np.asarray(np.concatenate([[0], np.cumsum(self.sizes)[:-1]]), dtype=np.int64)

    @cached_property
    def pieces(self) -> tuple["Piece", ...]:
        """All rows, in their order."""
        many, ways = len(self.of[0]), len(self.of)
        found = []
        for begin in range(0, many, PIECE):
            rows = slice(begin, min(begin + PIECE, many))
            groups = np.stack([one[rows] + start for one, start in zip(self.of, self.starts, strict=True)], axis=1)
            ones, ends = np.ones(groups.size), np.arange(0, groups.size + 1, ways)
            own = sparse.csr_array((ones, groups.ravel(), ends), shape=(len(groups), sum(self.sizes)))
            found.append(Piece(rows, own, own.T))
        return tuple(found)

    def sums(self, values: Numbers) -> Numbers:
        """Sums of values in every group of every way, one after the other."""
        parts = [np.bincount(one, values, minlength=size) for one, size in zip(self.of, self.sizes, strict=True)]
        return np.concatenate(parts)

    def parts(self, weights: Numbers, sums: Numbers) -> Numbers:
        """Each group's part of columns whose weighted sums are given: (groups, columns)."""
        most = int(np.argmax(self.sizes))
        others = [way for way in range(len(self.sizes)) if way != most]
        is_most = np.repeat(np.arange(len(self.sizes)) == most, self.sizes)
        inside = np.bincount(self.of[most], weights, minlength=self.sizes[most])
        share = np.divide(1.0, inside, out=np.zeros_like(inside), where=inside > 0)[:, None]
        found = np.zeros_like(sums)
        found[is_most] = share * sums[is_most]
        if others:
            across = np.concatenate([self._crossed(most, way, weights) for way in others], axis=1)
            left = np.block([[self._crossed(one, other, weights) for other in others] for one in others])
            left -= across.T @ (share * across)
            rest = linalg.pinvh((left + left.T) / 2) @ (sums[~is_most] - across.T @ found[is_most])
            found[~is_most] = rest
            found[is_most] -= share * (across @ rest)
        return found

    def _crossed(self, one: int, other: int, weights: Numbers) -> Numbers:
        """Sums of weights in every pair of groups of two ways."""
        if one == other:
            return np.diag(np.bincount(self.of[one], weights, minlength=self.sizes[one]))
        size = self.sizes[one] * self.sizes[other]
        flat = np.bincount(self.of[one] * self.sizes[other] + self.of[other], weights, minlength=size)
        return np.asarray(flat.reshape(self.sizes[one], self.sizes[other]), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows that follow each other. `own` is 1 where a row belongs to a group."""

    rows: slice
    own: sparse.csr_array  # (rows, groups)
    turned: sparse.csc_array  # (groups, rows)

    def of(self, columns: Columns) -> Numbers:
        """(rows, columns)"""
        if isinstance(columns, np.ndarray):
            return np.asarray(columns[self.rows])
        return np.ascontiguousarray(np.stack([column[self.rows] for column in columns]).T)


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

    `gram` is columns by columns, `score` each column times the residual, `by_cluster` the scores of each cluster, none
    where clusters were not asked for.
    """

    gram: Numbers
    score: Numbers
    by_cluster: Numbers  # (clusters, columns)


def absorbed(
    columns: Columns, residual: Numbers, weights: Numbers, groups: Groups, cluster: Whole | None = None
) -> Absorbed:
    """Sums over rows. `residual` is events less means; `weights` their means; clusters are numbered from 0."""
    taken = Taken.out_of(columns, weights, groups)
    clusters = int(cluster.max()) + 1 if cluster is not None and len(cluster) else 0
    per = np.zeros((len(taken.gram), clusters))
    if cluster is not None:
        for piece, left in taken.left():
            for number, column in enumerate(left.T):
                per[number] += np.bincount(cluster[piece.rows], column * residual[piece.rows], minlength=clusters)
    return Absorbed(taken.gram, taken.score(residual), per.T)


def left_over(block: Numbers, weights: Numbers, groups: Groups) -> Numbers:
    """What groups do not explain of each column, row by row."""
    found = np.empty(block.shape)
    for piece, left in Taken.out_of(block, weights, groups).left():
        found[piece.rows] = left
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """Columns with what groups explain of them, and the cross sums of what is left."""

    columns: Columns
    groups: Groups
    gram: Numbers  # (columns, columns): weighted
    explained: Numbers  # (groups, columns): each group's part of each column

    @classmethod
    def out_of(cls, columns: Columns, weights: Numbers, groups: Groups) -> "Taken":
        width = columns.shape[1] if isinstance(columns, np.ndarray) else len(columns)
        gram, sums = np.zeros((width, width)), np.zeros((sum(groups.sizes), width))
        for piece in groups.pieces:
            block = piece.of(columns)
            heavy = block * weights[piece.rows, None]
            gram += heavy.T @ block
            sums += piece.turned @ heavy
        explained = groups.parts(weights, sums)
        return cls(columns, groups, gram - sums.T @ explained, explained)

    def score(self, residual: Numbers) -> Numbers:
        """What is left of each column times a residual."""
        if isinstance(self.columns, np.ndarray):
            whole = residual @ self.columns
        else:
            whole = np.array([residual @ column for column in self.columns])
        return np.asarray(whole - self.groups.sums(residual) @ self.explained)

    def left(self) -> Iterator[tuple[Piece, Numbers]]:
        """Piece by piece what groups do not explain: (rows, columns)."""
        for piece in self.groups.pieces:
            yield piece, piece.of(self.columns) - piece.own @ self.explained
