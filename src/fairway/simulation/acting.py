"""What a seller truly does in a week: how many acts of each kind, on what, and who says yes to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from fairway.simulation.accounts import Ground
from fairway.simulation.calendar import FIRST_START, LAST_START, Weeks
from fairway.simulation.deals import Book, Deal, Doses, Turn
from fairway.simulation.draws import between, sample, weekly_count
from fairway.simulation.people import Seller
from fairway.simulation.planting import CALM, Pressure
from fairway.simulation.scenario import Kind, Moves, PlanSpec, Scenario, Subject
from fairway.simulation.types import SimAccount

USUAL_CONVERSION = 0.6  # of tries into acts, for kinds that have tries
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
    for kind in turn.seller.kinds:
        if turn.number < weeks.first and kind.effect.moves == Moves.NOTHING:
            continue
        plan = plan_in_force(turn.seller.plans.get(kind.word, ()), turn.number, weeks)
        count, pressure, tried = _count(turn, kind, plan)
        tries[kind.attempt] = tries.get(kind.attempt, 0) + tried
        acts.extend(_acts(turn, kind, pressure, count, (book, ground)))
    for kind in turn.seller.kinds:
        acts.extend(_acts(turn, kind, CALM, tries.get(kind.word, 0), (book, ground)))
    for act in acts:
        _count_dose(act, book, turn.number, scenario.without_yes)
    return acts


def _count(turn: Turn, kind: Kind, plan: PlanSpec | None) -> tuple[int, Pressure, int]:
    """Acts of a kind this week, what bears on them, and how many tries there were."""
    seller, week = turn.seller, turn.seller.planting.in_week(turn.number)
    presence = turn.share * seller.ramp_share(turn.monday)
    if plan is None:
        pressure = week.kinds.get(kind.word, CALM)
        mean = kind.weekly * seller.busyness * week.other_work * presence
    else:
        pressure = week.on(kind.word)
        mean = (plan.usual or plan.target) * seller.pace * presence
    mean *= pressure.rate
    if pressure.count is not None:
        return pressure.count, pressure, round(pressure.count / USUAL_CONVERSION)
    is_planful = seller.is_planful and plan is not None
    count = weekly_count(mean * pressure.conversion, turn.rng, is_planful=is_planful)
    if not kind.attempt:
        return count, pressure, 0
    in_vain = weekly_count(mean * (1.0 / USUAL_CONVERSION - pressure.conversion), turn.rng, is_planful=is_planful)
    return count, pressure, count + in_vain


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
    on: tuple[SimAccount | None, Deal | None, Sequence[float]],
) -> Act:
    account, deal, chances = on
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
    )


def _subjects(
    turn: Turn, kind: Kind, count: int, place: tuple[Book, Ground]
) -> list[tuple[SimAccount | None, Deal | None]]:
    """What each of some acts is done on: different deals or accounts while there are enough."""
    book, ground = place
    own = turn.seller.person.person_id
    if kind.subject == Subject.DEAL:
        deals = book.open.get(own, [])
        if kind.stages is not None:
            first, last = kind.stages
            deals = [deal for deal in deals if first <= deal.position <= last] or deals
        weights = [exp(kind.follows_heat * deal.heat) if kind.follows_heat else 1.0 for deal in deals]
        if deals:
            return [(deals[n].account, deals[n]) for n in sample(weights, count, turn.rng)]
    accounts = ground.accounts.get(own, [])
    if kind.subject == Subject.NOBODY or not accounts:
        return [(None, None)] * count
    if kind.at:
        accounts = [a for a in accounts if (a.is_customer if kind.at == "customers" else a.is_target)] or accounts
    return [(accounts[n], None) for n in sample([1.0] * len(accounts), count, turn.rng)]


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
