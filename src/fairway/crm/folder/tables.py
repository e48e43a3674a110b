"""The tables of a CRM folder, column by column, in an order in which references resolve."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fairway.crm.folder import rows, values
from fairway.crm.folder.rows import Cells
from fairway.records.types import (
    AccountRow,
    ActivityType,
    ContactRow,
    Direction,
    LeadRow,
    OpportunityRow,
    OwnerChangeRow,
    ParticipantRow,
    StageChangeRow,
    StageRow,
)


@dataclass(frozen=True, slots=True)
class FolderTable:
    """One file: its key, what it must and may hold, and the row it makes."""

    file: str
    table: str  # the canonical table
    key: tuple[str, ...]
    required: Mapping[str, Callable[[Any], Any]]
    optional: Mapping[str, Callable[[Any], Any]]
    row: Callable[[Cells], object]
    seller_column: str | None = None  # whose zone reads a clock time without offset
    # Columns whose record takes this one along when it is removed, with the file that record stands in.
    goes_with: Mapping[str, str] = field(default_factory=dict)
    remark: Callable[[Any], str] | None = None  # what is worth saying about a row that is taken as it is

    @property
    def columns(self) -> Mapping[str, Callable[[Any], Any]]:
        return {**self.required, **self.optional}


ID, TEXT, WHEN, DAY, BOOL = values.identifier, values.text, values.instant, values.day, values.yes_or_no
NAME, TEAM, JOB, KIND = values.text_up_to(200), values.text_up_to(120), values.text_up_to(80), values.text_up_to(40)
TITLE, STAGE = values.text_up_to(300), rows.stage_name
OF_SELLER, OF_ACTIVITY, OF_DEAL = (
    {"seller_id": "sellers"},
    {"activity_id": "activities"},
    {"opportunity_id": "opportunities"},
)

TABLES: tuple[FolderTable, ...] = (
    FolderTable(
        "sellers",
        "people",
        ("seller_id",),
        {"seller_id": ID, "name": NAME},
        {
            "email": values.text_up_to(254),
            "manager_id": ID,
            "team": TEAM,
            "role": JOB,
            "hired_on": DAY,
            "left_on": DAY,
            "timezone": rows.timezone,
            "country": values.country,
            "region": values.text_up_to(10),
            "fte": values.share,
            "working_days": rows.working_days,
        },
        rows.person,
        remark=rows.without_calendar,
    ),
    FolderTable(
        "reporting_lines",
        "reporting_lines",
        ("seller_id", "valid_from_on"),
        {"seller_id": ID, "valid_from_on": DAY, "manager_id": ID},
        {"team": TEAM, "role": JOB, "valid_to_on": DAY},
        rows.line,
        goes_with=OF_SELLER,
    ),
    FolderTable(  # what an export adds: hours and places that changed on a day
        "work_patterns",
        "work_patterns",
        ("seller_id", "valid_from_on"),
        {"seller_id": ID, "valid_from_on": DAY},
        {
            "timezone": rows.timezone,
            "country": values.country,
            "region": values.text_up_to(10),
            "fte": values.share,
            "working_days": rows.working_days,
        },
        rows.pattern,
        goes_with=OF_SELLER,
    ),
    FolderTable(
        "absences",
        "absences",
        ("seller_id", "start_on", "end_on"),
        {"seller_id": ID, "start_on": DAY, "end_on": DAY},
        {"kind": KIND},
        rows.absence,
        goes_with=OF_SELLER,
    ),
    FolderTable(
        "accounts",
        "accounts",
        ("account_id",),
        {"account_id": ID},
        {
            "name": TITLE,
            "owner_id": ID,
            "tier": TEXT,
            "segment": TEXT,
            "potential_amount": values.positive,
            "is_customer": BOOL,
            "is_target": BOOL,
            "parent_id": ID,
        },
        rows.plain(AccountRow),
    ),
    FolderTable(
        "contacts",
        "contacts",
        ("contact_id",),
        {"contact_id": ID},
        {"account_id": ID, "title": TEXT, "seniority": TEXT, "buying_role": TEXT},
        rows.plain(ContactRow),
    ),
    FolderTable(
        "leads",
        "leads",
        ("lead_id",),
        {"lead_id": ID, "owner_id": ID, "created_at": WHEN},
        {
            "source": TEXT,
            "is_inbound": BOOL,
            "status": TEXT,
            "converted_at": WHEN,
            "converted_opportunity_id": ID,
        },
        rows.plain(LeadRow),
        "owner_id",
        {"owner_id": "sellers"},
    ),
    FolderTable(
        "stages",
        "stages",
        ("pipeline", "stage"),
        {"pipeline": STAGE, "stage": STAGE, "position": values.whole},
        {"is_closed": BOOL, "is_won": BOOL},
        rows.plain(StageRow),
    ),
    FolderTable(
        "opportunities",
        "opportunities",
        ("opportunity_id",),
        {"opportunity_id": ID, "owner_id": ID, "created_at": WHEN, "stage": STAGE},
        {
            "account_id": ID,
            "name": TITLE,
            "pipeline": STAGE,
            "type": TEXT,
            "amount": values.number,
            "currency": values.currency,
            "expected_close_on": DAY,
            "closed_at": WHEN,
            "is_won": BOOL,
            "source": TEXT,
            "lost_reason": TEXT,
            "next_step": TEXT,
            "next_step_on": DAY,
        },
        rows.plain(OpportunityRow),
        "owner_id",
    ),
    FolderTable(
        "stage_changes",
        "stage_changes",
        ("opportunity_id", "changed_at", "to_stage"),
        {"opportunity_id": ID, "changed_at": WHEN, "to_stage": STAGE},
        {"from_stage": STAGE},
        rows.plain(StageChangeRow),
        goes_with=OF_DEAL,
    ),
    FolderTable(
        "owner_changes",
        "owner_changes",
        ("opportunity_id", "changed_at"),
        {"opportunity_id": ID, "changed_at": WHEN, "owner_id": ID},
        {},
        rows.plain(OwnerChangeRow),
        "owner_id",
        OF_DEAL,
    ),
    FolderTable(
        "coverage",
        "coverage",
        ("seller_id", "type", "from_on"),
        {
            "seller_id": ID,
            "type": values.one_of(ActivityType),
            "from_on": DAY,
            "state": values.one_of(rows.CoverageState),
        },
        {"to_on": DAY, "note": TITLE},
        rows.coverage,
        goes_with=OF_SELLER,
    ),
    FolderTable(
        "activities",
        "activities",
        ("activity_id",),
        {"activity_id": ID, "seller_id": ID, "type": values.one_of(ActivityType)},
        {
            "subtype": TEXT,
            "direction": values.one_of(Direction),
            "status": values.one_of(rows.StatedStatus),
            "scheduled_start_at": WHEN,
            "occurred_at": WHEN,
            "completed_at": WHEN,
            "cancelled_at": WHEN,
            "logged_at": WHEN,
            "duration_min": values.positive,
            "outcome": TEXT,
            "account_id": ID,
            "opportunity_id": ID,
            "lead_id": ID,
            "is_auto_captured": BOOL,
        },
        rows.activity,
        "seller_id",
        OF_SELLER,
        rows.without_time,
    ),
    FolderTable(
        "participants",
        "participants",
        ("activity_id", "contact_id"),
        {"activity_id": ID, "contact_id": ID},
        {"role": TEXT, "response": TEXT},
        rows.plain(ParticipantRow),
        goes_with={**OF_ACTIVITY, "contact_id": "contacts"},
    ),
    FolderTable(
        "quotas",
        "quotas",
        ("seller_id", "period_start_on", "period_end_on"),
        {"seller_id": ID, "period_start_on": DAY, "period_end_on": DAY, "amount": values.positive},
        {"currency": values.currency},
        rows.quota,
        goes_with=OF_SELLER,
    ),
    FolderTable(
        "plans",
        "plans",
        ("seller_id", "metric", "starts_on"),
        {
            "seller_id": ID,
            "metric": TEAM,
            "starts_on": DAY,
            "target": values.target,
            "per": values.one_of(rows.Per),
        },
        {"ends_on": DAY, "quality_target": values.target},
        rows.plan,
        goes_with=OF_SELLER,
    ),
)
DELETED = "deleted_ids"
REQUIRED_FILES = ("sellers", "activities")
