"""Where a gap comes from: exact identities, a hand-worked example, SciPy as oracle, and planted truths found again."""

from math import exp, log

import numpy as np
import pytest
from scipy import special, stats

from fairway.studio.gap import DRIVERS, Tally, carrier_of, parts_of, projection, raw_parts, total_of
from fairway.studio.shrinking import digamma, rate_prior, share_prior, size_prior, trigamma
from fairway.studio.types import Weight

USUAL = Tally(weeks=52, opened=104, decided=100, won=30, amount=600_000, cycle_days=1800)


def test_its_parts_as_counted_add_up_to_the_log_gap_of_bookings_a_week() -> None:
    now = Tally(weeks=11.5, opened=19, decided=23, won=4, amount=91_000)
    parts = raw_parts(now, USUAL)
    whole = log((USUAL.amount / USUAL.weeks) / (now.amount / now.weeks))
    assert sum(parts.values()) == pytest.approx(whole, abs=1e-12)


def test_it_is_worked_out_as_by_hand() -> None:
    """A quarter with half the wins of the same deals: 26 opened, 25 decided, 3.75 won instead of 7.5."""
    now = Tally(weeks=13, opened=26, decided=25, won=3.75, amount=75_000)
    parts = raw_parts(now, USUAL)
    assert parts["win_rate"] == pytest.approx(log(2))
    assert [parts[key] for key in ("opportunities", "deal_size", "speed")] == pytest.approx([0, 0, 0])


def test_its_estimates_go_to_what_was_counted_as_deals_grow_many() -> None:
    many = 400.0
    now = Tally(13 * many, 26 * many, 20 * many, 3 * many, 30_000 * many)
    usual = Tally(52 * many, 120 * many, 100 * many, 30 * many, 600_000 * many)
    counted, estimated = raw_parts(now, usual), parts_of(now, usual, [])
    for part in estimated:
        assert part.estimate.mean == pytest.approx(counted[part.key], abs=0.02)
    assert total_of(estimated).mean == pytest.approx(sum(counted.values()), abs=0.04)


def test_its_shares_add_up_to_one_over_what_is_missing() -> None:
    now = Tally(weeks=13, opened=13, decided=12, won=2, amount=30_000)
    shares = [part.share for part in parts_of(now, USUAL, role_like(USUAL, 9)) if part.share is not None]
    assert sum(shares) == pytest.approx(1.0)


@pytest.mark.parametrize("x", [0.05, 0.7, 1.0, 3.3, 25.0, 400.0])
def test_its_gamma_functions_are_scipys(x: float) -> None:
    assert digamma(x) == pytest.approx(float(special.digamma(x)), abs=1e-7)
    assert trigamma(x) == pytest.approx(float(special.polygamma(1, x)), rel=1e-7)


def test_its_posterior_of_a_rate_is_the_gamma_distributions() -> None:
    estimate = rate_prior([], []).of(7, 13)
    prior = rate_prior([], [])
    drawn = np.log(stats.gamma(prior.shape + 7, scale=1 / (prior.rate + 13)).rvs(200_000, random_state=1))
    assert estimate.mean == pytest.approx(drawn.mean(), abs=0.005)
    assert estimate.variance == pytest.approx(drawn.var(), rel=0.03)


def test_its_posterior_of_a_share_is_the_beta_distributions() -> None:
    prior = share_prior([3, 5, 9, 2], [12, 20, 25, 10])
    drawn = np.log(stats.beta(prior.yes + 4, prior.no + 9).rvs(200_000, random_state=2))
    assert prior.of(4, 13).mean == pytest.approx(drawn.mean(), abs=0.005)
    assert prior.of(4, 13).variance == pytest.approx(drawn.var(), rel=0.03)


def test_it_draws_a_seller_with_few_deals_toward_the_role_and_leaves_one_with_many() -> None:
    prior = share_prior([30, 28, 33, 25, 35], [100] * 5)
    few, many = prior.of(0, 3), prior.of(0, 400)
    assert exp(few.mean) > 0.2
    assert exp(many.mean) < 0.06


def test_it_says_that_sellers_are_alike_where_they_differ_by_chance_alone() -> None:
    rng = np.random.default_rng(4)
    alike = share_prior(rng.binomial(40, 0.3, 60).tolist(), [40] * 60)
    apart = share_prior(rng.binomial(40, rng.beta(3, 7, 60)).tolist(), [40] * 60)
    assert alike.yes + alike.no == pytest.approx(20)  # as much as a prior may weigh
    assert apart.yes + apart.no == pytest.approx(10, rel=0.6)


def test_its_priors_hold_without_anybody_to_learn_from() -> None:
    for estimate in (rate_prior([], []).of(0, 13), share_prior([], []).of(0, 0), size_prior([]).of(None, 0)):
        assert np.isfinite(estimate.mean)
        assert estimate.variance > 0.1


def test_it_says_too_few_rather_than_read_ten_deals() -> None:
    """Four of ten beside five of eleven, and two won deals: nothing can be told of either."""
    now = Tally(weeks=13, opened=14, decided=10, won=4, amount=96_000)
    usual = Tally(weeks=26, opened=28, decided=11, won=5, amount=130_000)
    found = {part.key: part for part in parts_of(now, usual, [])}
    assert found["deal_size"].weight is Weight.TOO_FEW
    assert carrier_of(list(found.values())) is None


@pytest.mark.parametrize("planted", DRIVERS)
def test_it_finds_a_planted_driver_and_no_other(planted: str) -> None:
    """Sixty sellers short by half on one driver: it is named for more than half of them, another one for few."""
    rng = np.random.default_rng(11)
    role = [[drawn(rng, 13) for _ in range(4)] for _ in range(12)]
    right = wrong = 0
    for _ in range(60):
        usual = sum((drawn(rng, 13) for _ in range(4)), Tally())
        carrier = carrier_of(parts_of(drawn(rng, 13, **{planted: 0.5}), usual, role))
        right += carrier is not None and carrier.key == planted
        wrong += carrier is not None and carrier.key != planted
    assert right >= 33, (right, wrong)
    assert wrong <= 6, (right, wrong)


def test_it_rarely_finds_a_driver_where_there_is_none() -> None:
    rng = np.random.default_rng(12)
    role = [[drawn(rng, 13) for _ in range(4)] for _ in range(12)]
    found = 0
    for _ in range(100):
        usual = sum((drawn(rng, 13) for _ in range(4)), Tally())
        found += carrier_of(parts_of(drawn(rng, 13), usual, role)) is not None
    assert found <= 30  # four drivers, each looked at with one in ten


def test_its_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """Truth drawn from the prior itself, so that 90 % intervals should hold it nine times in ten."""
    rng = np.random.default_rng(5)
    inside = total = 0
    role_rates = rng.gamma(9, 1 / 9 * 2.0, 40)
    prior = rate_prior(rng.poisson(role_rates * 52).tolist(), [52.0] * 40)
    for rate in rng.gamma(9, 1 / 9 * 2.0, 400):
        low, high = prior.of(float(rng.poisson(rate * 13)), 13).interval()
        inside += low <= log(rate) <= high
        total += 1
    assert 0.85 <= inside / total <= 0.95


def test_its_projection_covers_what_comes() -> None:
    """Compound Poisson wins of lognormal sizes, the rate itself known from a year only."""
    rng = np.random.default_rng(8)
    sigma = np.sqrt(np.log(1 + 0.8**2))
    inside = 0
    for _ in range(400):
        year = sizes(rng, rng.poisson(30), sigma)
        coming = sizes(rng, rng.poisson(30 / 52 * 6), sigma)
        run = Tally(weeks=52, won=len(year), amount=float(year.sum()))
        span = projection(50_000.0, run, 6.0)
        inside += span.low <= 50_000.0 + coming.sum() <= span.high
    assert 0.72 <= inside / 400 <= 0.9


def test_it_projects_what_is_there_where_nothing_is_known() -> None:
    assert projection(10.0, Tally(), 5).mean == 10.0


def sizes(rng: np.random.Generator, count: int, sigma: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    return rng.lognormal(np.log(20_000) - sigma**2 / 2, sigma, int(count))


def role_like(tally: Tally, count: int) -> list[list[Tally]]:
    return [[tally] for _ in range(count)]


def drawn(rng: np.random.Generator, weeks: int, **factors: float) -> Tally:
    """A span of a busy seller: 4 deals opened a week, 95 % decided, 30 % won, 20,000 each, scattered."""
    opened = rng.poisson(4.0 * weeks * factors.get("opportunities", 1.0))
    decided = rng.poisson(opened * 0.95 * factors.get("speed", 1.0))
    won = rng.binomial(decided, 0.30 * factors.get("win_rate", 1.0))
    amount = rng.lognormal(np.log(20_000 * factors.get("deal_size", 1.0)), 0.6, won).sum()
    return Tally(weeks, float(opened), float(decided), float(won), float(amount))
