"""A file to records, whatever it is: text with any signs, a workbook, a page that calls itself a workbook."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fairway.crm.report.decoding import Decoding, NotATable, decoding_of, opened
from fairway.crm.report.json_lines import is_json, json_records
from fairway.crm.report.lines import (
    DELIMITERS,
    SHOWN_DELIMITERS,
    Dialect,
    Record,
    dialect_of,
    is_a_list,
    records,
    sign_of,
)
from fairway.crm.report.workbooks import Spool, is_workbook, looks_like_html, read_html, read_workbook

SNIFFED_LETTERS = 4_000
JSON_START = re.compile(r"\s*(?:\{\s*\"[^\"\n]*\"\s*:|\[\s*[\[{])")
SNIFFED_LINES = 600


@dataclass(frozen=True, slots=True)
class Opening:
    """How to read one file; its records can be asked for again and again."""

    path: Path
    decoding: Decoding | None = None
    dialect: Dialect | None = None
    spool: Spool | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def encoding(self) -> str:
        return self.decoding.shown if self.decoding else ""

    @property
    def delimiter(self) -> str:
        return SHOWN_DELIMITERS.get(self.dialect.delimiter, self.dialect.delimiter) if self.dialect else ""

    @property
    def is_sheet(self) -> bool:
        return self.spool is not None

    def records(self, width: int | None = None) -> Iterator[Record]:
        """All records in order. `width` is how many cells a row has, where known."""
        if self.spool is not None:
            yield from self.spool.records()
        elif self.decoding is not None and self.dialect is not None:
            with opened(self.path, self.decoding) as file:
                yield from records(file, self.dialect, width)


def openings_of(path: Path, sheet: str | None = None) -> list[Opening]:
    """How to read a file, sheet by sheet where it has several. NotATable says why it cannot be, and what to upload
    instead.
    """
    if is_workbook(path):
        read, sheets = read_workbook(path, sheet)
        return [Opening(path, spool=spool, sheet=title, sheets=sheets) for spool, title in read]
    return [_open_text(path)]


def rows_of(path: Path, columns: Collection[str]) -> list[Record]:
    """The records of a file's first table, of JSON Lines, or of a list with one cell a line, whatever its name ends in.
    NotATable for what is none of them.

    Where the first line names one of `columns`, in small letters, the sign between its names parts every row: text may
    hold more of another one. Else a .txt file is a list, and of other files the rows tell. Of JSON only fields that are
    `columns` are read.
    """
    if is_workbook(path):
        return list(openings_of(path)[0].records())
    with opened(path, decoding_of(path)) as file:
        if is_json(file.read(SNIFFED_LETTERS)):
            file.seek(0)
            return list(json_records(file.read(), columns))
        file.seek(0)
        sign = sign_of(next(file, ""), columns)
        file.seek(0)
        if not sign and (path.suffix.lower() == ".txt" or is_a_list(islice(file, SNIFFED_LINES))):
            file.seek(0)
            return [Record(number, [line.rstrip("\r\n")]) for number, line in enumerate(file, start=1)]
    return list(_open_text(path, (sign,) if sign else DELIMITERS).records())


def _open_text(path: Path, signs: Sequence[str] = DELIMITERS) -> Opening:
    decoding = decoding_of(path)
    with opened(path, decoding) as file:
        start = file.read(SNIFFED_LETTERS)
        file.seek(0)
        if looks_like_html(start):
            return Opening(path, decoding, spool=read_html(file))
        if start.lstrip("\ufeff \r\n\t")[:5].lower() in {"<?xml", "<html", "<!doc"}:
            raise NotATable("the file is a page or an XML document without a table")
        if JSON_START.match(start):
            raise NotATable("the file holds JSON, not rows")
        return Opening(path, decoding, dialect_of(islice(file, SNIFFED_LINES), signs))
