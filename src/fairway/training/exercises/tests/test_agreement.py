"""Agreement beyond chance: by pairs counted one by one, by statsmodels, by a published table, and where none can be."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from fairway.studio.quality.alike import linear_weights
from fairway.training.exercises.agreement import NO_VARIATION, agreement_of, kappa

MANY = 4
answers = st.integers(0, MANY - 1)
rated = st.lists(st.tuples(answers, answers), min_size=1, max_size=40)


def by_hand(pairs: Sequence[tuple[int, int]], *, is_linear: bool) -> float:
    """One less the distance seen over the distance of every answer to every key, without tables."""

    def apart(ours: int, key: int) -> float:
        return abs(ours - key) / (MANY - 1) if is_linear else float(ours != key)

    seen = sum(apart(ours, key) for ours, key in pairs) / len(pairs)
    chance = sum(apart(ours, key) for ours, _ in pairs for _, key in pairs) / len(pairs) ** 2
    return 1 - seen / chance


@pytest.mark.parametrize("is_linear", [True, False])
@given(pairs=rated)
@example(pairs=[(0, 2), (2, 0)])  # -1 but for rounding
def test_it_is_cohens_kappa_wherever_the_key_varies(is_linear: bool, pairs: list[tuple[int, int]]) -> None:
    weights = linear_weights(MANY) if is_linear else np.eye(MANY)
    found = agreement_of(pairs, range(MANY), weights)
    assert found.is_kappa == (len({key for _, key in pairs}) > 1)
    if found.is_kappa:
        assert found.beyond_chance == pytest.approx(by_hand(pairs, is_linear=is_linear))
        assert -1 <= found.beyond_chance <= 1 + 1e-9


@given(pairs=rated)
def test_it_says_what_statsmodels_says(pairs: list[tuple[int, int]]) -> None:
    table = np.zeros((MANY, MANY))
    for ours, key in pairs:
        table[ours, key] += 1
    if len({key for _, key in pairs}) > 1:
        assert kappa(table, np.eye(MANY)) == pytest.approx(cohens_kappa(table, return_results=False))
        theirs = cohens_kappa(table, wt="linear", return_results=False)
        assert kappa(table, linear_weights(MANY)) == pytest.approx(theirs)


def test_it_gives_the_published_kappa_of_a_published_table() -> None:
    # Two abstractors on a hundred patients: kappa 0.79641 (Gwet, irrCAC, cont3x3abstractors).
    table = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]], dtype=float)
    assert kappa(table, np.eye(3)) == pytest.approx(0.79641, abs=5e-6)


def test_it_counts_what_is_alike_and_what_is_one_step_apart() -> None:
    found = agreement_of([(0, 0), (1, 0), (3, 1), (2, 2)], range(MANY), linear_weights(MANY))
    assert (found.count, found.alike, found.near) == (4, 2, 3)


@given(ours=st.lists(answers, min_size=1, max_size=20), key=answers)
def test_it_takes_gwets_coefficient_where_the_key_never_varies_and_says_so(ours: list[int], key: int) -> None:
    found = agreement_of([(one, key) for one in ours], range(MANY), linear_weights(MANY))
    assert not found.is_kappa
    assert NO_VARIATION in found.words
    assert found.beyond_chance <= 1
    if set(ours) == {key}:
        assert found.beyond_chance == pytest.approx(1)


def test_it_needs_an_answer() -> None:
    with pytest.raises(ValueError, match="one answer"):
        agreement_of([], range(MANY), np.eye(MANY))
    with pytest.raises(ZeroDivisionError):
        kappa(np.diag([5.0, 0, 0]), np.eye(3))
