"""Writing a CRM folder: the lake and the people room back in the source's own ids and words.

Names and texts come from the labels. Where several sources use one id, ids are written with the source's name, and a
contact or lead no source has listed keeps the key that stands for it, so that everything still points at each other.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from fairway.audit.scrubbing import MARK
from fairway.crm.folder.columns import COLUMNS, PEOPLE_COLUMNS
from fairway.exchange.queries import every_coverage
from fairway.lib.periods import show_working_days
from fairway.people.queries import ExportedPerson, export_rows
from fairway.records.actions.storing import calendar_of
from fairway.records.localising import LocalCalendar
from fairway.records.pseudonyms import native_id_of
from fairway.records.queries import Label, all_labels, lake_rows, record_sources

PREFIXED = frozenset({"account_id", "opportunity_id", "activity_id", "parent_id", "converted_opportunity_id"})
PSEUDONYMS = {"contact_id": ("contact_key", "contacts"), "lead_id": ("lead_key", "leads")}
PEOPLE = {"seller_id": "person_key", "owner_id": "owner_key"}
NEEDS_OWNER = frozenset({"opportunities", "owner_changes"})
LABELLED = ("accounts", "opportunities", "activities", "contacts", "leads")
FIRST_DAY = date(1970, 1, 1)  # the earliest the format takes: "for all time" in a dated row


@dataclass(frozen=True, slots=True)
class Ids:
    """How people and records are called in the folder."""

    people: Mapping[int, str]
    names_source: bool  # whether ids of records need their source in front
    labels: Mapping[str, Mapping[str, Label]]

    def record(self, key: str) -> str:
        return key if self.names_source else native_id_of(key)

    def customer(self, table: str, key: str) -> str:
        """A contact or lead, by its source's id."""
        label = self.labels[table].get(key)
        if label is None:
            return key
        return f"{label.source}:{label.native_id}" if self.names_source else label.native_id


def write_folder(target: Path, people: Mapping[int, str]) -> dict[str, int]:
    """Every table of records and people as CSV; `people` gives everyone's id. Returns rows per table.

    Empty tables other than the required two are left out.
    """
    written = {name: write_table(target, name, PEOPLE_COLUMNS[name], rows) for name, rows in _people_tables(people)}
    labels = {table: all_labels(table) for table in LABELLED}
    sources = record_sources() | {label.source for rows in labels.values() for label in rows.values()}
    ids = Ids(people, len(sources) > 1, labels)
    calendar = calendar_of()
    for table, columns in COLUMNS.items():
        rows = (_row(table, _timed(table, row, calendar), columns, ids) for row in lake_rows(table))
        written[table] = write_table(target, table, columns, rows, keeps_empty=table == "activities")
    return {name: count for name, count in written.items() if count}


def _people_tables(ids: Mapping[int, str]) -> Iterator[tuple[str, Iterable[Sequence[object]]]]:
    """Rows of the people's tables, in the order of their columns."""
    found = export_rows()
    yield "sellers", [_seller(person, ids) for person in found.people]
    yield (
        "reporting_lines",
        [
            (ids[key], max(line.from_on, FIRST_DAY), ids[line.manager_key], line.team, line.role, line.to_on)
            for key, line in found.lines
        ],
    )
    yield (
        "work_patterns",
        [
            (ids[key], p.valid_from_on, p.timezone, p.country, p.region, p.fte, show_working_days(p.working_days))
            for key, p in found.patterns
        ],
    )
    yield "absences", [(ids[key], row.start_on, row.end_on, row.kind) for key, row in found.absences]
    yield (
        "coverage",
        [
            (ids[key], spot.activity_type, spot.from_on, spot.state, spot.to_on, spot.note)
            for key, spot in every_coverage()
        ],
    )


def _seller(person: ExportedPerson, ids: Mapping[int, str]) -> tuple[object, ...]:
    place = (ids.get(person.manager_key or 0), person.team, person.role, person.hired_on, person.left_on)
    hours = (person.timezone, person.country, person.region, person.fte, show_working_days(person.working_days))
    return (ids[person.key], person.name, person.email, *place, *hours)


def _timed(table: str, row: dict[str, Any], calendar: LocalCalendar) -> dict[str, Any]:
    """An activity that has only a day to be done by is planned for the beginning of that day."""
    if table == "activities" and row["due_on"] is not None and row["scheduled_start_at"] is None:
        return {**row, "scheduled_start_at": calendar.day_start(row["person_key"], row["due_on"])}
    return row


def _row(table: str, row: Mapping[str, Any], columns: Sequence[str], ids: Ids) -> list[object]:
    label = ids.labels.get(table, {}).get(row["record_key"])
    values: list[object] = []
    for column in columns:
        if column in PSEUDONYMS:
            key, other = PSEUDONYMS[column]
            values.append(ids.customer(other, row[key]) if row[key] else None)
        elif column in PEOPLE:
            owner = ids.people.get(row[PEOPLE[column]] or 0)
            values.append(owner or (MARK if table in NEEDS_OWNER else None))
        elif column in PREFIXED:
            values.append(ids.record(row[column]) if row[column] else None)
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
