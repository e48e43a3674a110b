"""What a seller truly does in a week: how many acts of each kind, on what, and who says yes to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp

from fairway.simulation.accounts import Ground
from fairway.simulation.calendar import FIRST_START, LAST_START, Weeks
from fairway.simulation.deals import Book, Deal, Doses, Turn
from fairway.simulation.draws import between, sample, weekly_count
from fairway.simulation.people import Seller
from fairway.simulation.planting import CALM, Pressure
from fairway.simulation.scenario import InVain, Kind, Moves, PlanSpec, Scenario, Subject
from fairway.simulation.types import SimAccount, SimLead

DAYS_ON_A_LEAD = 30  # it is worked on after it came in
SHARE_GOOD = 0.85
WEAK_YES = 0.35  # what an act of weak quality keeps of its chance of a yes
CHANCES = 16  # random numbers each act brings along; recording.py uses those from RECORDING on
RECORDING = 6


@dataclass(frozen=True, slots=True)
class Act:
    """Something a seller truly did, at a minute of their own day."""

    seller_id: str
    kind: Kind
    day: date
    minute: int
    minutes: int
    account: SimAccount | None
    deal: Deal | None
    is_good: bool
    answered_on: date | None  # the day on which the customer's side happens
    pressure: Pressure
    chances: Sequence[float]
    lead: SimLead | None = None
    is_in_vain: bool = False  # a try under the act's own word that did not become one


Subjects = tuple[SimAccount | None, Deal | None, SimLead | None]


def plan_in_force(plans: Sequence[PlanSpec], number: int, weeks: Weeks) -> PlanSpec | None:
    """The plan that holds for a kind in a week."""
    for plan in plans:
        begins = plan.from_weeks_ago is None or weeks.ago(plan.from_weeks_ago) <= number
        if begins and (plan.until_weeks_ago is None or number < weeks.ago(plan.until_weeks_ago)):
            return plan
    return None


def acts_of_week(turn: Turn, book: Book, ground: Ground, scenario: Scenario, weeks: Weeks) -> list[Act]:
    """Everything the seller does this week. In the warm-up only what moves deals."""
    if not turn.days:
        return []
    acts: list[Act] = []
    tries: dict[str, int] = {}
    swing = _swing(turn, scenario.week_spread)
    for kind in turn.seller.kinds:
        if turn.number < weeks.first and kind.effect.moves == Moves.NOTHING:
            continue
        plan = plan_in_force(turn.seller.plans.get(kind.word, ()), turn.number, weeks)
        count, pressure, in_vain = _count(turn, kind, plan, swing)
        tries[kind.attempt] = tries.get(kind.attempt, 0) + (count + in_vain if kind.attempt else 0)
        acts.extend(_acts(turn, kind, pressure, count, (book, ground)))
        if not kind.attempt:
            vain = _acts(turn, kind, pressure, in_vain, (book, ground))
            acts.extend(replace(act, is_in_vain=True, answered_on=None) for act in vain)
    for kind in turn.seller.kinds:
        acts.extend(_acts(turn, kind, CALM, tries.get(kind.word, 0), (book, ground)))
    for act in acts:
        if not act.is_in_vain:
            _count_dose(act, book, turn.number, scenario.without_yes)
    return acts


def _swing(turn: Turn, spread: float) -> float:
    """How much gets done this week, of the usual; 1 on average."""
    return exp(spread * float(turn.rng.standard_normal()) - spread**2 / 2) if spread else 1.0


def _count(turn: Turn, kind: Kind, plan: PlanSpec | None, swing: float) -> tuple[int, Pressure, int]:
    """Acts of a kind this week, what bears on them, and how many tries were in vain."""
    seller, week = turn.seller, turn.seller.planting.in_week(turn.number)
    presence = turn.share * seller.ramp_share(turn.monday) * swing
    if plan is None:
        pressure = week.kinds.get(kind.word, CALM)
        is_of_earlier_role = kind.word in seller.plans and turn.monday < seller.ramp_from_on
        weekly = 0.0 if is_of_earlier_role else kind.weekly
        mean = weekly * seller.busyness * week.other_work * presence
    else:
        pressure = week.on(kind.word)
        mean = plan.weekly * seller.pace * presence
    mean *= pressure.rate
    if pressure.count is not None:
        return pressure.count, pressure, round(pressure.count / kind.usual_conversion) - pressure.count
    is_planful = seller.is_planful and plan is not None
    count = weekly_count(mean * pressure.conversion, turn.rng, is_planful=is_planful)
    if not kind.attempt and kind.in_vain is InVain.UNSEEN:
        return count, pressure, 0
    tries_in_vain = mean * (1.0 / kind.usual_conversion - pressure.conversion)
    return count, pressure, weekly_count(tries_in_vain, turn.rng, is_planful=is_planful)


def _acts(turn: Turn, kind: Kind, pressure: Pressure, count: int, place: tuple[Book, Ground]) -> list[Act]:
    if count == 0:
        return []
    subjects = _subjects(turn, kind, count, place)
    table = turn.rng.random((count, CHANCES)).tolist()
    return [
        _act(turn.seller, turn.days, kind, pressure, (*subject, chances))
        for subject, chances in zip(subjects, table, strict=True)
    ]


def _act(
    seller: Seller,
    days: Sequence[date],
    kind: Kind,
    pressure: Pressure,
    on: tuple[SimAccount | None, Deal | None, SimLead | None, Sequence[float]],
) -> Act:
    account, deal, lead, chances = on
    day = days[between(0, len(days) - 1, chances[0])]
    share_good = SHARE_GOOD if pressure.share_good is None else pressure.share_good
    is_good = kind.qualities is None or chances[1] < share_good
    answered_on = None
    if kind.objective is not None:
        share_yes = kind.objective.share_yes * pressure.yes * (1.0 if is_good else WEAK_YES)
        if chances[2] < share_yes:
            answered_on = seller.calendar.after(day, between(*kind.objective.lag_days, chances[3]))
    return Act(
        seller_id=seller.person.person_id,
        kind=kind,
        day=day,
        minute=between(FIRST_START, LAST_START, chances[4]),
        minutes=between(*kind.minutes, chances[5]),
        account=account,
        deal=deal,
        is_good=is_good,
        answered_on=answered_on,
        pressure=pressure,
        chances=chances,
        lead=lead,
    )


def suited(kind: Kind, deals: Sequence[Deal]) -> list[Deal]:
    """Those deals that are in a stage the kind is for."""
    if kind.stages is None:
        return list(deals)
    first, last = kind.stages
    return [deal for deal in deals if first <= deal.position <= last]


def _subjects(turn: Turn, kind: Kind, count: int, place: tuple[Book, Ground]) -> list[Subjects]:
    """What each of some acts is done on: different deals, leads or accounts while there are enough."""
    book, ground = place
    own = turn.seller.person.person_id
    if kind.subject == Subject.LEAD:
        leads = [
            lead
            for lead in book.own_leads.get(own, ())
            if (turn.monday - lead.created_at.date()).days <= DAYS_ON_A_LEAD
            and (lead.converted_at is None or lead.converted_at.date() > turn.monday)
        ]
        if leads:
            return [(None, None, leads[n]) for n in sample([1.0] * len(leads), count, turn.rng)]
    if kind.subject == Subject.DEAL:
        deals = book.open.get(own, [])
        deals = suited(kind, deals) or deals
        weights = [exp(kind.follows_heat * deal.heat) if kind.follows_heat else 1.0 for deal in deals]
        if deals:
            return [(deals[n].account, deals[n], None) for n in sample(weights, count, turn.rng)]
    accounts = ground.accounts.get(own, [])
    if kind.subject == Subject.NOBODY or not accounts:
        return [(None, None, None)] * count
    if kind.at:
        accounts = [a for a in accounts if (a.is_customer if kind.at == "customers" else a.is_target)] or accounts
    return [(accounts[n], None, None) for n in sample([1.0] * len(accounts), count, turn.rng)]


def _count_dose(act: Act, book: Book, number: int, without_yes: float) -> None:
    if act.kind.effect.moves == Moves.NOTHING or not act.kind.effect.log_ratio:
        return
    dose = 1.0 if act.kind.objective is None or act.answered_on is not None else without_yes
    doses: Doses | None = None
    if act.kind.effect.moves == Moves.PROGRESS:
        doses = act.deal.doses if act.deal is not None else None
    elif act.account is not None:
        doses = book.account_doses.setdefault(act.account.account_id, {})
    if doses is not None:
        doses.setdefault(act.kind.word, []).append((number, dose))
