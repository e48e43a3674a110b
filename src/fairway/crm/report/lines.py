"""Text to records: which sign parts the cells, and where a record ends when somebody forgot a quote.

A quote that is never closed would swallow the rest of a file. Lines are therefore joined only while a quote is really
open; if the joined record is malformed, has another number of cells than the table, or swallowed whole rows, its first
line alone is broken and reading goes on with the second.
"""

import csv
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log2

MOST_LINES = 5_000  # of one record
LONGEST_RECORD = 4_000_000  # characters
SAMPLE_RECORDS = 300
PARTED = 0.8  # share of rows of one width that makes a table of lines
DELIMITERS = (",", ";", "\t", "|", "^", "~")
SHOWN_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "^": "caret", "~": "tilde", "": "none"}
csv.field_size_limit(2**31 - 1)

NOT_CLOSED = "has a quote that is not closed"


@dataclass(frozen=True, slots=True)
class Dialect:
    delimiter: str
    is_backslashed: bool = False  # quotes inside cells are written \\" instead of ""
    is_wrapped: bool = False  # every whole line stands in quotes
    skips: int = 0  # lines before the table that only name the delimiter (`sep=;`)


@dataclass(frozen=True, slots=True)
class Record:
    """One record with the number of its first line; `problem` says why it has no cells."""

    line: int
    cells: list[str]
    problem: str = ""
    raw: str = ""


def sign_of(heading: str, columns: Collection[str]) -> str:
    """The sign that parts a heading which then names some of these columns, in small letters; empty where none does.
    A heading of one such column alone holds no sign: a tab, which no text holds, leaves its rows whole.
    """
    cells = {sign: _named(_parser(Dialect(sign))(heading, False) or []) for sign in DELIMITERS}
    known = {sign: sum(cell in columns for cell in found) for sign, found in cells.items()}
    best = max(DELIMITERS, key=lambda sign: (known[sign], len(cells[sign])))
    if not known[best]:
        return ""
    return best if len(cells[best]) > 1 else "\t"


def _named(cells: list[str]) -> list[str]:
    return [cell.strip().lstrip("\ufeff").lower() for cell in cells]


def dialect_of(lines: Iterable[str], signs: Sequence[str] = DELIMITERS) -> Dialect:
    """The dialect under which a sample of lines falls apart into rows of one width; parted by one of these signs."""
    sample = list(islice(lines, 600))
    if sample and sample[0].strip().lower().lstrip('"').startswith("sep=") and len(sample[0].strip().strip('"')) == 5:
        return Dialect(sample[0].strip().strip('"')[4], skips=1)
    backslashed = any('\\"' in line for line in sample)
    tried = [Dialect(sign, is_backslashed) for sign in signs for is_backslashed in {False, backslashed}]
    whole = [line.strip() for line in sample if line.strip()]
    if whole and sum(line[0] == line[-1] == '"' for line in whole) > 0.9 * len(whole):
        tried += [Dialect(sign, is_wrapped=True) for sign in signs]
    scored = [(_evenness(sample, dialect), -place) for place, dialect in enumerate(tried)]
    best, place = max(scored)
    return tried[-place] if best > 0 else Dialect(signs[0] if len(signs) == 1 else "\t")


def is_a_list(lines: Iterable[str]) -> bool:
    """Whether a sample of lines is no table: whatever sign parts them, they do not fall apart into rows of one width.
    A page is neither.
    """
    sample = list(lines)
    if "".join(sample[:1]).lstrip("\ufeff \r\n\t").startswith("<"):
        return False
    dialect = dialect_of(sample)
    found = [record for record in records(sample, dialect) if record.problem or any(c.strip() for c in record.cells)]
    widths = Counter(len(record.cells) for record in found)
    parted = max((often for width, often in widths.items() if width > 1), default=0)
    return not dialect.skips and parted < PARTED * len(found)


def _evenness(sample: list[str], dialect: Dialect) -> float:
    """Share of records that have the usual number of cells, times how much that number says. Zero for one cell."""
    widths = Counter(
        len(record.cells)
        for record in islice(records(sample, dialect), SAMPLE_RECORDS)
        if record.problem or any(cell.strip() for cell in record.cells)
    )
    total = sum(widths.values())
    del widths[0]  # broken ones
    if not widths:
        return 0.0
    width, often = max(widths.items(), key=lambda item: (item[1] * log2(item[0] + 0.001), item[0]))
    return often / total * log2(width) if width > 1 else 0.0


def records(lines: Iterable[str], dialect: Dialect, width: int | None = None) -> Iterator[Record]:
    """Records in order. `width` is how many cells a row of the table has, where known: it tells swallowed rows."""
    numbered = enumerate(lines, start=1)
    for _ in range(dialect.skips):
        next(numbered, None)
    waiting: deque[tuple[int, str]] = deque()
    parse = _parser(dialect)
    while True:
        item = waiting.popleft() if waiting else next(numbered, None)
        if item is None:
            return
        number, line = item
        if '"' not in line:
            yield Record(number, line.rstrip("\r\n").split(dialect.delimiter), raw=line)
            continue
        cells = parse(line, True)
        if cells is None and line.count('"') % 2 == 0 and not dialect.is_backslashed:
            cells = parse(line, False)  # quotes amid a cell: read as they stand
        if cells is not None:
            yield Record(number, cells, raw=line)
            continue
        taken = _closed([item], waiting, numbered, parse)
        joined = "".join(text for _, text in taken)
        cells = parse(joined, True) if len(taken) > 1 else None
        if cells is not None and not _swallowed(taken, cells, parse, width):
            yield Record(number, cells, raw=joined)
            continue
        waiting.extendleft(reversed(taken[1:]))
        cells = parse(line, False)
        if len(taken) == 1 and cells is not None and not _is_open(line, dialect):
            yield Record(number, cells, raw=line)
        else:
            yield Record(number, [], NOT_CLOSED, line.rstrip("\r\n"))


class _parser:  # noqa: N801 - used as a function
    """Cells of one record of text; strict gives None where quotes are wrong or open."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.options = {
            "delimiter": dialect.delimiter,
            **({"escapechar": "\\", "doublequote": True} if dialect.is_backslashed else {}),
        }

    def __call__(self, text: str, is_strict: bool) -> list[str] | None:
        if self.dialect.is_wrapped:
            text = _unwrapped(text)
        try:
            rows = list(csv.reader([text], strict=is_strict, **self.options))  # type: ignore[arg-type]
        except csv.Error:
            return None
        return rows[0] if len(rows) == 1 else None


def _unwrapped(text: str) -> str:
    line = text.strip("\r\n")
    if len(line) >= 2 and line[0] == line[-1] == '"':
        return line[1:-1].replace('""', '"')
    return text


def _closed(
    taken: list[tuple[int, str]], waiting: "deque[tuple[int, str]]", numbered: Iterator[tuple[int, str]], parse: _parser
) -> list[tuple[int, str]]:
    """Lines until they make a record, or so many that they cannot be one. Only lines with a quote can end it."""
    if parse.dialect.is_wrapped:
        return taken
    size, quotes = len(taken[0][1]), taken[0][1].count('"')
    while len(taken) < MOST_LINES and size < LONGEST_RECORD:
        item = waiting.popleft() if waiting else next(numbered, None)
        if item is None:
            break
        taken.append(item)
        size += len(item[1])
        quotes += item[1].count('"')
        if '"' in item[1] and (quotes % 2 == 0 or parse.dialect.is_backslashed):
            break
    return taken


def _swallowed(taken: list[tuple[int, str]], cells: list[str], parse: _parser, width: int | None) -> bool:
    """Whether a record of several lines is really several rows of which the first lacks a closing quote."""
    if width is None:
        return False
    if len(cells) != width:
        return True
    if width < 4:
        return False
    inner = [parse(text, False) for _, text in taken[1:-1]]
    return any(found is not None and len(found) == width for found in inner)


def _is_open(line: str, dialect: Dialect) -> bool:
    """Whether the line ends inside a quoted cell."""
    starts = line.startswith('"') or f'{dialect.delimiter}"' in line
    return starts and line.count('"') % 2 == 1
