import hashlib
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.evidence.pilots.lots import Entrant, balance, drawn, drawn_again, possible_draws
from fairway.evidence.pilots.permuting import chance_of
from fairway.evidence.pilots.types import Refused

ENTRANTS = [Entrant(key, "north" if key % 3 else "south", float(key % 7)) for key in range(30)]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 4),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), min_size=8, max_size=60),
    st.text(max_size=8),
)
def test_every_group_is_as_large_as_the_others_and_so_are_its_parts_of_each_team(
    arms: int, sellers: list[tuple[str, int]], seed: str
) -> None:
    entrants = [Entrant(key, team, past) for key, (team, past) in enumerate(sellers)]
    draw = drawn(entrants, arms, seed)
    sizes = Counter(draw.arms)
    assert set(sizes) == set(range(arms))
    assert max(sizes.values()) - min(sizes.values()) <= 1
    for team in {entrant.team for entrant in entrants}:
        own = Counter(arm for arm, entrant in zip(draw.arms, entrants, strict=True) if entrant.team == team)
        total = sum(own.values())
        assert all(abs(own[arm] - total / arms) < arms for arm in range(arms))
    for stratum in set(draw.strata):
        inside = Counter(arm for arm, own in zip(draw.arms, draw.strata, strict=True) if own == stratum)
        assert max(inside[arm] for arm in range(arms)) - min(inside[arm] for arm in range(arms)) <= 1


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_list() -> None:
    draw = dict(zip((one.key for one in ENTRANTS), drawn(ENTRANTS, 2, "march").arms, strict=True))
    turned = ENTRANTS[::-1]
    assert draw == dict(zip((one.key for one in turned), drawn(turned, 2, "march").arms, strict=True))
    assert draw != dict(zip((one.key for one in ENTRANTS), drawn(ENTRANTS, 2, "april").arms, strict=True))


def test_anybody_can_draw_again_by_hand() -> None:
    """Two of one team and like past: the smaller SHA-256 goes first, into the arm whose own is smaller."""
    keys = [4, 9, 2, 3, 7, 1, 12, 5, 6, 8]
    entrants = [Entrant(key, "t", float(place // 2)) for place, key in enumerate(keys)]

    def sha(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    found = dict(zip(keys, drawn(entrants, 2, "s").arms, strict=True))
    for number in range(5):
        pair = keys[2 * number : 2 * number + 2]
        first = min(pair, key=lambda key: sha(f"s:{key}"))
        assert found[first] == min((0, 1), key=lambda arm: sha(f"s:{number}:{arm}"))


@pytest.mark.parametrize("people", (5, 6, 8, 9))
def test_few_are_drawn_in_larger_strata_so_that_chance_can_be_told(people: int) -> None:
    """All draws that come of many seeds, counted."""
    entrants = [Entrant(key, "", float(key)) for key in range(people)]
    seen = {drawn(entrants, 2, f"seed {number}").arms for number in range(1500)}
    assert len(seen) >= 20
    sizes = Counter(drawn(entrants, 2, "s").strata).values()
    assert len(seen) == possible_draws(sizes, 2)


def test_everybody_is_as_likely_to_begin() -> None:
    begins = np.array([drawn(ENTRANTS, 2, f"seed {number}").arms for number in range(2000)]).mean(axis=0)
    assert np.abs(begins - 0.5).max() < 0.05


def test_it_says_when_groups_did_not_start_alike() -> None:
    assert balance([1, 2, 3, 4], [0, 1, 0, 1]).apart < 1
    uneven = balance([1, 1.1, 3, 3.1], [0, 0, 1, 1])
    assert not uneven.is_even
    assert uneven.means == pytest.approx((1.05, 3.05))


def test_it_refuses_too_few_and_somebody_twice() -> None:
    with pytest.raises(Refused, match="too few"):
        drawn(ENTRANTS[:3], 2, "s")
    with pytest.raises(Refused, match="twice"):
        drawn([*ENTRANTS, ENTRANTS[0]], 2, "s")


def test_other_draws_keep_to_the_strata() -> None:
    draw = drawn(ENTRANTS, 3, "s")
    arms, strata = np.array(draw.arms), np.array(draw.strata)
    for other in drawn_again(arms, strata, 50, 1):
        for stratum in set(strata.tolist()):
            assert sorted(other[strata == stratum]) == sorted(arms[strata == stratum])


def test_the_chance_is_that_of_all_draws_counted_out() -> None:
    """Four pairs have sixteen draws; all are counted by hand."""
    outcome = np.array([3.0, 1.0, 4.0, 2.0, 5.0, 1.0, 2.0, 2.5])
    strata = np.repeat(np.arange(4), 2)
    arms = np.tile([0, 1], 4)

    def value(of: np.ndarray) -> float:
        return float(outcome[of == 0].mean() - outcome[of == 1].mean())

    signs = np.array(np.meshgrid(*[[0, 1]] * 4)).reshape(4, -1).T
    exact = np.mean([abs(value(np.array([(a ^ s) for s in row for a in (0, 1)]))) >= value(arms) for row in signs])
    found = chance_of(value(arms), value, arms=arms, strata=strata, seed=2, times=4000)
    assert found == pytest.approx(exact, abs=0.02)
