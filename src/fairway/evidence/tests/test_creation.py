"""Whether more deals come after more acts on accounts: seller-weeks counted by hand, and fits beside statsmodels."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from fairway.evidence.creation import FURTHEST, _Asked, created_own, fitted_creation, on_accounts
from fairway.evidence.tests.pasts import Deal, Doing, lived, lived_with, told
from fairway.evidence.types import ActFacts
from fairway.simulation.effects.settings import Act, Subject
from fairway.simulation.scenario import Moves

CALL = Act("call", "call", Subject.ACCOUNT, per_week=3.0, shock=0.5)


def test_it_counts_deals_nobody_gave_and_acts_on_no_deal_by_seller_and_week() -> None:
    deals = [Deal(-1), Deal(0), Deal(3, seller=1), Deal(3, seller=1), Deal(3, seller=1, is_inbound=True)]
    doings = [Doing(2, many=2), Doing(2, deal=1), Doing(-3), Doing(4, seller=1), Doing(4, candidate=1, seller=1)]
    past = told(deals, doings, weeks=5, sellers=2, kinds=2)
    assert created_own(past).tolist() == [[1, 0, 0, 0, 0], [0, 0, 0, 2, 0]]
    assert on_accounts(past, 0).tolist() == [[0, 0, 2, 0, 0], [0, 0, 0, 0, 1]]
    assert on_accounts(past, 1).tolist() == [[0, 0, 0, 0, 0], [0, 0, 0, 0, 1]]


def test_sums_of_earlier_and_later_weeks_are_what_a_loop_adds() -> None:
    rng = np.random.default_rng(3)
    past = told([Deal(0)], weeks=20, sellers=3)
    asked, grid = _Asked.about(past, np.ones((3, 20))), rng.normal(size=(3, 20))
    for first, last in ((0, 0), (1, 4), (9, 12), (-2, -1)):
        weeks = range(FURTHEST, 18)  # two weeks after each are known
        wanted = [sum(grid[seller, week - last : week - first + 1]) for seller in range(3) for week in weeks]
        assert asked.rows(grid, first, last) == pytest.approx(wanted)


def test_its_fit_is_poisson_regression_with_a_column_for_each_seller_and_week() -> None:
    _, past = lived(31)
    asked = _Asked.about(past, created_own(past))
    acts = asked.rows(on_accounts(past, len(past.candidates) - 1), 1, 4) / 4
    found = asked.solved([acts])
    sellers, weeks = past.sellers, past.weeks - FURTHEST - 2
    seller, week = np.repeat(np.arange(sellers), weeks), np.tile(np.arange(weeks), sellers)
    groups = np.column_stack([np.eye(sellers)[seller], np.eye(weeks)[week][:, 1:]])
    columns = np.column_stack([acts, *asked.beside, groups])
    heard = np.isin(seller, seller[asked.events > 0]) & np.isin(week, week[asked.events > 0])
    columns = columns[:, np.abs(columns[heard]).sum(axis=0) > 0]
    model = sm.GLM(asked.events[heard], columns[heard], sm.families.Poisson(), offset=np.log(asked.base[heard]))
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": seller[heard], "use_correction": False})
    assert found.effects[0] == pytest.approx(fit.params[0], abs=2e-3)
    assert 1.0 < found.errors()[0] / (fit.bse[0] * np.sqrt(sellers / (sellers - 1))) < 1.3


def test_calls_that_open_deals_are_seen_to_and_those_that_do_not_are_not() -> None:
    setting, _ = lived(32)
    opens = replace(CALL, moves=Moves.CREATION, log_ratio=0.6, lag_weeks=(1, 3), half=4.0)
    past = lived_with(replace(setting, acts=(opens, replace(CALL, word="mail")), created=1.2, sellers=40))
    fit = fitted_creation(past, range(2))
    assert fit is not None
    z = fit.effects.effects / fit.effects.errors()
    assert z[0] > 3.0
    assert abs(z[1]) < 2.6
    assert fit.shapes[0].first <= 2
    assert np.abs(fit.ahead.effects / fit.ahead.errors()).max() < 2.6
    assert fit.usual == pytest.approx([3.0, 3.0], rel=0.2)


def test_it_asks_whether_leads_that_came_anyway_go_together_with_acts() -> None:
    past, rng = lived(33)[1], np.random.default_rng(1)
    leads = rng.poisson(rng.gamma(0.5, 2.0, past.inbound.shape))
    seller, week = np.divmod(np.repeat(np.arange(leads.size), leads.ravel()), past.weeks)
    z = {}
    for name, when in (("before leads", week - 2), ("at random", rng.integers(0, past.weeks, len(week)))):
        none = np.full(len(seller), -1)
        acts = ActFacts(np.zeros(len(seller), dtype=np.int64), seller, np.maximum(when, 0), none)
        fit = fitted_creation(replace(past, inbound=leads.astype(np.float64), acts=acts), [0])
        assert fit is not None
        z[name] = fit.on_leads.effects[0] / fit.on_leads.errors()[0]
    assert z["before leads"] > 4.0
    assert abs(z["at random"]) < 2.6


def test_it_says_nothing_of_a_few_weeks_or_a_few_deals_or_acts_on_deals_alone() -> None:
    _, past = lived(31)
    assert fitted_creation(past, []) is None
    assert fitted_creation(told([Deal(0)] * 50, [Doing(2)] * 50, weeks=20), [0]) is None
    short = told([Deal(w % 14) for w in range(80)], [Doing(w % 14) for w in range(80)], weeks=14, sellers=3)
    assert fitted_creation(short, [0]) is None
    on_deals = replace(past, acts=replace(past.acts, deal=np.zeros(len(past.acts.deal), dtype=np.int64)))
    assert fitted_creation(on_deals, range(len(past.candidates))) is None
