"""Taking a person out of the lake, down to file bytes: tables are written anew without them, old folders removed.

A deletion in Delta only hides rows: their bytes stay in older files, and smallest and largest values in the log. So a
table that holds anything of the person, or may have held it, gets a new generation folder; once it is published the
old one is deleted. Deals stay, with nobody as their owner for the time it was this person: they belong to the
organisation.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from django.db import transaction

from fairway.audit.scrubbing import SHORTEST_NAME
from fairway.people.actions.erasing import remember_erased_records
from fairway.records import reading
from fairway.records.actions.labelling import forget_labels, forget_names_in_labels
from fairway.records.actions.publishing import lake, publish, published, recover, writing
from fairway.records.actions.upkeep import keep_newest_publication, vacuum_at_once
from fairway.records.lake import Lake, TableVersion
from fairway.records.models import DirtyWeek, RecordLabel
from fairway.records.pseudonyms import pseudonym
from fairway.records.schema import TABLES
from fairway.records.touching import GOES_WITH_PERSON, LOSES_PERSON, Moved

BATCH_ROWS = 200_000


PATIENCE = timedelta(minutes=10)  # a run that is writing is waited for
# Where a source's own words may stand: one that holds an erased person's name goes, on whomever's row it is.
WORDS: Mapping[str, tuple[str, ...]] = {
    "activities": ("subtype", "outcome"),
    "accounts": ("tier", "segment"),
    "contacts": ("seniority", "buying_role"),
    "leads": ("status", "source"),
    "opportunities": ("type", "source", "lost_reason"),
    "participants": ("role", "response"),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """What to do with a table: rows that stay, and columns to write anew, both as SQL."""

    keep: str = "true"
    anew: Mapping[str, str] = field(default_factory=dict)


def erase_person_from_lake(
    person_key: int, *, names: Collection[str], also: Callable[[Collection[str]], None]
) -> list[str]:
    """Write every table that holds anything of the person anew without it. Returns the tables written.

    `names` are theirs: texts that hold one go from other people's rows too. `also` runs in the publishing transaction,
    while no other process can write, with the words for activities that only they used: what the database knows of the
    person goes there, so that no run that is just reading brings them back. Waits for a run that is writing.
    """
    theirs = int(person_key)
    cuts = {table: _without_names(table, names) for table in TABLES}
    for table, column in GOES_WITH_PERSON.items():
        cuts[table] = replace(cuts[table], keep=f"{column} IS DISTINCT FROM {theirs}")
    for table, columns in LOSES_PERSON.items():
        cuts[table] = replace(cuts[table], anew={**cuts[table].anew, **{c: f"nullif({c}, {theirs})" for c in columns}})
    hanging = f"activity_id NOT IN (SELECT activity_id FROM activities WHERE person_key = {theirs})"
    cuts["participants"] = replace(cuts["participants"], keep=hanging)

    def forget(connection: Any) -> None:
        for table, column, key in (("activities", "person_key", "activity_id"), ("leads", "owner_key", "lead_key")):
            rows = connection.sql(f"SELECT {key} FROM {table} WHERE {column} = {theirs}").fetchall()
            forget_labels(table, [record for (record,) in rows])
        forget_names_in_labels(names)
        DirtyWeek.objects.filter(person_key=person_key).delete()
        also(_words_of_nobody_else(connection, theirs))

    return _rewrite(cuts, forget)


def _without_names(table: str, names: Collection[str]) -> Cut:
    """Words that hold one of the names are left empty; an activity is then called by its type."""
    wanted = [re.escape(name).replace("\\ ", " ") for name in names if len(name) >= SHORTEST_NAME]
    if not wanted or table not in WORDS:
        return Cut()
    pattern = f"(?i)(^|[^\\pL\\pN_])({'|'.join(wanted)})($|[^\\pL\\pN_])".replace("'", "''")
    held = {column: f"coalesce(regexp_matches({column}, '{pattern}'), false)" for column in WORDS[table]}
    anew = {c: f"CASE WHEN {condition} THEN NULL ELSE {c} END" for c, condition in held.items()}
    if table == "activities":
        anew["word"] = f"CASE WHEN {held['subtype']} THEN type ELSE word END"
    return Cut(anew=anew)


def _words_of_nobody_else(connection: Any, person_key: int) -> set[str]:
    rows = connection.sql(
        f"SELECT word FROM activities GROUP BY word HAVING bool_and(person_key IS NOT DISTINCT FROM {person_key})"
    ).fetchall()
    return {word for (word,) in rows}


def erase_customer_from_lake(table: str, source: str, native_id: str, *, on: date) -> list[str]:
    """Take a customer's contact or a lead ("contacts", "leads") out: their row, their title, their part in meetings.
    Activities that were about a lead stay, without saying so. Returns the tables written.
    """
    key = pseudonym(source, native_id)
    cuts = (
        {"contacts": Cut(f"contact_key <> '{key}'"), "participants": Cut(f"contact_key <> '{key}'")}
        if table == "contacts"
        else {
            "leads": Cut(f"lead_key <> '{key}'"),
            "activities": Cut(anew={"lead_key": f"nullif(lead_key, '{key}')"}),
        }
    )

    def forget(_: Any) -> None:
        forget_labels(table, [key])
        remember_erased_records(table, [key], on=on)

    return _rewrite(cuts, forget)


def _rewrite(cuts: Mapping[str, Cut], forget: Callable[[Any], None]) -> list[str]:
    """Write tables anew and publish them, with what the database must forget, in one step."""
    with writing(patience=PATIENCE) as lease:
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
    anew = [f"({column} IS DISTINCT FROM ({expression}))" for column, expression in cut.anew.items()]
    return " OR ".join([f"NOT coalesce({cut.keep}, false)", *anew])


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
    columns = ", ".join(f"{cut.anew.get(name, name)} AS {name}" for name in shape.schema.names)
    rows = reading.with_months(files, shape)
    reader = connection.sql(f"SELECT {columns} FROM {rows} WHERE {cut.keep}").to_arrow_reader(BATCH_ROWS)
    for batch in reader:
        yield pa.Table.from_batches([batch]).cast(shape.schema)


def finish_erasing() -> None:
    """Remove what an erasure that was killed half-way had published but not yet taken from the disk."""
    with writing(patience=PATIENCE) as lease:
        recover(lease)
        with transaction.atomic():
            keep_newest_publication()
        vacuum_at_once()


def is_known_customer(table: str, source: str, native_id: str) -> bool:
    """Whether a contact or lead ("contacts", "leads") of that id is known."""
    return RecordLabel.objects.filter(table=table, record_id=pseudonym(source, native_id)).exists()
