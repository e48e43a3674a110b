"""The lake's tables, column by column. Instants are UTC; days and weeks are the person's own, worked out before
storing.

Nothing here names a person: sellers are `person_key` (a number of the database), leads and contacts a keyed hash, and
free text and names stay in the database. Changing a column means raising LAKE_SCHEMA and adding a step to `upgrades`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa

LAKE_SCHEMA = 1

INSTANT = pa.timestamp("us", "UTC")
DAY = pa.date32()
TEXT = pa.string()
YES = pa.bool_()
NUMBER = pa.float64()
AMOUNT = pa.decimal128(18, 2)
KEY = pa.int64()


@dataclass(frozen=True, slots=True)
class TableShape:
    """One lake table: its columns in order, and the ones that name a row."""

    name: str
    columns: Mapping[str, pa.DataType]
    key: tuple[str, ...]
    # The instant or day whose month first places a record; None for tables small enough for one partition.
    placed_by: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([*self.columns.items(), ("placed_month", TEXT), ("record_key", TEXT), ("row_hash", TEXT)])


def _shape(
    name: str, key: tuple[str, ...], columns: dict[str, pa.DataType], placed_by: tuple[str, ...] = ()
) -> TableShape:
    return TableShape(name=name, columns=columns, key=key, placed_by=placed_by)


ACTIVITIES = _shape(
    "activities",
    ("activity_id",),
    {
        "activity_id": TEXT,
        "person_key": KEY,
        "type": TEXT,
        "subtype": TEXT,
        "word": TEXT,
        "direction": TEXT,
        "status": TEXT,
        "scheduled_start_at": INSTANT,
        "due_on": DAY,
        "occurred_at": INSTANT,
        "completed_at": INSTANT,
        "cancelled_at": INSTANT,
        "logged_at": INSTANT,
        "duration_min": NUMBER,
        "outcome": TEXT,
        "account_id": TEXT,
        "opportunity_id": TEXT,
        "lead_key": TEXT,
        "is_auto_captured": YES,
        # Derived: when the activity counts (occurred, else completed, scheduled, due, logged), and what said so.
        "when_at": INSTANT,
        "when_on": DAY,
        "when_week_on": DAY,
        "when_source": TEXT,
        "completed_on": DAY,
        "completed_week_on": DAY,
        "logged_on": DAY,
        "logged_week_on": DAY,
        "scheduled_on": DAY,
        "scheduled_week_on": DAY,
    },
    ("when_on", "logged_on"),
)

ACCOUNTS = _shape(
    "accounts",
    ("account_id",),
    {
        "account_id": TEXT,
        "owner_key": KEY,
        "tier": TEXT,
        "segment": TEXT,
        "potential_amount": AMOUNT,
        "is_customer": YES,
        "is_target": YES,
        "parent_id": TEXT,
    },
)

CONTACTS = _shape(
    "contacts",
    ("contact_key",),
    {
        "contact_key": TEXT,
        "account_id": TEXT,
        "seniority": TEXT,
        "buying_role": TEXT,
    },
)

LEADS = _shape(
    "leads",
    ("lead_key",),
    {
        "lead_key": TEXT,
        "owner_key": KEY,
        "created_at": INSTANT,
        "source": TEXT,
        "is_inbound": YES,
        "status": TEXT,
        "converted_at": INSTANT,
        "converted_opportunity_id": TEXT,
        "created_on": DAY,
        "created_week_on": DAY,
        "converted_on": DAY,
        "converted_week_on": DAY,
    },
    ("created_on",),
)

OPPORTUNITIES = _shape(
    "opportunities",
    ("opportunity_id",),
    {
        "opportunity_id": TEXT,
        "owner_key": KEY,
        "account_id": TEXT,
        "pipeline": TEXT,
        "stage": TEXT,
        "type": TEXT,
        "amount": AMOUNT,
        "currency": TEXT,
        "created_at": INSTANT,
        "expected_close_on": DAY,
        "closed_at": INSTANT,
        "is_won": YES,
        "source": TEXT,
        "lost_reason": TEXT,
        "next_step_on": DAY,
        # Derived: who owned it when it was created and when it closed, and those days where that person was.
        "created_owner_key": KEY,
        "created_on": DAY,
        "created_week_on": DAY,
        "closed_owner_key": KEY,
        "closed_on": DAY,
        "closed_week_on": DAY,
    },
    ("created_on",),
)

STAGES = _shape(
    "stages",
    ("pipeline", "stage"),
    {
        "pipeline": TEXT,
        "stage": TEXT,
        "position": KEY,
        "is_closed": YES,
        "is_won": YES,
    },
)

STAGE_CHANGES = _shape(
    "stage_changes",
    ("opportunity_id", "changed_at", "to_stage"),
    {
        "opportunity_id": TEXT,
        "changed_at": INSTANT,
        "from_stage": TEXT,
        "to_stage": TEXT,
        # Derived: who owned the opportunity then, and the day where that person was.
        "owner_key": KEY,
        "changed_on": DAY,
        "changed_week_on": DAY,
    },
    ("changed_on",),
)

OWNER_CHANGES = _shape(
    "owner_changes",
    ("opportunity_id", "changed_at"),
    {
        "opportunity_id": TEXT,
        "changed_at": INSTANT,
        "owner_key": KEY,
    },
)

PARTICIPANTS = _shape(
    "participants",
    ("activity_id", "contact_key"),
    {
        "activity_id": TEXT,
        "contact_key": TEXT,
        "role": TEXT,
        "response": TEXT,
    },
)

QUOTAS = _shape(
    "quotas",
    ("person_key", "period_start_on", "period_end_on"),
    {
        "person_key": KEY,
        "period_start_on": DAY,
        "period_end_on": DAY,
        "amount": AMOUNT,
        "currency": TEXT,
    },
)

TABLES: dict[str, TableShape] = {
    shape.name: shape
    for shape in (
        ACCOUNTS,
        CONTACTS,
        LEADS,
        OPPORTUNITIES,
        STAGES,
        STAGE_CHANGES,
        OWNER_CHANGES,
        ACTIVITIES,
        PARTICIPANTS,
        QUOTAS,
    )
}


class Hanging(NamedTuple):
    """Rows of `table` that go when the row goes which they name in `column`: one of the table `of`."""

    table: str
    column: str
    of: str


HANGING = (
    Hanging("participants", "activity_id", "activities"),
    Hanging("participants", "contact_key", "contacts"),
    Hanging("stage_changes", "opportunity_id", "opportunities"),
    Hanging("owner_changes", "opportunity_id", "opportunities"),
)
