"""How much gets logged is bounded by how unevenly sellers do everything; a change of one act alone is no logging."""

import numpy as np
import pytest

from fairway.evidence.completeness import changes_by_quarter, logged_at_least
from fairway.evidence.panel import panel_of
from fairway.evidence.tests.pasts import Deal, told
from fairway.evidence.types import ActFacts, Past

SELLERS, WEEKS, KINDS = 40, 52, 3


def with_acts(rates: np.ndarray) -> Past:
    """A past in which sellers did so much of each activity a week: (kinds, sellers, weeks)."""
    many = np.random.default_rng(1).poisson(rates)
    kind, seller, week = (np.repeat(one.ravel(), many.ravel()) for one in np.indices(rates.shape))
    past = told([Deal(0, seller=n) for n in range(SELLERS)], weeks=WEEKS, sellers=SELLERS, kinds=KINDS)
    none = np.full(len(kind), -1, dtype=np.int64)
    acts = ActFacts(kind.astype(np.int64), seller.astype(np.int64), week.astype(np.int64), none)
    return Past(past.candidates, past.is_own, past.presence, past.inbound, past.deals, acts)


def rates(share: np.ndarray) -> np.ndarray:
    return np.broadcast_to(3.0 * share, (KINDS, SELLERS, WEEKS))


@pytest.mark.parametrize(("least", "most"), [(0.3, 1.0), (0.6, 1.0), (1.0, 1.0)])
def test_where_those_who_log_most_log_all_the_share_that_is_logged_is_found(least: float, most: float) -> None:
    shares = np.linspace(least, most, SELLERS)
    past = with_acts(rates(shares[:, None]))
    assert logged_at_least(past, panel_of(past)) == pytest.approx(shares.mean(), abs=0.07)


def test_it_never_says_more_than_is_logged_where_sellers_also_do_unlike_much() -> None:
    rng = np.random.default_rng(3)
    shares = np.linspace(0.4, 1.0, SELLERS)
    past = with_acts(rates((shares * rng.lognormal(0.0, 0.2, SELLERS))[:, None]))
    assert logged_at_least(past, panel_of(past)) < shares.mean()


def test_of_a_handful_of_acts_nothing_is_concluded() -> None:
    past = with_acts(rates(np.full((SELLERS, 1), 0.02)))
    assert logged_at_least(past, panel_of(past)) == 1.0


def test_logging_that_changes_moves_everything_and_a_change_of_one_act_does_not_count() -> None:
    rng = np.random.default_rng(4)
    changes = rng.normal(0.0, 0.3, (SELLERS, WEEKS // 13)).repeat(13, axis=1)
    everything = np.clip(rates(1.0 + changes), 0.0, None)
    assert changes_by_quarter(with_acts(everything)) == pytest.approx(0.3 * (3 / 4) ** 0.5, abs=0.06)
    one = np.array(rates(np.ones((SELLERS, WEEKS))))
    one[0] *= 1.0 + changes
    assert changes_by_quarter(with_acts(np.clip(one, 0.0, None))) < 0.08
    assert changes_by_quarter(with_acts(np.array(rates(np.ones((SELLERS, WEEKS)))))) < 0.06
