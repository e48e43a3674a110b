"""Reading a CRM folder: every good line becomes a row, every other one a reject that says what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fairway.crm.errors import Terminal
from fairway.crm.folder.lines import Line, NotATable, OpenFile, open_table
from fairway.crm.folder.tables import DELETED, REQUIRED_FILES, TABLES, FolderTable
from fairway.crm.folder.values import Unreadable
from fairway.exchange.types import Batch, Check, Reader, Reject, Severity, SourceFacts
from fairway.people.queries import all_keys_of
from fairway.records.actions.storing import calendar_of
from fairway.records.localising import LocalCalendar

BATCH_ROWS = 20_000


def open_folder(source: SourceFacts, _secret: str) -> Reader:
    """The reader of a connected folder; its settings name the path and whether sellers and activities must be there."""
    return FolderReader(Path(str(source.settings["path"])), source=source.name)


@dataclass(slots=True)
class FolderReader:
    """One folder, read from beginning to end: CSV keeps no marks of what changed."""

    folder: Path
    source: str
    shows_only_the_present: bool = False
    states_stage_history: bool = True
    is_add_on: bool = False  # plans or absences for people another import brought

    def check(self) -> Sequence[Check]:
        """Whether each file is there and readable, without loading it."""
        checks = []
        for table in TABLES:
            try:
                opened = open_table(self.folder, table.file)
            except NotATable as problem:
                checks.append(Check(table.file, False, str(problem), disables=table.file))
                continue
            if opened is None:
                is_needed = table.file in REQUIRED_FILES
                checks.append(
                    Check(table.file, not is_needed, "is not there", disables="everything" if is_needed else "")
                )
                continue
            missing = [name for name in table.required if name not in opened.header]
            checks.append(
                Check(table.file, not missing, f"lacks {', '.join(missing)}" if missing else "has its columns")
            )
        return checks

    def link(self, table: str, native_id: str) -> str | None:
        """A folder has no pages."""
        return None

    def pull(self, positions: Mapping[str, Mapping[str, object]], *, is_full: bool) -> Iterator[Batch]:
        """Every table in an order in which references resolve, then deletions. Terminal when a needed file is
        missing.
        """
        if not self.folder.is_dir():
            raise Terminal(
                f"{self.folder} is not a folder", advice="Name the folder that holds sellers.csv and activities.csv."
            )
        found = {table.file: self._open(table) for table in TABLES}
        self._refuse_if_incomplete(found)
        for table in TABLES:
            opened = found[table.file]
            if isinstance(opened, OpenFile):
                yield from self._table(table, opened)
            elif isinstance(opened, Reject):
                yield Batch(table.table, rejects=(opened,))
        yield from self._metrics()
        yield from self._deletions()

    def _open(self, table: FolderTable) -> OpenFile | Reject | None:
        try:
            opened = open_table(self.folder, table.file)
        except NotATable as problem:
            return Reject(table.file, None, "", "", str(problem))
        if opened is None:
            return None
        missing = [name for name in table.required if name not in opened.header]
        if missing:
            return Reject(
                opened.path.name, 1, missing[0], "", f"the column {missing[0]} is missing; the file was left out"
            )
        return opened

    def _refuse_if_incomplete(self, found: Mapping[str, OpenFile | Reject | None]) -> None:
        has_people = bool(all_keys_of(self.source))
        for name in REQUIRED_FILES:
            opened = found[name]
            if isinstance(opened, Reject):
                raise Terminal(
                    f"{opened.place}, line {opened.line}: {opened.reason}",
                    advice=f"A folder needs {name} with its required columns: see docs/reference/crm-folder.md.",
                )
            if opened is None and not has_people and not self.is_add_on:
                raise Terminal(
                    f"{self.folder} holds no {name}.csv or {name}.parquet",
                    advice="A first import needs sellers and activities; later ones may hold any table.",
                )

    def _table(self, table: FolderTable, opened: OpenFile) -> Iterator[Batch]:
        """Batches of one table. Unknown columns are named once; clock times wait for the sellers before them."""
        unknown = [name for name in opened.header if name and name not in table.columns]
        notes = [
            Reject(opened.path.name, 1, name, "", "this column is not known and was left out", Severity.NOTE)
            for name in unknown
        ]
        reading = _TableReading(table, opened, self._clock())
        rows: list[object] = []
        places: list[tuple[str, int | None]] = []
        rejects: list[Reject] = list(notes)
        for line in opened.lines:
            outcome = reading.row(line)
            if outcome.row is not None:
                rows.append(outcome.row)
                places.append((opened.path.name, line.number))
            rejects.extend(outcome.rejects)
            if len(rows) + len(rejects) >= BATCH_ROWS:
                yield Batch(table.table, rows, places, rejects=rejects, expected=opened.rows)
                rows, places, rejects = [], [], []
        yield Batch(table.table, rows, places, rejects=rejects, expected=opened.rows)

    def _clock(self) -> "Clock":
        return Clock(calendar_of(self.source), all_keys_of(self.source))

    def _metrics(self) -> Iterator[Batch]:
        file = self.folder / "metrics.yaml"
        if file.is_file():
            yield Batch("metrics", rows=(file.read_text(encoding="utf-8"),), places=((file.name, None),))

    def _deletions(self) -> Iterator[Batch]:
        """`deleted_ids.csv`: table and id; the parts of a compound key are joined by `|`."""
        try:
            opened = open_table(self.folder, DELETED)
        except NotATable as problem:
            yield Batch("activities", rejects=(Reject(DELETED, None, "", "", str(problem)),))
            return
        if opened is None:
            return
        gone: dict[str, list[str]] = {}
        rejects = []
        tables = {table.file: table.table for table in TABLES}
        for line in opened.lines:
            cells = dict(zip(opened.header, line.cells, strict=False))
            name, key = str(cells.get("table", "")).strip().lower(), str(cells.get("id", "")).strip()
            if line.problem or name not in tables or not key:
                reason = line.problem or ("no table has this name" if name not in tables else "the id is empty")
                rejects.append(Reject(opened.path.name, line.number, "table", name, reason))
            else:
                gone.setdefault(tables[name], []).append(key)
        for table, keys in gone.items():
            yield Batch(table, deleted=keys)
        if rejects:
            yield Batch("activities", rejects=rejects)


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads a clock time without offset as its seller meant it."""

    calendar: LocalCalendar
    people: Mapping[str, int]

    def instant(self, moment: datetime, native_seller_id: str | None) -> datetime:
        return moment if moment.tzinfo else self.calendar.instant(self.people.get(native_seller_id or ""), moment)


@dataclass(frozen=True, slots=True)
class Outcome:
    row: object | None
    rejects: tuple[Reject, ...] = ()


class _TableReading:
    """Turns the lines of one file into rows, remembering keys to tell repeated ones."""

    def __init__(self, table: FolderTable, opened: OpenFile, clock: Clock) -> None:
        self.table, self.file, self.clock = table, opened.path.name, clock
        self.columns = [
            (place, name, table.columns[name]) for place, name in enumerate(opened.header) if name in table.columns
        ]
        self.header = opened.header
        self.keys: dict[int, tuple[int, int]] = {}  # hash of the key: (line, hash of the row)

    def row(self, line: Line) -> Outcome:
        if line.problem:
            return Outcome(None, (Reject(self.file, line.number, "", line.raw[:200], line.problem),))
        cells: dict[str, Any] = {}
        name, cell = "", None
        try:
            for place, name, read in self.columns:
                cell = line.cells[place]
                if cell is not None and str(cell).strip() != "":
                    value = read(cell)
                    cells[name] = self._timed(value, line) if isinstance(value, datetime) else value
            missing = next((column for column in self.table.required if column not in cells), None)
            if missing:
                return self._reject(line, missing, "", "is empty, and every row needs it")
            name, cell = self.table.key[-1], ""
            made = self.table.row(cells)
        except Unreadable as problem:
            return self._reject(line, name, "" if cell is None else str(cell), str(problem))
        return self._told_apart(line, cells, made)

    def _timed(self, moment: datetime, line: Line) -> datetime:
        column = self.table.seller_column
        owner = line.cells[self.header.index(column)] if column in self.header and column else None
        return self.clock.instant(moment, str(owner).strip() if owner else None)

    def _told_apart(self, line: Line, cells: Mapping[str, Any], made: object) -> Outcome:
        key = hash(tuple(cells[name] for name in self.table.key))
        content = hash(repr(made))
        before = self.keys.get(key)
        self.keys[key] = (line.number, content)
        if before is None or before[1] == content:
            return Outcome(made)
        shown = "|".join(str(cells[name]) for name in self.table.key)
        return Outcome(
            made,
            (
                Reject(
                    self.file,
                    before[0],
                    self.table.key[0],
                    shown,
                    f"line {line.number} has the same key and other content; the later line counts",
                    row=self._shown(line),
                ),
            ),
        )

    def _reject(self, line: Line, column: str, value: str, reason: str) -> Outcome:
        return Outcome(None, (Reject(self.file, line.number, column, value[:200], reason, row=self._shown(line)),))

    def _shown(self, line: Line) -> dict[str, str]:
        return {
            name: "" if cell is None else str(cell)[:500] for name, cell in zip(self.header, line.cells, strict=False)
        }
