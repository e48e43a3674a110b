"""The truth about a run: what was done and what became of it, why somebody falls short, what moves deals."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from fairway.simulation.acting import plan_in_force
from fairway.simulation.calendar import Weeks
from fairway.simulation.draws import saturated
from fairway.simulation.people import Seller
from fairway.simulation.recording import TrueAct
from fairway.simulation.scenario import Cause, Scenario
from fairway.simulation.types import (
    Fate,
    KindEffect,
    PlantedState,
    SellerTruth,
    Shortfall,
    SimActivity,
    TrueWeek,
)


@dataclass(slots=True)
class Tally:
    logged: int = 0
    unlogged: int = 0
    unconfirmed: int = 0
    mistyped: int = 0
    not_yet: int = 0

    def count(self, act: TrueAct, record: SimActivity | None) -> None:
        """Count one act by what its record looks like; `record` is None while the CRM does not show one."""
        if act.activity_id is None:
            self.unlogged += 1
        elif record is None:
            self.not_yet += 1
        elif record.status is not Fate.DONE:
            self.unconfirmed += 1
        elif not act.is_own_word:
            self.mistyped += 1
        else:
            self.logged += 1


def true_weeks(
    sellers: Sequence[Seller],
    acts: Iterable[TrueAct],
    seen: Mapping[str, SimActivity],
    weeks: Weeks,
    last_week: int,
) -> Iterator[TrueWeek]:
    """Acts by person, week and kind, up to a week; zeros only where a plan was in force."""
    tallies: dict[tuple[str, int, str], Tally] = {}
    for seller in sellers:
        person = seller.person
        for number in range(weeks.first, last_week + 1):
            monday = weeks.monday(number)
            if monday < person.hired_on or (person.left_on is not None and monday > person.left_on):
                continue
            for word, plans in seller.plans.items():
                if plan_in_force(plans, number, weeks) is not None:
                    tallies[person.person_id, number, word] = Tally()
    for act in acts:
        if weeks.first <= act.week:
            record = seen.get(act.activity_id) if act.activity_id is not None else None
            tallies.setdefault((act.person_id, act.week, act.kind), Tally()).count(act, record)
    for (person_id, number, word), tally in tallies.items():
        yield TrueWeek(
            person_id=person_id,
            week_on=weeks.monday(number),
            kind=word,
            logged=tally.logged,
            unlogged=tally.unlogged,
            unconfirmed=tally.unconfirmed,
            mistyped=tally.mistyped,
            not_yet=tally.not_yet,
            done=tally.logged + tally.unlogged + tally.unconfirmed + tally.mistyped + tally.not_yet,
        )


def shortfalls_of(seller: Seller, scenario: Scenario, weeks: Weeks) -> Iterator[Shortfall]:
    """Every planted reason to fall short: situations, leave, ramp, sources off, targets out of reach."""
    types = {kind.word: kind.type for kind in scenario.kinds}
    for cause, kind, begins, last in _spans(seller, scenario.last_day, weeks, types):
        first = max(begins, weeks.first)
        words = (
            [kind]
            if kind
            else [
                word
                for word, plans in seller.plans.items()
                if any(plan_in_force(plans, number, weeks) for number in range(first, min(last, weeks.count) + 1))
            ]
        )
        is_over = weeks.monday(last + 1) <= scenario.last_day
        if last >= first:
            for word in words:
                yield Shortfall(
                    seller.person.person_id,
                    word,
                    str(cause),
                    weeks.monday(first),
                    weeks.monday(last) if is_over else None,
                )


def _spans(
    seller: Seller, last_day: date, weeks: Weeks, types: Mapping[str, str]
) -> Iterator[tuple[Cause, str, int, int]]:
    """Cause, word of the kind (empty: all with a plan), first and last week."""
    for situation in seller.spec.situations:
        if situation.cause is not None:
            end = weeks.count if situation.until_weeks_ago is None else weeks.ago(situation.until_weeks_ago)
            yield situation.cause, situation.kind, weeks.ago(situation.from_weeks_ago), end - 1
    for leave in seller.spec.leaves:
        days = (last_day + timedelta(days=leave.first_day), last_day + timedelta(days=leave.last_day))
        yield Cause.ABSENCE, "", weeks.number(days[0]), weeks.number(days[1])
    if seller.ramp:
        first = weeks.number(seller.ramp_from_on)
        yield Cause.RAMP, "", first, first + seller.ramp[-1][0] - 1
    for off in seller.spec.sources_off:
        span = (weeks.number(last_day - timedelta(days=days)) for days in (off.from_days_ago, off.until_days_ago))
        first, last = span
        yield from ((Cause.DATA, word, first, last) for word in seller.plans if types[word] == off.type)
    for word, plans in seller.plans.items():
        for plan in plans:
            if plan.usual is not None and plan.usual < plan.target:
                first = weeks.first if plan.from_weeks_ago is None else weeks.ago(plan.from_weeks_ago)
                last = weeks.count if plan.until_weeks_ago is None else weeks.ago(plan.until_weeks_ago) - 1
                yield Cause.TARGET, word, first, last


def states_of(seller: Seller) -> Iterator[PlantedState]:
    for situation in seller.spec.situations:
        if situation.state:
            yield PlantedState(seller.person.person_id, situation.kind, str(situation.state))


def effects_of(scenario: Scenario) -> Iterator[KindEffect]:
    for kind in scenario.kinds:
        effect = kind.effect
        yield KindEffect(
            kind=kind.word,
            moves=str(effect.moves) if effect.log_ratio else "nothing",
            ratio_with_yes=exp(effect.log_ratio),
            ratio_without_yes=exp(effect.log_ratio * saturated(scenario.without_yes)),
            share_yes=1.0 if kind.objective is None else kind.objective.share_yes,
            lag_weeks=effect.lag_weeks,
            is_decoy=kind.is_decoy,
            follows_heat=kind.follows_heat,
        )


def seller_truth(seller: Seller, attainment: float) -> SellerTruth:
    return SellerTruth(
        seller.person.person_id,
        seller.ability,
        seller.pace,
        seller.is_planful,
        seller.share_logged,
        attainment,
    )
