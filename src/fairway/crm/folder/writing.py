"""Writing a CRM folder: the lake and the people room back in the source's own ids and words."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from fairway.exchange.queries import every_coverage
from fairway.lib.periods import show_working_days
from fairway.people.queries import ExportedPerson, all_people_native_ids, export_rows
from fairway.people.types import BEGINNING
from fairway.records.pseudonyms import native_id_of
from fairway.records.queries import all_labels, lake_rows

# Per table: the folder's columns and where each stands in the lake; names and texts come from the labels.
ACTIVITY_COLUMNS = (
    "activity_id",
    "seller_id",
    "type",
    "subtype",
    "direction",
    "status",
    "scheduled_start_at",
    "occurred_at",
    "completed_at",
    "cancelled_at",
    "logged_at",
    "duration_min",
    "outcome",
    "account_id",
    "opportunity_id",
    "lead_id",
    "is_auto_captured",
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "accounts": (
        "account_id",
        "name",
        "owner_id",
        "tier",
        "segment",
        "potential_amount",
        "is_customer",
        "is_target",
        "parent_id",
    ),
    "contacts": ("contact_id", "account_id", "title", "seniority", "buying_role"),
    "leads": (
        "lead_id",
        "owner_id",
        "created_at",
        "source",
        "is_inbound",
        "status",
        "converted_at",
        "converted_opportunity_id",
    ),
    "stages": ("pipeline", "stage", "position", "is_closed", "is_won"),
    "opportunities": (
        "opportunity_id",
        "owner_id",
        "created_at",
        "stage",
        "account_id",
        "name",
        "pipeline",
        "type",
        "amount",
        "currency",
        "expected_close_on",
        "closed_at",
        "is_won",
        "source",
        "lost_reason",
        "next_step",
        "next_step_on",
    ),
    "stage_changes": ("opportunity_id", "changed_at", "to_stage", "from_stage"),
    "owner_changes": ("opportunity_id", "changed_at", "owner_id"),
    "activities": ACTIVITY_COLUMNS,
    "participants": ("activity_id", "contact_id", "role", "response"),
    "quotas": ("seller_id", "period_start_on", "period_end_on", "amount", "currency"),
}
PREFIXED = frozenset({"account_id", "opportunity_id", "activity_id", "parent_id", "converted_opportunity_id"})
PSEUDONYMS = {"contact_id": ("contact_key", "contacts"), "lead_id": ("lead_key", "leads")}
PEOPLE = {"seller_id": "person_key", "owner_id": "owner_key"}


def write_folder(target: Path) -> dict[str, int]:
    """Every table of records and people as CSV. Returns rows per table; empty tables other than the required two are
    left out.
    """
    ids = all_people_native_ids(None)
    written = {name: write_table(target, name, PEOPLE_COLUMNS[name], rows) for name, rows in _people_tables(ids)}
    labels = {table: all_labels(table) for table in ("contacts", "leads")}
    for table, columns in COLUMNS.items():
        texts = all_labels(table) if table in {"accounts", "opportunities", "activities", "contacts", "leads"} else {}
        rows = (_row(table, row, columns, ids, labels, texts) for row in lake_rows(table))
        written[table] = write_table(target, table, columns, rows, keeps_empty=table == "activities")
    return {name: count for name, count in written.items() if count}


PEOPLE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sellers": (
        "seller_id", "name", "email", "manager_id", "team", "role", "hired_on", "left_on", "timezone", "country",
        "region", "fte", "working_days",
    ),
    "reporting_lines": ("seller_id", "valid_from_on", "manager_id", "team", "role", "valid_to_on"),
    "absences": ("seller_id", "start_on", "end_on", "kind"),
    "coverage": ("seller_id", "type", "from_on", "state", "to_on", "note"),
}  # fmt: skip


def _people_tables(ids: Mapping[int, str]) -> Iterator[tuple[str, Iterable[Sequence[object]]]]:
    """Rows of the people's tables, in the order of their columns; people without an id of any source are left out."""
    people, lines, absences = export_rows()
    yield "sellers", [_seller(person, ids) for person in people if person.key in ids]
    yield (
        "reporting_lines",
        [
            (ids[key], line.from_on, ids[line.manager_key], line.team, line.role, line.to_on)
            for key, line in lines
            if key in ids and line.manager_key in ids and line.from_on > BEGINNING
        ],
    )
    yield "absences", [(ids[key], row.start_on, row.end_on, row.kind) for key, row in absences if key in ids]
    yield (
        "coverage",
        [
            (ids[key], spot.activity_type, spot.from_on, spot.state, spot.to_on, spot.note)
            for key, spot in every_coverage()
            if key in ids
        ],
    )


def _seller(person: ExportedPerson, ids: Mapping[int, str]) -> tuple[object, ...]:
    place = (ids.get(person.manager_key or 0), person.team, person.role, person.hired_on, person.left_on)
    hours = (person.timezone, person.country, person.region, person.fte, show_working_days(person.working_days))
    return (ids[person.key], person.name, person.email, *place, *hours)


def _row(
    table: str,
    row: Mapping[str, Any],
    columns: Sequence[str],
    ids: Mapping[int, str],
    labels: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, Any],
) -> list[object]:
    label = texts.get(row["record_key"])
    values: list[object] = []
    for column in columns:
        if column in PSEUDONYMS and table not in {"contacts", "leads"}:
            key, other = PSEUDONYMS[column]
            found = labels[other].get(row[key]) if row[key] else None
            values.append(found.native_id if found else None)
        elif column in PSEUDONYMS:
            values.append(label.native_id if label else None)
        elif column in PEOPLE:
            values.append(ids.get(row[PEOPLE[column]]) if row[PEOPLE[column]] is not None else None)
        elif column in PREFIXED:
            values.append(native_id_of(row[column]) if row[column] else None)
        elif label and (column == "name" or column in label.texts):
            values.append(label.name if column == "name" else label.texts[column])
        else:
            values.append(row.get(column))
    return values


def write_table(
    target: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, keeps_empty: bool = False
) -> int:
    """One CSV file. Returns how many rows; without any the file is left out unless it must be there."""
    path = target / f"{name}.csv"
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([cell_of(value) for value in row])
            count += 1
    if not count and not keeps_empty and name != "sellers":
        path.unlink()
    return count


FORMULA = re.compile(r"^'*[=+\-@]")


def cell_of(value: object) -> str:
    """ISO times in UTC, true and false, plain numbers; text that a spreadsheet would run gets the guard an import
    takes off.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return format(Decimal(str(value)).normalize(), "f")
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text
