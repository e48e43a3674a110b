"""Taking a person out of the lake, down to file bytes: tables are written anew without them, old folders removed.

A deletion in Delta only hides rows: their bytes stay in older files, and smallest and largest values in the log. So a
table that holds anything of the person, or may have held it, gets a new generation folder; once it is published the
old one is deleted. Deals stay, with nobody as their owner for the time it was this person: they belong to the
organisation.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
from django.db import transaction

from fairway.people.actions.erasing import remember_erased_records
from fairway.records import reading
from fairway.records.actions.labelling import forget_labels
from fairway.records.actions.publishing import lake, publish, published, recover, writing
from fairway.records.actions.upkeep import keep_newest_publication, vacuum_at_once
from fairway.records.lake import Lake, TableVersion
from fairway.records.models import DirtyWeek, RecordLabel
from fairway.records.pseudonyms import pseudonym
from fairway.records.schema import TABLES
from fairway.records.touching import GOES_WITH_PERSON, LOSES_PERSON, Moved

BATCH_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Cut:
    """What to do with a table: rows that stay, and columns to blank, both as SQL."""

    keep: str = "true"
    blanked: Mapping[str, str] = field(default_factory=dict)


def _nothing_else() -> None:
    """An erasure that changes nothing beside lake and labels."""


def erase_person_from_lake(person_key: int, *, also: Callable[[], None] = _nothing_else) -> list[str]:
    """Write every table that holds anything of the person anew without it. Returns the tables written.

    `also` runs in the publishing transaction, while no other process can write: what the database knows of the person
    goes there, so that no run that is just reading brings them back.
    """
    cuts = {table: Cut(f"{column} IS DISTINCT FROM {int(person_key)}") for table, column in GOES_WITH_PERSON.items()}
    cuts |= {
        table: Cut(blanked={c: f"nullif({c}, {int(person_key)})" for c in columns})
        for table, columns in LOSES_PERSON.items()
    }
    cuts["participants"] = Cut(
        f"activity_id NOT IN (SELECT activity_id FROM activities WHERE person_key = {int(person_key)})"
    )

    def forget(connection: Any) -> None:
        for table, column, key in (("activities", "person_key", "activity_id"), ("leads", "owner_key", "lead_key")):
            rows = connection.execute(f"SELECT {key} FROM {table} WHERE {column} = {int(person_key)}").fetchall()
            forget_labels(table, [record for (record,) in rows])
        DirtyWeek.objects.filter(person_key=person_key).delete()
        also()

    return _rewrite(cuts, forget)


def erase_contact_from_lake(source: str, native_id: str, *, on: date) -> list[str]:
    """Take a customer's contact out: their row, their part in meetings, their title."""
    key = pseudonym(source, native_id)
    cut = Cut(f"contact_key <> '{key}'")
    return _rewrite({"contacts": cut, "participants": cut}, lambda _: _forget_customer("contacts", key, on))


def erase_lead_from_lake(source: str, native_id: str, *, on: date) -> list[str]:
    """Take a lead out; activities that were about it stay, without saying so."""
    key = pseudonym(source, native_id)
    cuts = {
        "leads": Cut(f"lead_key <> '{key}'"),
        "activities": Cut(blanked={"lead_key": f"nullif(lead_key, '{key}')"}),
    }
    return _rewrite(cuts, lambda _: _forget_customer("leads", key, on))


def _forget_customer(table: str, key: str, on: date) -> None:
    forget_labels(table, [key])
    remember_erased_records(table, [key], on=on)


def _rewrite(cuts: Mapping[str, Cut], forget: Callable[[Any], None]) -> list[str]:
    """Write tables anew and publish them, with what the database must forget, in one step."""
    with writing() as lease:
        recover(lease)
        house, states = lake(), published()
        connection = reading.connect()
        for name, state in states.items():
            reading.add_view(connection, name, house.files(state))
        touched = {name for name, cut in cuts.items() if _count(connection, name, cut)}
        written = {}
        for name, cut in cuts.items():
            if name in touched or house.has_removed_anything(states[name]):
                version = house.write_generation(
                    TABLES[name],
                    states[name].generation + 1,
                    _batches(connection, house, states[name], cut),
                    lease.mark + 1,
                )
                written[name] = TableVersion(name, states[name].generation + 1, version)
        with transaction.atomic():
            publish(lease, versions=written, positions={}, moved=Moved(is_everything=bool(touched)))
            keep_newest_publication()
            forget(connection)
        vacuum_at_once()
    return sorted(touched)


def _condition(cut: Cut) -> str:
    """SQL that finds what a cut changes."""
    blanked = [f"({column} IS NOT NULL AND {expression} IS NULL)" for column, expression in cut.blanked.items()]
    return " OR ".join([f"NOT coalesce({cut.keep}, false)", *blanked])


def _count(connection: Any, name: str, cut: Cut) -> int:
    # Fetched to the end: a result that is still open keeps the connection from reading in pieces.
    [(number,)] = connection.execute(f"SELECT count(*) FROM {name} WHERE {_condition(cut)}").fetchall()
    return int(number)


def _batches(connection: Any, house: Lake, state: TableVersion, cut: Cut) -> Iterator[pa.Table]:
    """What stays of a table, with the months rows were placed in."""
    shape = TABLES[state.name]
    files = house.files(state)
    if not files:
        return
    columns = ", ".join(f"{cut.blanked.get(name, name)} AS {name}" for name in shape.schema.names)
    rows = reading.with_months(files, shape)
    reader = connection.sql(f"SELECT {columns} FROM {rows} WHERE {cut.keep}").to_arrow_reader(BATCH_ROWS)
    for batch in reader:
        yield pa.Table.from_batches([batch]).cast(shape.schema)


def is_known_customer(table: str, source: str, native_id: str) -> bool:
    """Whether a contact or lead ("contacts", "leads") of that id is known."""
    return RecordLabel.objects.filter(table=table, record_id=pseudonym(source, native_id)).exists()
