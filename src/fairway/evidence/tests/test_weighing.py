"""Weighing a precise answer that luck may have moved against a rough one that it has not."""

import numpy as np
import pytest

from fairway.evidence.progress import Estimates
from fairway.evidence.weighing import COMMON_PRIOR, OWN_PRIOR, weighed

MANY = 6


def estimates(effects: np.ndarray, error: float) -> Estimates:
    return Estimates(np.asarray(effects, dtype=np.float64), np.eye(len(effects)) * error**2)


def test_where_both_agree_the_precise_one_counts() -> None:
    truth = np.array([0.3, 0.0, 0.1, -0.1, 0.2, 0.4])
    found = weighed(estimates(truth, 0.02), estimates(truth, 0.06))
    assert found.effects == pytest.approx(truth, abs=0.02)
    assert found.errors().max() < 0.045


def test_where_they_do_not_only_the_rough_one_is_left() -> None:
    rough, apart = np.zeros(MANY), np.array([0.9, -0.6, 0.7, -0.8, 0.5, -0.7])
    found = weighed(estimates(rough + apart, 0.02), estimates(rough, 0.05))
    assert found.effects == pytest.approx(rough, abs=0.02)
    assert found.errors() == pytest.approx(0.05, rel=0.15)


def test_one_that_lies_apart_alone_makes_the_others_only_a_little_less_sure() -> None:
    truth = np.array([0.3, 0.0, 0.1, -0.1, 0.2, 0.4])
    apart = np.array([0.5, 0, 0, 0, 0, 0])
    found = weighed(estimates(truth + apart, 0.02), estimates(truth, 0.06))
    assert found.effects == pytest.approx(truth, abs=0.1)
    assert 0.04 < found.errors().min() < 0.075


def test_what_all_have_in_common_is_taken_out() -> None:
    truth = np.array([0.3, 0.0, 0.1, -0.1, 0.2, 0.4])
    found = weighed(estimates(truth + 0.25, 0.02), estimates(truth, 0.08))
    assert found.effects == pytest.approx(truth, abs=0.03)
    alone = weighed(estimates(truth + 0.25, 0.02), estimates(truth + 0.25, 0.08))
    assert alone.effects == pytest.approx(truth + 0.25, abs=0.03)


def test_it_is_never_surer_than_the_precise_one_nor_less_sure_than_the_rough_one() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        error = rng.uniform(0.05, 0.4)
        precise, rough = estimates(rng.normal(size=MANY), 0.02), estimates(rng.normal(size=MANY), error)
        errors = weighed(precise, rough).errors()
        assert errors.min() > 0.02
        assert errors.max() < error * 1.1


def test_its_nine_in_ten_intervals_hold_the_truth_nine_times_in_ten() -> None:
    rng = np.random.default_rng(2)
    held = []
    for _ in range(250):
        truth = rng.choice([0.0, 0.0, 0.3], MANY)
        own = abs(rng.normal(0, OWN_PRIOR))
        precise, rough = rng.uniform(0.01, 0.05), rng.uniform(0.05, 0.3)
        moved = rng.normal(0, COMMON_PRIOR) + rng.normal(0, own, MANY) + rng.normal(0, precise, MANY)
        found = weighed(estimates(truth + moved, precise), estimates(truth + rng.normal(0, rough, MANY), rough))
        held.append(np.abs(found.effects - truth) <= 1.645 * found.errors())
    assert 0.87 < np.mean(held) < 0.93
