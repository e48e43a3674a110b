"""Whole organisations of many shapes, each from a seed, with misses planted per seller and the truth about each HIA.

About half of the sellers are healthy, and many of those look as if they were not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from fairway.simulation import names
from fairway.simulation.draws import stream
from fairway.simulation.lookalikes import look_alike
from fairway.simulation.misses import Ask, Miss, planted
from fairway.simulation.people import person_id, plans_of
from fairway.simulation.roles import ROLES, ActSpec, RoleSpec
from fairway.simulation.scenario import Cause, Kind, PlanSpec, Scenario, SellerSpec, StaffSpec, TeamSpec
from fairway.simulation.seats import Seat
from fairway.simulation.shapes import (
    PLACES,
    Shape,
    act_kinds,
    log_uniform,
    pick,
    pipeline,
    plans_for,
    rest_kinds,
    shape_of,
    sizes_of_teams,
)

SHARE_SHORT = 0.5
SHARE_LOOK_ALIKE = 0.6  # of the healthy
SHARE_WHOLE_TEAM = 0.04  # of teams whose target for one HIA is beyond everybody
SHARE_OWN_TARGET, SHARE_PART_TIME, SHARE_LEFT = 0.15, 0.08, 0.03
WHOLE_TEAM = "whole_team"


@dataclass(frozen=True, slots=True)
class HiaTruth:
    """What is true of one HIA of one seller on the last day. Without a cause it is healthy."""

    person_id: str
    kind: str
    cause: Cause | None
    variant: str  # of the miss; of a healthy one, what it looks like, or beside which miss it stands
    since_on: date | None  # the Monday from which it falls short
    rate: float = 1.0  # what was left of it, where that was drawn


@dataclass(frozen=True, slots=True)
class DrawnOrganisation:
    """A scenario with its truth. `outcomes` gives the outcome that makes a record count, by word, where one must."""

    seed: int
    scenario: Scenario
    shape: Shape
    hias: tuple[HiaTruth, ...]
    outcomes: Mapping[str, str]


def drawn_organisation(
    seed: int, *, sellers: int | None = None, holidays: Mapping[str, frozenset[date]] | None = None
) -> DrawnOrganisation:
    """The organisation of that seed, of 12 to 80 sellers unless their number is given."""
    rng = stream(seed, "organisation")
    shape = shape_of(rng)
    drawn_size = round(log_uniform(rng, 12, 80))
    roles = [ROLES[place] for place in rng.permutation(len(ROLES))[: int(rng.integers(1, 5))]]
    first_name = int(rng.integers(0, 600))
    kinds: dict[str, Kind] = {kind.word: kind for kind in rest_kinds(shape)}
    teams: list[TeamSpec] = []
    truth: list[HiaTruth] = []
    for number, size in enumerate(sizes_of_teams(rng, sellers or drawn_size)):
        role = roles[number % len(roles)]
        draft = _team(number, role, shape, kinds, rng)
        names_from = first_name + sum(len(team.sellers) for team in teams)
        people = tuple(_person(names.person_name(names_from + n), draft, rng) for n in range(size))
        other = next(spec for spec in ROLES if spec is not role)
        team, told = _with_misses(replace(draft, sellers=people), shape, kinds, shape.called(other.names), rng)
        teams.append(team)
        truth.extend(told)
    outcomes = {word: kind.outcomes[0] for word, kind in kinds.items() if kind.outcomes is not None}
    scenario = _scenario(shape, teams, kinds, holidays or {})
    return DrawnOrganisation(seed, scenario, shape, tuple(truth), outcomes)


def _scenario(
    shape: Shape, teams: Sequence[TeamSpec], kinds: Mapping[str, Kind], holidays: Mapping[str, frozenset[date]]
) -> Scenario:
    place = PLACES[shape.language][0]
    return Scenario(
        last_day=shape.last_day,
        teams=tuple(teams),
        kinds=tuple(kinds.values()),
        leader=StaffSpec("Robin Vantongeren", "Sales leader", place),
        weeks=shape.weeks,
        timezone=place.timezone,
        holidays=holidays,
        quiet_weeks=0,
        ability_spread=shape.ability_spread,
        share_planful=shape.share_planful,
        week_spread=shape.week_spread,
        are_unmarked_planned=shape.are_unmarked_planned,
    )


def _team(number: int, role: RoleSpec, shape: Shape, kinds: dict[str, Kind], rng: np.random.Generator) -> TeamSpec:
    """A team without people yet: what is planned there, and how deals and leads come. Its kinds go among the others."""
    acts: list[ActSpec] = [role.acts[place] for place in rng.permutation(len(role.acts))[: int(rng.integers(1, 4))]]
    plans = plans_for(acts, shape, rng)
    words: dict[str, None] = {}
    for act in acts:
        for kind in act_kinds(act, shape):
            kinds.setdefault(kind.word, kind)
            words[kind.word] = None
    if rng.random() < SHARE_WHOLE_TEAM:
        first, *others = plans
        plans = (replace(first, target=first.target * 2 + 1, usual=float(first.target)), *others)
    place = PLACES[shape.language][0]
    name = f"{shape.called(role.names)} {number + 1}"
    return TeamSpec(
        name=name,
        role=shape.called(role.names),
        manager=StaffSpec(f"{names.person_name(number)} Marlowe", "Sales manager", place, name),
        sellers=(),
        kinds=(*words, *(kind.word for kind in rest_kinds(shape))),
        plans=plans,
        stages=pipeline(role, shape),
        leads_weekly=float(rng.uniform(*role.leads_weekly)) if shape.has_leads else 0.0,
        lead_conversion=float(rng.uniform(0.08, 0.2)),
        deals_weekly=float(rng.uniform(*role.deals_weekly)),
        typical_amount=role.amount,
        deal_type=role.deal_type,
        accounts_each=int(rng.integers(*role.accounts_each)),
        share_customers=role.share_customers,
        places=PLACES[shape.language],
    )


def _person(name: str, team: TeamSpec, rng: np.random.Generator) -> SellerSpec:
    """Somebody on target, at a pace of their own that makes up for the few records everybody forgets."""
    spec = SellerSpec(name, pace=max(1.06, float(rng.normal(1.13, 0.06))))
    if rng.random() < SHARE_PART_TIME:
        spec = replace(spec, fte=0.8, working_days=pick(rng, ((0, 1, 2, 3), (1, 2, 3, 4), (0, 1, 2, 3, 4))))
    if rng.random() < SHARE_OWN_TARGET:
        plan = pick(rng, team.plans)
        factor = float(rng.uniform(0.7, 1.3))
        usual = None if plan.usual is None else plan.usual * factor
        spec = replace(spec, plans=(replace(plan, target=max(1, round(plan.target * factor)), usual=usual),))
    return spec


def _with_misses(
    team: TeamSpec, shape: Shape, kinds: Mapping[str, Kind], other_role: str, rng: np.random.Generator
) -> tuple[TeamSpec, Iterator[HiaTruth]]:
    """The team with misses and look-alikes planted, and what is true of every HIA of those who are still there."""
    rest = tuple(kinds[kind.word] for kind in rest_kinds(shape))
    draws = rng.random(len(team.sellers))
    has_left = [draw < SHARE_LEFT and len(team.sellers) > 3 for draw in draws]
    is_short = [SHARE_LEFT <= draw < SHARE_LEFT + SHARE_SHORT for draw in draws]
    is_plain = [not left and not short for left, short in zip(has_left, is_short, strict=True)]
    plain = [spec.name for spec, fits in zip(team.sellers, is_plain, strict=True) if fits]
    leavers, colleagues = plain[:1] if len(plain) > 1 else [], plain[1:]
    leaving: dict[str, tuple[str, int]] = {}
    specs: list[SellerSpec] = []
    found: list[tuple[SellerSpec, Miss | None, str]] = []
    for spec, left, short in zip(team.sellers, has_left, is_short, strict=True):
        if left:
            specs.append(replace(spec, left_weeks_ago=int(rng.integers(2, 16))))
            continue
        others = tuple(name for name in colleagues if name != spec.name)
        plans = {word: rows[-1] for word, rows in plans_of(spec, team).items()}
        free = tuple(name for name in leavers if name not in leaving)
        seat = Seat(spec, shape, plans, kinds, rest, others, free, other_role)
        miss = _miss(seat, rng) if short else None
        planted_spec, looks = (miss.spec, "") if miss else (spec, "")
        if miss is None and spec.name not in leavers and rng.random() < SHARE_LOOK_ALIKE:
            planted_spec, looks = look_alike(seat, rng)
        if miss is not None and miss.leaver:
            leaving[miss.leaver] = (spec.name, miss.since + 1)
        specs.append(planted_spec)
        found.append((planted_spec, miss, looks))
    specs = [_leaving(spec, *leaving[spec.name]) if spec.name in leaving else spec for spec in specs]
    still_there = [row for row in found if row[0].name not in leaving]
    whole = replace(team, sellers=tuple(specs))
    return whole, (row for spec, miss, looks in still_there for row in _truths(spec, miss, looks, whole, shape))


def _leaving(spec: SellerSpec, heir: str, weeks_ago: int) -> SellerSpec:
    return replace(spec, left_weeks_ago=weeks_ago, heirs=(heir,))


def _miss(seat: Seat, rng: np.random.Generator) -> Miss:
    """A miss of any cause that can be there, each as often as the others."""
    ask = Ask(since=int(rng.integers(2, 13)), rate=float(rng.uniform(0.1, 0.6)))
    causes = list(Cause)
    for place in rng.permutation(len(causes)):
        miss = planted(causes[place], seat, ask, rng)
        if miss is not None:
            return miss
    raise AssertionError("time away can be planted anywhere")


def _truths(spec: SellerSpec, miss: Miss | None, looks: str, team: TeamSpec, shape: Shape) -> Iterator[HiaTruth]:
    person = person_id(spec.name)
    for word, rows in plans_of(spec, team).items():
        plan: PlanSpec = rows[-1]
        if miss is not None and word in miss.words:
            since_on = shape.monday(min(miss.since, shape.weeks))
            yield HiaTruth(person, word, miss.cause, miss.variant, since_on, miss.rate)
        elif plan.usual is not None and plan.usual < plan.target:
            began = shape.weeks if plan.from_weeks_ago is None else plan.from_weeks_ago
            rate = plan.usual / plan.target
            yield HiaTruth(person, word, Cause.TARGET, WHOLE_TEAM, shape.monday(began), rate)
        else:
            yield HiaTruth(person, word, None, f"beside_{miss.cause}" if miss and miss.cause else looks, None)
