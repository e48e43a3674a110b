"""Living through the weeks of a scenario, and what a CRM shows of them on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fairway.simulation.accounts import Ground, ground_of
from fairway.simulation.acting import acts_of_week
from fairway.simulation.answering import record_answer
from fairway.simulation.calendar import Weeks, weeks_of
from fairway.simulation.deals import Book, Turn, progress
from fairway.simulation.draws import stream
from fairway.simulation.goals import Goal, apply_goals, goals_of, quota_rows
from fairway.simulation.opening import arrivals
from fairway.simulation.owning import hand_over, redistribute, swap
from fairway.simulation.people import Seller, Staff, staff_of
from fairway.simulation.planting import begins_in
from fairway.simulation.promising import coverage_rows, plan_rows
from fairway.simulation.recording import Records, record
from fairway.simulation.scenario import Moves, Scenario
from fairway.simulation.snapshot import cuts_of, seen_activity, seen_deals, seen_leads, stages_of
from fairway.simulation.truth import effects_of, seller_truth, shortfalls_of, states_of, true_weeks
from fairway.simulation.types import Fate, SimAccount, SimActivity, SimDeal, SimOrganisation, Truth

WEEKS_AHEAD = 2  # lived through after what is shown, for what already stands in the diary
DAYS_AWAY_ARE_BOOKED = 28  # before they come


@dataclass(frozen=True, slots=True)
class Lived:
    """A scenario lived through: everything that happened, whether or not a CRM knows of it."""

    scenario: Scenario
    seed: int
    weeks: Weeks
    staff: Staff
    ground: Ground
    book: Book
    records: Records
    goals: dict[str, Goal] = field(default_factory=dict)  # by person, once the weeks are over


def simulate(scenario: Scenario, seed: int, *, shown_until: date | None = None) -> SimOrganisation:
    """The organisation as its CRM shows it at the end of the scenario's last day, with the truth up to then.

    `shown_until` shows it on another day: an earlier one, or a later one until which life has gone on. Both
    days show the same of the time before, except for what was entered or changed in between.
    """
    day = shown_until or scenario.last_day
    ahead = max(0, (day - scenario.last_day).days // 7 + 1)
    return shown(lived(scenario, seed, ahead=WEEKS_AHEAD + ahead), day)


def lived(scenario: Scenario, seed: int, *, ahead: int = WEEKS_AHEAD) -> Lived:
    """Live through warm-up, history and some weeks ahead, week by week and seller by seller."""
    weeks = weeks_of(scenario.last_day, history=scenario.weeks, warm_up=scenario.warm_up_weeks, ahead=ahead)
    staff = staff_of(scenario, seed, weeks)
    ground = ground_of(staff.sellers, seed)
    run = Lived(scenario, seed, weeks, staff, ground, Book(), Records(scenario.last_day, ground))
    by_team = {seller.team.name: [s for s in staff.sellers if s.team is seller.team] for seller in staff.sellers}
    for number in range(weeks.count):
        for seller in staff.sellers:
            _live(run, seller, number, by_team[seller.team.name])
    run.goals.update(goals_of(staff.sellers, run.book.deals, scenario.last_day))
    apply_goals(run.goals, run.book.deals, scenario.last_day)
    return run


def _live(run: Lived, seller: Seller, number: int, team: Sequence[Seller]) -> None:
    """One seller's week. Deals opened in it are worked on from the next week on."""
    scenario, weeks, book = run.scenario, run.weeks, run.book
    monday = weeks.monday(number)
    days = seller.calendar.days(monday)
    turn = Turn(
        seller,
        number,
        monday,
        days,
        len(days) * seller.calendar.day_share,
        stream(run.seed, "week", seller.person.name, monday),
    )
    if seller.person.left_on is not None and seller.person.left_on < monday:
        hand_over(turn, book, run.ground, {other.person.person_id: other for other in run.staff.sellers})
    swap(turn, book, team, scenario.share_owner_changes)
    redistribute(turn, book, run.ground, team, [s for s in seller.spec.situations if begins_in(s, weeks) == number])
    own = seller.person.person_id
    opened = arrivals(turn, book, run.ground.accounts[own], scenario, weeks)
    for act in acts_of_week(turn, book, run.ground, scenario, weeks):
        if number >= weeks.first:
            record(act, seller, number, run.records)
            answered_in = weeks.number(act.answered_on) if act.answered_on else None
            record_answer(act, seller, run.records, number, answered_in)
    progress(
        turn,
        book,
        [kind for kind in scenario.kinds if kind.effect.moves == Moves.PROGRESS and kind.effect.log_ratio],
    )
    book.open.setdefault(own, []).extend(opened)


def shown(run: Lived, day: date) -> SimOrganisation:
    """What the CRM shows at the end of a day no later than the weeks lived through."""
    scenario, weeks, sellers = run.scenario, run.weeks, run.staff.sellers
    first_day = weeks.monday(weeks.first)
    cuts = cuts_of(sellers, day, scenario.timezone)
    unmarked = Fate.PLANNED if scenario.are_unmarked_planned else Fate.UNCONFIRMED
    activities = tuple(
        seen
        for activity in run.records.activities
        if (seen := seen_activity(activity, cuts[activity.seller_id], unmarked))
    )
    by_id = {activity.activity_id: activity for activity in activities}
    deals = seen_deals(run.book.deals, cuts, first_day)
    return SimOrganisation(
        first_day=first_day,
        last_day=day,
        people=run.staff.people,
        lines=run.staff.lines,
        absences=tuple(
            row
            for row in run.staff.absences
            if first_day <= row.end_on and row.start_on <= day + timedelta(days=DAYS_AWAY_ARE_BOOKED)
        ),
        accounts=tuple(_accounts(run.ground, deals.deals)),
        contacts=tuple(row for rows in run.ground.contacts.values() for row in rows),
        leads=tuple(seen_leads(run.book, cuts, first_day, deals.deals)),
        stages=tuple(stages_of(scenario.teams)),
        deals=deals.deals,
        stage_changes=deals.stage_changes,
        owner_changes=deals.owner_changes,
        activities=tuple(sorted(activities, key=lambda row: (row.logged_at, row.activity_id))),
        participants=tuple(row for row in run.records.participants if row.activity_id in by_id),
        quotas=tuple(quota_rows(sellers, run.goals, weeks, max(scenario.last_day, day))),
        coverage=tuple(row for seller in sellers for row in coverage_rows(seller, scenario.last_day)),
        plans=tuple(row for seller in sellers for row in plan_rows(seller, weeks)),
        truth=_truth(run, day, by_id, deals.deals),
    )


def _truth(run: Lived, day: date, seen: Mapping[str, SimActivity], deals: Sequence[SimDeal]) -> Truth:
    """The truth up to a day about what is seen then."""
    cuts = cuts_of(run.staff.sellers, day, run.scenario.timezone)
    sellers = run.staff.sellers
    heat = {deal.deal_id: deal.heat for deal in run.book.deals}
    done = [act for act in run.records.true_acts if act.at <= cuts[act.person_id]]
    return Truth(
        weeks=tuple(true_weeks(sellers, done, seen, run.weeks, run.weeks.number(day))),
        shortfalls=tuple(row for seller in sellers for row in shortfalls_of(seller, run.scenario, run.weeks)),
        states=tuple(row for seller in sellers for row in states_of(seller)),
        effects=tuple(effects_of(run.scenario)),
        sellers=tuple(seller_truth(seller, run.goals[seller.person.person_id].attainment) for seller in sellers),
        heat={deal.deal_id: heat[deal.deal_id] for deal in deals},
    )


def _accounts(ground: Ground, deals: Sequence[SimDeal]) -> list[SimAccount]:
    """Accounts with who looks after them now; whoever has bought is a customer."""
    buyers = {deal.account_id for deal in deals if deal.is_won}
    rows = [
        replace(account, owner_id=owner, is_customer=account.is_customer or account.account_id in buyers)
        for owner, accounts in ground.accounts.items()
        for account in accounts
    ]
    return sorted(rows, key=lambda account: account.account_id)
