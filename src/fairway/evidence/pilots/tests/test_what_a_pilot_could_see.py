import numpy as np
import pytest
from scipy import stats

from fairway.evidence.pilots.detecting import detectable, needed
from fairway.evidence.pilots.judging import Counts, judged
from fairway.evidence.pilots.lots import Entrant, drawn
from fairway.evidence.pilots.spreads import spread_of
from fairway.evidence.pilots.tests.organisations import weekly
from fairway.evidence.pilots.types import Design, Drawn, Kind, Refused, Spread

RUNS = 300


def test_it_finds_the_spread_numbers_were_made_with() -> None:
    chance = np.random.default_rng(5)
    teams = np.repeat(np.arange(60), 10)
    made = {"level": 4.0, "lasting": 1.5, "weekly": 2.0, "memory": 0.4, "of_team": 0.3, "shared": 0.2}
    found = spread_of(weekly(chance, teams=teams, weeks=26, **made), teams)  # type: ignore[arg-type]
    for name, value in made.items():
        assert getattr(found, name) == pytest.approx(value, abs=0.3 if name in {"level", "lasting"} else 0.1), name


def test_it_finds_little_memory_in_a_short_past_that_has_none() -> None:
    """A seller's own mean, taken out, makes neighbours look opposite; uncorrected, eight weeks would say so."""
    chance = np.random.default_rng(6)
    teams = np.zeros(400, dtype=np.int64)
    found = spread_of(weekly(chance, teams=teams, weeks=8, lasting=0.0), teams)
    assert found.memory < 0.05
    assert found.weekly == pytest.approx(2.0, abs=0.1)
    assert found.lasting < 0.05


def test_it_finds_the_memory_of_a_short_past_that_has_one() -> None:
    chance = np.random.default_rng(9)
    teams = np.zeros(400, dtype=np.int64)
    found = spread_of(weekly(chance, teams=teams, weeks=8, lasting=1.0, memory=0.5), teams)
    assert found.memory == pytest.approx(0.5, abs=0.06)
    assert found.weekly == pytest.approx(2.0, abs=0.15)
    assert found.lasting == pytest.approx(1.0, abs=0.2)


def test_it_sees_more_than_chance_in_counts_that_have_more() -> None:
    chance = np.random.default_rng(7)
    teams = np.arange(200) % 20
    even = chance.poisson(4, (200, 26)).astype(float)
    bursts = chance.poisson(4 * chance.gamma(2, 0.5, (200, 26))).astype(float)
    assert spread_of(even, teams).dispersion == pytest.approx(1, abs=0.1)
    assert spread_of(bursts, teams).dispersion == pytest.approx(1 + 4 / 2, abs=0.3)


def test_weeks_away_do_not_count() -> None:
    chance = np.random.default_rng(8)
    teams = np.arange(300) % 30
    past = weekly(chance, teams=teams, weeks=26)
    with_gaps = np.where(chance.random(past.shape) < 0.2, np.nan, past)
    whole, gaps = spread_of(past, teams), spread_of(with_gaps, teams)
    assert gaps.weekly == pytest.approx(whole.weekly, rel=0.05)
    assert gaps.lasting == pytest.approx(whole.lasting, rel=0.1)


DESIGNS = {
    "sellers": (Design(Kind.PARALLEL, Drawn.SELLERS, weeks=8), 30, 5),
    "teams": (Design(Kind.PARALLEL, Drawn.TEAMS, weeks=12), 60, 5),
    "staggered": (Design(Kind.STAGGERED, Drawn.SELLERS, weeks=12, arms=3), 30, 5),
    "crossover": (Design(Kind.CROSSOVER, Drawn.SELLERS, weeks=12), 20, 5),
}


def effect_of(design: Design, arms: np.ndarray, change: float) -> np.ndarray:
    """(sellers, weeks) of what having begun adds."""
    week = np.arange(design.weeks)[None, :]
    if design.kind is Kind.CROSSOVER:
        has = np.where(arms[:, None] == 0, week < design.step, week >= design.step)
    elif design.kind is Kind.STAGGERED:
        has = (week >= arms[:, None] * design.step) & (arms[:, None] < design.arms - 1)
    else:
        has = np.broadcast_to(arms[:, None] == 0, (len(arms), design.weeks))
    return np.concatenate([np.zeros((len(arms), design.before)), change * has], axis=1)


@pytest.mark.parametrize("name", DESIGNS)
def test_the_change_it_names_is_found_four_times_in_five_and_nothing_one_time_in_twenty(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fairway.evidence.pilots.judging.chance_of", lambda *args, **more: 0.0)  # slow, and not asked
    design, people, size = DESIGNS[name]
    teams = np.arange(people) // size
    made = {"lasting": 1.0, "weekly": 2.0, "memory": 0.3, "of_team": 0.2, "shared": 0.1}
    spread = Spread(level=4.0, **made)
    sizes = [size] * (people // size) if design.drawn is Drawn.TEAMS else [1] * people
    change = detectable(design, spread, sizes).change
    chance, found = np.random.default_rng(11), {0.0: 0, change: 0}
    for run in range(RUNS):
        past = weekly(chance, teams=teams, weeks=design.before + design.weeks, **made)  # type: ignore[arg-type]
        levels = past[:, : design.before].mean(axis=1)
        if design.drawn is Drawn.TEAMS:
            entrants = [Entrant(team, "", float(levels[teams == team].mean())) for team in range(len(sizes))]
            draw = drawn(entrants, design.arms, f"run {run}")
            arms, strata = np.array(draw.arms)[teams], np.array(draw.strata)[teams]
        else:
            entrants = [Entrant(key, str(teams[key]), float(levels[key])) for key in range(people)]
            draw = drawn(entrants, design.arms, f"run {run}")
            arms, strata = np.array(draw.arms), np.array(draw.strata)
        for true in found:
            done = past + effect_of(design, arms, true)
            result = judged(design, Counts(done, np.ones_like(done), teams, arms, strata), seed=run).effect
            reach = float(stats.t.ppf(0.975, result.degrees)) * result.error
            found[true] += abs(result.value) > reach
    assert 0.72 <= found[change] / RUNS <= 0.90, found
    assert found[0.0] / RUNS <= 0.085, found


def test_a_longer_pilot_and_more_sellers_see_less_and_teams_that_are_alike_more() -> None:
    spread = Spread(level=4.0, lasting=1.0, weekly=2.0, memory=0.3, of_team=0.4, shared=0.2)
    sellers = Design(Kind.PARALLEL, Drawn.SELLERS, weeks=8)
    plain = detectable(sellers, spread, [1] * 24).change
    assert detectable(Design(Kind.PARALLEL, Drawn.SELLERS, weeks=16), spread, [1] * 24).change < plain
    assert detectable(sellers, spread, [1] * 48).change < plain
    teams = detectable(Design(Kind.PARALLEL, Drawn.TEAMS, weeks=8), spread, [4] * 6).change
    assert teams > 1.5 * plain


def test_it_says_what_it_would_take() -> None:
    spread = Spread(level=3.0, lasting=1.0, weekly=3.0, memory=0.2, of_team=0.1, shared=0.0)
    design = Design(Kind.PARALLEL, Drawn.SELLERS, weeks=6)
    sizes = [1] * 20
    worth = 0.8 * detectable(design, spread, sizes).change
    found = needed(design, spread, sizes, worth)
    assert found.weeks is not None
    assert found.units is not None
    enough = Design(Kind.PARALLEL, Drawn.SELLERS, weeks=found.weeks)
    assert detectable(enough, spread, sizes).change <= worth
    assert detectable(design, spread, [1] * found.units).change <= worth
    assert detectable(design, spread, [1] * (found.units - 1)).change > worth
    assert needed(design, spread, sizes, 1e-6).units is None


def test_it_refuses_two_sellers_and_a_past_of_a_few_weeks() -> None:
    spread = Spread(level=3.0, lasting=1.0, weekly=3.0, memory=0.2, of_team=0.1, shared=0.0)
    with pytest.raises(Refused, match="at least 5 sellers; there are 3"):
        detectable(Design(Kind.PARALLEL, Drawn.SELLERS, weeks=6), spread, [1] * 3)
    with pytest.raises(Refused, match="6 counted weeks"):
        spread_of(np.ones((10, 4)), np.zeros(10, dtype=np.int64))
