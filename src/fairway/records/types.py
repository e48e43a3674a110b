"""Canonical rows as sources state them, in their own ids. Instants are aware UTC; a None means the source does not
say.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class ActivityType(StrEnum):
    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    TASK = "task"
    OTHER = "other"


class Direction(StrEnum):
    OUTBOUND = "outbound"
    INBOUND = "inbound"
    INTERNAL = "internal"


class ActivityStatus(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class AccountRow:
    account_id: str
    name: str | None = None
    owner_id: str | None = None
    tier: str | None = None
    segment: str | None = None
    potential_amount: Decimal | None = None
    is_customer: bool | None = None
    is_target: bool | None = None
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    contact_id: str
    account_id: str | None = None
    title: str | None = None
    seniority: str | None = None
    buying_role: str | None = None


@dataclass(frozen=True, slots=True)
class LeadRow:
    lead_id: str
    owner_id: str
    created_at: datetime
    source: str | None = None
    is_inbound: bool | None = None
    status: str | None = None
    converted_at: datetime | None = None
    converted_opportunity_id: str | None = None


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    opportunity_id: str
    owner_id: str
    created_at: datetime
    stage: str
    account_id: str | None = None
    name: str | None = None
    pipeline: str | None = None
    type: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    expected_close_on: date | None = None
    closed_at: datetime | None = None
    is_won: bool | None = None
    source: str | None = None
    lost_reason: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None


@dataclass(frozen=True, slots=True)
class StageRow:
    pipeline: str
    stage: str
    position: int
    is_closed: bool | None = None
    is_won: bool | None = None


@dataclass(frozen=True, slots=True)
class StageChangeRow:
    opportunity_id: str
    changed_at: datetime
    to_stage: str
    from_stage: str | None = None


@dataclass(frozen=True, slots=True)
class OwnerChangeRow:
    opportunity_id: str
    changed_at: datetime
    owner_id: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    activity_id: str
    seller_id: str
    type: ActivityType
    subtype: str | None = None
    direction: Direction | None = None
    status: ActivityStatus = ActivityStatus.PLANNED
    scheduled_start_at: datetime | None = None
    due_on: date | None = None  # a day in the seller's own calendar, for to-dos without an hour
    occurred_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    logged_at: datetime | None = None
    duration_min: Decimal | None = None
    outcome: str | None = None
    account_id: str | None = None
    opportunity_id: str | None = None
    lead_id: str | None = None
    is_auto_captured: bool | None = None


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    activity_id: str
    contact_id: str
    role: str | None = None
    response: str | None = None


@dataclass(frozen=True, slots=True)
class QuotaRow:
    seller_id: str
    period_start_on: date
    period_end_on: date
    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class MatchDraft:
    """An activity somebody says is of another word, or took place."""

    record_id: str
    metric_key: str
    word: str = ""  # empty: it stays of its own
    type: str = ""
    took_place: bool = False


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """A match as other rooms see it. `by` is an account; `confirmed_at` None for what is only proposed."""

    record_id: str
    person_key: int
    metric_key: str
    day_on: date
    stated_word: str
    word: str
    took_place: bool
    by: int | None
    at: datetime
    confirmed_by: int | None
    confirmed_at: datetime | None
