"""Where an organisation stands from week to week, and how it begins: people, their working time, goals, the market."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairway.simulation.effects.chance import Numbers, count, normal, uniform
from fairway.simulation.effects.settings import Setting
from fairway.simulation.effects.types import Whole

QUARTER = 13


@dataclass(slots=True)
class Life:
    """Where an organisation stands. Deal arrays have room for more than the `size` deals there are."""

    setting: Setting
    people: Whole  # (sellers,) whose chance is whose: lives of one person with other luck bear other numbers
    rates: Numbers  # (sellers, acts)
    ability: Numbers
    territory: Numbers
    responds: NDArray[np.bool_]
    strength: Numbers  # (sellers, acts): what is left, or made, of an act's effect with this seller
    push: Numbers  # (sellers,): log ratio, this week, of the last stage's hazard
    size: int
    seller: Whole
    created: Whole
    serial: Whole  # names a deal: its seller, its week, and its place among the deals of both
    closed: Whole
    won: NDArray[np.bool_]
    inbound: NDArray[np.bool_]
    amount: Numbers
    stage: Whole
    entered: Whole
    heat: Numbers
    moved: Whole  # week in which it last moved
    due: Whole  # week in which a settled step will show, -1
    done: NDArray[np.uint8]  # (deals, acts, weeks)
    on_accounts: Numbers  # (sellers, acts, weeks)
    mood: Numbers  # (sellers, acts)
    luck: NDArray[np.float32]  # (deals, weeks), or nothing where nobody asks
    booked: Numbers  # (sellers, weeks)
    expected: Numbers


def goal_of(setting: Setting) -> float:
    """A quarter's goal of a usual seller: what two in five would reach."""
    won = 1.0
    for stage in setting.stages:
        won *= stage.onward / (stage.onward + stage.loss)
    created = setting.created + setting.inbound * setting.lead_becomes_deal
    return QUARTER * created * won * setting.amount * float(np.exp(setting.amount_spread**2 / 2)) * 1.15


def begun(setting: Setting, more: tuple[int, float] | None, *, with_luck: bool) -> Life:
    people, total = np.arange(setting.sellers), setting.before + setting.weeks
    seed = setting.seed
    ability = setting.ability * normal(seed, 1, people)
    territory = setting.territory * normal(seed, 2, people)
    rates = np.empty((setting.sellers, len(setting.acts)))
    for number, act in enumerate(setting.acts):
        own = act.spread * normal(seed, 3, people, number)
        own += act.follows_ability * ability + act.follows_territory * territory
        rates[:, number] = act.per_week * np.exp(own - act.spread**2 / 2)
    if more:
        rates[:, more[0]] *= more[1]
    room = int(setting.sellers * (setting.created + setting.inbound * setting.lead_becomes_deal + 1) * total * 1.5) + 99
    whole = np.full(room, -1, dtype=np.int64)
    return Life(
        setting=setting,
        people=people,
        rates=rates,
        ability=ability,
        territory=territory,
        responds=uniform(seed, 4, people) < setting.responding,
        strength=np.ones_like(rates),
        push=np.zeros(setting.sellers),
        size=0,
        seller=whole.copy(),
        created=whole.copy(),
        serial=whole.copy(),
        closed=whole.copy(),
        won=np.zeros(room, dtype=bool),
        inbound=np.zeros(room, dtype=bool),
        amount=np.zeros(room),
        stage=np.zeros(room, dtype=np.int64),
        entered=np.full((room, len(setting.stages)), -1, dtype=np.int64),
        heat=np.zeros(room),
        moved=whole.copy(),
        due=whole.copy(),
        done=np.zeros((room, len(setting.acts), total), dtype=np.uint8),
        on_accounts=np.zeros((setting.sellers, len(setting.acts), total)),
        mood=np.zeros((setting.sellers, len(setting.acts))),
        luck=np.zeros((room, total) if with_luck else (0, total), dtype=np.float32),
        booked=np.zeros((setting.sellers, total)),
        expected=np.zeros((setting.sellers, total)),
    )


def presence_of(setting: Setting, whose: Whole, total: int) -> Numbers:
    """Shares of weeks worked: about five weeks a year away, in blocks of one or two, and single days."""
    people, weeks = whose[:, None], np.arange(total)[None, :]
    begins = uniform(setting.seed, 5, people, weeks) < 0.065
    longer = uniform(setting.seed, 6, people, weeks) < 0.5
    away = begins.copy()
    away[:, 1:] |= (begins & longer)[:, :-1]
    days = 1.0 - 0.2 * (uniform(setting.seed, 7, people, weeks) < 0.15)
    return np.asarray(np.where(away, 0.0, days))


def market(setting: Setting, week: int) -> float:
    quarter = float(normal(setting.seed, 8, week // QUARTER)[0])
    return setting.season * float(np.cos(4 * np.pi * (week - 15) / 52)) + setting.market * quarter


def pressure_on(life: Life, week: int) -> Numbers:
    """0 to 1: how far a seller is behind what the quarter should have brought by now; felt in its second half."""
    into = week % QUARTER
    if into < QUARTER // 2:
        return np.zeros(life.setting.sellers)
    so_far = life.booked[:, week - into : week].sum(axis=1)
    goal = goal_of(life.setting) * np.exp(life.territory)
    return np.asarray(np.clip(1.0 - so_far / (goal * into / QUARTER), 0.0, 1.0))


def leads_given(life: Life, week: int) -> Whole:
    setting = life.setting
    mean = setting.inbound * np.exp(life.territory + market(setting, week))
    return count(mean, uniform(setting.seed, 9, life.people, week))
