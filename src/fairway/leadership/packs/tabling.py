"""A pack as a workbook: a sheet for each part, texts as texts, numbers as numbers, pictures as charts over their cells.

Names come from a CRM and may begin like a formula: no text is ever written as anything but a text, and each carries
the mark by which a spreadsheet keeps it one when it is edited.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count, zip_longest
from textwrap import shorten
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from fairway.leadership.packs.pages import NOT_TOLD, known_words, moment_words
from fairway.leadership.packs.types import Fact, Grid, Pack, Pair, Section, Side, Stand, Weeks
from fairway.web.words import day

Cell = str | int | float | None
MOST_NAME = 31  # letters in the name of a sheet
MOST_TEXT = 32_767  # letters in a cell
FACT_HEADS = ("figure", "value", "out of", "in words", "note")
WEEK_HEADS = ("week from", Stand.MET.value, Stand.MISSED.value, "line", "how it stands")
BLUE, GREY = "#2a5bbf", "#535b65"
HALVES_AT = (0, 6)  # the columns in which either half begins
WIDTHS = (27, 14, 14, 22, 40)
CHART_ROWS = 14
ROW_HEIGHT = 20  # pixels
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "part": {"bold": True, "font_size": 13},
    "head": {"font_color": GREY, "bottom": 1, "bottom_color": "#d6d5d0", "text_wrap": True},
    "bold": {"bold": True},
    "note": {"font_color": GREY, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "plain": {},
    "number": {"num_format": "#,##0.##", "align": "left", "valign": "top"},
    "whole": {"num_format": "#,##0", "align": "left", "valign": "top"},
}


@dataclass(slots=True)
class Writing:
    """A sheet being written from the top down; `row` is the next free one."""

    book: Workbook
    sheet: Worksheet
    formats: dict[str, Any]
    row: int = 0

    def put(self, column: int, cell: Cell, form: str = "text") -> None:
        """A cell of the next row. A text stays a text; what was not told is a dash."""
        if isinstance(cell, bool | int | float):
            whole = float(cell).is_integer()
            self.sheet.write_number(self.row, column, cell, self.formats["whole" if whole else "number"])
        else:
            text = NOT_TOLD if cell is None else _fitting(cell, MOST_TEXT)
            self.sheet.write_string(self.row, column, text, self.formats[form])

    def line(self, text: str, form: str = "plain") -> None:
        self.put(0, text, form)
        self.row += 1


def tabled(pack: Pack) -> bytes:
    """The workbook. `pack` is lettered."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(held, options) as book:
        book.set_properties({"title": pack.title, "author": "Fairway"})
        formats = {name: book.add_format({**form, "quote_prefix": True}) for name, form in FORMATS.items()}
        for name in ("whole", "number"):
            formats[name] = book.add_format(FORMATS[name])
        names = _names(section.title for section in pack.sections)
        for place, (section, name) in enumerate(zip(pack.sections, names, strict=True)):
            writing = Writing(book, book.add_worksheet(name), formats)
            if place == 0:
                _write_cover(pack, writing)
            _write_section(section, writing)
        if not pack.sections:
            _write_cover(pack, Writing(book, book.add_worksheet(), formats))
    return held.getvalue()


def _names(titles: Any) -> list[str]:
    """Names of sheets: without the signs a spreadsheet refuses, none twice, none too long."""
    found: list[str] = []
    for title in titles:
        allowed = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")
        short = shorten(allowed, MOST_NAME, placeholder="") or allowed
        plain = _fitting(short, MOST_NAME).strip("', ") or "Part"
        name = plain if plain.casefold() != "history" else "Part"  # a name spreadsheets keep for themselves
        for number in count(2):
            if name.casefold() not in {one.casefold() for one in found}:
                break
            name = f"{_fitting(plain, MOST_NAME - len(str(number)) - 1)} {number}"
        found.append(name)
    return found


def _fitting(text: str, most: int) -> str:
    """As much of a text as fits: spreadsheets count letters by pairs of bytes, so that some count twice."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _write_cover(pack: Pack, writing: Writing) -> None:
    writing.line(pack.title, "title")
    writing.line(f"Made for {pack.made_for} on {moment_words(pack.made_at)}. {known_words(pack.known_until_on)}")
    writing.row += 1


def _write_section(section: Section, writing: Writing) -> None:
    sheet = writing.sheet
    for place, width in enumerate(_widths(section)):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    writing.line(section.title, "part")
    for line in section.lines:
        writing.line(line)
    for pair in section.pairs:
        _write_pair(pair, writing)
    for weeks in section.pictures:
        writing.row += 1
        _write_pictures([weeks], writing)
    for grid in section.grids:
        _write_grid(grid, writing)


def _widths(section: Section) -> list[int]:
    """Of the columns: both halves with a gap between them; for tables alone, by the longest text in each."""
    if section.pairs or section.pictures or not section.grids:
        return [*WIDTHS, 3, *WIDTHS]
    most: list[int] = []
    for grid in section.grids:
        columns = zip(grid.headings, *grid.rows, strict=True)
        lengths = [max(len(str(cell)) for cell in column) for column in columns]
        most = [max(both) for both in zip_longest(most, lengths, fillvalue=0)]
    return [min(max(length + 2, 12), 60) for length in most]


def _write_pair(pair: Pair, writing: Writing) -> None:
    """Both halves side by side, the same rows for the same place in either."""
    writing.row += 1
    writing.line(pair.name, "part")
    if pair.line:
        writing.line(pair.line)
    if pair.question:
        writing.line(f"Ask first: {pair.question}")
    for left, side in zip(HALVES_AT, pair.sides, strict=True):
        writing.put(left, side.title, "bold")
    writing.row += 1
    for left in HALVES_AT:
        _put_across(left, FACT_HEADS, writing, "head")
    writing.row += 1
    for both in zip_longest(*(_facts(side) for side in pair.sides)):
        for left, fact in zip(HALVES_AT, both, strict=True):
            if fact:
                _put_across(left, _cells(fact), writing)
        writing.row += 1
    _write_pictures([side.picture for side in pair.sides], writing)


def _facts(side: Side) -> list[Fact]:
    return [*side.first, *side.more]


def _cells(fact: Fact) -> Sequence[Cell]:
    words = f"{fact.value} {fact.rest}".strip()
    return fact.name, fact.done, fact.of, words or None, fact.why


def _put_across(left: int, cells: Sequence[Cell], writing: Writing, form: str = "text") -> None:
    for place, cell in enumerate(cells):
        writing.put(left + place, cell, form)


def _write_pictures(pictures: Sequence[Weeks | None], writing: Writing) -> None:
    """The weeks of each picture in a table, and under it a chart over those cells."""
    if not any(pictures):
        return
    top = writing.row
    for left, weeks in zip(HALVES_AT, pictures, strict=False):
        if weeks:
            writing.row = top
            writing.put(left, f"{weeks.caption} ({weeks.unit}). {weeks.in_words}", "bold")
            writing.row += 1
            _put_across(left, WEEK_HEADS, writing, "head")
            _write_weeks(left, weeks, writing)
            _insert_chart(left, top + 2, weeks, writing)
    longest = max(len(weeks.weeks) for weeks in pictures if weeks)
    writing.row = top + 2 + longest + CHART_ROWS


def _write_weeks(left: int, weeks: Weeks, writing: Writing) -> None:
    """What was done stands in the column of how the week stands, so that the chart draws the two differently."""
    for week_on, done, expected, stand in zip(weeks.weeks, weeks.done, weeks.expected, weeks.stands, strict=True):
        writing.row += 1
        writing.put(left, day(week_on))
        if stand in {Stand.MET, Stand.MISSED}:
            writing.put(left + (1 if stand is Stand.MET else 2), done)
            writing.put(left + 3, expected)
        writing.put(left + 4, stand.value)


def _insert_chart(left: int, first: int, weeks: Weeks, writing: Writing) -> None:
    last = first + len(weeks.weeks) - 1
    name = writing.sheet.get_name()
    looks: tuple[dict[str, Any], ...] = (
        {"fill": {"color": BLUE}, "border": {"color": BLUE}},
        {
            "pattern": {"pattern": "wide_upward_diagonal", "fg_color": BLUE, "bg_color": "#ffffff"},
            "border": {"color": BLUE},
        },
        {"line": {"color": "#1a1d21", "dash_type": "dash", "width": 1.25}},
    )
    columns = writing.book.add_chart({"type": "column"})
    target = writing.book.add_chart({"type": "line"})
    for place, look in enumerate(looks, start=1):
        series = {
            "name": WEEK_HEADS[place],
            "categories": [name, first, left, last, left],
            "values": [name, first, left + place, last, left + place],
            **look,
        }
        (target if place == len(looks) else columns).add_series({**series, "gap": 40, "overlap": 100})
    columns.combine(target)
    columns.set_legend({"position": "bottom"})
    columns.set_title({"none": True})
    columns.set_y_axis({"min": 0, "major_gridlines": {"visible": False}, "num_format": "#,##0"})
    columns.show_blanks_as("gap")
    width = sum(WIDTHS) * 7 + 5 * len(WIDTHS)
    columns.set_size({"width": width - 20, "height": (CHART_ROWS - 1) * ROW_HEIGHT})
    alternative = {"description": f"{weeks.caption}. {weeks.in_words}", "x_offset": 4, "y_offset": 6}
    writing.sheet.insert_chart(last + 1, left, columns, alternative)


def _write_grid(grid: Grid, writing: Writing) -> None:
    writing.row += 1
    writing.line(grid.caption, "bold")
    _put_across(0, grid.headings, writing, "head")
    for row in grid.rows:
        writing.row += 1
        _put_across(0, row, writing)
    writing.row += 1
    if grid.note:
        writing.line(grid.note, "note")
