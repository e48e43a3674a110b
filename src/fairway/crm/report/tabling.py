"""A file to a table: which line names the columns, which lines are no rows, and the rows themselves with line
numbers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from fairway.crm.report import dates, people_names, statuses
from fairway.crm.report.decoding import NotATable
from fairway.crm.report.folding import fold, one_line
from fairway.crm.report.headings import likeness_to_headings
from fairway.crm.report.lines import Record
from fairway.crm.report.opening import Opening, openings_of
from fairway.crm.report.profiling import is_number, looks_like_id
from fairway.exchange.intake import LineAround

PIECE_ROWS = 2_000
SAMPLE_RECORDS = 400
DEEPEST_HEADER = 60  # records above the heading line
SPARSE_CELLS = 2  # a line with at most so many filled cells may be a title or a notice
MOST_WAITING = 200  # sparse lines held back until it is clear whether rows follow
WIDEST = 1_000
EXCEL = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb"})


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that should be a row and is none."""

    line: int
    reason: str
    raw: str


@dataclass(slots=True)
class Piece:
    """Some rows in order, with their lines, and what stood between them."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    around: list[LineAround] = field(default_factory=list)
    blank_lines: int = 0
    repeated_headers: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One file opened: how to read it, and what its columns are called. It can be read again and again."""

    opening: Opening
    name: str
    header: tuple[str, ...]  # one heading per column, none twice, none empty
    header_line: int | None  # None: the headings are made up
    heading_cells: tuple[str, ...]  # the heading line as it stands, to know it again further down
    first_line: int  # of the first row
    preamble: tuple[LineAround, ...]
    blank_above: int
    is_ragged: bool  # rows may leave out empty cells at their end

    @property
    def is_headed(self) -> bool:
        return self.header_line is not None

    def raw_records(self) -> Iterator[Record]:
        return self.opening.records(len(self.header))


def open_tables(path: Path, sheet: str | None = None) -> list[Table]:
    """The tables in a file: one, or one per sheet of a workbook. NotATable says why there is none, and what to upload
    instead.
    """
    openings = openings_of(path, sheet)
    if len(openings) == 1:
        return [_table_of(openings[0])]
    tables, problem = [], NotATable("no sheet of the workbook holds a table")
    for opening in openings:
        try:
            tables.append(_table_of(opening))
        except NotATable as error:
            problem = error
    if not tables:
        raise problem
    return tables


def open_table(path: Path, sheet: str | None = None) -> Table:
    """The first table in a file, or the one in that sheet."""
    return open_tables(path, sheet)[0]


def _table_of(opening: Opening) -> Table:
    sample = list(islice(opening.records(), SAMPLE_RECORDS))
    width = _usual_width(sample, is_sheet=opening.is_sheet)
    if width < 2 and not opening.is_sheet and opening.path.suffix.lower() in EXCEL:
        raise NotATable(
            f"the file is called {opening.path.suffix.lower()} and is no Excel file",
            "Open it in the program it comes from and save it as an Excel workbook or as CSV.",
        )
    if width < 2:
        raise NotATable(
            "the file has one column only; no sign parts its cells",
            "Export the report with a comma, semicolon or tab between the cells.",
        )
    place = _header_place(sample, width)
    start = _first_place(sample, width) if place is None else place + 1
    above = sample[: start if place is None else place]
    heading = None if place is None else sample[place]
    header = _headings(heading.cells if heading else [], width)
    said = [record for record in above if record.problem or trimmed(record.cells)]
    return Table(
        opening=opening,
        name=opening.path.name,
        header=header,
        header_line=heading.line if heading else None,
        heading_cells=tuple(trimmed(heading.cells)) if heading else (),
        first_line=sample[start].line if start < len(sample) else sample[-1].line + 1,
        preamble=tuple(LineAround(record.line, _shown(record)) for record in said),
        blank_above=len(above) - len(said),
        is_ragged=opening.is_sheet or _is_ragged(sample[start:], len(header)),
    )


def _first_place(sample: Sequence[Record], width: int) -> int:
    """The first record as wide as a row, in a file that names no columns."""
    least = max(2, width // 2)
    return next((place for place, record in enumerate(sample) if len(trimmed(record.cells)) >= least), 0)


def _shown(record: Record) -> str:
    return one_line(" ".join(trimmed(record.cells) or [record.raw]))


def _is_ragged(rows: Sequence[Record], width: int) -> bool:
    """Whether many rows are short, because the program left out empty cells at their ends; a few are broken ones."""
    whole = [record for record in rows if len(trimmed(record.cells)) > SPARSE_CELLS]
    short = sum(1 for record in whole if len(record.cells) < width)
    return bool(whole) and short > 0.05 * len(whole) + 1


def trimmed(cells: Iterable[str]) -> list[str]:
    """The cells that say something."""
    return [stripped for cell in cells if cell and (stripped := cell.strip())]


def _usual_width(sample: Sequence[Record], *, is_sheet: bool) -> int:
    """How many columns the rows have: the most usual width; in sheets, whose rows are padded, up to the last
    filled cell.
    """
    widths = Counter(
        _filled_width(record.cells) if is_sheet else len(record.cells)
        for record in sample
        if any(cell.strip() for cell in record.cells)
    )
    if not widths:
        return 0
    rows = {width: times for width, times in widths.items() if width >= 2} or dict(widths)
    usual = max(rows.items(), key=lambda item: (item[1], item[0]))[0]
    if not is_sheet:
        return min(usual, WIDEST)
    # Last columns that are often empty make the usual width too small: a wider one counts if it is no exception.
    total = sum(rows.values())
    return min(max([width for width, times in rows.items() if times >= 0.02 * total and times > 1] + [usual]), WIDEST)


def _filled_width(cells: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _header_place(sample: Sequence[Record], width: int) -> int | None:
    """The record that names the columns: wide enough, of words, unlike the rows below it. None where none is."""
    best: tuple[float, int] | None = None
    for place, record in enumerate(sample[:DEEPEST_HEADER]):
        cells = trimmed(record.cells)
        if len(cells) < max(2, width * 0.4) or record.problem:
            continue
        # The heading line may stand there again further down, above every page.
        below = [later.cells for later in sample[place + 1 : place + 60] if later.cells != record.cells]
        score = _header_score(record.cells, below) - 0.03 * place
        if best is None or score > best[0]:
            best = (score, place)
    return best[1] if best is not None and best[0] >= 0.45 else None


def _header_score(cells: Sequence[str], below: Sequence[Sequence[str]]) -> float:
    """How much a line looks like headings: known words count most; dates, numbers, addresses and repeated
    values against.
    """
    filled = [(place, cell.strip()) for place, cell in enumerate(cells) if cell.strip()]
    used = [(place, cell) for place, cell in filled if any(place < len(row) and row[place].strip() for row in below)]
    fuller = 0.2 if len(used) < 0.8 * len(filled) else 0.0  # columns are named that no row uses
    filled = used if len(used) >= 2 else filled
    plain = sum(1 for _, cell in filled if _is_value(cell)) / len(filled)
    repeated = sum(
        1 for place, cell in filled if any(place < len(row) and row[place].strip() == cell for row in below)
    ) / len(filled)
    different = len({fold(cell) for _, cell in filled}) / len(filled)
    unlike = sum(1 for place, cell in filled if _differs(cell, place, below)) / len(filled)
    known = likeness_to_headings(cell for _, cell in filled)
    if not plain and not repeated and (_stands_apart(filled, below) or _names_addresses(filled, below)):
        known = max(known, 0.5)
    return 0.9 * known + 0.5 * unlike - 1.6 * plain - 0.8 * repeated - 0.8 * (1 - different) + fuller + 0.15


def _stands_apart(filled: Sequence[tuple[int, str]], below: Sequence[Sequence[str]]) -> bool:
    """Whether at least two columns repeat a few words below and none of them is the one in this line: then it names
    them, in whatever language.
    """
    apart = 0
    for place, cell in filled:
        under = [row[place].strip() for row in below if place < len(row) and row[place].strip()]
        if len(under) >= 12 and len(set(under)) <= len(under) / 2:
            if cell in under:
                return False
            apart += 1
    return apart >= 2


def _names_addresses(filled: Sequence[tuple[int, str]], below: Sequence[Sequence[str]]) -> bool:
    """Whether this line has a word where all rows below have an address."""
    for place, cell in filled:
        under = [row[place].strip() for row in below if place < len(row) and row[place].strip()]
        if len(under) >= 3 and "@" not in cell and all("@" in other for other in under):
            return True
    return False


def _is_value(cell: str) -> bool:
    """A cell no heading looks like: a date, a number, an address, a long text, a status."""
    if len(cell) > 80 or is_number(cell) or people_names.is_email(cell) or statuses.yes_or_no(cell) is not None:
        return True
    return dates.moment(cell) is not None or (
        looks_like_id(cell) and len(cell) > 8 and not cell.isalpha() and "_" not in cell
    )


def _differs(cell: str, place: int, below: Sequence[Sequence[str]]) -> bool:
    """Whether the column below holds values of a shape the cell does not have."""
    under = [row[place].strip() for row in below if place < len(row) and row[place].strip()][:20]
    return bool(under) and not _is_value(cell) and sum(map(_is_value, under)) > 0.7 * len(under)


def _headings(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """One heading per column: empty ones numbered, repeated ones told apart by a number."""
    seen: Counter[str] = Counter()
    headings = []
    for place in range(max(width, _filled_width(cells))):
        heading = " ".join(cells[place].split()).strip("\ufeff") if place < len(cells) else ""
        heading = heading or f"Column {place + 1}"
        seen[heading] += 1
        headings.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(headings)
