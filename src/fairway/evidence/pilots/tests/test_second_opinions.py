"""The same numbers from statsmodels, on random data."""

import numpy as np
import pytest
import statsmodels.api as sm

from fairway.evidence.pilots.comparing import adjusted, difference
from fairway.evidence.pilots.crossing import crossed
from fairway.evidence.pilots.regressing import fitted
from fairway.evidence.pilots.staggering import NEVER, Base, Control, Panel, gains, overall
from fairway.evidence.pilots.types import Refused

SEEDS = range(8)


def groups(chance: np.random.Generator, people: int) -> np.ndarray:
    return chance.permutation(np.arange(people) % 2).astype(float)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_agrees_on_differences_and_their_errors(seed: int) -> None:
    chance = np.random.default_rng(seed)
    people = int(chance.integers(8, 60))
    began, past = groups(chance, people), chance.gamma(4, 1, (people, 2))
    outcome = 0.5 * past[:, 0] + began * (1 + 0.3 * past[:, 1]) + chance.normal(size=people)
    plain = sm.OLS(outcome, sm.add_constant(began)).fit(cov_type="HC2")
    found = difference(outcome, began)
    assert (found.value, found.error) == pytest.approx((plain.params[1], plain.bse[1]))
    centred = past - past.mean(axis=0)
    block = sm.add_constant(np.column_stack([began, centred, centred * began[:, None]]))
    lin = sm.OLS(outcome, block).fit(cov_type="HC2")
    found = adjusted(outcome, began, past)
    assert (found.value, found.error) == pytest.approx((lin.params[1], lin.bse[1]))


@pytest.mark.parametrize("seed", SEEDS)
def test_it_agrees_on_weighted_coefficients(seed: int) -> None:
    chance = np.random.default_rng(seed)
    block = np.column_stack([np.ones(40), chance.normal(size=(40, 3))])
    outcome, weights = chance.normal(size=40), chance.uniform(0.2, 5, 40)
    theirs = sm.WLS(outcome, block, weights=weights).fit(cov_type="HC2")
    ours = fitted(block, outcome, weights=weights)
    assert ours.coefficients == pytest.approx(theirs.params)
    assert np.sqrt(np.diag(ours.covariance)) == pytest.approx(theirs.bse)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_takes_welch_for_two_groups_without_a_past(seed: int) -> None:
    from scipy import stats

    chance = np.random.default_rng(seed)
    began = np.repeat([1.0, 0.0], [5, 11])
    outcome = chance.normal(size=16)
    theirs = stats.ttest_ind(outcome[:5], outcome[5:], equal_var=False)
    found = difference(outcome, began)
    assert found.value / found.error == pytest.approx(theirs.statistic)
    # Welch takes the spread of each group as it is seen, Satterthwaite here as one: between the smaller group and all.
    assert 4 <= found.degrees <= 14


def test_of_thousands_it_has_nearly_as_many_degrees_as_rows() -> None:
    chance = np.random.default_rng(1)
    found = difference(chance.normal(size=12_000), np.arange(12_000) % 2.0)
    assert found.degrees == pytest.approx(11_998)


@pytest.mark.parametrize("seed", SEEDS)
def test_its_error_for_whole_teams_is_right_on_average_where_teams_are_nothing_special(seed: int) -> None:
    """The mean of CR2 over all outcomes that are alike and independent is the true variance, exactly."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(2, 7, 6)
    of = np.repeat(np.arange(6), sizes)
    began = (of % 2).astype(float)
    block = np.column_stack([np.ones(len(of)), began, chance.normal(size=len(of))])
    bread = np.linalg.inv(block.T @ block)
    # CR2 is quadratic in the outcome, so its mean is the sum over unit impulses.
    mean = sum(fitted(block, unit, of=of).covariance for unit in np.eye(len(of)))
    assert mean == pytest.approx(bread)


@pytest.mark.parametrize("seed", SEEDS)
def test_its_error_for_whole_teams_lies_near_the_usual_one_with_many_teams(seed: int) -> None:
    chance = np.random.default_rng(seed)
    of = np.repeat(np.arange(80), 5)
    began = (of % 2).astype(float)
    outcome = chance.normal(size=80)[of] + chance.normal(size=400) + began
    theirs = sm.OLS(outcome, sm.add_constant(began)).fit(cov_type="cluster", cov_kwds={"groups": of})
    found = difference(outcome, began, of=of)
    assert found.value == pytest.approx(theirs.params[1])
    assert found.error == pytest.approx(theirs.bse[1], rel=0.02)
    assert found.degrees == pytest.approx(78, abs=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_groups_and_one_start_are_the_difference_of_changes(seed: int) -> None:
    chance = np.random.default_rng(seed)
    began = groups(chance, 30)
    outcome = chance.normal(size=(30, 2)) + began[:, None] * [0, 1]
    panel = Panel(outcome, np.where(began > 0, 1, NEVER))
    found = overall(panel, gains(panel, control=Control.NEVER_BEGAN))
    theirs = sm.OLS(outcome[:, 1] - outcome[:, 0], sm.add_constant(began)).fit(cov_type="HC2")
    assert (found.value, found.error) == pytest.approx((theirs.params[1], theirs.bse[1]))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_past_is_taken_out_as_a_regression_among_those_who_had_not_begun(seed: int) -> None:
    chance = np.random.default_rng(seed)
    past = chance.gamma(3, 1, 60)
    begins = chance.permutation(np.repeat([1, 2, 3, NEVER], 15))
    outcome = past[:, None] * [1, 0.8, 0.6, 0.4] + chance.normal(size=(60, 4))
    panel = Panel(outcome, begins, past[:, None])
    found = {(gain.begins, gain.period): gain.value for gain in gains(panel, base=Base.FIRST)}
    for (group, period), value in found.items():
        if period < group:
            continue
        others = begins > period
        line = sm.OLS((outcome[:, period] - outcome[:, 0])[others], sm.add_constant(past[others])).fit()
        mine = begins == group
        expected = (outcome[:, period] - outcome[:, 0] - line.predict(sm.add_constant(past)))[mine].mean()
        assert value == pytest.approx(expected)


def test_a_past_that_all_who_had_not_begun_share_is_left_out() -> None:
    chance = np.random.default_rng(4)
    past = np.array([1.0, 2, 3, 4, 5, 6, 9, 9, 9])
    begins = np.repeat([1, 2, NEVER], 3)
    outcome = chance.normal(size=(9, 4))
    found = {
        (one.begins, one.period): one.value for one in gains(Panel(outcome, begins, past[:, None]), base=Base.FIRST)
    }
    change = outcome[:, 3] - outcome[:, 0]
    assert found[2, 3] == pytest.approx(change[3:6].mean() - change[6:].mean())


def test_its_intervals_of_staggered_starts_hold_what_is_true() -> None:
    chance, held, runs = np.random.default_rng(3), 0, 400
    for _ in range(runs):
        begins = chance.permutation(np.repeat([1, 2, 3, NEVER], 6))
        past = chance.gamma(3, 1, 24)
        outcome = past[:, None] + chance.normal(size=(24, 4)) + 1.5 * (np.arange(4) >= begins[:, None])
        panel = Panel(outcome, begins, outcome[:, :1])
        found = overall(panel, gains(panel, base=Base.FIRST))
        held += found.low < 1.5 < found.high
    assert 0.87 <= held / runs <= 0.97


@pytest.mark.parametrize("seed", SEEDS)
def test_a_crossover_is_each_one_against_themselves(seed: int) -> None:
    chance = np.random.default_rng(seed)
    is_first = groups(chance, 20)
    own = chance.normal(5, 2, 20)
    first = own + is_first * 2 + chance.normal(size=20) / 10
    second = own + 0.7 + (1 - is_first) * 2 + chance.normal(size=20) / 10
    found = crossed(first, second, is_first)
    # The same as rows of halves with everybody's own level, the half and the activity.
    rows = np.concatenate([first, second])
    had = np.concatenate([is_first, 1 - is_first])
    half = np.repeat([0.0, 1.0], 20)
    block = np.column_stack([had, half, np.tile(np.eye(20), (2, 1))])
    theirs = np.linalg.lstsq(block, rows, rcond=None)[0]
    assert (found.effect.value, found.period.value) == pytest.approx((theirs[0], theirs[1]))
    assert found.effect.low < 2 < found.effect.high or abs(found.effect.value - 2) < 0.15


def test_what_is_carried_over_shows_where_it_was_learned_and_stayed() -> None:
    chance = np.random.default_rng(1)
    is_first = groups(chance, 200)
    own = chance.normal(5, 0.5, 200)
    first = own + is_first * 2 + chance.normal(size=200)
    second = own + 2 + chance.normal(size=200)  # those who had it first keep it
    found = crossed(first, second, is_first)
    assert found.kept.value == pytest.approx(2, abs=0.6)
    assert found.effect.value == pytest.approx(1, abs=0.3)  # half of it is hidden, as the words say


def test_it_refuses_what_cannot_be_told_apart() -> None:
    with pytest.raises(Refused):
        difference(np.arange(6.0), np.ones(6))
