"""What is told of chance, against scipy's own tests, against every outcome counted, and against drawn series."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fairway.training.exercises.chance.deciding import highest_week, second_count, spread_of, wins_among


@given(seen=st.integers(0, 40), rest=st.integers(0, 80), time=st.floats(0.5, 12), before=st.floats(0.5, 20))
def test_it_tests_two_counts_as_a_binomial_test(seen: int, rest: int, time: float, before: float) -> None:
    found = second_count(seen, seen + rest, time=time, before=before)
    if seen + rest:
        theirs = stats.binomtest(seen, seen + rest, time / (time + before))
        assert found.chance == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-9)
    assert 0 <= found.low <= found.high <= seen + rest


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_it_tests_wins_as_fisher_did(deals: int, others: int, data: st.DataObject) -> None:
    won, before = data.draw(st.integers(0, deals)), data.draw(st.integers(0, others))
    found = wins_among(won, deals, wins=won + before, all_deals=deals + others)
    theirs = stats.fisher_exact([[won, deals - won], [before, others - before]])
    assert found.chance == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-9)


def test_it_gives_lumpy_weeks_the_room_that_they_take() -> None:
    rng = np.random.default_rng(5)
    lump, before, after = 8.0, 14, 5
    draws = rng.poisson(rng.gamma(lump, 6 / lump, size=(1500, before + after)))
    chances = [
        second_count(int(one[before:].sum()), int(one.sum()), time=after, before=before, lump=lump).chance
        for one in draws
    ]
    assert np.mean(np.array(chances) <= 0.1) == pytest.approx(0.09, abs=0.025)
    as_poisson = [second_count(int(one[before:].sum()), int(one.sum()), time=after, before=before) for one in draws]
    assert np.mean([one.chance <= 0.1 for one in as_poisson]) > 0.12
    within = [
        one.low <= counts[before:].sum() <= one.high
        for counts in draws
        for one in [second_count(0, int(counts.sum()), time=after, before=before, lump=lump)]
    ]
    assert np.mean(within) == pytest.approx(0.92, abs=0.03)


def test_it_finds_the_highest_week_by_counting_every_outcome() -> None:
    counts = (4, 1, 1, 0)
    total = sum(counts)
    ways = highest = 0
    for parts in product(range(total + 1), repeat=3):
        last = total - sum(parts)
        if last < 0:
            continue
        many = comb(total, parts[0]) * comb(total - parts[0], parts[1]) * comb(total - parts[0] - parts[1], parts[2])
        ways += many
        highest += many * (max(*parts, last) >= 4)
    assert highest_week(counts, (1.0,) * 4) == pytest.approx(highest / ways)


def test_it_tests_a_team_by_its_index_of_dispersion() -> None:
    rng = np.random.default_rng(6)
    chances = [spread_of([int(one) for one in counts]) for counts in rng.poisson(18, size=(3000, 7))]
    assert np.mean(np.array(chances) <= 0.1) == pytest.approx(0.1, abs=0.02)
    counts = [15, 17, 15, 26, 22, 16]
    assert spread_of(counts) == pytest.approx(stats.chisquare(counts).pvalue)
