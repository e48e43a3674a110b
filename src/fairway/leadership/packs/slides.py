"""A pack as slides that can be edited: titles, figures as text, tables as tables, pictures as charts with their
numbers in them. Two halves have one size, one type and as many figures.

Lengths are in inches on a slide of 13.333 by 7.5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import accumulate
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from fairway.leadership.packs.charting import add_chart
from fairway.leadership.packs.pages import known_words, moment_words, shares, told
from fairway.leadership.packs.types import Fact, Grid, Pack, Pair, Section, Side

WIDE, HIGH = 13.333, 7.5
EDGE, GAP = 0.5, 0.25
HALF = (WIDE - 2 * EDGE - GAP) / 2
INK, GREY, PALE = RGBColor(0x1A, 0x1D, 0x21), RGBColor(0x53, 0x5B, 0x65), RGBColor(0xF4, 0xF4, 0xF1)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
LINES_TOP, LINES_HEIGHT = 1.5, 5.3
READING, AFTER = 16, 8  # points: type of sentences, and what is free below each
READ_HEIGHT, READ_LETTERS = READING * 1.2 / 72, 7.8  # inches a line; letters an inch
MOST_READ = int((LINES_HEIGHT - AFTER / 72) / READ_HEIGHT) * int((WIDE - 2 * EDGE - 0.15) * READ_LETTERS)  # letters
TABLE_TOP, TABLE_HEIGHT = 1.4, 5.55
LINE_HEIGHT, LETTERS_AN_INCH = 0.18, 12.5  # of the smallest type
WIDE_FROM = 0x2E80  # letters from here on are as wide as two
MOST_CELL = 400  # letters in a cell of a table
TITLE, SMALL, TINY, VALUE = 24, 12, 10, 18  # points
MOST_TITLE, MOST_WHY = 90, 70  # letters that fit

Box = tuple[float, float, float, float]  # left, top, width, height


def slides_of(pack: Pack) -> bytes:
    """The slides. `pack` is lettered."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    deck.core_properties.title, deck.core_properties.author = pack.title, "Fairway"
    for place, section in enumerate(pack.sections):
        _add_lines(deck, section, pack if place == 0 else None)
        for pair in section.pairs:
            _add_pair(deck, pair)
        for weeks in section.pictures:
            slide = _slide(deck, section.title)
            add_chart(slide, weeks, (EDGE, 1.5, WIDE - 2 * EDGE, 4.6))
            _words(slide, f"{weeks.caption} ({weeks.unit}). {weeks.in_words}", (EDGE, 6.3, WIDE - 2 * EDGE, 0.5))
        for grid in section.grids:
            for part in _parts(grid):
                _add_grid(deck, section.title, part)
    held = BytesIO()
    deck.save(held)
    return held.getvalue()


def _slide(deck: Any, title: str, note: str = "") -> Any:
    """A slide with its title where screen readers and outlines look for it, and a line under it."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])  # a title alone
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = (Inches(one) for one in (EDGE, 0.3, WIDE - 2 * EDGE, 0.65))
    said = cut(title, MOST_TITLE)
    wide = sum(2 if ord(letter) > WIDE_FROM else 1 for letter in said)
    _fill(box.text_frame, [(said, TITLE if wide <= 60 else 14, True, INK)])
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    if note:
        _words(slide, note, (EDGE, 0.95, WIDE - 2 * EDGE, 0.35), SMALL, GREY)
    return slide


def cut(text: str, most: int) -> str:
    """A text that fits, with a sign where it does not go on."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _words(slide: Any, text: str, box: Box, size: int = SMALL, colour: Any = INK, *, is_bold: bool = False) -> None:
    frame = slide.shapes.add_textbox(*(Inches(one) for one in box)).text_frame
    _fill(frame, [(text, size, is_bold, colour)])


def _fill(frame: Any, parts: Sequence[tuple[str, int, bool, Any]]) -> None:
    """One paragraph for each part. Runs are made one by one: a text given whole would be read for breaks."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.05)
    frame.margin_top = frame.margin_bottom = Inches(0.02)
    for place, (text, size, is_bold, colour) in enumerate(parts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = 1  # left
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, colour


def _add_lines(deck: Any, section: Section, pack: Pack | None) -> None:
    """The sentences of a part; on the first slide also what the pack is and for whom."""
    lines = list(section.lines)
    if pack:
        made = f"Made for {cut(pack.made_for, 80)} on {moment_words(pack.made_at)}. {known_words(pack.known_until_on)}"
        slide = _slide(deck, pack.title, made)
        lines.insert(0, section.title)
    elif lines:
        slide = _slide(deck, section.title)
    for place, shown in enumerate(_fitting(lines)):
        if place:
            slide = _slide(deck, section.title)
        box = (EDGE, LINES_TOP, WIDE - 2 * EDGE, LINES_HEIGHT)
        frame = slide.shapes.add_textbox(*(Inches(one) for one in box)).text_frame
        _fill(frame, [(line, READING, pack is not None and line == section.title, INK) for line in shown])
        for paragraph in frame.paragraphs:
            paragraph.space_after = Pt(AFTER)


def _fitting(lines: Sequence[str]) -> Iterator[list[str]]:
    """As many sentences on a slide as fit; one that fits on none goes on on the next."""
    kept: list[str] = []
    used = 0.0
    for piece in (piece for line in lines for piece in _pieces(line)):
        height = _read_height(piece)
        if kept and used + height > LINES_HEIGHT:
            yield kept
            kept, used = [], 0.0
        kept.append(piece)
        used += height
    if kept:
        yield kept


def _pieces(line: str) -> Iterator[str]:
    """A sentence in parts that fit on a slide each, parted between words where there are any."""
    while _read_height(line) > LINES_HEIGHT:
        wide = accumulate(2 if ord(letter) > WIDE_FROM else 1 for letter in line)
        most = sum(1 for used in wide if used <= MOST_READ)
        at = line.rfind(" ", 1, most + 1)
        at = at if at > 0 else most
        yield line[:at]
        line = line[at:].lstrip()
    yield line


def _read_height(text: str) -> float:
    """What a sentence takes at most, in inches."""
    return READ_HEIGHT * _lines(text, WIDE - 2 * EDGE, READ_LETTERS) + AFTER / 72


def _add_pair(deck: Any, pair: Pair) -> None:
    """Two halves side by side, each made by the same steps at its own left edge."""
    slide = _slide(deck, pair.name, cut(pair.line, 140))
    if pair.question:
        _words(slide, f"Ask first: {pair.question}", (EDGE, 1.31, WIDE - 2 * EDGE, 0.3), SMALL, is_bold=True)
    for left, side in zip((EDGE, EDGE + HALF + GAP), pair.sides, strict=True):
        _add_side(slide, side, left)


def _add_side(slide: Any, side: Side, left: float) -> None:
    ground = slide.shapes.add_shape(1, *(Inches(one) for one in (left, 1.65, HALF, 5.55)))
    ground.fill.solid()
    ground.fill.fore_color.rgb = PALE
    ground.line.fill.background()
    ground.shadow.inherit = False
    ground.name = f"{side.title}: ground"
    _words(slide, side.title, (left + 0.1, 1.7, HALF - 0.2, 0.32), 14, is_bold=True)
    _add_facts(slide, side.first, (left + 0.1, 2.02, HALF - 0.2, 1.07), 3)
    if side.picture:
        add_chart(slide, side.picture, (left + 0.1, 3.1, HALF - 0.2, 1.86))
        words = f"{side.picture.caption} ({cut(side.picture.unit, 20)}). {side.picture.in_words}"
        _words(slide, words, (left + 0.1, 4.97, HALF - 0.2, 0.32), 9, GREY)
    _add_facts(slide, side.more[:3], (left + 0.1, 5.3, HALF - 0.2, 0.95), 3)
    _add_facts(slide, side.more[3:], (left + 0.1, 6.25, HALF - 0.2, 0.95), 3)


def _add_facts(slide: Any, facts: Sequence[Fact], box: Box, columns: int) -> None:
    left, top, width, height = box
    for place, fact in enumerate(facts[:columns]):
        frame = slide.shapes.add_textbox(
            *(Inches(one) for one in (left + place * width / columns, top, width / columns, height))
        ).text_frame
        value = f"{fact.value} {fact.rest}".strip() or "–"
        parts = [(fact.name, TINY, False, GREY), (value, VALUE if len(value) < 16 else 14, True, INK)]
        _fill(frame, [*parts, *([(cut(fact.why, MOST_WHY), 9, False, GREY)] if fact.why else [])])


def _add_grid(deck: Any, title: str, grid: Grid) -> None:
    slide = _slide(deck, title, cut(grid.caption, 140))
    widths, heights = _widths(grid), _heights(grid)
    box = (Inches(EDGE), Inches(TABLE_TOP), Inches(WIDE - 2 * EDGE), Inches(sum(heights)))
    table = slide.shapes.add_table(len(grid.rows) + 1, len(grid.headings), *box).table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for place, (cells, height) in enumerate(zip((grid.headings, *grid.rows), heights, strict=True)):
        table.rows[place].height = Inches(height)
        for cell, said in zip(table.rows[place].cells, cells, strict=True):
            _fill(cell.text_frame, [(_shown(said), TINY, place == 0, INK)])
            cell.vertical_anchor = MSO_ANCHOR.TOP
            cell.fill.solid()
            cell.fill.fore_color.rgb = PALE if place == 0 else WHITE
    if grid.note:
        note = (EDGE, HIGH - 0.45, WIDE - 2 * EDGE, 0.35)
        _words(slide, cut(grid.note, 180), note, TINY, GREY)


def _shown(cell: str | int | float | None) -> str:
    return cut(told(cell)[0], MOST_CELL)


def _widths(grid: Grid) -> list[float]:
    """Of the columns, in inches."""
    parts = shares(grid)
    return [(WIDE - 2 * EDGE) * part / sum(parts) for part in parts]


def _heights(grid: Grid) -> list[float]:
    """Of the heading and each row, in inches: by how many lines the longest cell takes at its width."""
    widths = _widths(grid)
    rows = ([_shown(cell) for cell in cells] for cells in (grid.headings, *grid.rows))
    return [
        0.12 + LINE_HEIGHT * max((_lines(text, width) for text, width in zip(row, widths, strict=True)), default=1)
        for row in rows
    ]


def _lines(text: str, width: float, letters_an_inch: float = LETTERS_AN_INCH) -> int:
    """How many lines a text takes at most; letters beyond Latin and its like are as wide as two."""
    letters = sum(2 if ord(letter) > WIDE_FROM else 1 for letter in text)
    return max(1, ceil(letters / max((width - 0.15) * letters_an_inch, 4.0)))


def _parts(grid: Grid) -> Iterator[Grid]:
    """As many rows on a slide as fit."""
    heading, *heights = _heights(grid)
    kept: list[Sequence[str | int | float | None]] = []
    used = heading
    for row, height in zip(grid.rows, heights, strict=True):
        if kept and used + height > TABLE_HEIGHT:
            yield replace(grid, rows=kept)
            kept, used = [], heading
        kept.append(row)
        used += height
    yield replace(grid, rows=kept)
