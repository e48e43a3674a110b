"""What labelled conversations teach: how much each cue votes for a focus, and how neighbouring turns pull each other.

A linear-chain conditional random field with a ridge penalty, fitted by L-BFGS; nothing is random. Cues that fewer than
three turns show have no weight.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from fairway.coaching.talk.cues import Cues
from fairway.coaching.talk.types import FOCUSES, Heard
from fairway.coaching.talk.weighing import FOLLOWINGS, Weights, following

FEWEST_TURNS = 3
RIDGE = 4.0
STEPS = 200
KINDS = len(FOCUSES)
Array = NDArray[np.float64]


@dataclass(frozen=True)
class TaughtTalk:
    """A conversation as heard, its cues, and the place of each turn's true focus in FOCUSES."""

    turns: Sequence[Heard]
    cues: Sequence[Cues]
    truth: Sequence[int]


@dataclass(frozen=True)
class Table:
    """All conversations side by side: (conversations, longest) arrays, padded where `is_there` is false."""

    cues: csr_matrix  # one row a place
    truth: NDArray[np.int64]
    follows: NDArray[np.int64]
    is_there: NDArray[np.bool_]


def weights_from(talks: Sequence[TaughtTalk]) -> Weights:
    """The weights of those conversations alone."""
    counts = Counter(cue for talk in talks for one in talk.cues for cue in one)
    names = sorted(cue for cue, count in counts.items() if count >= FEWEST_TURNS)
    table = _table(talks, names)
    size = len(names) * KINDS

    def loss(found: Array) -> tuple[float, Array]:
        votes = found[:size].reshape(len(names), KINDS)
        pulls = found[size:].reshape(len(FOLLOWINGS), KINDS, KINDS)
        value, of_votes, of_pulls = _loss(table, votes, pulls)
        value += RIDGE / 2 * float(found @ found)
        return value, np.concatenate([of_votes.ravel(), of_pulls.ravel()]) + RIDGE * found

    start = np.zeros(size + len(FOLLOWINGS) * KINDS**2)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    votes = found[:size].reshape(len(names), KINDS)
    pulls = found[size:].reshape(len(FOLLOWINGS), KINDS, KINDS)
    return Weights(
        {name: tuple(map(float, row)) for name, row in zip(names, votes, strict=True)},
        {name: tuple(tuple(map(float, row)) for row in one) for name, one in zip(FOLLOWINGS, pulls, strict=True)},
    )


def _table(talks: Sequence[TaughtTalk], names: Sequence[str]) -> Table:
    longest = max(len(talk.turns) for talk in talks)
    shape = (len(talks), longest)
    truth, follows = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    is_there = np.zeros(shape, dtype=np.bool_)
    place = {name: at for at, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, talk in enumerate(talks):
        for at, cues in enumerate(talk.cues):
            is_there[row, at], truth[row, at] = True, talk.truth[at]
            if at:
                follows[row, at] = FOLLOWINGS.index(following(talk.turns[at - 1], talk.turns[at]))
            known = [(place[cue], strength) for cue, strength in cues.items() if cue in place]
            rows += [row * longest + at] * len(known)
            columns += [column for column, _ in known]
            values += [strength for _, strength in known]
    matrix = csr_matrix((values, (rows, columns)), shape=(len(talks) * longest, len(names)))
    return Table(matrix, truth, follows, is_there)


def _loss(table: Table, votes: Array, pulls: Array) -> tuple[float, Array, Array]:
    """(what the truth is unlikely by, in logs; its slope by votes; by pulls)."""
    talks, longest = table.truth.shape
    own = np.asarray(table.cues @ votes).reshape(talks, longest, KINDS)
    forward = _forward(table, own, pulls)
    whole = _sum_of_logs(forward[:, -1], axis=1)
    backward = np.zeros_like(own)
    of_pulls = np.zeros_like(pulls)
    expected = np.zeros_like(own)
    told = 0.0
    every = np.arange(talks)
    for at in range(longest - 1, -1, -1):
        there = table.is_there[:, at]
        chance = np.exp(forward[:, at] + backward[:, at] - whole[:, None])
        expected[:, at] = np.where(there[:, None], chance, 0.0)
        true = table.truth[there, at]
        expected[every[there], at, true] -= 1
        told += float(own[every[there], at, true].sum())
        if not at:
            continue
        pull = pulls[table.follows[:, at]]
        after = own[:, at] + backward[:, at]
        joint = forward[:, at - 1, :, None] + pull + after[:, None, :] - whole[:, None, None]
        np.add.at(of_pulls, table.follows[there, at], np.exp(joint[there]))
        before = table.truth[there, at - 1]
        np.add.at(of_pulls, (table.follows[there, at], before, true), -1.0)
        told += float(pulls[table.follows[there, at], before, true].sum())
        reached = _sum_of_logs(pull + after[:, None, :], axis=2)
        backward[:, at - 1] = np.where(there[:, None], reached, backward[:, at])
    of_votes = np.asarray(table.cues.T @ expected.reshape(-1, KINDS))
    return float(whole.sum()) - told, of_votes, of_pulls


def _forward(table: Table, own: Array, pulls: Array) -> Array:
    forward = np.zeros_like(own)
    forward[:, 0] = own[:, 0]
    for at in range(1, own.shape[1]):
        reached = _sum_of_logs(forward[:, at - 1, :, None] + pulls[table.follows[:, at]], axis=1) + own[:, at]
        forward[:, at] = np.where(table.is_there[:, at, None], reached, forward[:, at - 1])
    return forward


def _sum_of_logs(values: Array, axis: int) -> Array:
    most: Any = values.max(axis=axis, keepdims=True)
    found: Array = np.squeeze(np.log(np.exp(values - most).sum(axis=axis, keepdims=True)) + most, axis=axis)
    return found
