"""Effects of groups are taken out as a regression with a column for each group would, and Poisson fits are those of
statsmodels with the same columns.
"""

from dataclasses import dataclass, replace

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize
from statsmodels.sandbox.regression.gmm import IV2SLS

from fairway.evidence import progress
from fairway.evidence.absorbing import Groups, absorbed, balanced, left_over
from fairway.evidence.progress import _Asked

ROWS = 900


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in three ways of grouping, with what happened in them."""

    groups: Groups
    dummies: np.ndarray
    columns: np.ndarray
    instruments: np.ndarray
    events: np.ndarray
    weights: np.ndarray
    cluster: np.ndarray


def drawn(seed: int, ways: tuple[int, ...] = (12, 9, 5)) -> Rows:
    rng = np.random.default_rng(seed)
    of = tuple(rng.integers(0, size, ROWS) for size in ways)
    # Of every way but the first one column is left out: the others tell it already.
    dummies = np.concatenate(
        [np.eye(size)[one][:, n > 0 :] for n, (one, size) in enumerate(zip(of, ways, strict=True))], axis=1
    )
    own = sum(rng.normal(0, 0.4, size)[one] for one, size in zip(of, ways, strict=True))
    shared, hidden = rng.normal(size=(ROWS, 2)), rng.normal(size=ROWS)
    columns = shared + 0.5 * own[:, None] + 0.4 * rng.normal(size=(ROWS, 2)) + 0.3 * hidden[:, None]
    log_mean = -0.6 + own + columns @ [0.25, -0.15] + 0.3 * hidden
    return Rows(
        groups=Groups.by(*of),
        dummies=dummies,
        columns=columns,
        instruments=shared + 0.3 * own[:, None],
        events=rng.poisson(np.exp(log_mean)).astype(np.float64),
        weights=rng.uniform(0.2, 2.0, ROWS),
        cluster=of[0],
    )


def unexplained(rows: Rows, block: np.ndarray) -> np.ndarray:
    """What a weighted regression on a column for each group leaves of a block."""
    root = np.sqrt(rows.weights)[:, None]
    explained = np.linalg.lstsq(root * rows.dummies, root * block, rcond=None)[0]
    return np.asarray(block - rows.dummies @ explained)


def asked(rows: Rows, wanted: int = 2) -> _Asked:
    """The first `wanted` columns with their instruments, the others beside them."""
    both = np.column_stack([rows.columns, rows.instruments[:, :wanted]])
    return _Asked(rows.events, rows.groups, rows.cluster, both, wanted, begun(rows))


def begun(rows: Rows) -> np.ndarray:
    return balanced(rows.events, rows.groups, np.ones(ROWS))


def test_it_leaves_of_columns_what_a_regression_on_all_groups_leaves() -> None:
    rows = drawn(1)
    left = left_over(rows.columns, rows.weights, rows.groups)
    assert left == pytest.approx(unexplained(rows, rows.columns), abs=1e-8)


def test_its_sums_are_those_of_what_is_left_row_by_row() -> None:
    rows = drawn(2)
    residual = np.random.default_rng(3).normal(size=ROWS)
    seen = absorbed(list(rows.columns.T), residual, rows.weights, rows.groups, rows.cluster)
    left = unexplained(rows, rows.columns)
    assert seen.gram == pytest.approx((left * rows.weights[:, None]).T @ left, rel=1e-8)
    assert seen.score == pytest.approx(left.T @ residual, rel=1e-8)
    wanted = [left[rows.cluster == n].T @ residual[rows.cluster == n] for n in range(12)]
    assert seen.by_cluster == pytest.approx(np.array(wanted), abs=1e-8)


def test_means_have_the_sums_of_events_in_every_group_of_every_way() -> None:
    rows = drawn(4)
    means = balanced(rows.events, rows.groups, np.exp(rows.columns[:, 0]))
    assert rows.dummies.T @ means == pytest.approx(rows.dummies.T @ rows.events, rel=2e-3)
    ratio = np.log(means) - rows.columns[:, 0]
    assert ratio == pytest.approx(rows.dummies @ np.linalg.lstsq(rows.dummies, ratio, rcond=None)[0], abs=1e-9)


def test_a_group_in_which_nothing_happened_expects_nothing() -> None:
    groups = Groups.by(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))
    means = balanced(np.array([3.0, 1.0, 0.0, 0.0]), groups, np.ones(4))
    assert means == pytest.approx([3.0, 1.0, 0.0, 0.0])


@pytest.mark.parametrize("seed", [5, 6])
def test_columns_as_their_own_instruments_give_poisson_regression_with_a_column_for_each_group(seed: int) -> None:
    rows = drawn(seed)
    found = asked(rows).compared()
    model = sm.GLM(rows.events, np.column_stack([rows.columns, rows.dummies]), family=sm.families.Poisson())
    clustered = {"groups": rows.cluster, "use_correction": False}
    fit = model.fit(cov_type="cluster", cov_kwds=clustered)
    assert found.effects == pytest.approx(fit.params[:2], abs=1e-3)
    wider = found.errors() / (fit.bse[:2] * np.sqrt(12 / 11))  # twelve clusters tell less than sums over them say
    assert np.all((wider > 1.05) & (wider < 1.6))


def test_one_step_with_one_group_is_two_stage_least_squares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "STEPS", 1)
    rows = drawn(7, ways=(1,))
    found = asked(rows).instrumented()
    against = rows.events / rows.events.mean() - 1.0
    ones = np.ones((ROWS, 1))
    columns, instruments = np.hstack([rows.columns, ones]), np.hstack([rows.instruments, ones])
    wanted = IV2SLS(against, columns, instrument=instruments).fit()
    assert found.effects == pytest.approx(wanted.params[:2], rel=1e-8)


def test_instruments_and_what_is_left_go_together_no_more() -> None:
    rows = drawn(8)
    found = asked(rows).instrumented()
    inside, design = np.hstack([rows.dummies, rows.instruments]), np.hstack([rows.dummies, rows.columns])
    start = np.concatenate([np.linalg.lstsq(rows.dummies, np.log(begun(rows)), rcond=None)[0], found.effects])
    solved = optimize.root(lambda b: inside.T @ (rows.events - np.exp(design @ b)), start, tol=1e-10)
    assert solved.success
    assert found.effects == pytest.approx(solved.x[-2:], abs=2e-3)
    plain = asked(rows).compared().effects
    assert np.abs(plain - found.effects).max() > 0.02  # what is hidden moves the one and not the other


def test_a_column_beside_the_wanted_ones_is_its_own_instrument() -> None:
    rows = drawn(14)
    lent = np.column_stack([rows.instruments[:, 0], rows.columns[:, 1]])
    one, both = asked(rows, wanted=1), asked(replace(rows, instruments=lent))
    for beside, named in ((one.instrumented(), both.instrumented()), (one.compared(), both.compared())):
        assert beside.effects == pytest.approx(named.effects[:1], rel=1e-9)
        assert beside.covariance == pytest.approx(named.covariance[:1, :1], rel=1e-9)
    assert one.strength() == pytest.approx(both.strength()[:1], rel=1e-9)


def test_the_strength_of_an_instrument_is_f_of_the_first_stage_by_clusters() -> None:
    rows = drawn(9)
    found = replace(asked(rows), mean=rows.weights).strength()
    design = np.column_stack([rows.instruments, rows.dummies])
    for number in range(2):
        fit = sm.WLS(rows.columns[:, number], design, weights=rows.weights).fit(
            cov_type="cluster", cov_kwds={"groups": rows.cluster, "use_correction": False}
        )
        assert found[number] == pytest.approx(fit.tvalues[number] ** 2, rel=1e-6)
