"""Living a setting week by week, all sellers and deals at once.

A week: the market and everybody's own mood are drawn, acts are done and fall on deals, then deals go on, are won or
lost by what was done on them in earlier weeks, then new ones come.
"""

import numpy as np

from fairway.simulation.effects.chance import Numbers, count, normal, uniform
from fairway.simulation.effects.doing import acts_done
from fairway.simulation.effects.living import (
    QUARTER,
    Life,
    begun,
    goal_of,
    leads_given,
    market,
    presence_of,
    pressure_on,
)
from fairway.simulation.effects.settings import Setting
from fairway.simulation.effects.types import Acts, Deals, History, Whole
from fairway.simulation.scenario import Moves

FORESEEN_WEEKS = 3
PUSHED_AWAY = 0.8  # of a push also hastens a no
RESERVE = 400  # deals of one seller in one week, at most, that chance can tell apart
SERIALS = 10_000 * RESERVE  # of deals of one person
NEVER = -(10**6)


def history_of(setting: Setting, *, more: tuple[int, float] | None = None, with_luck: bool = False) -> History:
    """One life. `more` is the number of an act and by which factor everybody does more of it than they would."""
    life = begun(setting, more, with_luck=with_luck)
    total = setting.before + setting.weeks
    presence = presence_of(setting, life.people, total)
    log, inbound = [], np.zeros((setting.sellers, total), dtype=np.int64)
    for week in range(total):
        inbound[:, week] = leads_given(life, week)
        log.append(live_week(life, week, presence[:, week], inbound[:, week]))
    return _recorded(life, log, presence, inbound)


def live_week(life: Life, week: int, presence: Numbers, leads: Whole) -> tuple[Whole, ...]:
    """One week of everybody. Returns the acts done, as `acts_done` does."""
    acts = acts_done(life, week, presence, pressure_on(life, week), leads)
    _go_on(life, week, presence)
    _open(life, week, presence, leads)
    return acts


def _reach(many: Numbers, half: float) -> Numbers:
    """What acts come to: one act counts about 1, many at most `half` + 1."""
    return many * (half + 1.0) / (half + many)


def _pull(life: Life, deals: Whole, week: int) -> Numbers:
    """What earlier acts add to the log of each deal's hazard."""
    pull = np.zeros(len(deals))
    for number, act in enumerate(life.setting.acts):
        if act.moves is not Moves.PROGRESS or not act.log_ratio:
            continue
        first, last = act.lag_weeks
        begins = max(0, week - last)
        many = life.done[deals, number, begins : week - first + 1].sum(axis=1, dtype=np.float64)
        fits = (life.stage[deals] >= act.stages[0]) & (life.stage[deals] <= act.stages[1])
        own = life.responds[life.seller[deals]] * life.strength[life.seller[deals], number]
        pull += act.log_ratio * _reach(many, act.half) * fits * own
    return pull


def _go_on(life: Life, week: int, presence: Numbers) -> None:
    """Each open deal is lost, moves on, or stays."""
    setting = life.setting
    alive = np.flatnonzero(life.closed[: life.size] < 0)
    if not len(alive):
        return
    if setting.heat:
        fresh = normal(setting.seed, 14, life.serial[alive], week)
        keeps = setting.heat_keeps
        life.heat[alive] = keeps * life.heat[alive] + setting.heat * np.sqrt(1 - keeps**2) * fresh
    hazards = np.array([(stage.onward, stage.loss) for stage in setting.stages])[life.stage[alive]]
    here = 0.4 + 0.6 * presence[life.seller[alive]]
    usual = life.ability[life.seller[alive]] + market(setting, week)
    if setting.hurry and week % QUARTER >= QUARTER - 3:
        usual = usual + setting.hurry * (life.stage[alive] == len(setting.stages) - 1)
    push = life.push[life.seller[alive]] * (life.stage[alive] == len(setting.stages) - 1)
    luck = np.log(here) + usual + life.heat[alive]
    if len(life.luck):
        life.luck[alive, week] = luck
    onward = hazards[:, 0] * np.exp(luck + _pull(life, alive, week) + push)
    loss = hazards[:, 1] * np.exp(PUSHED_AWAY * push - 0.4 * life.heat[alive])
    both = onward + loss
    happens = 1.0 - np.exp(-both)
    chance = uniform(setting.seed, 15, life.serial[alive], week)
    lost = chance < happens * loss / both
    settled = ~lost & (chance < happens) & (life.due[alive] < 0)
    last = life.stage[alive] == len(setting.stages) - 1
    share = np.where(last & (life.due[alive] < 0), happens * onward / both, 0.0)
    worth = setting.amount * np.exp(setting.amount_spread**2 / 2 + 0.3 * life.territory)
    life.expected[:, week] = worth * np.bincount(life.seller[alive], share, minlength=setting.sellers)
    _close(life, alive[lost], week, is_won=False)
    if setting.is_foreseen:
        wait = 1 + (uniform(setting.seed, 16, life.serial[alive], week) * FORESEEN_WEEKS).astype(np.int64)
        life.due[alive[settled]] = week + wait[settled]
        moves = alive[(life.due[alive] == week) & (life.closed[alive] < 0)]
    else:
        moves = alive[settled]
    _move(life, moves, week)


def _move(life: Life, deals: Whole, week: int) -> None:
    is_last = life.stage[deals] == len(life.setting.stages) - 1
    _close(life, deals[is_last], week, is_won=True)
    onward = deals[~is_last]
    life.stage[onward] += 1
    life.entered[onward, life.stage[onward]] = week
    life.moved[onward] = week
    life.due[deals] = -1


def _close(life: Life, deals: Whole, week: int, *, is_won: bool) -> None:
    life.closed[deals] = week
    life.won[deals] = is_won
    if is_won:
        np.add.at(life.booked[:, week], life.seller[deals], life.amount[deals])


def _open(life: Life, week: int, presence: Numbers, leads: Whole) -> None:
    """New deals: a seller's own, helped by earlier acts on accounts, and those that leads become."""
    setting, people = life.setting, life.people
    push = life.territory + market(setting, week)
    for number, act in enumerate(setting.acts):
        if act.moves is not Moves.CREATION or not act.log_ratio:
            continue
        first, last = act.lag_weeks
        many = life.on_accounts[:, number, max(0, week - last) : week - first + 1].sum(axis=1)
        often = many / (act.per_week * (last - first + 1))
        push = push + act.log_ratio * (_reach(often, act.half) - 1.0) * life.responds * life.strength[:, number]
    own = count(setting.created * presence * np.exp(push), uniform(setting.seed, 17, people, week))
    chance = uniform(setting.seed, 18, people, week)
    given = np.rint(leads * setting.lead_becomes_deal + chance - 0.5).astype(np.int64)
    for is_inbound, many in ((False, own), (True, given)):
        seller = np.repeat(np.arange(len(people)), np.minimum(many, RESERVE // 2 - 1))
        if len(seller):
            _add(life, seller, week, is_inbound=is_inbound)


def _add(life: Life, seller: Whole, week: int, *, is_inbound: bool) -> None:
    setting, new = life.setting, slice(life.size, life.size + len(seller))
    place = np.arange(len(seller)) - np.searchsorted(seller, seller, side="left") + is_inbound * (RESERVE // 2)
    life.serial[new] = life.people[seller] * SERIALS + week * RESERVE + place
    life.seller[new], life.created[new], life.inbound[new] = seller, week, is_inbound
    life.entered[new, 0] = week
    life.heat[new] = setting.heat * normal(setting.seed, 19, life.serial[new])
    spread = setting.amount_spread * normal(setting.seed, 20, life.serial[new])
    life.amount[new] = np.round(setting.amount * np.exp(spread + 0.3 * life.territory[seller]), -1)
    life.size += len(seller)


def _recorded(life: Life, log: list[tuple[Whole, ...]], presence: Numbers, inbound: Whole) -> History:
    """Histories begin after the first weeks; what was still open then is kept, its weeks below zero."""
    setting, first = life.setting, life.setting.before
    seller, kind, deal, week, short = (np.concatenate(parts) for parts in zip(*log, strict=True))
    usual = np.log(setting.logged / (1 - setting.logged)) if setting.logged < 1 else 9.0
    own = usual + setting.logging_spread * normal(setting.seed, 21, seller) + setting.logging_drift * short / 1000
    is_logged = uniform(setting.seed, 22, np.arange(len(seller)), week, seller) < 1 / (1 + np.exp(-own))
    kept_deals = np.flatnonzero((life.closed[: life.size] < 0) | (life.closed[: life.size] >= first))
    number = np.full(life.size + 1, -1, dtype=np.int64)
    number[kept_deals] = np.arange(len(kept_deals))
    kept = (week >= setting.before - 16) & ((deal < 0) | (number[deal] >= 0))
    return History(
        weeks=setting.weeks,
        deals=Deals(
            seller=life.seller[kept_deals],
            created=life.created[kept_deals] - first,
            closed=_counted_from(life.closed[kept_deals], first),
            is_won=life.won[kept_deals],
            is_inbound=life.inbound[kept_deals],
            amount=life.amount[kept_deals],
            entered=_counted_from(life.entered[kept_deals], first),
        ),
        acts=Acts(seller[kept], week[kept] - first, kind[kept], number[deal[kept]], is_logged[kept]),
        presence=presence[:, first:],
        inbound=inbound[:, first:],
        booked=life.booked[:, first:],
        expected=life.expected[:, first:],
        goal=goal_of(setting) * np.exp(life.territory),
        responds=life.responds,
        luck=life.luck[kept_deals, first:].astype(np.float64) if len(life.luck) else np.zeros((0, setting.weeks)),
    )


def _counted_from(weeks: Whole, before: int) -> Whole:
    """Weeks of the history instead of weeks lived; `NEVER` for what has not happened."""
    return np.asarray(np.where(weeks < 0, NEVER, weeks - before), dtype=np.int64)
