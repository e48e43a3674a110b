"""Records of a CSV or Parquet file with their line numbers, so that one broken line costs one line.

A quote that is never closed would swallow the rest of a file. A record therefore ends where its quotes are balanced.
Well-formed and as wide as the header it is taken, whatever its cells hold. If it is not well-formed, or of another
width and with a whole record inside, its first line alone is broken and reading goes on with the second.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from math import isnan
from pathlib import Path
from typing import Any

LONGEST_RECORD_LINES = 400
NARROW = 3  # with fewer columns, a line of a letter may look like a record
OPEN_QUOTE = "has a quote that is not closed"
LIKE_RECORDS = "a quoted cell holds lines that look like rows; if they are, its quote must be closed before them"
csv.field_size_limit(2**31 - 1)

Numbered = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One record: cells by position, or the reason why it is none. `remark` is worth saying of one that is taken."""

    number: int
    cells: tuple[Any, ...]
    problem: str = ""
    raw: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A table's header, and its records as often as they are asked for."""

    path: Path
    header: tuple[str, ...]
    lines: Callable[[], Iterator[Line]]
    rows: int | None = None  # how many there are, where the format knows


class NotATable(ValueError):
    """The file cannot be read as a table at all."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}")
        self.name, self.problem = name, problem


def files_of(folder: Path) -> list[Path]:
    """Tables a folder may hold, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in {".csv", ".parquet"} and path.is_file())


def open_table(folder: Path, name: str) -> OpenFile | None:
    """The table of that name in a folder, CSV before Parquet; None when there is none. NotATable when it is neither."""
    for path in files_of(folder):
        if path.stem.lower() == name:
            return _open_parquet(path) if path.suffix.lower() == ".parquet" else _open_csv(path)
    return None


def _open_parquet(path: Path) -> OpenFile:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise NotATable(path.name, f"is not a Parquet file ({error})") from error
    header = tuple(str(name).strip().lower() for name in file.schema_arrow.names)

    def lines() -> Iterator[Line]:
        number = 0
        try:
            for batch in parquet.ParquetFile(path).iter_batches(batch_size=20_000):
                for row in zip(*(_cells_of(column) for column in batch.columns), strict=True):
                    number += 1
                    yield Line(number, row)
        except (pa.ArrowException, OSError) as error:
            yield Line(number + 1, (), f"cannot be read, and nothing after it ({error})", "")

    return OpenFile(path, header, lines, file.metadata.num_rows)


def _cells_of(column: Any) -> list[Any]:
    """A column as Python values: instants in microseconds, numbers that are none as empty, whole floats as whole.

    Tools that know no missing whole number write ids as `12.0`.
    """
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        return _cells_of(column.dictionary_decode())
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    cells: list[Any] = column.to_pylist()
    if pa.types.is_floating(kind):
        return [None if cell is None or isnan(cell) else int(cell) if cell.is_integer() else cell for cell in cells]
    return cells


def _open_csv(path: Path) -> OpenFile:
    try:
        first = next(_records(path, None), None)
    except OSError as error:
        raise NotATable(path.name, f"cannot be opened ({error.strerror})") from error
    if first is None:
        raise NotATable(path.name, "is empty; the first line must name the columns")
    header = tuple(str(cell).strip().lower() for cell in first.cells)
    if "\x00" in first.raw or any("\ud800" <= character <= "\udfff" for character in first.raw):
        raise NotATable(
            path.name, "is not UTF-8 text; save it as UTF-8, or use the set-up page, which reads other encodings"
        )

    def lines() -> Iterator[Line]:
        records = _records(path, len(header))
        next(records, None)
        return records

    return OpenFile(path, header, lines)


def _records(path: Path, width: int | None) -> Iterator[Line]:
    """Records with the number of their first line. Blank lines are passed over. `width` is None while the header is
    looked for.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        waiting: deque[Numbered] = deque()
        numbered = enumerate(file, start=1)
        while True:
            number, text = waiting.popleft() if waiting else next(numbered, (0, ""))
            if not number:
                return
            if '"' in text:
                yield _quoted((number, text), waiting, numbered, width)
            elif text.strip():
                raw = text.rstrip("\r\n")
                yield _counted(Line(number, tuple(raw.split(",")), "", raw), width)


def _counted(line: Line, width: int | None) -> Line:
    if width is None or len(line.cells) == width:
        return line
    return Line(line.number, line.cells, f"has {len(line.cells)} cells; the header names {width} columns", line.raw)


def _quoted(first: Numbered, waiting: deque[Numbered], numbered: Iterator[Numbered], width: int | None) -> Line:
    """The record that begins on a line with quotes. What was taken for it in vain goes back to `waiting`."""
    taken = _take_record(first, waiting, numbered)
    raw = "".join(text for _, text in taken)
    cells, problem = _cells(raw)
    holds_a_record = not problem and _holds_a_record(taken[1:], width)
    if len(taken) > 1 and (problem or (holds_a_record and len(cells) != width)):
        waiting.extendleft(reversed(taken[1:]))
        return Line(first[0], (), OPEN_QUOTE, first[1].rstrip("\r\n"))
    if problem:
        return Line(first[0], (), problem, raw.rstrip("\r\n"))
    remark = LIKE_RECORDS if holds_a_record else ""
    return _counted(Line(first[0], cells, "", raw.rstrip("\r\n"), remark), width)


def _take_record(first: Numbered, waiting: deque[Numbered], numbered: Iterator[Numbered]) -> list[Numbered]:
    """Lines until their quotes are balanced, or so many that they cannot be one record."""
    taken = [first]
    quotes = first[1].count('"')
    while quotes % 2 and len(taken) < LONGEST_RECORD_LINES:
        following = waiting.popleft() if waiting else next(numbered, None)
        if following is None:
            break
        taken.append(following)
        quotes += following[1].count('"')
    return taken


def _holds_a_record(taken: list[Numbered], width: int | None) -> bool:
    """Whether one of those lines is a record of its own: two quotes left open would hide all that lies between."""
    if width is None or width < NARROW:
        return False
    return any(len(_cells(text)[0]) == width for _, text in taken)


def _cells(raw: str) -> tuple[tuple[str, ...], str]:
    if raw.count('"') % 2:
        return (), OPEN_QUOTE
    try:
        rows = list(csv.reader(StringIO(raw, newline=""), strict=True))
    except csv.Error as error:
        return (), f"is not well-formed CSV ({error})"
    return (tuple(rows[0]), "") if len(rows) == 1 else ((), "is not one record")
