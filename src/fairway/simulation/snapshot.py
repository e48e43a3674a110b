"""Records as a CRM showed them at the end of a day: what had been entered by then, in its state of then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from fairway.simulation import names
from fairway.simulation.calendar import day_end
from fairway.simulation.deals import LOST, WON, Book, Deal
from fairway.simulation.people import Seller
from fairway.simulation.scenario import TeamSpec
from fairway.simulation.types import (
    Fate,
    SimActivity,
    SimDeal,
    SimLead,
    SimOwnerChange,
    SimStage,
    SimStageChange,
)

DAYS_OF_WORK_ON_A_LEAD = 30


def cuts_of(sellers: Iterable[Seller], last_day: date, home_zone: str) -> dict[str, datetime]:
    """The last instant that counts for each person: their own day's end or the organisation's, if earlier."""
    home = day_end(home_zone, last_day)
    return {seller.person.person_id: min(home, day_end(seller.person.timezone, last_day)) for seller in sellers}


def seen_activity(activity: SimActivity, cut: datetime, unmarked: Fate = Fate.UNCONFIRMED) -> SimActivity | None:
    """The record as it stood at an instant; None while it was not in the CRM. `unmarked` is what stands at one whose
    day is over and that nobody has marked.
    """
    if activity.logged_at > cut:
        return None
    marked_at = activity.cancelled_at or activity.completed_at
    if marked_at is not None and marked_at <= cut:
        return activity
    due_at = (activity.scheduled_at or activity.logged_at) + timedelta(minutes=activity.minutes)
    return replace(
        activity,
        status=unmarked if due_at <= cut else Fate.PLANNED,
        occurred_at=None,
        completed_at=None,
        cancelled_at=None,
        outcome=None,
    )


@dataclass(frozen=True, slots=True)
class SeenDeals:
    """Deals that were open at some time since the first day, with their histories."""

    deals: tuple[SimDeal, ...]
    stage_changes: tuple[SimStageChange, ...]
    owner_changes: tuple[SimOwnerChange, ...]


def seen_deals(deals: Sequence[Deal], cuts: Mapping[str, datetime], first_day: date) -> SeenDeals:
    """Owner changes are stated only for deals that changed hands, and then from their first owner on."""
    begins_at = datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC)
    seen: list[SimDeal] = []
    stage_changes: list[SimStageChange] = []
    owner_changes: list[SimOwnerChange] = []
    for deal in sorted(deals, key=lambda deal: (deal.created_at, deal.deal_id)):
        owners = [(at, owner) for at, owner in deal.owners if at <= cuts[owner]]
        if not owners or (deal.closed_at is not None and deal.closed_at < begins_at):
            continue
        owner = owners[-1][1]
        changes = [change for change in deal.changes if change[0] <= cuts[owner]]
        seen.append(_seen_deal(deal, owner, changes))
        stage_changes.extend(SimStageChange(deal.deal_id, at, before, after) for at, before, after in changes)
        if len(owners) > 1:
            owner_changes.extend(SimOwnerChange(deal.deal_id, at, person) for at, person in owners)
    return SeenDeals(
        tuple(seen),
        tuple(sorted(stage_changes, key=lambda row: (row.changed_at, row.deal_id))),
        tuple(sorted(owner_changes, key=lambda row: (row.changed_at, row.deal_id))),
    )


def _seen_deal(deal: Deal, owner: str, changes: Sequence[tuple[datetime, str | None, str]]) -> SimDeal:
    at, _, stage = changes[-1]
    is_closed = stage in (WON, LOST)
    number = int(deal.deal_id[4:])
    has_step = not is_closed and number % 5 != 0
    return SimDeal(
        deal_id=deal.deal_id,
        owner_id=owner,
        account_id=deal.account.account_id,
        name=deal.name,
        pipeline=deal.team.name,
        stage=stage,
        type=deal.team.deal_type,
        amount=deal.amount,
        created_at=deal.created_at,
        expected_close_on=deal.expected_close_on,
        source=deal.source,
        closed_at=at if is_closed else None,
        is_won=stage == WON if is_closed else None,
        lost_reason=deal.lost_reason if is_closed else None,
        next_step=names.NEXT_STEPS[number % len(names.NEXT_STEPS)] if has_step else None,
        next_step_on=at.date() + timedelta(days=7 + number % 21) if has_step else None,
    )


def seen_leads(
    book: Book, cuts: Mapping[str, datetime], first_day: date, kept_deals: Iterable[SimDeal]
) -> Iterator[SimLead]:
    """Leads that came in since the first day or became a kept deal, with what is known of them by then."""
    kept = {deal.deal_id for deal in kept_deals}
    for lead in sorted(book.leads, key=lambda lead: (lead.created_at, lead.lead_id)):
        cut = cuts[lead.owner_id]
        deal_id = book.converted.get(lead.lead_id)
        if lead.created_at > cut or (lead.created_at.date() < first_day and deal_id not in kept):
            continue
        if deal_id in kept and lead.converted_at is not None and lead.converted_at <= cut:
            yield replace(lead, status="converted", converted_deal_id=deal_id)
        else:
            is_old = cut - lead.created_at > timedelta(days=DAYS_OF_WORK_ON_A_LEAD)
            yield replace(lead, status="disqualified" if is_old else "working", converted_at=None)


def stages_of(teams: Iterable[TeamSpec]) -> Iterator[SimStage]:
    """The stages of every team's pipeline, which carries the team's name."""
    for team in teams:
        for position, stage in enumerate(team.stages):
            yield SimStage(team.name, stage.name, position + 1, False, False)
        yield SimStage(team.name, WON, len(team.stages) + 1, True, True)
        yield SimStage(team.name, LOST, len(team.stages) + 2, True, False)
