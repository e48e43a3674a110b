"""Storing canonical rows: shape, compare with what is there, write to the lake, publish.

A `Storage` is one run's way in. Rows may come in any order of tables and in any number of batches; what was stored
before the last `publish` survives anything, what came after is undone at the next start and asked for again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from fairway.exchange.types import Reject, Tally
from fairway.lib.periods import local_day
from fairway.people.queries import all_keys_of, organisation, zone_history
from fairway.records import reading
from fairway.records.actions.labelling import LabelDraft, label_of, save_labels, save_words
from fairway.records.actions.publishing import Lease, lake, publish, published, recover, writing
from fairway.records.crediting import credited_change, credited_opportunity, histories
from fairway.records.lake import TableVersion
from fairway.records.localising import LocalCalendar
from fairway.records.pseudonyms import native_id_of
from fairway.records.schema import TABLES, TableShape
from fairway.records.shaping import Frame, LakeRow, UnknownSeller, shaped
from fairway.records.touching import WEEK_COLUMNS, weeks_of, weeks_that_refer_to
from fairway.records.types import StageChangeRow

BUFFERED_ROWS = 50_000
DERIVED_FROM_HISTORY = ("opportunities", "stage_changes", "owner_changes")


def calendar_of(source: str | None = None) -> LocalCalendar:
    """Where the organisation's people are when, for turning instants into days."""
    home = organisation()
    return LocalCalendar(home_zone=home.timezone, week_starts_on=home.week_starts_on, zones=zone_history(source))


@contextmanager
def storing(source: str) -> Iterator["Storage"]:
    """Open the lake for one source's run. Raises LakeBusy while another process writes."""
    with writing() as lease:
        notes = recover(lease)
        yield Storage(source, lease, notes)


class Storage:
    """Rows of one source on their way into the lake."""

    def __init__(self, source: str, lease: Lease, notes: Sequence[str] = ()) -> None:
        self.source = source
        self.notes = list(notes)  # what had to be repaired before this run
        # A source without stage history: a stage that differs from the last one seen changed when we saw it.
        self.takes_stage_snapshots = False
        self.tallies: dict[str, Tally] = {}
        self._lease = lease
        self._lake = lake()
        self._working = dict(published())
        self._buffer: dict[str, dict[str, LakeRow | None]] = {name: {} for name in TABLES}
        self._dirty: set[tuple[int, date]] = set()
        self._labels: dict[tuple[str, str], LabelDraft] = {}
        self._words: dict[str, str] = {}
        self._touched_opportunities: set[str] = set()
        self._referred: dict[str, set[str]] = {}
        self.refresh_people()

    def refresh_people(self) -> None:
        """Read the source's people again, after they were stored."""
        self._frame = Frame(source=self.source, people=all_keys_of(self.source), calendar=calendar_of(self.source))

    @property
    def today(self) -> date:
        return local_day(timezone.now(), organisation().timezone)

    @property
    def calendar(self) -> LocalCalendar:
        return self._frame.calendar

    @property
    def people(self) -> Mapping[str, int]:
        return self._frame.people

    def tally(self, table: str) -> Tally:
        return self.tallies.setdefault(table, Tally())

    def put(self, table: str, rows: Sequence[object], places: Sequence[tuple[str, int | None]] = ()) -> list[Reject]:
        """Take rows in. Returns those that belong to nobody known; `places` name file and line for each row."""
        rejects = []
        tally = self.tally(table)
        buffer = self._buffer[table]
        for number, row in enumerate(rows):
            tally.read += 1
            try:
                lake_row = shaped(table, row, self._frame)
            except UnknownSeller as unknown:
                place, line = places[number] if places else (table, None)
                rejects.append(
                    Reject(
                        place,
                        line,
                        unknown.field,
                        unknown.native_id,
                        "no seller has this id; add the seller first, then load this again",
                    )
                )
                tally.rejected += 1
                continue
            if lake_row["record_key"] in buffer:
                tally.unchanged += 1  # stated twice in one go: the later one counts
            buffer[lake_row["record_key"]] = lake_row
            self._note(table, row, lake_row)
            if len(buffer) >= BUFFERED_ROWS:
                self._flush(table)
        return rejects

    def _note(self, table: str, row: object, lake_row: LakeRow) -> None:
        label = label_of(table, row, lake_row, self.source)
        if label is not None:
            self._labels[table, lake_row["record_key"]] = label
        if table == "activities":
            self._words.setdefault(lake_row["word"], lake_row["type"])
        if table in DERIVED_FROM_HISTORY:
            self._touched_opportunities.add(lake_row["opportunity_id"])

    def remove(self, table: str, record_keys: Collection[str]) -> None:
        """Take records out, with what hangs on them."""
        self._flush(table)  # what came before in this run is found below
        self._buffer[table].update(dict.fromkeys(record_keys))
        self._flush(table)
        for dependent, column in DEPENDENTS.get(table, ()):
            self._flush(dependent)
            hanging = self._keys_where(dependent, column, record_keys)
            self._buffer[dependent].update(dict.fromkeys(hanging))
            self._flush(dependent)

    def known_keys(self, table: str) -> set[str]:
        """Record keys of this source that are in the lake now, for finding what the source no longer has."""
        self._flush(table)
        files = self._lake.files(self._working[table])
        if not files:
            return set()
        connection = reading.connect()
        reading.add_view(connection, table, files)
        rows = connection.execute(
            f"SELECT record_key FROM {table} WHERE starts_with(record_key, ?)", [f"{self.source}:"]
        ).fetchall()
        return {key for (key,) in rows}

    def _keys_where(self, table: str, column: str, values: Collection[str]) -> list[str]:
        files = self._lake.files(self._working[table])
        if not files:
            return []
        connection = reading.connect()
        reading.add_view(connection, table, files)
        connection.register("wanted", pa.table({"value": pa.array(list(values), pa.string())}))
        return [
            key
            for (key,) in connection.execute(
                f"SELECT record_key FROM {table} WHERE {column} IN (SELECT value FROM wanted)"
            ).fetchall()
        ]

    def _flush(self, table: str) -> None:
        buffer = self._buffer[table]
        if not buffer:
            return
        shape = TABLES[table]
        columns = ["row_hash", *WEEK_COLUMNS.get(table, ()), *(("stage",) if table == "opportunities" else ())]
        known = reading.rows_by_key(self._lake.files(self._working[table]), shape, list(buffer), columns)
        tally = self.tally(table)
        fresh, changed, gone = [], [], []
        for key, row in buffer.items():
            before = known.get(key)
            if row is None:
                if before is not None:
                    gone.append({"record_key": key, "placed_month": before["placed_month"]})
                    self._touch(table, before)
            elif before is None:
                fresh.append(row)
                self._touch(table, row)
            elif before["row_hash"] != row["row_hash"]:
                changed.append({**row, "placed_month": before["placed_month"]})
                if table == "opportunities" and self.takes_stage_snapshots and before["stage"] != row["stage"]:
                    self._snapshot(row, before["stage"])
                self._touch(table, before)
                self._touch(table, row)
            else:
                tally.unchanged += 1
                self._labels.pop((table, key), None)
        tally.added += len(fresh)
        tally.changed += len(changed)
        tally.deleted += len(gone)
        self._write(shape, fresh, changed, gone)
        buffer.clear()

    def _snapshot(self, row: LakeRow, stage_before: Any) -> None:
        native_id = native_id_of(row["opportunity_id"])
        seen = StageChangeRow(native_id, timezone.now().replace(microsecond=0), row["stage"] or "", stage_before)
        lake_row = shaped("stage_changes", seen, self._frame)
        self._buffer["stage_changes"][lake_row["record_key"]] = lake_row

    def _touch(self, table: str, row: Mapping[str, Any]) -> None:
        self._dirty |= weeks_of(table, row)
        if table not in WEEK_COLUMNS or table in {"opportunities", "leads"}:
            self._referred.setdefault(table, set()).add(row["record_key"])

    def _write(
        self, shape: TableShape, fresh: list[LakeRow], changed: list[LakeRow], gone: list[dict[str, Any]]
    ) -> None:
        mark = self._lease.mark + 1
        state = self._working[shape.name]
        version = state.version
        if fresh:
            version = self._lake.append(shape, state.generation, pa.Table.from_pylist(fresh, shape.schema), mark)
        if changed:
            version = self._lake.replace(shape, state.generation, pa.Table.from_pylist(changed, shape.schema), mark)
        if gone:
            version = self._lake.remove(shape, state.generation, pa.Table.from_pylist(gone), mark)
        self._working[shape.name] = TableVersion(shape.name, state.generation, version)

    def flush(self) -> None:
        """Write everything taken in so far to the lake, unpublished, with credits worked out."""
        for table in TABLES:
            self._flush(table)
        self._credit()

    def _credit(self) -> None:
        """Put owners and days of their time into touched opportunities and their stage changes."""
        wanted = sorted(self._touched_opportunities)
        self._touched_opportunities.clear()
        for start in range(0, len(wanted), BUFFERED_ROWS):
            chunk = wanted[start : start + BUFFERED_ROWS]
            owners = histories(self._rows_where("owner_changes", "opportunity_id", chunk))
            opportunities = self._rows_where("opportunities", "opportunity_id", chunk)
            today = {row["opportunity_id"]: row["owner_key"] for row in opportunities}
            self._rewrite(
                "opportunities",
                [
                    (row, credited_opportunity(row, owners.get(row["opportunity_id"], ()), self.calendar))
                    for row in opportunities
                ],
            )
            self._rewrite(
                "stage_changes",
                [
                    (
                        row,
                        credited_change(
                            row, owners.get(row["opportunity_id"], ()), today.get(row["opportunity_id"]), self.calendar
                        ),
                    )
                    for row in self._rows_where("stage_changes", "opportunity_id", chunk)
                ],
            )

    def _rewrite(self, table: str, rows: Sequence[tuple[LakeRow, LakeRow]]) -> None:
        changed = []
        for before, after in rows:
            if before != after:
                changed.append(after)
                self._touch(table, before)
                self._touch(table, after)
        if changed:
            self._write(TABLES[table], [], changed, [])

    def _rows_where(self, table: str, column: str, values: Sequence[str]) -> list[LakeRow]:
        files = self._lake.files(self._working[table])
        if not files:
            return []
        connection = reading.connect()
        connection.register("wanted", pa.table({"value": pa.array(values, pa.string())}))
        return reading.whole_rows(connection, TABLES[table], files, f"{column} IN (SELECT value FROM wanted)")

    def publish(self, positions: Mapping[str, Mapping[str, object]] | None = None) -> None:
        """Make everything so far visible, with the cursors that rest on it, in one transaction."""
        self.flush()
        dirty = self._dirty | weeks_that_refer_to(self._referred, self._lake, self._working)
        by_stream = {(self.source, stream): position for stream, position in (positions or {}).items()}
        with transaction.atomic():
            save_words(self._words, self.source)
            save_labels(list(self._labels.values()))
            self._lease = publish(self._lease, versions=self._working, positions=by_stream, dirty=dirty)
        self._dirty, self._referred = set(), {}
        self._labels, self._words = {}, {}


# What goes with a record that is taken out: (table, column that names it).
DEPENDENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "activities": (("participants", "activity_id"),),
    "opportunities": (("stage_changes", "opportunity_id"), ("owner_changes", "opportunity_id")),
    "contacts": (("participants", "contact_key"),),
}
