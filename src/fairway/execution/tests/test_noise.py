"""How noisy weeks are, measured: on counts whose noise is known."""

import numpy as np
import pytest

from fairway.execution.noise import FEWEST_PAIRS, HIGHEST, dispersion

WEEKS = 26


def measured(counts: np.ndarray) -> float:
    """Of people x weeks, each week with the one after it."""
    return dispersion((row[n], row[n + 1]) for row in counts for n in range(counts.shape[1] - 1))


def noisy(rng: np.random.Generator, people: int, spread: float, mean: float = 5.0) -> np.ndarray:
    return rng.negative_binomial(mean / (spread - 1), 1 / spread, (people, WEEKS)).astype(float)


@pytest.mark.parametrize("people", [6, 12, 100])
def test_it_finds_the_noise_of_small_organisations_without_leaning_to_calm(people: int) -> None:
    rng = np.random.default_rng(3)
    found = [measured(noisy(rng, people, 1.6)) for _ in range(120)]
    assert np.mean(found) == pytest.approx(1.6, abs=0.06)


def test_it_takes_independent_acts_for_what_they_are() -> None:
    rng = np.random.default_rng(3)
    found = [measured(rng.poisson(5.0, (12, WEEKS)).astype(float)) for _ in range(200)]
    assert np.mean([value == 1.0 for value in found]) > 0.75
    assert np.mean(found) < 1.05


def test_it_is_hardly_moved_by_a_level_that_falls() -> None:
    levels = np.linspace(8, 3, WEEKS)
    counts = np.random.default_rng(3).poisson(levels, (200, WEEKS)).astype(float)
    assert counts.var() / counts.mean() > 1.4, "taken together these weeks do look noisy"
    assert measured(counts) < 1.1


def test_it_never_holds_people_to_their_evenness() -> None:
    assert measured(np.full((20, WEEKS), 5.0)) == 1.0


def test_it_says_nothing_from_few_pairs_and_has_an_end() -> None:
    assert dispersion([(0.0, 20.0)] * (FEWEST_PAIRS - 1)) == 1.0
    assert dispersion([(0.0, 20.0)] * FEWEST_PAIRS) == HIGHEST
