"""The difference of those who began and those who had not: by hand, beside statsmodels, and on planted truths."""

import random

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from fairway.coaching.support.types import Part
from fairway.training.helping.comparing import Difference, Lack, Panel, Span, Starts, difference, share_of
from fairway.training.helping.page import EARLIER

SPAN = Span((-8, -1), (1, 12))


def flat(before: float, after: float, start: int, weeks: int = 40, of: float = 10.0) -> dict[int, Part]:
    """So much of ten a week before a week, and so much from it on."""
    return {week: Part(of * (before if week < start else after), of) for week in range(weeks)}


def test_it_tells_a_difference_counted_by_hand() -> None:
    panel = {key: flat(0.5, 0.8, 20) for key in range(5)} | {key: flat(0.4, 0.5, 20) for key in range(5, 10)}
    found = difference(panel, dict.fromkeys(range(5), 20), SPAN, 39)
    assert isinstance(found, Difference)
    assert found.more == pytest.approx(0.3 - 0.1)
    sides = (found.trained_before, found.trained_after, found.others_before, found.others_after)
    assert sides == pytest.approx((0.5, 0.8, 0.4, 0.5))
    assert (found.trained, found.others) == (5, 5)


def test_fewer_than_five_on_either_side_is_no_answer() -> None:
    panel = {key: flat(0.5, 0.8, 20) for key in range(9)}
    assert difference(panel, dict.fromkeys(range(4), 20), SPAN, 39) is Lack.TRAINED
    assert difference(panel, dict.fromkeys(range(5), 20), SPAN, 39) is Lack.NOT_YET
    assert difference(panel, {}, SPAN, 39) is Lack.TRAINED


def test_whoever_began_before_the_end_is_no_control_and_whose_span_is_not_over_no_case() -> None:
    panel = {key: flat(0.5, 0.8, 20) for key in range(5)} | {key: flat(0.4, 0.4, 20) for key in range(5, 10)}
    panel |= {key: flat(0.4, 1.0, 25) for key in range(10, 20)}  # began within the span, and rose
    starts = dict.fromkeys(range(5), 20) | dict.fromkeys(range(10, 20), 25)
    found = difference(panel, starts, SPAN, 36)  # the second group's span ends in week 37
    assert isinstance(found, Difference)
    assert (found.trained, found.others) == (5, 5)
    assert found.more == pytest.approx(0.3)


def test_those_who_begin_later_are_controls_until_then() -> None:
    panel = {key: flat(0.5, 0.8, 12) for key in range(5)} | {key: flat(0.4, 0.9, 33) for key in range(5, 10)}
    found = difference(panel, dict.fromkeys(range(5), 12) | dict.fromkeys(range(5, 10), 33), SPAN, 39)
    assert isinstance(found, Difference)
    assert found.more == pytest.approx(0.3)


def test_before_training_nobody_is_set_beside_themselves() -> None:
    panel = {key: flat(0.5, 0.8, 12) for key in range(5)}  # rose by themselves before they began
    assert difference(panel, dict.fromkeys(range(5), 20), EARLIER, 39) is Lack.NOT_YET
    panel |= {key: flat(0.4, 0.4, 20) for key in range(5, 10)}
    found = difference(panel, dict.fromkeys(range(5), 20), EARLIER, 39)
    assert isinstance(found, Difference)
    assert (found.trained, found.others) == (5, 5)
    assert found.more == pytest.approx(0.3)
    assert found.is_told


def test_a_share_of_too_few_is_not_known() -> None:
    assert share_of({1: Part(1, 3)}, 0, 2) is None
    assert share_of({1: Part(1, 3), 2: Part(1, 1)}, 0, 2) == 0.5


@given(st.integers(5, 9), st.integers(5, 9), st.integers(0, 10**6))
def test_with_one_group_it_is_the_difference_of_a_regression(trained: int, others: int, seed: int) -> None:
    draw = random.Random(seed)
    panel = {key: flat(draw.random(), draw.random(), 20) for key in range(trained + others)}
    found = difference(panel, dict.fromkeys(range(trained), 20), SPAN, 39)
    assert isinstance(found, Difference)
    rows = []
    for key, weeks in panel.items():
        for is_after, (first, last) in enumerate(((12, 19), (21, 32))):
            rows.append((share_of(weeks, first, last), key < trained, is_after))
    shares, began, after = np.array(rows, dtype=float).T
    fit = sm.OLS(shares, sm.add_constant(np.column_stack([began, after, began * after]))).fit()
    assert found.more == pytest.approx(fit.params[3], abs=1e-9)


def simulated(seed: int, effect: float) -> tuple[Panel, Starts]:
    """Thirty managers of whom twenty begin in four waves: each at a level of their own, with seasons all share, weeks
    that go up and down, and five sessions a week or so; from their start on more by the effect.
    """
    draw = np.random.default_rng(seed)
    season = 0.1 * np.sin(np.arange(60) / 60 * 2 * np.pi * draw.uniform(0.5, 2) + draw.uniform(0, 6))
    starts = {key: 16 + 6 * (key % 4) for key in range(20)}
    panel = {}
    for key in range(30):
        level, drift = draw.uniform(0.35, 0.6), 0.0
        weeks = {}
        for week in range(60):
            drift = 0.5 * drift + draw.normal(0, 0.05)
            chance = level + season[week] + drift + (effect if week >= starts.get(key, 99) else 0.0)
            of = int(draw.poisson(5))
            weeks[week] = Part(float(draw.binomial(of, float(np.clip(chance, 0.02, 0.98)))), float(of))
        panel[key] = weeks
    return panel, starts


def told(seeds: range, effect: float) -> tuple[float, float]:
    """The mean of what is told, and the share of ranges that hold what was planted."""
    found = [difference(*simulated(seed, effect), SPAN, 59) for seed in seeds]
    told_of = [one for one in found if isinstance(one, Difference)]
    assert len(told_of) == len(seeds)
    holds = [one.low <= effect <= one.high for one in told_of]
    return float(np.mean([one.more for one in told_of])), float(np.mean(holds))


@pytest.mark.parametrize("effect", [0.0, 0.2])
def test_it_finds_what_was_planted(effect: float) -> None:
    mean, _ = told(range(20), effect)
    assert mean == pytest.approx(effect, abs=0.025)


@pytest.mark.slow
@pytest.mark.parametrize("effect", [0.0, 0.1, 0.2])
def test_its_ranges_hold_what_was_planted_nine_times_of_ten(effect: float) -> None:
    mean, held = told(range(1000, 1300), effect)
    assert mean == pytest.approx(effect, abs=0.01)
    assert 0.85 <= held <= 0.97
