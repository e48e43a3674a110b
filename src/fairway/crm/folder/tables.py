"""The tables of a CRM folder, column by column, and how a line becomes a canonical row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fairway.crm.folder import values
from fairway.crm.folder.values import Unreadable
from fairway.exchange.types import CoverageRow, PlanRow
from fairway.lib.periods import parse_working_days, zone
from fairway.people.public_holidays import is_known_place
from fairway.people.types import AbsenceRow, LineRow, PersonRow
from fairway.records.types import (
    AccountRow,
    ActivityRow,
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

Cells = Mapping[str, Any]  # column to value, empty cells left out


class StatedStatus(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class CoverageState(StrEnum):
    OK = "ok"
    NO_DATA = "no_data"
    SOURCE_OFF = "source_off"


class Per(StrEnum):
    WEEK = "week"
    MONTH = "month"


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

    @property
    def columns(self) -> Mapping[str, Callable[[Any], Any]]:
        return {**self.required, **self.optional}


def _timezone(cell: Any) -> str:
    value = values.text(cell)
    try:
        zone(value)
    except ValueError as error:
        raise Unreadable("is not a time zone; use an IANA name such as Europe/Berlin") from error
    return value


def _working_days(cell: Any) -> str:
    value = values.text(cell)
    try:
        parse_working_days(value)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    return value


def _country(cell: Any) -> str:
    value = values.country(cell)
    if not is_known_place(value, ""):
        raise Unreadable("has no holiday calendar here; leave it empty and upload a calendar instead")
    return value


def _person(cells: Cells) -> PersonRow:
    return PersonRow(
        native_id=cells["seller_id"],
        name=cells["name"],
        email=cells.get("email"),
        manager_native_id=cells.get("manager_id"),
        team=cells.get("team"),
        role=cells.get("role"),
        hired_on=cells.get("hired_on"),
        left_on=cells.get("left_on"),
        timezone=cells.get("timezone"),
        country=cells.get("country"),
        region=cells.get("region"),
        fte=cells.get("fte"),
        working_days=cells.get("working_days"),
    )


def _line(cells: Cells) -> LineRow:
    return LineRow(
        native_id=cells["seller_id"],
        valid_from_on=cells["valid_from_on"],
        manager_native_id=cells.get("manager_id"),
        team=cells.get("team"),
        role=cells.get("role"),
        valid_to_on=_not_before(cells, "valid_from_on", "valid_to_on"),
    )


def _not_before(cells: Cells, first: str, last: str) -> Any:
    if cells.get(last) is not None and cells[last] < cells[first]:
        raise Unreadable(f"lies before {first} {cells[first]}")
    return cells.get(last)


def _activity(cells: Cells) -> ActivityRow:
    """Without a stated status: done when completed or occurred, cancelled when cancelled, else planned."""
    status = cells.get("status")
    if status is None:
        if "completed_at" in cells:
            status = StatedStatus.DONE
        elif "cancelled_at" in cells:
            status = StatedStatus.CANCELLED
        else:
            status = StatedStatus.DONE if "occurred_at" in cells else StatedStatus.PLANNED
    if not any(
        name in cells for name in ("scheduled_start_at", "occurred_at", "completed_at", "cancelled_at", "logged_at")
    ):
        raise Unreadable("has no time at all; give at least one of scheduled_start_at, occurred_at, completed_at")
    return ActivityRow(**{**cells, "status": status})


def _plain(kind: Callable[..., object]) -> Callable[[Cells], object]:
    return lambda cells: kind(**cells)


def _absence(cells: Cells) -> AbsenceRow:
    _not_before(cells, "start_on", "end_on")
    return AbsenceRow(
        native_id=cells["seller_id"], start_on=cells["start_on"], end_on=cells["end_on"], kind=cells.get("kind", "")
    )


def _coverage(cells: Cells) -> CoverageRow:
    return CoverageRow(
        native_seller_id=cells["seller_id"],
        activity_type=str(cells["type"]),
        from_on=cells["from_on"],
        state=str(cells["state"]),
        to_on=_not_before(cells, "from_on", "to_on"),
        note=cells.get("note", "")[:300],
    )


def _plan(cells: Cells) -> PlanRow:
    return PlanRow(
        native_seller_id=cells["seller_id"],
        metric=cells["metric"],
        starts_on=cells["starts_on"],
        target=cells["target"],
        per=str(cells["per"]),
        ends_on=_not_before(cells, "starts_on", "ends_on"),
        quality_target=cells.get("quality_target"),
    )


def _quota(cells: Cells) -> QuotaRow:
    _not_before(cells, "period_start_on", "period_end_on")
    return QuotaRow(**cells)


ID, TEXT, WHEN, DAY, BOOL = values.identifier, values.text, values.instant, values.day, values.yes_or_no

TABLES: tuple[FolderTable, ...] = (
    FolderTable(
        "sellers",
        "people",
        ("seller_id",),
        {"seller_id": ID, "name": TEXT},
        {
            "email": TEXT,
            "manager_id": ID,
            "team": TEXT,
            "role": TEXT,
            "hired_on": DAY,
            "left_on": DAY,
            "timezone": _timezone,
            "country": _country,
            "region": TEXT,
            "fte": values.share,
            "working_days": _working_days,
        },
        _person,
    ),
    FolderTable(
        "reporting_lines",
        "reporting_lines",
        ("seller_id", "valid_from_on"),
        {"seller_id": ID, "valid_from_on": DAY, "manager_id": ID},
        {"team": TEXT, "role": TEXT, "valid_to_on": DAY},
        _line,
    ),
    FolderTable(
        "absences",
        "absences",
        ("seller_id", "start_on", "end_on"),
        {"seller_id": ID, "start_on": DAY, "end_on": DAY},
        {"kind": TEXT},
        _absence,
    ),
    FolderTable(
        "accounts",
        "accounts",
        ("account_id",),
        {"account_id": ID},
        {
            "name": TEXT,
            "owner_id": ID,
            "tier": TEXT,
            "segment": TEXT,
            "potential_amount": values.positive,
            "is_customer": BOOL,
            "is_target": BOOL,
            "parent_id": ID,
        },
        _plain(AccountRow),
    ),
    FolderTable(
        "contacts",
        "contacts",
        ("contact_id",),
        {"contact_id": ID},
        {"account_id": ID, "title": TEXT, "seniority": TEXT, "buying_role": TEXT},
        _plain(ContactRow),
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
        _plain(LeadRow),
        "owner_id",
    ),
    FolderTable(
        "stages",
        "stages",
        ("pipeline", "stage"),
        {"pipeline": TEXT, "stage": TEXT, "position": values.whole},
        {"is_closed": BOOL, "is_won": BOOL},
        _plain(StageRow),
    ),
    FolderTable(
        "opportunities",
        "opportunities",
        ("opportunity_id",),
        {"opportunity_id": ID, "owner_id": ID, "created_at": WHEN, "stage": TEXT},
        {
            "account_id": ID,
            "name": TEXT,
            "pipeline": TEXT,
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
        _plain(OpportunityRow),
        "owner_id",
    ),
    FolderTable(
        "stage_changes",
        "stage_changes",
        ("opportunity_id", "changed_at", "to_stage"),
        {"opportunity_id": ID, "changed_at": WHEN, "to_stage": TEXT},
        {"from_stage": TEXT},
        _plain(StageChangeRow),
    ),
    FolderTable(
        "owner_changes",
        "owner_changes",
        ("opportunity_id", "changed_at"),
        {"opportunity_id": ID, "changed_at": WHEN, "owner_id": ID},
        {},
        _plain(OwnerChangeRow),
        "owner_id",
    ),
    FolderTable(
        "coverage",
        "coverage",
        ("seller_id", "type", "from_on"),
        {
            "seller_id": ID,
            "type": values.one_of(ActivityType),
            "from_on": DAY,
            "state": values.one_of(CoverageState),
        },
        {"to_on": DAY, "note": TEXT},
        _coverage,
    ),
    FolderTable(
        "activities",
        "activities",
        ("activity_id",),
        {"activity_id": ID, "seller_id": ID, "type": values.one_of(ActivityType)},
        {
            "subtype": TEXT,
            "direction": values.one_of(Direction),
            "status": values.one_of(StatedStatus),
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
        _activity,
        "seller_id",
    ),
    FolderTable(
        "participants",
        "participants",
        ("activity_id", "contact_id"),
        {"activity_id": ID, "contact_id": ID},
        {"role": TEXT, "response": TEXT},
        _plain(ParticipantRow),
    ),
    FolderTable(
        "quotas",
        "quotas",
        ("seller_id", "period_start_on", "period_end_on"),
        {"seller_id": ID, "period_start_on": DAY, "period_end_on": DAY, "amount": values.positive},
        {"currency": values.currency},
        _quota,
        "seller_id",
    ),
    FolderTable(
        "plans",
        "plans",
        ("seller_id", "metric", "starts_on"),
        {
            "seller_id": ID,
            "metric": TEXT,
            "starts_on": DAY,
            "target": values.above_zero,
            "per": values.one_of(Per),
        },
        {"ends_on": DAY, "quality_target": values.positive},
        _plan,
    ),
)
DELETED = "deleted_ids"
REQUIRED_FILES = ("sellers", "activities")
