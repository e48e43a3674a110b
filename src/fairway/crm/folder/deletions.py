"""`deleted_ids.csv`: which records are gone, by table and id; the parts of a compound id are joined by `|`.

Deletions are read before the tables, so that a row that stands in both is not loaded only to be taken out again:
importing a folder a second time changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fairway.crm.folder.lines import Line, NotATable, open_table
from fairway.crm.folder.reading import Clock, Key
from fairway.crm.folder.tables import DELETED, TABLES, FolderTable
from fairway.crm.folder.values import Unreadable
from fairway.exchange.types import Batch, Reject, Severity

COLUMNS = ("table", "id")
BY_FILE: Mapping[str, FolderTable] = {table.file: table for table in TABLES}


@dataclass(slots=True)
class Deletions:
    """Keys that are gone, by file, with the line that says so."""

    file: str = DELETED
    lines: dict[str, dict[Key, int]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    repeated: int = 0

    def has(self, file: str, key: Key) -> bool:
        gone = self.lines.get(file)
        return gone is not None and key in gone

    def batches(self) -> Iterator[Batch]:
        """One batch per table, dependent ones first, so that what goes by itself is told from what goes along."""
        for table in reversed(TABLES):
            gone = self.lines.get(table.file, {})
            if gone:
                ids = ["|".join(_shown(part) for part in key) for key in gone]
                yield Batch(table.table, deleted=ids, deleted_places=[(self.file, line) for line in gone.values()])
        if self.rejects or self.repeated:
            yield Batch(DELETED, rejects=self.rejects, left_as_is=self.repeated)


def _shown(part: Any) -> str:
    """A part of a key as text; an instant in UTC, for a clock time has been read already."""
    return part.astimezone(UTC).isoformat() if isinstance(part, datetime) else str(part)


def read_deletions(folder: Path, clock: Clock) -> Deletions:
    """What a folder says is gone. A clock time without offset is the organisation's."""
    found = Deletions()
    try:
        opened = open_table(folder, DELETED)
    except NotATable as problem:
        reason = f"{problem.problem}; nothing was removed"
        found.rejects.append(Reject(problem.name, None, "", "", reason, Severity.FILE_LEFT_OUT))
        return found
    if opened is None:
        return found
    found.file = opened.path.name
    missing = [name for name in COLUMNS if name not in opened.header]
    if missing:
        reason = f"lacks the column {missing[0]}; nothing was removed"
        found.rejects.append(Reject(found.file, 1, missing[0], "", reason, Severity.FILE_LEFT_OUT))
        return found
    places = [opened.header.index(name) for name in COLUMNS]
    for line in opened.lines():
        _take(line, places, found, clock)
    return found


def _take(line: Line, places: list[int], found: Deletions, clock: Clock) -> None:
    if line.problem:
        found.rejects.append(Reject(found.file, line.number, "", line.raw[:200], line.problem))
        return
    name, text = (str("" if line.cells[place] is None else line.cells[place]).strip() for place in places)
    row = {"table": name[:500], "id": text[:500]}
    table = BY_FILE.get(name.lower())
    if table is None:
        known = ", ".join(BY_FILE)
        found.rejects.append(
            Reject(found.file, line.number, "table", name[:200], f"is no table; the tables are {known}", row=row)
        )
        return
    try:
        key = _key(table, text, clock)
    except Unreadable as problem:
        found.rejects.append(Reject(found.file, line.number, "id", text[:200], str(problem), row=row))
        return
    gone = found.lines.setdefault(table.file, {})
    found.repeated += key in gone
    gone.setdefault(key, line.number)


def _key(table: FolderTable, text: str, clock: Clock) -> Key:
    if not text:
        raise Unreadable("is empty, and every row needs it")
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != len(table.key) or not all(parts):
        raise Unreadable(f"is no id of {table.file}; write {'|'.join(table.key)}")
    values = []
    for name, part in zip(table.key, parts, strict=True):
        try:
            value = table.columns[name](part)
        except Unreadable as problem:
            raise Unreadable(f"holds {part[:60]!r} as {name}, which {problem}") from problem
        values.append(clock.instant(value, None) if isinstance(value, datetime) else value)
    return tuple(values)
