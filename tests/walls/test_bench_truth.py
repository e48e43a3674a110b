"""The benches' own truth: worked out apart from the product, and agreeing with it where both must say the same."""

from datetime import timedelta

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from bench import judging, selling
from bench.evidence_cost import by_hand, one_pass
from bench.exact import best
from bench.timing import median_ratio, summary
from fairway.evidence.absorbing import Groups, absorbed
from fairway.evidence.tests.pasts import lived
from fairway.people.working_time import parts_of_week, share_of_month, share_of_week

LIVES = [
    selling.USUAL,
    selling.Life(part_time=1.0),
    selling.Life(week_away=1.0),
    selling.Life(new=1.0, fortnight_away=0.0),
]


@pytest.mark.parametrize("life", LIVES, ids=["usual", "part-time", "leave", "ramp"])
def test_it_works_out_the_same_share_of_a_week_and_month_as_the_product(life: selling.Life) -> None:
    people = selling.crowd(np.random.default_rng(5), 8, life)
    weekly, monthly = selling.weekly_shares(people), selling.monthly_shares(people)
    assert weekly.min() < weekly.max(), "a crowd that works alike would prove nothing"
    for person in range(people.people):
        time = judging.working_time(people, person)
        for week in range(selling.WEEKS):
            week_on = selling.FIRST_DAY + timedelta(days=7 * week)
            assert weekly[person, week] == pytest.approx(share_of_week(time, week_on))
            parts = parts_of_week(week_on)
            assert monthly[person, week] == pytest.approx(
                sum(share_of_month(time, m, within=part) for m, part in parts)
            )


@pytest.mark.parametrize(
    ("draw", "spread"),
    [(selling.poisson, 1.0), (selling.even, 0.5), (selling.noisy(1.6), 1.6)],
    ids=["poisson", "even", "noisy"],
)
def test_it_draws_weeks_with_the_mean_and_the_noise_it_claims(draw: selling.Draw, spread: float) -> None:
    drawn = draw(np.random.default_rng(2), np.full((1, 1, 40_000), 5.0))
    assert drawn.mean() == pytest.approx(5.0, rel=0.02)
    assert drawn.var() / drawn.mean() == pytest.approx(spread, rel=0.06)


@pytest.mark.parametrize("dispersion", [1.0, 1.6])
@pytest.mark.parametrize("rate", [3.0, 5.0, 8.0])
def test_it_knows_the_power_of_the_best_exact_tests(rate: float, dispersion: float) -> None:
    """Against simulation, with lines found by counting up instead of by searching."""
    alpha, rng = 0.0253, np.random.default_rng(11)

    def law(mean: float):  # type: ignore[no-untyped-def]
        return poisson(mean) if dispersion == 1.0 else nbinom(mean / (dispersion - 1), 1 / dispersion)

    lines = []
    for look in (1, 2, 3):
        line = -1
        while law(look * rate).cdf(line + 1) <= alpha:
            line += 1
        lines.append(line)
    sums = law(rate / 2).rvs(size=(60_000, 3), random_state=rng).cumsum(axis=1)
    bounds = best(rate, alpha, dispersion)
    assert bounds.once == pytest.approx((sums[:, 2] <= lines[2]).mean(), abs=0.01)
    assert bounds.each_week == pytest.approx((sums <= lines).any(axis=1).mean(), abs=0.01)
    assert bounds.once <= bounds.once_tossing <= bounds.each_week_tossing
    assert bounds.once <= bounds.each_week <= bounds.each_week_tossing


def test_it_compares_rounds_with_rounds() -> None:
    assert median_ratio([1.0, 20.0, 3.0], [2.0, 40.0, 6.0]) == 0.5
    assert summary([0.003, 0.001, 0.002])["p50_ms"] == 2.0


def test_the_regression_by_hand_is_the_step_it_claims_to_be() -> None:
    """The same from sums with groups taken out; groups without rows, and rows in any order."""
    rng = np.random.default_rng(6)
    of = [2 * rng.integers(0, size, 3_000) for size in (40, 12, 6)]
    columns, mean = [rng.poisson(1.0, 3_000) + 0.0 for _ in range(3)], rng.uniform(0.05, 0.3, 3_000)
    events = rng.poisson(mean * np.exp(0.4 * columns[0])) + 0.0
    seen = absorbed(columns, events - mean, mean, Groups.by(*of))
    found = one_pass(columns, events, mean, of)
    assert found.effects == pytest.approx(np.linalg.solve(seen.gram, seen.score), rel=1e-8)
    assert found.errors == pytest.approx(np.sqrt(np.diag(np.linalg.inv(seen.gram))), rel=1e-8)


def test_the_regression_by_hand_looks_at_every_candidate_in_every_lag() -> None:
    setting, past = lived(211)
    steps, new_deals = by_hand(past)
    on_deals = sum(act.subject == "deal" for act in setting.acts)
    assert len(steps.effects) == 6 * on_deals + 4
    assert len(new_deals.effects) == 6 * (len(setting.acts) - on_deals) + 3
    assert np.isfinite(steps.errors).all()
    working = [n for n in setting.working() if n < on_deals]
    z = (steps.effects / steps.errors)[: 6 * on_deals].reshape(on_deals, 6)
    assert max(range(on_deals), key=lambda n: z[n].max()) in working
