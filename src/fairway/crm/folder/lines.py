"""Records of a CSV or Parquet file with their line numbers, so that one broken line costs one line.

A quote that is never closed would swallow the rest of a file. A record therefore ends where its quotes are balanced;
if it then has the wrong number of cells and spans several lines, its first line alone is broken and reading goes on
with the second.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_RECORD_LINES = 400
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One record: cells by position, or the reason why it is none."""

    number: int
    cells: tuple[Any, ...]
    problem: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class OpenFile:
    path: Path
    header: tuple[str, ...]
    lines: Iterator[Line]
    rows: int | None  # how many there are, where the format knows


class NotATable(ValueError):
    """The file cannot be read as a table at all."""


def open_table(folder: Path, name: str) -> OpenFile | None:
    """The table of that name in a folder, CSV or Parquet; None when there is none. NotATable when it is neither."""
    for path in sorted(folder.iterdir()):
        if path.stem.lower() == name and path.suffix.lower() in {".csv", ".parquet"} and path.is_file():
            return _open_parquet(path) if path.suffix.lower() == ".parquet" else _open_csv(path)
    return None


def _open_parquet(path: Path) -> OpenFile:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise NotATable(f"{path.name} is not a Parquet file ({error})") from error
    header = tuple(file.schema_arrow.names)

    def lines() -> Iterator[Line]:
        number = 0
        for batch in file.iter_batches(batch_size=20_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield Line(number, row)

    return OpenFile(path, header, lines(), file.metadata.num_rows)


def _open_csv(path: Path) -> OpenFile:
    records = _records(path)
    try:
        first = next(records)
    except StopIteration:
        raise NotATable(f"{path.name} is empty; the first line must name the columns") from None
    header = tuple(str(cell).strip().lower() for cell in first.cells)
    if "\x00" in first.raw or any("\ud800" <= character <= "\udfff" for character in first.raw):
        raise NotATable(
            f"{path.name} is not UTF-8 text; save it as UTF-8, or use the set-up page, which reads other encodings"
        )

    def lines() -> Iterator[Line]:
        width = len(header)
        for line in records:
            if not line.problem and len(line.cells) != width:
                yield Line(
                    line.number, line.cells, f"has {len(line.cells)} cells; the header names {width} columns", line.raw
                )
            else:
                yield line

    return OpenFile(path, header, lines(), None)


def _records(path: Path) -> Iterator[Line]:
    """Records with the number of their first line. Blank lines are passed over."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        waiting: deque[tuple[int, str]] = deque()
        numbered = enumerate(file, start=1)
        width: int | None = None
        while True:
            taken = _take_record(waiting, numbered)
            if not taken:
                return
            number = taken[0][0]
            raw = "".join(text for _, text in taken)
            if not raw.strip():
                continue
            cells, problem = _cells(raw)
            if len(taken) > 1 and (problem or (width is not None and len(cells) != width)):
                waiting.extendleft(reversed(taken[1:]))
                yield Line(number, (), "has a quote that is not closed", taken[0][1].rstrip("\r\n"))
                continue
            width = width if width is not None else len(cells)
            yield Line(number, cells, problem, raw.rstrip("\r\n"))


def _take_record(waiting: deque[tuple[int, str]], numbered: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines until their quotes are balanced, or so many that they cannot be one record."""
    taken: list[tuple[int, str]] = []
    quotes = 0
    while len(taken) < LONGEST_RECORD_LINES:
        line = waiting.popleft() if waiting else next(numbered, None)
        if line is None:
            break
        taken.append(line)
        quotes += line[1].count('"')
        if quotes % 2 == 0:
            break
    return taken


def _cells(raw: str) -> tuple[tuple[str, ...], str]:
    if raw.count('"') % 2:
        return (), "has a quote that is not closed"
    try:
        rows = list(csv.reader([raw] if raw.count("\n") <= 1 else raw.splitlines(keepends=True), strict=True))
    except csv.Error as error:
        return (), f"is not well-formed CSV ({error})"
    return (tuple(rows[0]), "") if len(rows) == 1 else ((), "is not one record")
