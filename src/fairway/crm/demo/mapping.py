"""Simulated rows as canonical rows. Ids are the simulation's own; people's can be typed: `marcus-bell`."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from fairway.crm.demo.organisation import MAIL_DOMAIN, ORGANISATION
from fairway.exchange.types import CoverageRow, PlanRow
from fairway.lib.periods import show_working_days
from fairway.people.types import AbsenceRow, LineRow, PersonRow
from fairway.records.types import (
    AccountRow,
    ActivityRow,
    ActivityStatus,
    ActivityType,
    ContactRow,
    Direction,
    LeadRow,
    OpportunityRow,
    OwnerChangeRow,
    ParticipantRow,
    QuotaRow,
    StageChangeRow,
    StageRow,
)
from fairway.simulation import types as sim

CURRENCY = str(ORGANISATION["currency"])


def tables_of(organisation: sim.SimOrganisation) -> Iterator[tuple[str, list[object]]]:
    """Every canonical table with its rows, people first, in the order in which the simulation gives them."""
    for table, (name, as_canonical) in MAPPERS.items():
        yield table, [as_canonical(row) for row in getattr(organisation, name)]


def _person(row: sim.SimPerson) -> PersonRow:
    return PersonRow(
        native_id=row.person_id,
        name=row.name,
        email=f"{row.person_id.replace('-', '.')}@{MAIL_DOMAIN}",
        manager_native_id=row.manager_id,
        team=row.team,
        role=row.role,
        hired_on=row.hired_on,
        left_on=row.left_on,
        timezone=row.timezone,
        country=row.country,
        fte=Decimal(str(row.fte)),
        working_days=show_working_days(frozenset(row.working_days)),
        is_active=row.left_on is None,
    )


def _line(row: sim.SimLine) -> LineRow:
    return LineRow(row.person_id, row.from_on, row.manager_id, row.team, row.role, row.to_on)


def _absence(row: sim.SimAbsence) -> AbsenceRow:
    return AbsenceRow(row.person_id, row.start_on, row.end_on, row.kind)


def _account(row: sim.SimAccount) -> AccountRow:
    return AccountRow(
        account_id=row.account_id,
        name=row.name,
        owner_id=row.owner_id,
        tier=row.tier,
        segment=row.segment,
        potential_amount=Decimal(row.potential_amount),
        is_customer=row.is_customer,
        is_target=row.is_target,
    )


def _contact(row: sim.SimContact) -> ContactRow:
    return ContactRow(row.contact_id, row.account_id, row.title, row.seniority, row.buying_role)


def _lead(row: sim.SimLead) -> LeadRow:
    return LeadRow(
        lead_id=row.lead_id,
        owner_id=row.owner_id,
        created_at=row.created_at,
        source=row.source,
        is_inbound=row.is_inbound,
        status=row.status,
        converted_at=row.converted_at,
        converted_opportunity_id=row.converted_deal_id,
    )


def _stage(row: sim.SimStage) -> StageRow:
    return StageRow(row.pipeline, row.stage, row.position, row.is_closed, row.is_won)


def _opportunity(row: sim.SimDeal) -> OpportunityRow:
    return OpportunityRow(
        opportunity_id=row.deal_id,
        owner_id=row.owner_id,
        created_at=row.created_at,
        stage=row.stage,
        account_id=row.account_id,
        name=row.name,
        pipeline=row.pipeline,
        type=row.type,
        amount=Decimal(row.amount),
        currency=CURRENCY,
        expected_close_on=row.expected_close_on,
        closed_at=row.closed_at,
        is_won=row.is_won,
        source=row.source,
        lost_reason=row.lost_reason,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
    )


def _stage_change(row: sim.SimStageChange) -> StageChangeRow:
    return StageChangeRow(row.deal_id, row.changed_at, row.to_stage, row.from_stage)


def _owner_change(row: sim.SimOwnerChange) -> OwnerChangeRow:
    return OwnerChangeRow(row.deal_id, row.changed_at, row.owner_id)


def _activity(row: sim.SimActivity) -> ActivityRow:
    return ActivityRow(
        activity_id=row.activity_id,
        seller_id=row.seller_id,
        type=ActivityType(row.type),
        subtype=row.subtype,
        direction=Direction(row.direction),
        status=ActivityStatus(str(row.status)),
        scheduled_start_at=row.scheduled_at,
        occurred_at=row.occurred_at,
        completed_at=row.completed_at,
        cancelled_at=row.cancelled_at,
        logged_at=row.logged_at,
        duration_min=Decimal(row.minutes),
        outcome=row.outcome,
        account_id=row.account_id,
        opportunity_id=row.deal_id,
        lead_id=row.lead_id,
        is_auto_captured=row.is_auto_captured,
    )


def _participant(row: sim.SimParticipant) -> ParticipantRow:
    return ParticipantRow(row.activity_id, row.contact_id, row.role, row.response)


def _quota(row: sim.SimQuota) -> QuotaRow:
    return QuotaRow(row.person_id, row.start_on, row.end_on, Decimal(row.amount), CURRENCY)


def _coverage(row: sim.SimCoverage) -> CoverageRow:
    return CoverageRow(row.person_id, row.type, row.from_on, row.state, row.to_on, row.note)


def _plan(row: sim.SimPlan) -> PlanRow:
    return PlanRow(row.person_id, row.kind, row.starts_on, Decimal(row.target), row.per, row.ends_on)


# Table -> the simulation's name for it, and how one of its rows is put; in the order of delivery.
MAPPERS: Mapping[str, tuple[str, Callable[[Any], object]]] = {
    "people": ("people", _person),
    "reporting_lines": ("lines", _line),
    "absences": ("absences", _absence),
    "accounts": ("accounts", _account),
    "contacts": ("contacts", _contact),
    "leads": ("leads", _lead),
    "stages": ("stages", _stage),
    "opportunities": ("deals", _opportunity),
    "stage_changes": ("stage_changes", _stage_change),
    "owner_changes": ("owner_changes", _owner_change),
    "activities": ("activities", _activity),
    "participants": ("participants", _participant),
    "quotas": ("quotas", _quota),
    "coverage": ("coverage", _coverage),
    "plans": ("plans", _plan),
}
