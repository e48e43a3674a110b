"""Turning the lines of one file into rows: cells read, clock times placed, repeated keys told apart."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fairway.crm.folder.lines import Line, OpenFile
from fairway.crm.folder.tables import FolderTable
from fairway.crm.folder.values import Unreadable
from fairway.exchange.types import Reject, Severity
from fairway.records.localising import LocalCalendar

if TYPE_CHECKING:
    from fairway.crm.folder.deletions import Deletions

Key = tuple[Any, ...]
LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads a clock time without offset as its seller meant it."""

    calendar: LocalCalendar
    people: Mapping[str, int]

    def instant(self, moment: datetime, native_seller_id: str | None) -> datetime:
        return moment if moment.tzinfo else self.calendar.instant(self.people.get(native_seller_id or ""), moment)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one line."""

    line: int
    row: object | None = None
    rejects: tuple[Reject, ...] = ()
    is_left_as_is: bool = False


class TableReading:
    """Turns the lines of one file into rows. A file is gone through twice: first for its keys alone, so that of two
    lines with one key only the later is taken, whatever lies between them.
    """

    def __init__(self, table: FolderTable, opened: OpenFile, clock: Clock, deletions: "Deletions") -> None:
        self.table, self.opened, self.clock, self.deletions = table, opened, clock, deletions
        self.file, self.header = opened.path.name, opened.header
        known, columns = table.columns, []
        for place, name in enumerate(opened.header):
            if name in known and name not in opened.header[:place]:
                columns.append((place, name, known[name]))
        # The seller first: a clock time is read where they are.
        self.columns = sorted(columns, key=lambda column: column[1] != table.seller_column)
        self.key_columns = [column for column in columns if column[1] in table.key]
        self.parents = [(name, file) for name, file in table.goes_with.items() if name in opened.header]
        self._remarks: Counter[str] = Counter()
        self._first_remark: dict[str, int] = {}

    def notes_on_header(self) -> Iterator[Reject]:
        """Columns that are left out, once each."""
        for place, name in enumerate(self.header):
            if not name:
                continue
            if name not in self.table.columns:
                yield Reject(self.file, 1, name, "", "this column is not known and was left out", Severity.NOTE)
            elif name in self.header[:place]:
                yield Reject(self.file, 1, name, "", "this column stands here twice; the first counts", Severity.NOTE)

    def remarks(self) -> Iterator[Reject]:
        """What is worth saying about rows that were taken, once per kind."""
        for text, count in self._remarks.items():
            rows = "one row" if count == 1 else f"{count:,} rows"
            yield Reject(self.file, self._first_remark[text], "", "", f"{rows}: {text}", Severity.NOTE)

    def rows(self) -> Iterator[Read]:
        """Every line in order; those that share a key with others come last."""
        repeated = self._repeated_keys()
        held: dict[Key, list[tuple[Line, object]]] = {}
        for line in self.opened.lines():
            try:
                cells = self._cells(line)
                key = tuple(cells[name] for name in self.table.key)
                made = self.table.row(cells)
            except Unreadable as problem:
                yield Read(line.number, rejects=(self._reject(line, problem),))
                continue
            if self._is_gone(key, cells):
                yield Read(line.number, is_left_as_is=True)
            elif repeated and hash(key) in repeated:
                held.setdefault(key, []).append((line, made))
            else:
                self._note_remark(line, made)
                yield Read(line.number, made)
        for key, lines in held.items():
            yield from self._told_apart(key, lines)

    def _repeated_keys(self) -> set[int]:
        """Hashes of the keys that stand on several lines."""
        import numpy as np

        hashes = array("q")
        for line in self.opened.lines():
            if not line.problem:
                try:
                    hashes.append(hash(tuple(self._cell(line, column) for column in self.key_columns)))
                except Unreadable:
                    continue
        if not hashes:
            return set()
        found, counts = np.unique(np.frombuffer(hashes, dtype=np.int64), return_counts=True)
        return set(found[counts > 1].tolist())

    def _cell(self, line: Line, column: tuple[int, str, Any]) -> Any:
        """The value of a cell that must be there; a clock time as the seller on the line meant it."""
        place, name, read = column
        cell = line.cells[place]
        cell = cell.strip() if isinstance(cell, str) else cell
        if cell is None or cell == "":
            raise Unreadable("is empty", column=name)
        value = read(cell)
        if isinstance(value, datetime):
            seller = self.table.seller_column
            owner = line.cells[self.header.index(seller)] if seller in self.header and seller else None
            return self.clock.instant(value, str(owner).strip() if owner else None)
        return value

    def _cells(self, line: Line) -> dict[str, Any]:
        """Values by column, empty cells left out. Unreadable names the column."""
        if line.problem:
            raise Unreadable(line.problem)
        cells: dict[str, Any] = {}
        for place, name, read in self.columns:
            cell = line.cells[place]
            if type(cell) is str:
                cell = cell.strip()
            if cell is None or cell == "":
                continue
            try:
                value = read(cell)
            except Unreadable as problem:
                problem.column = name
                raise
            cells[name] = (
                self.clock.instant(value, cells.get(self.table.seller_column or ""))
                if isinstance(value, datetime)
                else value
            )
        for name in self.table.required:
            if name not in cells:
                raise Unreadable("is empty, and every row needs it", column=name)
        return cells

    def _is_gone(self, key: Key, cells: Mapping[str, Any]) -> bool:
        """Whether `deleted_ids` names the row, or the record it goes with."""
        gone = self.deletions
        if not gone.lines:
            return False
        return gone.has(self.table.file, key) or any(
            name in cells and gone.has(file, (cells[name],)) for name, file in self.parents
        )

    def _note_remark(self, line: Line, made: object) -> None:
        for text in (line.remark, self.table.remark(made) if self.table.remark else ""):
            if text:
                self._remarks[text] += 1
                self._first_remark.setdefault(text, line.number)

    def _told_apart(self, key: Key, lines: list[tuple[Line, object]]) -> Iterator[Read]:
        """The last of several lines with one key counts; an earlier one is listed where it says something else."""
        last, made = lines[-1]
        for line, other in lines[:-1]:
            if other == made:
                yield Read(line.number, is_left_as_is=True)
                continue
            shown = "|".join(str(part) for part in key)
            reason = f"line {last.number} has the same key and other content; the later line counts"
            yield Read(
                line.number,
                rejects=(
                    Reject(
                        self.file,
                        line.number,
                        self.table.key[0],
                        shown[:LONGEST_SHOWN],
                        reason,
                        Severity.REPLACED,
                        self._shown(line),
                    ),
                ),
            )
        self._note_remark(last, made)
        yield Read(last.number, made)

    def _reject(self, line: Line, problem: Unreadable) -> Reject:
        if line.problem:
            return Reject(self.file, line.number, "", line.raw[:LONGEST_SHOWN], line.problem)
        place = self.header.index(problem.column) if problem.column in self.header else None
        value = "" if place is None or line.cells[place] is None else str(line.cells[place])
        return Reject(
            self.file, line.number, problem.column, value[:LONGEST_SHOWN], str(problem), row=self._shown(line)
        )

    def _shown(self, line: Line) -> dict[str, str]:
        return {
            name: "" if cell is None else str(cell)[:500] for name, cell in zip(self.header, line.cells, strict=False)
        }
