"""Errors are those of leaving each seller out once; few or uneven sellers are not believed more than they can say."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from fairway.evidence.leaving_out import covariance_of


def test_it_is_what_becomes_of_a_regression_without_each_cluster_once() -> None:
    rng = np.random.default_rng(1)
    cluster = rng.integers(0, 9, 300)
    columns, weights = rng.normal(size=(300, 2)), rng.uniform(0.5, 2.0, 300)
    events = columns @ [0.4, -0.2] + rng.normal(size=9)[cluster] * columns[:, 0] + rng.normal(size=300)

    def fitted(rows: np.ndarray) -> np.ndarray:
        return np.asarray(sm.WLS(events[rows], columns[rows], weights=weights[rows]).fit().params)

    whole = fitted(np.ones(300, dtype=bool))
    apart = np.array([fitted(cluster != n) - whole for n in range(9)])
    jackknife = 8 / 9 * apart.T @ apart
    residual = weights * (events - columns @ whole)
    found = covariance_of(columns, columns, residual, weights, cluster)
    widened = np.sqrt(np.diag(found) / np.diag(jackknife))
    assert found[0, 1] == pytest.approx(jackknife[0, 1] * widened.prod())
    # As even as nine clusters are here, the t distribution has between five and eight degrees of freedom.
    assert np.all(widened > stats.t.ppf(0.975, 8) / 1.96)
    assert np.all(widened < stats.t.ppf(0.975, 5) / 1.96)


def test_of_eight_uneven_sellers_chance_alone_is_seldom_taken_for_an_effect() -> None:
    rng = np.random.default_rng(2)
    cluster = np.repeat(np.arange(8), [160, 90, 60, 40, 30, 20, 20, 10])
    missed, plain = [], []
    for _ in range(400):
        acts = rng.poisson(1.0, len(cluster)) + 0.0
        noise = rng.normal(size=8)[cluster] * (acts - 1.0) + rng.normal(size=len(cluster))
        column = (acts - acts.mean())[:, None]
        effect = float(column[:, 0] @ noise / (column[:, 0] @ column[:, 0]))
        residual = noise - column[:, 0] * effect
        error = float(np.sqrt(covariance_of(column, column, residual, np.ones(len(cluster)), cluster)[0, 0]))
        missed.append(abs(effect) > 1.96 * error)
        sums = np.bincount(cluster, column[:, 0] * residual)
        plain.append(abs(effect) > 1.96 * np.sqrt((sums**2).sum() * 8 / 7) / float(column[:, 0] @ column[:, 0]))
    assert np.mean(missed) <= 0.07
    assert np.mean(plain) >= 0.15


def test_what_one_seller_alone_does_is_all_but_unknown() -> None:
    rng = np.random.default_rng(3)
    cluster = np.repeat(np.arange(6), 50)
    columns = (rng.normal(size=300) * (cluster == 2))[:, None]
    found = covariance_of(columns, columns, rng.normal(size=300), np.ones(300), cluster)
    assert found[0, 0] >= 1e6
