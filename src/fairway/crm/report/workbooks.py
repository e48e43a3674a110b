"""Workbooks and HTML tables to records. Excel's dates come out as ISO text, its numbers as plain ones.

Opening a workbook is slow, so its rows are written to a temporary file once and read from there as often as needed.
A formula that a spreadsheet never worked out has no value; text that looks like one is text.
"""

import csv
import os
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook

from fairway.crm.report.decoding import NotATable
from fairway.crm.report.lines import Record

MOST_ROWS = 1_048_576  # what Excel can hold
MOST_BLANK_ROWS = 2_000  # in a row: the rest of the sheet is formatting
WIDEST = 1_000
MOST_UNPACKED = 1 << 30
SAVE_AGAIN = "Open it in a spreadsheet and save it as .xlsx or CSV."


@dataclass(frozen=True, slots=True)
class Spool:
    """Rows kept in a temporary file, which goes when this object goes."""

    folder: "tempfile.TemporaryDirectory[str]" = field(default_factory=tempfile.TemporaryDirectory)

    @property
    def path(self) -> Path:
        return Path(self.folder.name) / "rows.csv"

    def fill(self, rows: Iterable[Sequence[str]]) -> None:
        with self.path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            writer = csv.writer(file)
            for row in rows:
                writer.writerow(row or [""])

    def records(self) -> Iterator[Record]:
        """Records numbered as the sheet numbers its rows."""
        with self.path.open(encoding="utf-8", errors="surrogatepass", newline="") as file:
            for number, cells in enumerate(csv.reader(file), start=1):
                yield Record(number, cells)


def is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def read_workbook(path: Path, wanted: str | None) -> tuple[list[tuple[Spool, str]], tuple[str, ...]]:
    """The rows and name of each sheet that holds a table, or of the wanted one only; and the names of all sheets."""
    _refuse_other_archives(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions nobody here needs
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                return _spooled(book, wanted)
            finally:
                book.close()
    except NotATable:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise NotATable(f"the workbook cannot be opened ({type(error).__name__})", SAVE_AGAIN) from error


def _refuse_other_archives(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NotATable("the file is a damaged archive or workbook", SAVE_AGAIN) from error
    if unpacked > MOST_UNPACKED:
        raise NotATable(
            f"the workbook unpacks to {unpacked // 1024**2:,} MB, more than a list of activities can need",
            "Export the report as CSV, or only the columns and months that are needed.",
        )
    if "xl/workbook.xml" not in names:
        what = (
            "an OpenDocument file"
            if "mimetype" in names
            else "a binary workbook"
            if "xl/workbook.bin" in names
            else "an archive"
        )
        raise NotATable(
            f"the file is {what}, not an .xlsx workbook", SAVE_AGAIN if what != "an archive" else "Unpack it first."
        )


def _spooled(book: Any, wanted: str | None) -> tuple[list[tuple[Spool, str]], tuple[str, ...]]:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    names = tuple(sheet.title for sheet in visible)
    chosen = [sheet for sheet in sheets if sheet.title == wanted]
    chosen = chosen or [sheet for sheet in visible if _holds_table(sheet)]
    if not chosen:
        raise NotATable(
            "no sheet of the workbook holds a table", "Put the rows into the first sheet, under one heading line."
        )
    read = []
    for sheet in chosen:
        spool = Spool()
        spool.fill(_sheet_rows(sheet))
        read.append((spool, sheet.title))
    return read, names


def _holds_table(sheet: Any) -> bool:
    """At least two rows of at least two cells among the first fifty."""
    wide = 0
    for number, row in enumerate(_sheet_rows(sheet)):
        wide += sum(1 for cell in row if cell) >= 2
        if wide >= 2 or number >= 50:
            break
    return wide >= 2


def _sheet_rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # writers state them wrongly
    blank = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        cells = [_text(cell) for cell in row[:WIDEST]]
        blank = 0 if any(cells) else blank + 1
        if blank > MOST_BLANK_ROWS or number >= MOST_ROWS:
            return
        yield cells


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        rounded = (cell + timedelta(microseconds=500_000)).replace(microsecond=0) if cell.year < 9999 else cell
        return (
            rounded.date().isoformat() if rounded.time() == time.min else rounded.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(cell, date | time):
        return cell.isoformat() if isinstance(cell, date) else cell.isoformat(timespec="seconds")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)


def looks_like_html(start: str) -> bool:
    return start.lstrip("\ufeff \r\n\t")[:1] == "<" and "<table" in start.lower()


def read_html(file: IO[str]) -> Spool:
    """The rows of all tables of a page, as CRMs write them under the name .xls."""
    spool = Spool()
    spool.fill(_html_rows(file))
    if os.path.getsize(spool.path) == 0:
        raise NotATable("the page holds no table", SAVE_AGAIN)
    return spool


def _html_rows(file: IO[str]) -> Iterator[list[str]]:
    parser = _TableParser()
    while chunk := file.read(1 << 16):
        parser.feed(chunk)
        yield from parser.taken()
    parser.close()
    yield from parser.taken()


class _TableParser(HTMLParser):
    """Collects table rows; a cell over several columns fills the others with nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[list[str]] = []
        self.row: list[str] | None = None
        self.cell: list[str] | None = None
        self.span = 1

    def taken(self) -> list[list[str]]:
        rows, self.done = self.done, []
        return rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
            self.row = []
        elif tag in {"td", "th"}:
            self._end_cell()
            self.row = self.row if self.row is not None else []
            self.cell = []
            stated = dict(attrs).get("colspan") or "1"
            self.span = min(int(stated), WIDEST) if stated.isdecimal() else 1
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is not None and self.row is not None:
            self.row.append("".join(self.cell).strip())
            self.row.extend([""] * (self.span - 1))
        self.cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.row:
            self.done.append(self.row)
        self.row = None
