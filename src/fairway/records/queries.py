"""Reading what is published: lake files, labels, words, dirty weeks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from fairway.audit.recording import row_as_json
from fairway.people.queries import organisation
from fairway.records import reading
from fairway.records.actions.publishing import lake, published
from fairway.records.models import ActivityWord, DirtyWeek, LakeState, RecordLabel, RecordMatch
from fairway.records.touching import OWN_WEEKS, PERSON_COLUMNS, TOUCH_COLUMNS, Moved, moved_by
from fairway.records.types import MatchFacts

# Instants at which something comes to be true, per table.
COMES_TRUE: dict[str, tuple[str, ...]] = {
    "activities": ("when_at", "completed_at", "cancelled_at", "logged_at"),
    "opportunities": ("created_at", "closed_at"),
    "stage_changes": ("changed_at",),
    "owner_changes": ("changed_at",),
    "leads": ("created_at", "converted_at"),
}


Files = Mapping[str, Sequence[str]]  # of each table's published version


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment to look from, with its day in the organisation's zone."""

    at: datetime
    on: date


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
    source: str = ""


def labels_of(table: str, record_ids: Iterable[str]) -> dict[str, Label]:
    """Names and texts of those records."""
    wanted = list(set(record_ids))
    found: dict[str, Label] = {}
    for start in range(0, len(wanted), 500):
        rows = RecordLabel.objects.filter(table=table, record_id__in=wanted[start : start + 500])
        found.update({row.record_id: Label(row.native_id, row.name, row.texts, row.source) for row in rows})
    return found


@dataclass(frozen=True, slots=True)
class Dirt:
    """What waits to be counted, up to a mark: people's weeks of activities, and the first week of everything else."""

    weeks: Sequence[tuple[int, date]]
    others_from_on: date | None
    mark: int
    is_everything: bool  # after the lake fell back, or where very much moved


def dirt() -> Dirt:
    state = LakeState.objects.filter(pk=1).first()
    mark = state.mark if state else 0
    return Dirt(
        weeks=list(DirtyWeek.objects.filter(mark__lte=mark).values_list("person_key", "week_on")),
        others_from_on=state.others_from_on if state else None,
        mark=mark,
        is_everything=bool(state and state.needs_full_count),
    )


def first_week_with_records(files: Files, since_on: date) -> date | None:
    """The first week, from that day on, in which anything is recorded; None where nothing is."""
    connection = reading.connect()
    parts = []
    for table, pairs in OWN_WEEKS.items():
        reading.add_view(connection, table, files[table])
        parts += [f"SELECT min({week}) FROM {table} WHERE {week} >= $since" for week in {week for _, week in pairs}]
    reading.add_view(connection, "quotas", files["quotas"])
    parts.append("SELECT min(period_start_on) FROM quotas WHERE period_end_on >= $since")
    days = connection.execute(" UNION ALL ".join(parts), {"since": since_on}).fetchall()
    return min((day for (day,) in days if day is not None), default=None)


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


def moved_by_time(files: Files, before: Instant, now: Instant) -> Moved:
    """What comes to be true, without a new record, between looking from one instant and from a later one: plans that
    passed unconfirmed, and whatever was stated to happen in between.
    """
    connection = reading.connect()
    rows: list[tuple[str, dict[str, Any]]] = []
    given = {"from_at": before.at, "to_at": now.at, "from_on": before.on, "to_on": now.on}
    for table, instants in COMES_TRUE.items():
        reading.add_view(connection, table, files[table])
        passed = " OR ".join(f"({name} > $from_at AND {name} <= $to_at)" for name in instants)
        is_activity = table == "activities"
        due = " OR (scheduled_on >= $from_on AND scheduled_on < $to_on)" if is_activity else ""
        columns = ["person_key", *TOUCH_COLUMNS[table]] if is_activity else list(TOUCH_COLUMNS[table])
        names = list(dict.fromkeys(columns))
        statement = f"SELECT {', '.join(names)} FROM {table} WHERE {passed}{due}"
        wanted = {name: value for name, value in given.items() if f"${name}" in statement}
        found = connection.execute(statement, wanted).fetchall()
        rows += [(table, dict(zip(names, values, strict=True))) for values in found]
    return moved_by(rows).all_moved(lake(), published(), organisation().week_starts_on)


def states_anything_after(files: Files, instant: datetime) -> bool:
    """Whether an activity is stated to have happened after an instant."""
    connection = reading.connect()
    reading.add_view(connection, "activities", files["activities"])
    statement = "SELECT 1 FROM activities WHERE when_at > $at AND when_source IN ('occurred', 'completed') LIMIT 1"
    return bool(connection.execute(statement, {"at": instant}).fetchall())


def record_sources() -> set[str]:
    """The words in front of records' ids in the lake: the sources they came from."""
    connection, files = reading.connect(), published_files()
    found = set[str]()
    for table in ("accounts", "opportunities", "activities"):
        reading.add_view(connection, table, files[table])
        words = connection.execute(f"SELECT DISTINCT split_part(record_key, ':', 1) FROM {table}").fetchall()
        found |= {word for (word,) in words}
    return found


def matches_among(record_ids: Iterable[str]) -> dict[str, MatchFacts]:
    """Matches in force of those records, by lake key."""
    wanted, found = list(set(record_ids)), {}
    for start in range(0, len(wanted), 500):
        rows = RecordMatch.objects.filter(record_id__in=wanted[start : start + 500], confirmed_at__isnull=False)
        found.update({row.record_id: _match(row) for row in rows})
    return found


def matches_of(person_key: int, metric_key: str | None = None) -> list[MatchFacts]:
    """Every match of one person's records, those only proposed included, by day."""
    rows = RecordMatch.objects.filter(person_id=person_key).order_by("day_on", "record_id")
    return [_match(row) for row in (rows if metric_key is None else rows.filter(metric_key=metric_key))]


def proposed_matches(person_key: int) -> dict[str, int]:
    """How many matches wait for one person's word, by metric."""
    rows = RecordMatch.objects.filter(person_id=person_key, confirmed_at__isnull=True)
    return dict(rows.values_list("metric_key").annotate(many=Count("pk")))


def _match(row: RecordMatch) -> MatchFacts:
    return MatchFacts(
        record_id=row.record_id,
        person_key=row.person_id,
        metric_key=row.metric_key,
        day_on=row.day_on,
        stated_word=row.stated_word,
        word=row.word,
        took_place=row.took_place,
        by=row.matched_by,
        at=row.matched_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
    )


def matches_kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every match of one person's records, for that person's own export."""
    rows = RecordMatch.objects.filter(person_id=person_key).order_by("day_on", "record_id")
    return {"matches": [row_as_json(row) for row in rows]}


def all_labels(table: str) -> dict[str, Label]:
    """Every label of a table, by lake key."""
    rows = RecordLabel.objects.filter(table=table).iterator(chunk_size=5000)
    return {row.record_id: Label(row.native_id, row.name, row.texts, row.source) for row in rows}


def lake_rows(table: str) -> Iterator[dict[str, Any]]:
    """Every row of a published lake table, in lake columns, by record key."""
    connection = reading.connect()
    reading.add_view(connection, table, published_files()[table])
    batches: Any = connection.sql(f"SELECT * FROM {table} ORDER BY record_key").to_arrow_reader(20_000)
    for batch in batches:
        yield from batch.to_pylist()
