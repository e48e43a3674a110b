"""Organisations in which acts move deals: the same from the same seed, and true to what they say of themselves."""

from dataclasses import replace

import numpy as np
import pytest

from fairway.simulation.effects.chance import count, uniform
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Act, Setting, Situation, Subject
from fairway.simulation.effects.truth import true_effects
from fairway.simulation.scenario import Moves


def small(situation: Situation = Situation.PLAIN, seed: int = 5, **changes: object) -> Setting:
    return drawn_setting(seed, situation, **{"sellers": 20, "weeks": 30, **changes})


def lifted(setting: Setting, **changes: object) -> Setting:
    """The setting with its acts on deals changed."""
    acts = tuple(replace(act, **changes) if act.subject is Subject.DEAL else act for act in setting.acts)  # type: ignore[arg-type]
    return replace(setting, acts=acts)


@pytest.mark.parametrize("situation", Situation)
def test_it_lives_the_same_life_twice_in_every_situation(situation: Situation) -> None:
    first, second = history_of(small(situation)), history_of(small(situation))
    assert len(first.acts.kind)
    assert np.array_equal(first.acts.deal, second.acts.deal)
    assert np.array_equal(first.deals.closed, second.deals.closed)


def test_chance_belongs_to_a_thing_and_is_even() -> None:
    drawn = uniform(3, 1, np.arange(20_000), 7)
    assert np.array_equal(drawn[:10], uniform(3, 1, np.arange(10), 7))
    assert abs(drawn.mean() - 0.5) < 0.01
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 0.03
    many = count(np.full(20_000, 2.5), drawn)
    assert many.mean() == pytest.approx(2.5, abs=0.05)
    assert many.var() == pytest.approx(2.5, abs=0.1)
    assert (count(np.full(20_000, 3.0), drawn) >= many).all()


def test_nothing_that_works_wins_nothing_and_what_works_wins_more() -> None:
    setting = small(sellers=60, weeks=40)
    idle = lifted(setting, moves=Moves.NOTHING, log_ratio=0.0)
    busy = lifted(setting, moves=Moves.PROGRESS, log_ratio=0.4, stages=(0, 9), lag_weeks=(1, 4), half=4.0)
    number = next(n for n, act in enumerate(setting.acts) if act.subject is Subject.DEAL and not act.follows_deals)
    gains = [
        history_of(one, more=(number, 2.0)).expected.mean() / history_of(one).expected.mean() for one in (idle, busy)
    ]
    assert gains[0] == pytest.approx(1.0, abs=0.002)
    assert gains[1] > 1.02


def test_acts_go_where_deals_are_hot_in_secret() -> None:
    act = Act("meeting", "meeting", Subject.DEAL, per_week=4.0, follows_heat=1.0)
    setting = replace(small(heat=0.9), acts=(act,))
    found = history_of(setting)
    done = np.bincount(found.acts.deal[found.acts.deal >= 0], minlength=len(found.deals.seller))
    closed = found.deals.closed >= 0
    assert done[closed & found.deals.is_won].mean() > 1.2 * done[closed & ~found.deals.is_won].mean()


def test_who_is_short_of_goal_logs_more_where_logging_drifts() -> None:
    setting = small(Situation.LOGGING_DRIFT, sellers=80, weeks=60)
    drifting, steady = history_of(setting), history_of(replace(setting, logging_drift=0.0))
    assert drifting.acts.is_logged.mean() > steady.acts.is_logged.mean()
    assert steady.acts.is_logged.mean() == pytest.approx(setting.logged, abs=0.02)


def test_the_true_effect_is_what_one_act_more_brings() -> None:
    act = Act("meeting", "meeting", Subject.DEAL, per_week=2.0, moves=Moves.PROGRESS, log_ratio=0.3, lag_weeks=(1, 3))
    idle = Act("mail", "email", Subject.DEAL, per_week=2.0)
    setting = replace(small(), acts=(act, idle))
    found = true_effects(setting, sellers=150, lives=1)
    assert set(found) == {0}
    assert found[0].per_act > 3 * found[0].error
    assert found[0].rate == pytest.approx(2.0, rel=0.2)
