"""A whole organisation as plain rows, as its CRM states them: what the oracle counts and the lake is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

from fairway.records.types import (
    AccountRow,
    ActivityRow,
    ContactRow,
    LeadRow,
    OpportunityRow,
    OwnerChangeRow,
    ParticipantRow,
    QuotaRow,
    StageChangeRow,
    StageRow,
)

Key = tuple[object, ...]

KEYS: Mapping[str, tuple[str, ...]] = {
    "accounts": ("account_id",),
    "contacts": ("contact_id",),
    "leads": ("lead_id",),
    "opportunities": ("opportunity_id",),
    "stages": ("pipeline", "stage"),
    "stage_changes": ("opportunity_id", "changed_at", "to_stage"),
    "owner_changes": ("opportunity_id", "changed_at"),
    "activities": ("activity_id",),
    "participants": ("activity_id", "contact_id"),
    "quotas": ("seller_id", "period_start_on", "period_end_on"),
}


def key_of(table: str, row: object) -> Key:
    return tuple(getattr(row, name) for name in KEYS[table])


@dataclass
class Rows:
    """Canonical rows by table and key."""

    accounts: dict[Key, AccountRow] = field(default_factory=dict)
    contacts: dict[Key, ContactRow] = field(default_factory=dict)
    leads: dict[Key, LeadRow] = field(default_factory=dict)
    opportunities: dict[Key, OpportunityRow] = field(default_factory=dict)
    stages: dict[Key, StageRow] = field(default_factory=dict)
    stage_changes: dict[Key, StageChangeRow] = field(default_factory=dict)
    owner_changes: dict[Key, OwnerChangeRow] = field(default_factory=dict)
    activities: dict[Key, ActivityRow] = field(default_factory=dict)
    participants: dict[Key, ParticipantRow] = field(default_factory=dict)
    quotas: dict[Key, QuotaRow] = field(default_factory=dict)

    def put(self, table: str, row: object) -> None:
        getattr(self, table)[key_of(table, row)] = row

    def remove(self, table: str, key: Key) -> None:
        """Take a record out, with what hangs on it."""
        getattr(self, table).pop(key, None)
        hanging = {
            "activities": ("participants",),
            "opportunities": ("stage_changes", "owner_changes"),
            "contacts": ("participants",),
        }
        name = KEYS[table][0]
        for other in hanging.get(table, ()):
            rows = getattr(self, other)
            for other_key in [k for k, row in rows.items() if getattr(row, name) == key[0]]:
                del rows[other_key]

    def tables(self) -> Iterator[tuple[str, list[object]]]:
        for item in fields(self):
            yield item.name, list(getattr(self, item.name).values())

    def copy(self) -> "Rows":
        return Rows(**{item.name: dict(getattr(self, item.name)) for item in fields(self)})


@dataclass
class World:
    """The organisation's own facts, where its people were when, and its rows."""

    timezone: str = "UTC"
    week_starts_on: int = 0
    currency: str = "USD"
    zones: Mapping[str, tuple[tuple[date, str], ...]] = field(default_factory=dict)  # by seller; empty: at home
    rates: tuple[tuple[str, date, Decimal], ...] = ()
    lines: tuple[tuple[str, str, date, date], ...] = ()  # manager, who reports to them, first and last day
    rows: Rows = field(default_factory=Rows)
