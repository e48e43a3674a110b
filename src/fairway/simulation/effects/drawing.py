"""Drawing settings: which acts there are, which of them work and how, is random in every situation."""

from dataclasses import replace
from typing import Any

import numpy as np

from fairway.simulation.draws import stream
from fairway.simulation.effects.settings import Act, Setting, Situation, Stage, Subject
from fairway.simulation.scenario import Moves

ON_DEALS = (
    ("stakeholder_meeting", "meeting"), ("discovery_meeting", "meeting"), ("demo_given", "meeting"),
    ("proposal_sent", "email"), ("mutual_plan_sent", "email"), ("reference_offered", "call"),
    ("check_in_call", "call"), ("status_mail", "email"), ("workshop_held", "meeting"), ("trial_review", "meeting"),
)  # fmt: skip
ON_ACCOUNTS = (
    ("prospecting_call", "call"), ("first_mail", "email"), ("event_invitation", "email"), ("account_visit", "meeting"),
    ("referral_asked", "call"), ("inbound_answered", "call"),
)  # fmt: skip
LAGS = ((1, 3), (1, 4), (2, 5), (2, 6), (1, 6), (3, 8))
LONG = ((4, 10), (5, 12), (6, 12), (3, 12))


def drawn_setting(seed: int, situation: Situation, **changes: Any) -> Setting:
    """The setting of a seed in a situation: 120 sellers and 78 weeks unless `changes` say otherwise."""
    rng = stream(seed, "effects", situation)
    stages = _stages(rng)
    acts = _acts(rng, situation, len(stages))
    setting = Setting(
        seed=seed * len(Situation) + list(Situation).index(situation),  # no two organisations share their luck
        situation=situation,
        sellers=120,
        weeks=78,
        stages=stages,
        acts=acts,
        created=_between(rng, 0.5, 1.2),
        inbound=_between(rng, 0.2, 1.2),
        heat=_between(rng, 0.15, 0.35),
        season=_between(rng, 0.0, 0.15),
        market=_between(rng, 0.0, 0.15),
        amount=_between(rng, 5_000, 60_000),
        amount_spread=_between(rng, 0.4, 1.0),
        logged=0.93,
    )
    return replace(setting, **{**_of_situation(rng, situation), **changes})


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def _around(rng: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _stages(rng: np.random.Generator) -> tuple[Stage, ...]:
    number = int(rng.integers(3, 6))
    onward = [_around(rng, 0.07, 0.2) * number / 4 for _ in range(number)]
    return tuple(Stage(one, one * _between(rng, 0.25, 0.7)) for one in onward)


def _acts(rng: np.random.Generator, situation: Situation, stages: int) -> tuple[Act, ...]:
    on_deals = [ON_DEALS[n] for n in rng.permutation(len(ON_DEALS))[: int(rng.integers(4, 7))]]
    on_accounts = [ON_ACCOUNTS[n] for n in rng.permutation(len(ON_ACCOUNTS))[: int(rng.integers(1, 4))]]
    acts = [_on_deal(rng, name, stages) for name in on_deals]
    acts += [_on_account(rng, name) for name in on_accounts]
    if situation is not Situation.NOTHING_WORKS:
        acts = _working(rng, situation, acts, len(on_deals))
    return _deceiving(rng, situation, acts)


def _on_deal(rng: np.random.Generator, name: tuple[str, str], stages: int) -> Act:
    whole = rng.random() < 0.5
    first = 0 if whole else int(rng.integers(0, stages))
    last = stages - 1 if whole else int(rng.integers(first, stages))
    return Act(
        word=name[0],
        type=name[1],
        subject=Subject.DEAL,
        per_week=_around(rng, 0.7, 4.0),
        stages=(first, last),
        spread=_between(rng, 0.25, 0.55),
        shock=_between(rng, 0.25, 0.5),
        follows_heat=_between(rng, 0.0, 0.2),
        follows_progress=_between(rng, 0.0, 0.5),
        follows_deals=float(rng.choice((0.0, 0.0, 0.5, 1.0))),
    )


def _on_account(rng: np.random.Generator, name: tuple[str, str]) -> Act:
    return Act(
        word=name[0],
        type=name[1],
        subject=Subject.ACCOUNT,
        per_week=_around(rng, 1.0, 8.0),
        spread=_between(rng, 0.25, 0.55),
        shock=_between(rng, 0.25, 0.5),
        follows_inbound=0.8 if name[0] == "inbound_answered" else 0.0,
    )


def _working(rng: np.random.Generator, situation: Situation, acts: list[Act], on_deals: int) -> list[Act]:
    """Two or three that move deals on, and where chance has it one that opens them."""
    lags = LONG if situation is Situation.LONG_LAGS else LAGS
    chosen = list(rng.permutation(on_deals)[: int(rng.integers(2, min(4, on_deals)))])
    others = [n for n in range(on_deals, len(acts)) if not acts[n].follows_inbound]
    if others and rng.random() < 0.7:
        chosen.append(others[int(rng.integers(0, len(others)))])
    for number in chosen:
        act = acts[number]
        is_on_deal = act.subject is Subject.DEAL
        acts[number] = replace(
            act,
            moves=Moves.PROGRESS if is_on_deal else Moves.CREATION,
            log_ratio=_between(rng, 0.25, 0.55) if is_on_deal else _between(rng, 0.15, 0.5),
            lag_weeks=lags[int(rng.integers(0, len(lags)))],
            half=_around(rng, 2.0, 8.0) if is_on_deal else _around(rng, 1.0, 4.0),
        )
    return acts


def _deceiving(rng: np.random.Generator, situation: Situation, acts: list[Act]) -> tuple[Act, ...]:
    """What makes acts go together with success that they do not bring."""
    found: list[Act] = []
    for act in acts:
        changes: dict[str, Any] = {}
        if act.subject is Subject.DEAL and situation in {Situation.HIDDEN_HEAT, Situation.NOTHING_WORKS}:
            changes["follows_heat"] = _between(rng, 0.6, 1.2)
        if situation is Situation.ANTICIPATION and not act.log_ratio and act.subject is Subject.DEAL:
            changes["follows_progress"] = _between(rng, 1.0, 2.0)
        if situation is Situation.GOAL_PRESSURE:
            changes["follows_pressure"] = _between(rng, 0.2, 0.9)
        if situation is Situation.TERRITORY:
            changes["follows_territory"] = _between(rng, 0.3, 1.0)
        if rng.random() < 0.5:
            changes["follows_ability"] = _between(rng, 0.3, 1.2)
        found.append(replace(act, **changes))
    if situation is Situation.TOGETHER:
        found = _together(rng, found)
    return tuple(found)


def _together(rng: np.random.Generator, acts: list[Act]) -> list[Act]:
    """One act that does nothing goes hand in hand with one that works and comes before it in the list."""
    working = [n for n, act in enumerate(acts) if act.log_ratio and act.subject is Subject.DEAL]
    idle = [n for n, act in enumerate(acts) if not act.log_ratio and act.subject is Subject.DEAL and n > min(working)]
    if idle:
        number = idle[int(rng.integers(0, len(idle)))]
        first = max(n for n in working if n < number)
        like = acts[first]
        acts[number] = replace(acts[number], done_with=first, stages=like.stages, per_week=like.per_week)
    return acts


def _of_situation(rng: np.random.Generator, situation: Situation) -> dict[str, Any]:
    """What else holds in a situation."""
    drawn: dict[Situation, dict[str, Any]] = {
        Situation.HIDDEN_HEAT: {"heat": _between(rng, 0.5, 0.9)},
        Situation.NOTHING_WORKS: {"heat": _between(rng, 0.3, 0.8)},
        Situation.GOAL_PRESSURE: {"hurry": _between(rng, 0.2, 0.5)},
        Situation.UNDER_LOGGING: {"logged": _between(rng, 0.5, 0.75), "logging_spread": _between(rng, 0.4, 1.0)},
        Situation.LOGGING_DRIFT: {"logged": _between(rng, 0.6, 0.8), "logging_drift": _between(rng, 1.0, 2.0)},
        Situation.HALF_RESPOND: {"responding": 0.5},
        Situation.ANTICIPATION: {"is_foreseen": True},
        Situation.TERRITORY: {"territory": _between(rng, 0.5, 0.8)},
        Situation.SPARSE: {"sellers": 10, "weeks": 26},
    }
    return drawn.get(situation, {})
