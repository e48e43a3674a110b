"""What people do in a week, and on which of their deals it falls."""

import numpy as np

from fairway.simulation.effects.chance import Numbers, count, normal, uniform
from fairway.simulation.effects.living import Life
from fairway.simulation.effects.settings import Act, Subject
from fairway.simulation.effects.types import Whole


def acts_done(life: Life, week: int, presence: Numbers, pressure: Numbers, leads: Whole) -> tuple[Whole, ...]:
    """Acts of a week as parallel arrays: seller, kind, deal, week, how short of goal (in thousandths)."""
    setting, people = life.setting, life.people
    open_deals = np.flatnonzero(life.closed[: life.size] < 0)
    rows: list[tuple[Whole, ...]] = []
    drawn: dict[int, Whole] = {}
    for number, act in enumerate(setting.acts):
        fresh = normal(setting.seed, 10, people, week, number)
        life.mood[:, number] = 0.8 * life.mood[:, number] + act.shock * 0.6 * fresh
        mean = life.rates[:, number] * presence * np.exp(life.mood[:, number] + act.follows_pressure * pressure)
        if act.follows_deals:
            mean = mean * _called_for(life, act, open_deals, week) ** act.follows_deals
        many = count(mean, uniform(setting.seed, 11, people, week, number))
        if act.done_with >= 0:
            often = uniform(setting.seed, 12, people, week, number) < 0.9
            many = np.where(often, drawn[act.done_with], many)
        if act.follows_inbound:
            many = many + np.rint(act.follows_inbound * leads * (presence > 0)).astype(np.int64)
        drawn[number] = many
        if act.subject is Subject.ACCOUNT:
            life.on_accounts[:, number, week] = many
            seller = np.repeat(np.arange(len(people)), many)
            deal = np.full(len(seller), -1, dtype=np.int64)
        else:
            seller, deal = _fall_on(life, act, number, many, open_deals, week)
            np.add.at(life.done[:, number, week], deal, 1)
        short = np.rint(1000 * pressure[seller]).astype(np.int64)
        rows.append((seller, np.full(len(seller), number), deal, np.full(len(seller), week), short))
    return tuple(np.concatenate(parts) for parts in zip(*rows, strict=True))


def _weights(life: Life, act: Act, deals: Whole, week: int) -> Numbers:
    """How much an act is drawn to each deal."""
    just = (life.moved[deals] == week - 1) | (life.due[deals] >= 0)
    return np.asarray(np.exp(act.follows_heat * life.heat[deals] + act.follows_progress * just))


def _fitting(life: Life, act: Act, deals: Whole) -> Whole:
    return deals[(life.stage[deals] >= act.stages[0]) & (life.stage[deals] <= act.stages[1])]


def _called_for(life: Life, act: Act, open_deals: Whole, week: int) -> Numbers:
    """What each seller's deals call for, against what a seller's deals call for on average."""
    fits = _fitting(life, act, open_deals)
    many = life.setting.sellers
    calls = np.bincount(life.seller[fits], _weights(life, act, fits, week), minlength=many)
    return np.asarray(calls / max(float(calls.mean()), 1e-9))


def _fall_on(life: Life, act: Act, number: int, many: Whole, open_deals: Whole, week: int) -> tuple[Whole, Whole]:
    """Which of the seller's open deals each act is done on."""
    fits = _fitting(life, act, open_deals)
    fits = fits[np.argsort(life.seller[fits], kind="stable")]
    seller = np.repeat(np.arange(life.setting.sellers), many)
    if not len(fits) or not len(seller):
        return seller[:0], seller[:0]
    ends = np.cumsum(_weights(life, act, fits, week))
    owner = life.seller[fits]
    first = np.searchsorted(owner, seller, side="left")
    last = np.searchsorted(owner, seller, side="right")
    has_any = last > first
    seller, first, last = seller[has_any], first[has_any], last[has_any]
    before = np.concatenate([[0.0], ends])[first]
    place = np.arange(len(seller)) - np.searchsorted(seller, seller, side="left")
    chance = uniform(life.setting.seed, 13, life.people[seller], week, number, place)
    found = np.searchsorted(ends, before + chance * (np.concatenate([[0.0], ends])[last] - before), side="right")
    return seller, fits[np.minimum(found, last - 1)]
