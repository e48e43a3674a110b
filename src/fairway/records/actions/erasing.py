"""Taking a person out of the lake, down to file bytes: tables are written anew without them, old folders removed.

A deletion in Delta only hides rows: their bytes stay in older files, and smallest and largest values in the log. So a
table that held anything of the person gets a new generation folder; once it is published the old one is deleted.
Deals stay, with nobody as their owner for the time it was this person: they belong to the organisation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from django.db import transaction

from fairway.records import reading
from fairway.records.actions.labelling import forget_labels
from fairway.records.actions.publishing import lake, publish, published, recover, writing
from fairway.records.actions.upkeep import keep_newest_publication
from fairway.records.lake import Lake, TableVersion
from fairway.records.models import DirtyWeek, LakeTable, RecordLabel
from fairway.records.pseudonyms import pseudonym
from fairway.records.schema import TABLES

BATCH_ROWS = 200_000
# Whose rows go with the person, and whose only lose the name of their owner.
GOES = {"activities": "person_key", "leads": "owner_key", "owner_changes": "owner_key", "quotas": "person_key"}
LOSES = {
    "accounts": ("owner_key",),
    "stage_changes": ("owner_key",),
    "opportunities": ("owner_key", "created_owner_key", "closed_owner_key"),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """What to do with a table: rows that stay, and columns to blank, both as SQL."""

    keep: str
    blanked: Mapping[str, str]


def erase_person_from_lake(person_key: int) -> list[str]:
    """Write every table that holds anything of the person anew without it. Returns the tables written."""
    cuts = {table: Cut(f"{column} IS DISTINCT FROM {int(person_key)}", {}) for table, column in GOES.items()}
    cuts |= {
        table: Cut("true", {c: f"nullif({c}, {int(person_key)})" for c in columns}) for table, columns in LOSES.items()
    }
    cuts["participants"] = Cut(
        f"activity_id NOT IN (SELECT activity_id FROM activities WHERE person_key = {int(person_key)})", {}
    )
    return _rewrite(cuts, person_key)


def erase_contact_from_lake(source: str, native_id: str) -> list[str]:
    """Take a customer's contact out: their row, their part in meetings, their title."""
    key = pseudonym(source, native_id)
    forget_labels("contacts", [key])
    return _rewrite(
        {"contacts": Cut(f"contact_key <> '{key}'", {}), "participants": Cut(f"contact_key <> '{key}'", {})}, None
    )


def erase_lead_from_lake(source: str, native_id: str) -> list[str]:
    """Take a lead out; activities that were about it stay, without saying so."""
    key = pseudonym(source, native_id)
    forget_labels("leads", [key])
    return _rewrite(
        {
            "leads": Cut(f"lead_key <> '{key}'", {}),
            "activities": Cut("true", {"lead_key": f"nullif(lead_key, '{key}')"}),
        },
        None,
    )


def _rewrite(cuts: Mapping[str, Cut], person_key: int | None) -> list[str]:
    with writing() as lease:
        recover(lease)
        house, states = lake(), published()
        connection = reading.connect()
        for name, state in states.items():
            reading.add_view(connection, name, house.files(state))
        if person_key is not None:
            _forget_their_labels(connection, person_key)
        written = {}
        for name, cut in cuts.items():
            if _is_touched(connection, name, cut):
                version = house.write_generation(
                    TABLES[name],
                    states[name].generation + 1,
                    _batches(connection, house, states[name], cut),
                    lease.mark + 1,
                )
                written[name] = TableVersion(name, states[name].generation + 1, version)
        with transaction.atomic():
            if written:
                publish(lease, versions=written, positions={}, dirty=())
            keep_newest_publication()
            if person_key is not None:
                DirtyWeek.objects.filter(person_key=person_key).delete()
        for row in LakeTable.objects.all():
            house.drop_generations(row.name, keep=[row.generation])
        for state in published().values():
            house.vacuum(state)
    return sorted(written)


def _is_touched(connection: Any, name: str, cut: Cut) -> bool:
    blanked = " OR ".join(
        f"({column} IS NOT NULL AND {expression} IS NULL)" for column, expression in cut.blanked.items()
    )
    condition = f"NOT coalesce({cut.keep}, false)" + (f" OR {blanked}" if blanked else "")
    row = connection.execute(f"SELECT 1 FROM {name} WHERE {condition} LIMIT 1").fetchone()
    return row is not None


def _batches(connection: Any, house: Lake, state: TableVersion, cut: Cut) -> Iterator[pa.Table]:
    """What stays of a table, with the months rows were placed in."""
    shape = TABLES[state.name]
    files = house.files(state)
    if not files:
        return
    columns = ", ".join(f"{cut.blanked.get(name, name)} AS {name}" for name in shape.schema.names)
    reader = connection.execute(f"SELECT {columns} FROM {reading.with_months(files)} WHERE {cut.keep}").to_arrow_reader(
        BATCH_ROWS
    )
    for batch in reader:
        yield pa.Table.from_batches([batch]).cast(shape.schema)


def _forget_their_labels(connection: Any, person_key: int) -> None:
    for table, column, key in (("activities", "person_key", "activity_id"), ("leads", "owner_key", "lead_key")):
        rows = connection.execute(f"SELECT {key} FROM {table} WHERE {column} = {int(person_key)}").fetchall()
        forget_labels(table, [record for (record,) in rows])


def label_of_contact(source: str, native_id: str) -> bool:
    """Whether a contact or lead of that id is known."""
    keys = [pseudonym(source, native_id)]
    return RecordLabel.objects.filter(table__in=("contacts", "leads"), record_id__in=keys).exists()
