"""Taking a person out of the lake, down to file bytes: tables are written anew without them, old folders removed.

A deletion in Delta only hides rows: their bytes stay in older files, and smallest and largest values in the log. So a
table that holds anything of the person, or may have held it, gets a new generation folder; once it is published the
old one is deleted. Deals stay, with nobody as their owner for the time it was this person: they belong to the
organisation.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from django.db import transaction

from fairway.lib.spellings import Spellings
from fairway.people.actions.erasing import remember_erased_records
from fairway.people.erased import replaced
from fairway.records import reading
from fairway.records.actions.labelling import forget_labels, forget_names_in_labels
from fairway.records.actions.matching import forget_names_in_matches
from fairway.records.actions.publishing import lake, publish, published, recover, writing
from fairway.records.actions.upkeep import keep_newest_publication, vacuum_at_once
from fairway.records.lake import Lake, TableVersion
from fairway.records.models import DirtyWeek, RecordLabel
from fairway.records.pseudonyms import pseudonym
from fairway.records.schema import TABLES
from fairway.records.shaping import TIES, WORDS
from fairway.records.touching import GOES_WITH_PERSON, LOSES_PERSON, Moved

BATCH_ROWS = 200_000
PATIENCE = timedelta(minutes=10)  # a run that is writing is waited for


@dataclass(frozen=True, slots=True)
class Cut:
    """What to do with a table: rows that stay, and columns to write anew, both as SQL."""

    keep: str = "true"
    anew: Mapping[str, str] = field(default_factory=dict)


def erase_person_from_lake(
    person_key: int, *, spellings: Spellings, also: Callable[[Collection[str]], None]
) -> list[str]:
    """Write every table that holds anything of the person anew without it. Returns the tables written.

    Texts in which one of their `spellings` stands go from other people's rows too. `also` runs in the publishing
    transaction, while no other process can write, with the words for activities that only they used: what the database
    knows of the person goes there, so that no run that is just reading brings them back. Waits for a run that is
    writing.
    """
    theirs = int(person_key)

    def cuts_of(connection: Any) -> Mapping[str, Cut]:
        cuts = {table: _without_names(connection, table, spellings) for table in TABLES}
        for table, column in GOES_WITH_PERSON.items():
            cuts[table] = replace(cuts[table], keep=f"{column} IS DISTINCT FROM {theirs}")
        for table, columns in LOSES_PERSON.items():
            gone = {column: f"nullif({column}, {theirs})" for column in columns}
            cuts[table] = replace(cuts[table], anew={**cuts[table].anew, **gone})
        hanging = f"activity_id NOT IN (SELECT activity_id FROM activities WHERE person_key = {theirs})"
        cuts["participants"] = replace(cuts["participants"], keep=hanging)
        return cuts

    def forget(connection: Any) -> None:
        for table, column, key in (("activities", "person_key", "activity_id"), ("leads", "owner_key", "lead_key")):
            rows = connection.sql(f"SELECT {key} FROM {table} WHERE {column} = {theirs}").fetchall()
            forget_labels(table, [record for (record,) in rows])
        forget_names_in_labels(spellings)
        forget_names_in_matches(spellings)
        DirtyWeek.objects.filter(person_key=person_key).delete()
        also(_words_of_nobody_else(connection, theirs))

    return _rewrite(cuts_of, forget)


def _without_names(connection: Any, table: str, spellings: Spellings) -> Cut:
    """Words in which the person is named are left empty, on whomever's row they are; an activity is then called by its
    type, and what ties rows together keeps a text of its own. Each table is looked through once.
    """
    columns = [*WORDS.get(table, ()), *TIES.get(table, ())]
    if not columns or not spellings.keys:
        return Cut()
    kinds = ", ".join(f"list_distinct(list({column}))" for column in columns)
    [found] = connection.execute(f"SELECT {kinds} FROM {table}").fetchall()
    named = {
        column: [text for text in texts or () if spellings.stand_in(text)]
        for column, texts in zip(columns, found, strict=True)
    }
    anew = {column: _put_for(column, named[column], table) for column in columns if named[column]}
    if table == "activities" and named["subtype"]:
        anew["word"] = f"CASE WHEN subtype IN ({_texts(named['subtype'])}) THEN type ELSE word END"
    if table == "stages" and anew:
        pipeline, stage = (f"({anew.get(column, column)})" for column in ("pipeline", "stage"))
        anew["record_key"] = f"coalesce({pipeline}, 'None') || '|' || {stage}"
    if table == "stage_changes" and "to_stage" in anew:
        anew["record_key"] = f"left(record_key, -length(to_stage)) || ({anew['to_stage']})"
    return Cut(anew=anew)


def _put_for(column: str, named: Sequence[str], table: str) -> str:
    """SQL for a column without those texts."""
    if column not in TIES.get(table, ()):
        return f"CASE WHEN {column} IN ({_texts(named)}) THEN NULL ELSE {column} END"
    puts = " ".join(f"WHEN {_texts([text])} THEN {_texts([replaced(text)])}" for text in named)
    return f"CASE {column} {puts} ELSE {column} END"


def _texts(texts: Sequence[str]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)


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

    return _rewrite(lambda _: cuts, forget)


def _rewrite(cuts_of: Callable[[Any], Mapping[str, Cut]], forget: Callable[[Any], None]) -> list[str]:
    """Write tables anew and publish them, with what the database must forget, in one step. `cuts_of` says what goes,
    once the tables can be read and nobody else writes.
    """
    with writing(patience=PATIENCE) as lease:
        recover(lease)
        house, states = lake(), published()
        connection = reading.connect()
        for name, state in states.items():
            reading.add_view(connection, name, house.files(state))
        cuts = cuts_of(connection)
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
