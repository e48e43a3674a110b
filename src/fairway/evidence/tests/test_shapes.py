"""When an act works and how soon more of it adds less: planted shapes are found, chance alone plants none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import linalg

from fairway.evidence.absorbing import Absorbed, Groups, absorbed
from fairway.evidence.shapes import HALVES, LAGS, WORTH, Shape, saturations, windows

USUAL = Shape(1, 4)
BINS = len(LAGS)
WINDOWS = [(i, j) for i in range(BINS) for j in range(i, BINS)]


def sums(rng: np.random.Generator, candidates: int, planted: dict[int, tuple[int, int]], size: float) -> Absorbed:
    """Sums of a regression in which those candidates work in those bins of lags, and others do not."""
    rows = 4000
    columns = rng.poisson(0.4, (rows, BINS * candidates)).astype(np.float64)
    log_ratio = np.zeros(rows)
    for number, (first, last) in planted.items():
        log_ratio += size * columns[:, number * BINS + first : number * BINS + last + 1].sum(axis=1)
    mean = np.full(rows, 0.15)
    events = rng.poisson(mean * np.exp(log_ratio)).astype(np.float64)
    seller = np.arange(rows) % 20
    mean *= events.sum() / mean.sum()
    return absorbed(list(columns.T), events - mean, mean, Groups.by(seller), seller)


@pytest.mark.parametrize("bins", [(0, 1), (1, 3), (3, 5), (5, 5), (0, 5)])
def test_it_finds_the_window_in_which_an_act_works(bins: tuple[int, int]) -> None:
    found = windows(sums(np.random.default_rng(4), 3, {1: bins}, 0.45), 3)
    assert found[1] == Shape(LAGS[bins[0]][0], LAGS[bins[1]][1])


def test_two_that_work_at_different_times_are_told_apart() -> None:
    found = windows(sums(np.random.default_rng(5), 2, {0: (0, 0), 1: (4, 5)}, 0.5), 2)
    assert found == (Shape(1, 1), Shape(7, 12))


def test_where_nothing_works_nearly_everything_keeps_the_usual_window() -> None:
    rng = np.random.default_rng(6)
    left = sum(one != USUAL for _ in range(20) for one in windows(sums(rng, 3, {}, 0.0), 3))
    assert left <= 6  # of 60, at a likelihood ratio of 6 with the best of 21 windows


@given(seed=st.integers(0, 10_000), size=st.floats(0.0, 6.0))
def test_no_window_but_the_usual_one_is_taken_unless_it_is_worth_it_and_then_the_best(seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    mix = rng.normal(size=(BINS + 2, BINS))
    gram, score = mix.T @ mix + np.eye(BINS), size * rng.normal(size=BINS)

    def gain(first: int, last: int) -> float:
        return float(score[first : last + 1].sum() ** 2 / gram[first : last + 1, first : last + 1].sum())

    best = max(WINDOWS, key=lambda one: gain(*one))
    found = windows(Absorbed(gram, score, score[None, :]), 1)
    if gain(*best) > gain(0, 2) + WORTH:
        assert found == (Shape(LAGS[best[0]][0], LAGS[best[1]][1]),)
    else:
        assert found == (USUAL,)


@pytest.mark.parametrize("half", HALVES)
def test_it_finds_how_soon_more_adds_less(half: float) -> None:
    rng = np.random.default_rng(7)
    counts = rng.poisson(rng.choice([0.5, 2.0, 8.0], 60_000)).astype(np.float64)
    mean = np.full(len(counts), 0.2)
    size = 0.4 / float(Shape(1, 4, half).reach(np.array(8.0)))  # small: shapes are told to second order
    events = rng.poisson(mean * np.exp(size * Shape(1, 4, half).reach(counts))).astype(np.float64)
    mean *= events.sum() / mean.sum()
    seller = np.arange(len(counts)) % 20
    bent = [Shape(1, 1, other).reach(counts) for other in HALVES]
    seen = absorbed(bent, events - mean, mean, Groups.by(seller), seller)
    assert saturations(seen, [Shape(2, 6)]) == (Shape(2, 6, half),)


def test_where_nothing_works_more_adds_as_is_usual() -> None:
    rng = np.random.default_rng(8)
    counts = rng.poisson(2.0, 5000).astype(np.float64)
    bent = np.column_stack([Shape(1, 1, half).reach(counts) for half in HALVES])
    bent -= bent.mean(axis=0)
    score = bent.T @ rng.normal(size=5000)
    found = saturations(Absorbed(bent.T @ bent, score, score[None, :]), [USUAL])
    assert found == (Shape(1, 4, HALVES[-2]),)


def test_one_act_counts_one_and_any_number_less_than_half_and_one() -> None:
    shape = Shape(1, 4, 4.0)
    assert shape.reach(np.array([0.0, 1.0, 4.0, 1e9])) == pytest.approx([0.0, 1.0, 2.5, 5.0])
    assert Shape(1, 4).reach(np.array([0.0, 3.0])) == pytest.approx([0.0, 3.0])


def test_what_acts_done_more_often_add_is_what_poisson_counts_add() -> None:
    shape, rate, step = Shape(1, 4, 2.0), 1.5, 1e-4
    counts = np.arange(60.0)

    def expected(mean: float, values: np.ndarray) -> float:
        log = counts * np.log(mean) - mean - np.cumsum(np.log(np.maximum(counts, 1.0)))
        return float(np.exp(log) @ values)

    more = expected(rate * (1 + step), shape.reach(counts)) - expected(rate * (1 - step), shape.reach(counts))
    assert expected(rate, shape.slope(counts)) == pytest.approx(more / (2 * step), rel=1e-5)


def test_gains_take_what_others_explain_into_account() -> None:
    rng = np.random.default_rng(9)
    seen = sums(rng, 2, {0: (3, 4)}, 0.6)
    # The second is the first seen through noise: alone it would take the first one's window.
    shadow = np.eye(2 * BINS)
    shadow[:BINS, BINS:] = 0.6 * np.eye(BINS)
    mixed = Absorbed(shadow.T @ seen.gram @ shadow, shadow.T @ seen.score, seen.by_cluster @ shadow)
    alone = Absorbed(mixed.gram[BINS:, BINS:], mixed.score[BINS:], mixed.by_cluster[:, BINS:])
    assert windows(alone, 1) == (Shape(5, 8),)
    assert windows(mixed, 2) == (Shape(5, 8), USUAL)
    assert linalg.eigvalsh(mixed.gram).min() > 0
