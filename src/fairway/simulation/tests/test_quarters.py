"""One team's quarter under choices: the same from a seed, and true to what it says of hours, causes and capacity."""

from copy import deepcopy
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.simulation.effects.living import presence_of
from fairway.simulation.effects.running import live_week
from fairway.simulation.quarters.coaching import doing_of
from fairway.simulation.quarters.living import START, begun_quarter, lived_quarter
from fairway.simulation.quarters.planting import LEVELS, PER_WEEK, team_of
from fairway.simulation.quarters.roles import step_of
from fairway.simulation.quarters.types import SELLERS, WEEKS, Begun, Choice, Stretch
from fairway.simulation.scenario import Cause

IDLE: Stretch = (Choice(),) * SELLERS


def on_drivers(start: Begun, **hours: int) -> Stretch:
    """Everybody on their own true driver, at a third more than is usual."""
    return tuple(
        Choice(((seller.weak, round(1.3 * PER_WEEK[step_of(seller.weak)])),), **hours)
        if seller.weak is not None
        else Choice()
        for seller in start.team.sellers
    )


@pytest.mark.parametrize("level", LEVELS)
def test_it_lives_the_same_quarter_twice(level: int) -> None:
    found = []
    for _ in range(2):
        begun_quarter.cache_clear()
        start = begun_quarter(5, level)
        lived = lived_quarter(start, [[IDLE], [on_drivers(start, why=2)]], 3)
        found.append([part.tobytes() for part in (*astuple(start.past), *astuple(lived.counts), lived.open_worth)])
    assert found[0] == found[1]


def test_the_first_replay_is_what_comes_when_life_just_goes_on() -> None:
    start = begun_quarter(8, 2)
    on = deepcopy(start.life)
    presence = presence_of(on.setting, on.people, START + WEEKS)
    for week in range(START, START + WEEKS):
        live_week(on, week, presence[:, week], np.zeros(on.setting.sellers, dtype=np.int64))
    lived = lived_quarter(start, [[IDLE]], 4)
    assert np.array_equal(lived.counts.booked[0, 0], on.booked[:SELLERS, START:])
    assert not np.array_equal(lived.counts.booked[0, 1], on.booked[:SELLERS, START:])


def test_no_deal_is_lost_track_of() -> None:
    """What stands in a stage next week is what stood there, less what left it, and what came."""
    counts = lived_quarter(begun_quarter(4, 1), [[IDLE]], 2).counts
    left = counts.moved + counts.lost
    came = np.concatenate([counts.opened[..., None, :], counts.moved[..., :-1, :]], axis=-2)
    assert np.array_equal((counts.stood - left + came)[..., :-1], counts.stood[..., 1:])


def test_what_is_chosen_does_not_change_the_luck_of_whoever_is_left_alone() -> None:
    start = begun_quarter(6, 1)
    changed = (Choice(((0, 12),), why=3), *IDLE[1:])
    lived = lived_quarter(start, [[IDLE], [changed]], 5)
    assert np.array_equal(lived.counts.booked[0, :, 1:], lived.counts.booked[1, :, 1:])
    assert not np.array_equal(lived.counts.acts[0, :, 0], lived.counts.acts[1, :, 0])


@given(seed=st.integers(0, 400), level=st.sampled_from(LEVELS), kind=st.sampled_from(("why", "practice")))
@settings(max_examples=8, deadline=None, derandomize=True)
def test_more_coaching_on_the_true_driver_never_means_less_of_it_and_brings_no_less(
    seed: int, level: int, kind: str
) -> None:
    start = begun_quarter(seed, level)
    plans = [[on_drivers(start, **{kind: hours})] for hours in (0, 1, 3)]
    lived = lived_quarter(start, plans, 12)
    for less, more in zip(lived.doing, lived.doing[1:], strict=False):
        assert (more.rates >= less.rates - 1e-9).all()
        assert (more.strength >= less.strength - 1e-9).all()
    means = lived.outcome.mean(axis=1)
    assert means[1] >= 0.99 * means[0]
    assert means[2] >= 0.99 * means[1]


def test_what_is_in_the_way_goes_by_the_hours_that_fit_it_and_by_no_others() -> None:
    team = replace(team_of(3, 1), sellers=[replace(one, cause=Cause.SKILL, need=4.0) for one in team_of(3, 1).sellers])
    usual = begun_quarter(3, 1).usual
    asked, practised = (
        doing_of(team, usual, [(Choice(((0, 20),), **{kind: 2}),) * SELLERS]) for kind in ("why", "practice")
    )
    assert (asked.solved == 0).all()
    assert practised.solved[0].tolist() == [0.5] + [1.0] * 12
    assert (practised.follow[:, -1] > 2 * asked.follow[:, -1]).all()


def test_nobody_does_more_than_there_are_hours_for() -> None:
    start = begun_quarter(7, 1)
    doing = doing_of(start.team, start.usual, [(Choice(((2, 30), (4, 30)), practice=2),) * SELLERS])
    more = doing.rates - start.usual[:SELLERS, :, None]
    hours = 0.8 * more[:, 2] + 1.0 * more[:, 4]
    room = np.array([one.free + 4.0 * (one.cause is Cause.CAPACITY) for one in start.team.sellers])
    assert (hours <= room[:, None] + 1e-9).all()
    assert (doing.fits < 1).any()


def test_a_review_hastens_decisions_and_changes_nothing_anybody_does() -> None:
    start = begun_quarter(9, 1)
    lived = lived_quarter(start, [[IDLE], [(Choice(review=2),) * SELLERS]], 20)
    assert np.array_equal(lived.doing[0].rates, lived.doing[1].rates)
    decided = (lived.counts.moved + lived.counts.lost)[..., -1, :].sum(axis=(1, 2, 3))
    assert decided[1] > decided[0]


def test_what_moves_nothing_brings_nothing() -> None:
    start = begun_quarter(2, 1)
    idle = [int(np.flatnonzero(start.team.works[one.role] == 0)[0]) for one in start.team.sellers]
    lived = lived_quarter(start, [[IDLE], [tuple(Choice(((slot, 30),)) for slot in idle)]], 3)
    assert lived.counts.acts[1].sum() > lived.counts.acts[0].sum()
    assert np.array_equal(lived.counts.booked[0], lived.counts.booked[1])
