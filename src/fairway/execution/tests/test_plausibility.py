"""The exact test behind "behind": its chance of a false alarm, against enumeration and against simulation."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from fairway.execution.plausibility import (
    LONG_LOOKS,
    SHORT_LOOKS,
    alpha_per_hia,
    false_alarm_chance,
    implausible_looks,
    lines_for,
)

EXPECTED = st.lists(st.floats(0.2, 9).map(lambda value: round(value, 2)), min_size=1, max_size=13)


@given(expected=EXPECTED, alpha=st.sampled_from([0.05, 0.0253, 0.01695]), dispersion=st.sampled_from([1.0, 1.4, 2.0]))
def test_it_never_exceeds_the_chance_of_a_false_alarm_it_was_given(
    expected: list[float], alpha: float, dispersion: float
) -> None:
    lines = lines_for(tuple(expected), alpha, dispersion)
    assert false_alarm_chance(expected, lines, dispersion) <= alpha + 1e-9


def first_look(counts: Sequence[float], expected: Sequence[float], *, alpha: float) -> int | None:
    """The fewest weeks that are too low together."""
    return next(iter(implausible_looks(counts, expected, alpha=alpha)), None)


def test_it_agrees_with_adding_up_every_possible_history() -> None:
    expected = (2.0, 1.5, 3.0)
    lines = lines_for(expected, 0.05, 1.0)
    highest = 16
    chance = 0.0
    for counts in product(range(highest), repeat=3):
        if any(sum(counts[:look]) <= line for look, line in lines.items()):
            chance += float(np.prod([poisson.pmf(c, m) for c, m in zip(counts, expected, strict=True)]))
    assert false_alarm_chance(expected, lines) == pytest.approx(chance, abs=1e-6)


def test_it_agrees_with_simulated_sellers_on_target_whose_weeks_are_noisy() -> None:
    rng = np.random.default_rng(1)
    expected, dispersion = (5.0,) * 13, 1.8
    lines = lines_for(expected, 0.05, dispersion)
    counts = nbinom.rvs(5.0 / (dispersion - 1), 1 / dispersion, size=(40_000, 13), random_state=rng)
    sums = counts.cumsum(axis=1)
    crossed = np.zeros(len(counts), dtype=bool)
    for look, line in lines.items():
        crossed |= sums[:, look - 1] <= line
    assert crossed.mean() == pytest.approx(false_alarm_chance(expected, lines, dispersion), abs=0.004)


def test_it_leaves_no_short_line_that_could_be_raised() -> None:
    expected = (5.0,) * 13
    lines = dict(lines_for(expected, 0.05, 1.0))
    for look in SHORT_LOOKS:
        raised = {**lines, look: lines.get(look, -1) + 1}
        without_long = {key: line for key, line in raised.items() if key not in LONG_LOOKS}
        assert false_alarm_chance(expected, without_long) > 0.05


def test_it_calls_a_collapse_implausible_at_once_and_a_slow_week_plausible() -> None:
    on_target = [8.0] * 6
    assert first_look([1, 8, 9, 7, 8, 8], on_target, alpha=0.05) == 1
    assert first_look([6, 8, 9, 7, 8, 8], on_target, alpha=0.05) is None
    assert first_look([3], [5.0], alpha=0.05) is None


def test_it_calls_a_small_lasting_shortfall_by_its_thirteen_weeks() -> None:
    assert first_look([3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 3, 3], [5.0] * 13, alpha=0.05) in {6, 13}


def test_it_says_nothing_without_expectation() -> None:
    assert first_look([], [], alpha=0.05) is None
    assert first_look([0, 0], [0.0, 0.0], alpha=0.05) is None


def test_it_shares_one_chance_among_several_activities() -> None:
    for hias in (1, 2, 3):
        assert 1 - (1 - alpha_per_hia(0.05, hias)) ** hias == pytest.approx(0.05)


@pytest.mark.parametrize("hias", [1, 2, 3])
@pytest.mark.parametrize("rate", [3.0, 5.0, 8.0])
def test_it_finds_a_halved_activity_in_three_weeks_nearly_as_often_as_the_best_exact_test(
    rate: float, hias: int
) -> None:
    alpha = alpha_per_hia(0.05, hias)
    rng = np.random.default_rng(7)
    weeks = np.hstack([rng.poisson(rate, (20_000, 13)), rng.poisson(rate / 2, (20_000, 3))])
    found = np.zeros(len(weeks), dtype=bool)
    for seen in (14, 15, 16):
        sums = weeks[:, seen - 13 : seen][:, ::-1].cumsum(axis=1)
        for look, line in lines_for((rate,) * 13, alpha, 1.0).items():
            found |= sums[:, look - 1] <= line
    # The most powerful test of three weeks that knows when the change came, tossing a coin to use its level up.
    line = int(poisson.ppf(alpha, 3 * rate)) - 1
    toss = (alpha - poisson.cdf(line, 3 * rate)) / poisson.pmf(line + 1, 3 * rate)
    best = poisson.cdf(line, 1.5 * rate) + toss * poisson.pmf(line + 1, 1.5 * rate)
    assert 0 <= toss <= 1
    assert found.mean() >= 0.92 * best


@given(counts=st.lists(st.integers(0, 12), min_size=3, max_size=13), fewer=st.integers(1, 3))
def test_it_never_turns_behind_into_on_pace_for_doing_less(counts: list[int], fewer: int) -> None:
    expected = [5.0] * len(counts)
    less = [max(0, count - fewer) for count in counts]
    if first_look(counts, expected, alpha=0.05) is not None:
        assert first_look(less, expected, alpha=0.05) is not None
