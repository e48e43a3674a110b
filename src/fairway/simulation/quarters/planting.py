"""Drawing a team: what works in each role, where each seller does too little of it, and what is in the way."""

from dataclasses import replace

import numpy as np

from fairway.simulation import names
from fairway.simulation.draws import stream
from fairway.simulation.effects.settings import Act, Setting, Situation, Stage, Subject
from fairway.simulation.quarters.roles import EACH, ROLES, SLOTS, STAGES, STEPS, step_of
from fairway.simulation.quarters.types import SELLERS, WEEKS, Planted, Team
from fairway.simulation.scenario import Cause, Moves

PEERS = 6  # colleagues of a role in other teams
PAST = 26  # weeks of records
BEFORE = 16
LEVELS = (1, 2, 3)
HEAT = {1: 0.15, 2: 0.3, 3: 0.5}  # between deals, which no record tells
FOLLOWS = {1: 0.0, 2: 0.5, 3: 0.9}  # how much activities that do nothing go where it goes well anyway
DECOYS = {1: 0, 2: 1, 3: 2}  # activities that do nothing and that a seller does little of
MISSING = {1: 0.0, 2: 0.15, 3: 0.35}  # chance that no record shows what is in the way
WORKS = 0.8  # chance that one of a step's two activities works in a role
LAGS = ((1, 3), (1, 4), (2, 5), (3, 6))
PER_WEEK = (6.0, 3.5, 2.5, 2.0)  # of each activity, by step
HOURS = (0.4, 0.8, 1.0, 1.2)  # one takes, by step
CAUSES = (Cause.PRIORITY, Cause.PRIORITY, Cause.CAPACITY, Cause.SKILL, Cause.SKILL, None)
LITTLE = (0.1, 0.3)  # of what is usual in the role


def team_of(seed: int, level: int) -> Team:
    rng = stream(seed, "quarter", level)
    roles = [ROLES[n] for n in rng.permutation(len(ROLES))]
    works = _works(rng, len(roles))
    role_of = [*rng.permutation([0, 0, 1, 1, 2])[:SELLERS], *np.repeat(np.arange(len(roles)), PEERS)]
    given = rng.permutation(names.GIVEN)[:SELLERS]
    fine = int(rng.integers(0, SELLERS))  # one seller lacks nothing
    sellers = [
        _seller(rng, str(name), int(role), works[int(role)], level, is_fine=place == fine)
        for place, (name, role) in enumerate(zip(given, role_of[:SELLERS], strict=True))
    ]
    setting = _setting(rng, seed, level, len(role_of), works)
    return Team(seed, level, setting, roles, works, np.array(role_of, dtype=np.int64), sellers)


def _works(rng: np.random.Generator, roles: int) -> np.ndarray:
    """At each step of each role one of two activities works, or neither; at least two steps have one."""
    found = np.zeros((roles, SLOTS))
    for role in range(roles):
        steps = rng.permutation(len(STEPS))
        for place, step in enumerate(steps):
            if place < 2 or rng.random() < WORKS:
                found[role, EACH * step + int(rng.integers(0, EACH))] = rng.uniform(0.8, 1.2)
    return found


def _seller(rng: np.random.Generator, name: str, role: int, works: np.ndarray, level: int, *, is_fine: bool) -> Planted:
    working = np.flatnonzero(works)
    weak = None if is_fine else int(rng.choice(working))
    cause = None if is_fine else CAUSES[int(rng.integers(0, len(CAUSES)))]
    other = 16.0 + rng.normal(0, 1.0)
    more = {Cause.PRIORITY: 6.0, Cause.CAPACITY: 9.0}.get(cause, 0.0) if cause else 0.0
    return Planted(
        name=name,
        role=role,
        weak=weak,
        cause=cause,
        need=float(rng.uniform(3.0, 6.0)) if cause else 0.0,
        free=float(rng.uniform(0.2, 0.8) if cause is Cause.CAPACITY else rng.uniform(2.5, 5.0)),
        other=float(other + more),
        is_sign_missing=bool(rng.random() < MISSING[level]),
    )


def _setting(rng: np.random.Generator, seed: int, level: int, rows: int, works: np.ndarray) -> Setting:
    acts = []
    for slot in range(SLOTS):
        step = step_of(slot)
        is_opening = step == 0
        follows = FOLLOWS[level] if not works[:, slot].any() else FOLLOWS[level] / 2
        acts.append(
            Act(
                word=f"slot_{slot}",
                type="call",
                subject=Subject.ACCOUNT if is_opening else Subject.DEAL,
                per_week=PER_WEEK[step],
                moves=Moves.CREATION if is_opening else Moves.PROGRESS,
                log_ratio=0.9 if is_opening else 0.75,
                lag_weeks=LAGS[int(rng.integers(0, len(LAGS)))],
                half=0.8 if is_opening else 1.2,
                stages=(step - 1, step - 1),
                spread=0.2,
                shock=0.25,
                follows_heat=0.0 if is_opening else follows,
                follows_ability=follows,
            )
        )
    onward = rng.uniform(0.16, 0.24, STAGES)
    stages = tuple(Stage(float(one), float(rng.uniform(0.10, 0.15))) for one in onward)
    plain = Setting(
        seed=seed * len(HEAT) + level,
        situation=Situation.PLAIN,
        sellers=rows,
        weeks=PAST + WEEKS,
        stages=stages,
        acts=tuple(acts),
        created=1.9,
        inbound=0.0,
        before=BEFORE,
    )
    return replace(plain, ability=0.1, territory=0.1, heat=HEAT[level], market=0.05, amount_spread=0.4)


def usual_rates(team: Team, drawn: np.ndarray) -> np.ndarray:
    """(rows, activities): what each does left alone: the drawn habits, less where a seller does too little."""
    found = drawn.copy()
    for place, seller in enumerate(team.sellers):
        rng = stream(team.seed, "little", team.level, place)
        if seller.weak is not None:
            found[place, seller.weak] = PER_WEEK[step_of(seller.weak)] * rng.uniform(*LITTLE)
        idle = np.flatnonzero(team.works[seller.role] == 0)
        for slot in rng.permutation(idle)[: DECOYS[team.level]]:
            found[place, slot] *= rng.uniform(0.3, 0.6)
    return found
