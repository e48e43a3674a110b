"""Who works there: managers at two levels, sellers with what they are like, days away, reporting lines."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from fairway.simulation.calendar import Weeks, WorkCalendar
from fairway.simulation.draws import between, stream
from fairway.simulation.planting import Planting, planting_of
from fairway.simulation.scenario import Kind, PlanSpec, Scenario, SellerSpec, StaffSpec, StandIn, TeamSpec
from fairway.simulation.types import SimAbsence, SimLine, SimPerson

WEEKDAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Seller:
    """One seller during the run: what chance gave them, beside their spec."""

    person: SimPerson
    spec: SellerSpec
    team: TeamSpec
    kinds: tuple[Kind, ...]
    plans: Mapping[str, tuple[PlanSpec, ...]]  # by word of the kind
    calendar: WorkCalendar
    planting: Planting
    ramp: tuple[tuple[int, float], ...]
    ramp_from_on: date  # the day of hiring, or of the change of role
    pace: float
    is_planful: bool
    ability: float
    share_logged: float  # multiplies the kind's own
    busyness: float  # multiplies acts of kinds without a plan

    def ramp_share(self, monday: date) -> float:
        """Share of a full week's work that can be expected in a week of employment."""
        week = (monday - self.ramp_from_on).days // 7 + 1
        return next((share for until, share in self.ramp if 1 <= week <= until), 1.0)


@dataclass(frozen=True, slots=True)
class Staff:
    people: tuple[SimPerson, ...]
    lines: tuple[SimLine, ...]
    absences: tuple[SimAbsence, ...]
    sellers: tuple[Seller, ...]


def person_id(name: str) -> str:
    """An id that can be typed: the name in plain small letters."""
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l")).encode("ascii", "ignore").decode()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain.lower()).split())


def staff_of(scenario: Scenario, seed: int, weeks: Weeks) -> Staff:
    """Everybody, leader first, then team by team. ValueError when two people would share an id."""
    leader = _staff_person(scenario.leader, None, weeks)
    people = [leader, *(_staff_person(spec, leader.person_id, weeks) for spec in scenario.operations)]
    lines = [_line(person) for person in people]
    staff_specs = [scenario.leader, *scenario.operations, *(team.manager for team in scenario.teams)]
    absences = [absence for spec in staff_specs for absence in _planned_leaves(spec, scenario.last_day)]
    sellers: list[Seller] = []
    for team in scenario.teams:
        manager = _staff_person(team.manager, leader.person_id, weeks)
        people.append(manager)
        lines.append(_line(manager))
        for spec in team.sellers:
            seller, away = _seller(spec, team, scenario, weeks, seed)
            sellers.append(seller)
            people.append(seller.person)
            lines.extend(_lines(seller, team.stand_ins, weeks))
            absences.extend(away)
    ids = [person.person_id for person in people]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two people share an id: {sorted(name for name in ids if ids.count(name) > 1)[0]}")
    return Staff(tuple(people), tuple(lines), tuple(absences), tuple(sellers))


def _staff_person(spec: StaffSpec, manager_id: str | None, weeks: Weeks) -> SimPerson:
    return SimPerson(
        person_id=person_id(spec.name),
        name=spec.name,
        role=spec.role,
        team=spec.team,
        manager_id=manager_id,
        hired_on=weeks.zero_on - timedelta(days=900),
        left_on=None,
        timezone=spec.place.timezone,
        country=spec.place.country,
        fte=1.0,
        working_days=WEEKDAYS,
        is_seller=False,
    )


def _seller(
    spec: SellerSpec, team: TeamSpec, scenario: Scenario, weeks: Weeks, seed: int
) -> tuple[Seller, list[SimAbsence]]:
    rng = stream(seed, "seller", spec.name)
    person = _seller_person(spec, team, weeks, rng)
    drawn = [*_drawn_absences(person, spec, scenario, weeks, seed)]
    away = [*_planned_leaves(spec, scenario.last_day), *drawn]
    calendar = WorkCalendar(
        working_days=person.working_days,
        fte=person.fte,
        employed=(person.hired_on, person.left_on),
        absences=[(absence.start_on, absence.end_on) for absence in away],
        holidays=scenario.holidays.get(person.country, frozenset()),
    )
    kinds = {kind.word: kind for kind in scenario.kinds}
    plans = plans_of(spec, team)
    words = dict.fromkeys((*team.kinds, *plans))
    pace, logged = float(rng.normal(scenario.usual_pace, 0.04)), float(rng.uniform(0.97, 1.0))
    ability, is_planful = (
        float(rng.normal(0, scenario.ability_spread)),
        bool(rng.random() < scenario.share_planful),
    )
    busyness = float(rng.lognormal(0, 0.1))
    is_new = spec.hired_weeks_ago is not None or spec.role_since_weeks_ago is not None
    role_on = weeks.monday(weeks.ago(spec.role_since_weeks_ago or 0))
    return Seller(
        person=person,
        spec=spec,
        team=team,
        kinds=tuple(kinds[word] for word in words),
        plans=plans,
        calendar=calendar,
        planting=planting_of(spec.situations, weeks),
        ramp=(scenario.ramp if spec.ramp is None else spec.ramp) if is_new else (),
        ramp_from_on=person.hired_on if spec.role_since_weeks_ago is None else role_on,
        pace=pace if spec.pace is None else spec.pace,
        is_planful=is_planful if spec.is_planful is None else spec.is_planful,
        ability=ability if spec.ability is None else spec.ability,
        share_logged=logged if spec.share_logged is None else spec.share_logged,
        busyness=busyness,
    ), [*_planned_leaves(spec, scenario.last_day, recorded_only=True), *drawn]


def _seller_person(spec: SellerSpec, team: TeamSpec, weeks: Weeks, rng: np.random.Generator) -> SimPerson:
    place = team.places[between(0, len(team.places) - 1, float(rng.random()))] if spec.place is None else spec.place
    earlier = weeks.zero_on - timedelta(days=between(60, 2000, float(rng.random())))
    hired_on = earlier if spec.hired_weeks_ago is None else weeks.monday(weeks.ago(spec.hired_weeks_ago))
    left_on = None if spec.left_weeks_ago is None else weeks.monday(weeks.ago(spec.left_weeks_ago)) + timedelta(days=4)
    return SimPerson(
        person_id=person_id(spec.name),
        name=spec.name,
        role=team.role,
        team=team.name,
        manager_id=person_id(team.manager.name),
        hired_on=hired_on,
        left_on=left_on,
        timezone=place.timezone,
        country=place.country,
        fte=spec.fte,
        working_days=spec.working_days,
        is_seller=True,
    )


def plans_of(spec: SellerSpec, team: TeamSpec) -> dict[str, tuple[PlanSpec, ...]]:
    """The plans that hold for a seller: the team's, without what does not hold for them, and their own."""
    own = {plan.kind for plan in spec.plans}
    found: dict[str, tuple[PlanSpec, ...]] = {}
    for plan in (
        *(plan for plan in team.plans if plan.kind not in own and plan.kind not in spec.without),
        *spec.plans,
    ):
        found[plan.kind] = (*found.get(plan.kind, ()), plan)
    return found


def _planned_leaves(
    spec: SellerSpec | StaffSpec, last_day: date, *, recorded_only: bool = False
) -> Iterator[SimAbsence]:
    for leave in spec.leaves:
        if recorded_only and not leave.is_recorded:
            continue
        yield SimAbsence(
            person_id(spec.name),
            last_day + timedelta(days=leave.first_day),
            last_day + timedelta(days=leave.last_day),
            leave.kind,
        )


def _drawn_absences(
    person: SimPerson, spec: SellerSpec, scenario: Scenario, weeks: Weeks, seed: int
) -> Iterator[SimAbsence]:
    """A holiday week in most quarters and a day or two of sickness in some, clear of planted leave.

    None in the quiet weeks. Drawn half a year further than the weeks go: a longer run finds the same days.
    """
    planted = [(absence.start_on, absence.end_on) for absence in _planned_leaves(spec, scenario.last_day)]
    quiet_from = weeks.monday(weeks.ago(scenario.quiet_weeks))
    for quarter in range(0, weeks.count + 26, 13):
        rng = stream(seed, "away", spec.name, quarter)
        chances = rng.random(6).tolist()
        holiday_on = weeks.monday(quarter + between(0, 5, chances[0]))
        sick_on = weeks.monday(quarter + between(7, 11, chances[1])) + timedelta(days=between(0, 3, chances[2]))
        for start_on, days, kind, share, chance in (
            (holiday_on, 5, "holiday", 0.8, chances[3]),
            (sick_on, between(1, 2, chances[4]), "sickness", 0.4, chances[5]),
        ):
            end_on = start_on + timedelta(days=days - 1)
            is_clear = all(end_on < first or start_on > last for first, last in planted)
            is_employed = person.hired_on <= start_on and (person.left_on is None or end_on <= person.left_on)
            if chance < share and is_clear and is_employed and end_on < quiet_from:
                yield SimAbsence(person.person_id, start_on, end_on, kind)


def _line(person: SimPerson) -> SimLine:
    return SimLine(person.person_id, person.manager_id, person.team, person.role, person.hired_on, person.left_on)


def _lines(seller: Seller, stand_ins: tuple[StandIn, ...], weeks: Weeks) -> Iterator[SimLine]:
    """The line to the usual manager: an earlier role, and others in between where somebody else ran the team."""
    usual = _line(seller.person)
    start_on = usual.from_on
    if seller.spec.earlier_role and seller.spec.role_since_weeks_ago is not None:
        last_on = seller.ramp_from_on - timedelta(days=1)
        yield replace(usual, role=seller.spec.earlier_role, to_on=last_on)
        start_on = seller.ramp_from_on
    for stand_in in stand_ins:
        from_on = max(weeks.monday(weeks.ago(stand_in.from_weeks_ago)), start_on)
        to_on = weeks.monday(weeks.ago(stand_in.until_weeks_ago)) - timedelta(days=1)
        if to_on < from_on or (usual.to_on is not None and usual.to_on <= to_on):
            continue
        if start_on < from_on:
            yield replace(usual, from_on=start_on, to_on=from_on - timedelta(days=1))
        yield replace(usual, manager_id=person_id(stand_in.name), from_on=from_on, to_on=to_on)
        start_on = to_on + timedelta(days=1)
    yield replace(usual, from_on=start_on)
