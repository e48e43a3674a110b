"""What written cases teach: weights of what is known of a candidate, and of the words of an act. Logistic regression.

Both are fitted by L-BFGS with a ridge penalty; nothing is random. A case is a list of candidates, each with its grade:
2 of the best, 1 acceptable, 0 unacceptable.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from fairway.studio.cases.act_words import ActWords, act_likelihood

BEST, ACCEPTABLE = 2, 1
RIDGE_OF_WORDS, RIDGE_OF_WEIGHTS = 1e-3, 1e-2
FEWEST_NAMED = 12  # candidates that name a thing, before it has a weight
ACCEPTABLE_COUNTS = 0.7  # of a pair against an acceptable candidate, beside one against an unacceptable one
WORDS = "words_of_an_act"
AGAINST = ("against_", "called_fine", "scant_", "at_once", "faint_")  # never speak for one
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Taught:
    """One candidate of a case. `things` are what it names; `is_out` where something rules it out, its kind included
    where that is certain.
    """

    grade: int
    features: dict[str, float]
    things: frozenset[str]
    is_out: bool
    is_no_act: bool  # by its kind, unless its words say otherwise


@dataclass(frozen=True)
class TaughtCase:
    author: str
    key: str
    candidates: tuple[Taught, ...] = field(repr=False)
    wanted: int = 2  # best ones its key names, whether or not they were read


def words_from(cases: Sequence[TaughtCase]) -> ActWords:
    """Log odds of being choosable by the things named, from every candidate of those cases."""
    candidates = [one for case in cases for one in case.candidates]
    counts = Counter(thing for one in candidates for thing in one.things)
    names = sorted(thing for thing, count in counts.items() if count >= FEWEST_NAMED)
    place = {thing: at for at, thing in enumerate(names)}
    rows, columns, values = [], [], []
    for at, one in enumerate(candidates):
        known = [place[thing] for thing in one.things if thing in place]
        rows += [at] * len(known)
        columns += known
        values += [1 / sqrt(max(len(known), 1))] * len(known)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(candidates), len(names)))
    can_be_chosen = np.array([one.grade > 0 for one in candidates], dtype=float)

    def loss(found: Array) -> tuple[float, Array]:
        weights, base = found[:-1], found[-1]
        odds = matrix @ weights + base
        chance = 1 / (1 + np.exp(-odds))
        missed = chance - can_be_chosen
        value = float((np.logaddexp(0, odds) - can_be_chosen * odds).mean() + RIDGE_OF_WORDS * weights @ weights / 2)
        slope = matrix.T @ missed / len(candidates) + RIDGE_OF_WORDS * weights
        return value, np.append(slope, missed.mean())

    found = _least(loss, len(names) + 1)
    return ActWords(float(found[-1]), {name: float(weight) for name, weight in zip(names, found, strict=False)})


def with_words(case: TaughtCase, words: ActWords) -> TaughtCase:
    """The case with the likelihood that other cases taught."""
    return replace(
        case,
        candidates=tuple(
            replace(one, features={**one.features, WORDS: act_likelihood(one.things, words)}) for one in case.candidates
        ),
    )


def weights_from(cases: Sequence[TaughtCase]) -> dict[str, float]:
    """Weight of each feature, so that the best of a case come before its others: every such pair counts alike."""
    names = sorted({name for case in cases for one in case.candidates for name in one.features})
    cases = [case for case in cases if case.candidates]
    tables = [np.array([[one.features[name] for name in names] for one in case.candidates]) for case in cases]
    everything = np.vstack(tables)
    middle, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-6
    pairs = [_pairs((table - middle) / spread, case) for table, case in zip(tables, cases, strict=True)]
    apart = [pair for pair in pairs if len(pair[0])]

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = 0.0, np.zeros_like(weights)
        for differences, counts in apart:
            ahead = differences @ weights
            value += float((np.logaddexp(0, -ahead) * counts).mean())
            slope -= (counts / (1 + np.exp(ahead))) @ differences / len(counts)
        ridge = RIDGE_OF_WEIGHTS
        return value / len(apart) + ridge * float(weights @ weights) / 2, slope / len(apart) + ridge * weights

    bounds = [(None, 0.0 if name.startswith(AGAINST) else None) for name in names]
    return {name: float(w) for name, w in zip(names, _least(loss, len(names), bounds) / spread, strict=True)}


def _pairs(table: Array, case: TaughtCase) -> tuple[Array, Array]:
    """(differences of a best candidate to another one, how much each counts)."""
    grades = np.array([one.grade for one in case.candidates])
    best, others = np.flatnonzero(grades == BEST), np.flatnonzero(grades < BEST)
    differences = (table[best][:, None, :] - table[others][None, :, :]).reshape(-1, table.shape[1])
    counts = np.where(grades[others] == ACCEPTABLE, ACCEPTABLE_COUNTS, 1.0)
    return differences, np.tile(counts, len(best))


def _least(loss: Any, size: int, bounds: Sequence[tuple[float | None, float | None]] | None = None) -> Array:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    return np.asarray(found.x, dtype=float)
