"""Odoo's records as canonical rows. Plain functions: everything they need comes in, nothing is asked for.

Native ids are Odoo's own as text: sellers `res.users`, accounts and contacts `res.partner`, deals and leads
`crm.lead`, activities `mail.activity`; a calendar event without an activity is `event-<id>`, a completion
known only from its message `message-<id>`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fairway.crm.odoo.values import day, instant, native, ref, ref_name, text, zone_name
from fairway.lib.periods import local_day
from fairway.people.types import AbsenceRow, PersonRow
from fairway.records.types import (
    AccountRow,
    ContactRow,
    LeadRow,
    OpportunityRow,
    StageRow,
)

Record = Mapping[str, Any]

PIPELINE = "Pipeline"  # Odoo shares its stages between teams: one pipeline


@dataclass(frozen=True, slots=True)
class Seller:
    """A user as other rows refer to them."""

    user_id: int
    name: str
    partner_id: int | None
    timezone: str  # IANA name; empty for the organisation's


@dataclass(frozen=True, slots=True)
class Standing:
    """What applications beside the user say about a person."""

    manager_id: int | None = None
    team: str | None = None
    role: str | None = None
    left_on: date | None = None


def person_row(user: Record, standing: Standing, usual_timezone: str) -> PersonRow:
    """A user as a person. An archived one left on the day HR says, else on their local day of the last change
    to them: archiving is a change, and little else changes afterwards.
    """
    timezone = zone_name(user.get("tz")) or usual_timezone or None
    left_on = None
    if not user.get("active", True):
        left_on = standing.left_on
        written_at = instant(user.get("write_date"))
        if left_on is None and written_at is not None:
            left_on = local_day(written_at, timezone) if timezone else written_at.date()
    return PersonRow(
        native_id=str(user["id"]),
        name=text(user.get("name")) or str(user["id"]),
        email=text(user.get("email")),
        manager_native_id=native(standing.manager_id),
        team=standing.team,
        role=standing.role,
        left_on=left_on,
        timezone=timezone,
        is_active=bool(user.get("active", True)),
    )


def account_row(partner: Record) -> AccountRow:
    """A contact as an account. Whether it is a customer is known where invoicing is installed."""
    rank = partner.get("customer_rank")
    return AccountRow(
        account_id=str(partner["id"]),
        name=text(partner.get("name")),
        owner_id=native(ref(partner.get("user_id"))),
        segment=ref_name(partner.get("industry_id")),
        is_customer=rank > 0 if isinstance(rank, int) else None,
        parent_id=native(ref(partner.get("parent_id"))),
    )


def contact_row(partner: Record) -> ContactRow:
    """A contact of an account: its company's, or its own where it has none."""
    return ContactRow(
        contact_id=str(partner["id"]),
        account_id=native(ref(partner.get("commercial_partner_id"))),
        title=text(partner.get("function")),
    )


def stage_row(stage: Record, position: int) -> StageRow:
    """A stage at its place. Odoo's only closed stages are won ones; lost deals stay in the stage they had."""
    is_won = bool(stage.get("is_won"))
    return StageRow(pipeline=PIPELINE, stage=stage["name"], position=position, is_closed=is_won, is_won=is_won)


def deal_state(lead: Record, won_stages: frozenset[int]) -> bool | None:
    """True for won, False for lost, None for open. `won_status` is new in 19; before, a won stage or the
    archive tell.

    A deal that was archived without being marked lost has left the pipeline without a win, so it is lost as
    well.
    """
    is_active = bool(lead.get("active", True))
    status = lead.get("won_status")
    if status == "won" or (status is None and is_active and ref(lead.get("stage_id")) in won_stages):
        return True
    return False if status == "lost" or not is_active else None


def opportunity_row(
    lead: Record, *, account_id: int | None, stages: Mapping[int, str], won_stages: frozenset[int]
) -> OpportunityRow | None:
    """A deal; None for a lead and when nobody owns it. One that began as a lead was created when it became a
    deal.
    """
    owner_id, created_at = ref(lead.get("user_id")), instant(lead.get("create_date"))
    if owner_id is None or created_at is None or lead.get("type") != "opportunity":
        return None
    is_won = deal_state(lead, won_stages)
    amount = lead.get("expected_revenue")
    return OpportunityRow(
        opportunity_id=str(lead["id"]),
        owner_id=str(owner_id),
        name=text(lead.get("name")),
        pipeline=PIPELINE,
        created_at=instant(lead.get("date_conversion")) or created_at,
        stage=stages.get(ref(lead.get("stage_id")) or 0, ""),
        account_id=native(account_id),
        amount=Decimal(str(amount)) if amount else None,
        currency=ref_name(lead.get("company_currency")),
        expected_close_on=day(lead.get("date_deadline")),
        is_won=is_won,
        closed_at=(instant(lead.get("date_closed")) or instant(lead.get("write_date"))) if is_won is not None else None,
        source=ref_name(lead.get("source_id")),
        lost_reason=ref_name(lead.get("lost_reason_id")) if is_won is False else None,
    )


def lead_row(lead: Record) -> LeadRow | None:
    """A lead, also one that became a deal since; None when nobody owns it."""
    owner_id, created_at = ref(lead.get("user_id")), instant(lead.get("create_date"))
    if owner_id is None or created_at is None:
        return None
    is_deal = lead.get("type") == "opportunity"
    status = "converted" if is_deal else "open" if lead.get("active", True) else "lost"
    return LeadRow(
        lead_id=str(lead["id"]),
        owner_id=str(owner_id),
        created_at=created_at,
        source=ref_name(lead.get("source_id")),
        status=status,
        converted_at=instant(lead.get("date_conversion")) if is_deal else None,
        converted_opportunity_id=str(lead["id"]) if is_deal else None,
    )


def was_lead(lead: Record) -> bool:
    """Whether a record is a lead or was one before it became a deal."""
    return lead.get("type") == "lead" or bool(lead.get("date_conversion"))


def absence_row(seller: Seller, *, start_on: date, end_on: date, kind: str) -> AbsenceRow:
    """Whole days off, both ends included."""
    return AbsenceRow(str(seller.user_id), start_on, end_on, kind)
