"""Reading what is published: lake files, labels, words, dirty weeks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairway.lib.periods import weeks_between
from fairway.records import reading
from fairway.records.actions.publishing import lake, published
from fairway.records.models import ActivityWord, DirtyWeek, LakeState, RecordLabel
from fairway.records.touching import OWN_WEEKS, PERSON_COLUMNS


def published_files() -> dict[str, list[str]]:
    """Lake files of each table's published version."""
    house = lake()
    return {name: house.files(state) for name, state in published().items()}


def activity_words() -> dict[str, str]:
    """The organisation's words for activities, with the canonical type each was first met under."""
    return dict(ActivityWord.objects.order_by("pk").values_list("word", "activity_type"))


@dataclass(frozen=True, slots=True)
class Label:
    native_id: str
    name: str
    texts: dict[str, str]


def labels_of(table: str, record_ids: Iterable[str]) -> dict[str, Label]:
    """Names and texts of those records."""
    wanted = list(set(record_ids))
    found: dict[str, Label] = {}
    for start in range(0, len(wanted), 500):
        rows = RecordLabel.objects.filter(table=table, record_id__in=wanted[start : start + 500])
        found.update({row.record_id: Label(row.native_id, row.name, row.texts) for row in rows})
    return found


@dataclass(frozen=True, slots=True)
class Dirt:
    """People's weeks that wait to be counted, up to a mark; `is_everything` after the lake fell back."""

    weeks: Sequence[tuple[int, date]]
    mark: int
    is_everything: bool


def dirt() -> Dirt:
    state = LakeState.objects.filter(pk=1).first()
    mark = state.mark if state else 0
    return Dirt(
        weeks=list(DirtyWeek.objects.filter(mark__lte=mark).values_list("person_key", "week_on")),
        mark=mark,
        is_everything=bool(state and state.needs_full_count),
    )


def weeks_with_records(until_on: date) -> list[date]:
    """First days of all weeks in which anything is recorded or due, from the first up to that day, without gaps."""
    files = published_files()
    connection = reading.connect()
    spans = []
    for table, pairs in OWN_WEEKS.items():
        reading.add_view(connection, table, files[table])
        for _, week in pairs:
            spans.append(connection.execute(f"SELECT min({week}), max({week}) FROM {table}").fetchone())
    days: list[date] = [day for span in spans for day in (span or ()) if day is not None]
    return weeks_between(min(days), min(max(days), until_on)) if days else []


def records_of(person_key: int) -> dict[str, list[dict[str, object]]]:
    """Every record the lake credits to a person, table by table, in lake columns."""
    files = published_files()
    connection = reading.connect()
    found: dict[str, list[dict[str, object]]] = {}
    for table, columns in PERSON_COLUMNS.items():
        reading.add_view(connection, table, files[table])
        condition = " OR ".join(f"{column} = {int(person_key)}" for column in columns)
        rows = (
            connection.sql(f"SELECT * EXCLUDE (row_hash) FROM {table} WHERE {condition}").to_arrow_table().to_pylist()
        )
        if rows:
            found[table] = rows
    return found


def weeks_of_passed_plans(since_on: date, until_on: date) -> set[tuple[int, date]]:
    """(person, week) of activities whose scheduled day has passed in that span: what was planned is unconfirmed now."""
    connection = reading.connect()
    reading.add_view(connection, "activities", published_files()["activities"])
    rows = connection.execute(
        "SELECT DISTINCT person_key, when_week_on FROM activities "
        "WHERE coalesce(scheduled_on, when_on) BETWEEN ? AND ? AND person_key IS NOT NULL AND when_week_on IS NOT NULL",
        [since_on, until_on],
    ).fetchall()
    return set(rows)


def all_labels(table: str) -> dict[str, Label]:
    """Every label of a table, by lake key."""
    rows = RecordLabel.objects.filter(table=table).iterator(chunk_size=5000)
    return {row.record_id: Label(row.native_id, row.name, row.texts) for row in rows}


def lake_rows(table: str) -> Iterator[dict[str, Any]]:
    """Every row of a published lake table, in lake columns, by record key."""
    connection = reading.connect()
    reading.add_view(connection, table, published_files()[table])
    batches: Any = connection.sql(f"SELECT * FROM {table} ORDER BY record_key").to_arrow_reader(20_000)
    for batch in batches:
        yield from batch.to_pylist()
