"""One team of a drawn organisation in which a given variant is planted, and plain counts of what happened there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from fairway.simulation.organisations import DrawnOrganisation, HiaTruth, drawn_organisation
from fairway.simulation.people import person_id
from fairway.simulation.scenario import Cause
from fairway.simulation.simulating import simulate
from fairway.simulation.types import SimActivity, SimOrganisation

WEEKS, WARM_UP, COLLEAGUES = 24, 8, 2
LEAST_WEEKS, LEAST_TARGET = 5, 4  # so that a change stands out from chance
VARIANTS = 35  # that tests look at


@dataclass(frozen=True, slots=True)
class World:
    """A simulated team, and the HIA that was looked for. Rates are per week of the calendar."""

    drawn: DrawnOrganisation
    shown: SimOrganisation
    hia: HiaTruth
    since_on: date  # from here on; weeks before are compared with

    def true(self, *kinds: str, person: str = "") -> tuple[float, float]:
        """Acts truly done per week of some kinds, before and since."""
        days = [
            (row.week_on, row.done)
            for row in self.shown.truth.weeks
            if row.person_id == (person or self.hia.person_id) and row.kind in kinds
        ]
        return self._rates(days)

    def records(self, fits: Callable[[SimActivity], bool], person: str = "") -> tuple[float, float]:
        """Records of the seller that fit, per week, before and since, by the day they were for."""
        days = [
            ((row.occurred_at or row.scheduled_at or row.logged_at).date(), 1)
            for row in self.shown.activities
            if row.seller_id == (person or self.hia.person_id) and fits(row)
        ]
        return self._rates([(day, count) for day, count in days if day <= self.shown.last_day])

    def leads(self) -> tuple[float, float]:
        return self._rates([(r.created_at.date(), 1) for r in self.shown.leads if r.owner_id == self.hia.person_id])

    def open_deals(self, on: date, *, first: int = 0, last: int = 99, person: str = "") -> int:
        """Open deals of a seller at the end of a day, in stages from one position to another."""
        names = [stage.stage for stage in self.shown.stages if not stage.is_closed]
        changes: dict[str, str] = {}
        for change in self.shown.stage_changes:
            if change.changed_at.date() <= on:
                changes[change.deal_id] = change.to_stage
        owners = {deal.deal_id: deal.owner_id for deal in self.shown.deals}
        moved = {row.deal_id: row.owner_id for row in reversed(self.shown.owner_changes)}
        moved |= {row.deal_id: row.owner_id for row in self.shown.owner_changes if row.changed_at.date() <= on}
        owners |= moved
        return sum(
            stage in names and first <= names.index(stage) <= last and owners[deal] == (person or self.hia.person_id)
            for deal, stage in changes.items()
        )

    @property
    def target(self) -> tuple[float, float]:
        """The first and the last weekly target."""
        plans = sorted(
            (row for row in self.shown.plans if (row.person_id, row.kind) == (self.hia.person_id, self.hia.kind)),
            key=lambda row: row.starts_on,
        )
        return float(plans[0].target), float(plans[-1].target)

    def _first_on(self) -> date:
        """What is compared with begins with the plan, a dozen weeks back at most."""
        plans = [row for row in self.shown.plans if (row.person_id, row.kind) == (self.hia.person_id, self.hia.kind)]
        begins_on = max(min(row.starts_on for row in plans), self.since_on - timedelta(weeks=12))
        return begins_on if begins_on < self.since_on - timedelta(weeks=3) else self.since_on - timedelta(weeks=12)

    def _rates(self, days: list[tuple[date, int]]) -> tuple[float, float]:
        first_on, end_on = self._first_on(), self.drawn.shape.monday(0)
        before = sum(n for day, n in days if first_on <= day < self.since_on)
        since = sum(n for day, n in days if self.since_on <= day < end_on)
        return before / ((self.since_on - first_on).days / 7), since / ((end_on - self.since_on).days / 7)


@lru_cache(maxsize=64)
def world_of(cause: Cause, variant: str) -> World:
    """The first seed with that variant on an HIA of some size, its team lived through."""
    drawn, hia = _first_of_each()[cause, variant]
    return _lived(drawn, hia)


@lru_cache(maxsize=1)
def _first_of_each() -> Mapping[tuple[Cause, str], tuple[DrawnOrganisation, HiaTruth]]:
    found: dict[tuple[Cause, str], tuple[DrawnOrganisation, HiaTruth]] = {}
    for seed in range(5_000, 7_000):
        drawn = drawn_organisation(seed, sellers=14)
        for hia in drawn.hias:
            if hia.cause is not None and (hia.cause, hia.variant) not in found and _is_plain(hia, drawn):
                found[hia.cause, hia.variant] = drawn, hia
        if len(found) == VARIANTS:
            return found
    raise AssertionError(f"only {sorted(found)} are drawn")


def _is_plain(hia: HiaTruth, drawn: DrawnOrganisation) -> bool:
    team = next(team for team in drawn.scenario.teams if any(_is_of(spec.name, hia) for spec in team.sellers))
    spec = next(spec for spec in team.sellers if _is_of(spec.name, hia))
    plans = [plan for plan in (*team.plans, *spec.plans) if plan.kind == hia.kind]
    if any(plan.per != "week" or plan.target < LEAST_TARGET for plan in plans) or spec.fte < 1:
        return False
    assert hia.since_on is not None
    weeks_ago = (drawn.scenario.last_day - hia.since_on).days // 7
    is_recent = weeks_ago <= WEEKS - 12 or hia.variant in ("from_the_start", "whole_team")
    if hia.cause not in (Cause.RAMP, Cause.TARGET):
        is_recent = is_recent and all(
            plan.from_weeks_ago is None or plan.from_weeks_ago > weeks_ago + 6 for plan in plans
        )
    return weeks_ago >= LEAST_WEEKS and is_recent and hia.rate < 0.55


def _is_of(name: str, hia: HiaTruth) -> bool:
    return person_id(name) == hia.person_id


def _lived(drawn: DrawnOrganisation, hia: HiaTruth) -> World:
    team = next(team for team in drawn.scenario.teams if any(_is_of(spec.name, hia) for spec in team.sellers))
    spec = next(spec for spec in team.sellers if _is_of(spec.name, hia))
    needed = {situation.takes_from for situation in spec.situations}
    needed |= {other.name for other in team.sellers if spec.name in other.heirs}
    others = [other for other in team.sellers if other is not spec and not set(other.heirs) - {spec.name}]
    others.sort(key=lambda other: other.name not in needed)
    few = replace(team, sellers=(spec, *others[:COLLEAGUES]))
    scenario = replace(drawn.scenario, teams=(few,), weeks=WEEKS, warm_up_weeks=WARM_UP)
    shown = simulate(scenario, drawn.seed)
    assert hia.since_on is not None
    since_on = max(hia.since_on, shown.first_day + timedelta(days=7))
    return World(drawn, shown, hia, since_on)
