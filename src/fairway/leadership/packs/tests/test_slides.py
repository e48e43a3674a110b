"""The slides, read back: charts and tables that can be edited, nothing over something else or off the slide, and two
halves of one size.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import combinations
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from PIL import ImageFont
from pptx import Presentation
from pptx.enum.dml import MSO_FILL

from fairway.leadership.packs.files import written
from fairway.leadership.packs.tests.invented import FOREIGN, MADE, pack_with, weeks_of
from fairway.leadership.packs.tests.test_workbook import NASTY
from fairway.leadership.packs.types import Grid, Pack, Section

SLIVER = 1_000  # English Metric Units: less than a hair


def slides(pack: Pack) -> list[Any]:
    return list(Presentation(BytesIO(written(pack, "pptx"))).slides)


@pytest.fixture(scope="module")
def odd() -> list[Any]:
    """Names from anywhere, a long one, and a manager with no figure at all."""
    return slides(pack_with([*FOREIGN, "Amara Obi"], line="A team with a name that goes on and on " * 4))


def box(shape: Any) -> tuple[int, int, int, int]:
    return shape.left, shape.top, shape.left + shape.width, shape.top + shape.height


def test_nothing_runs_off_a_slide_or_lies_over_anything_else(odd: list[Any]) -> None:
    assert len(odd) > 10
    for slide in odd:
        grounds = [shape for shape in slide.shapes if shape.name.endswith(": ground")]
        others = [shape for shape in slide.shapes if shape not in grounds]
        for shape in slide.shapes:
            left, top, right, bottom = box(shape)
            assert left >= 0
            assert top >= 0
            assert right <= 12_191_000 + SLIVER
            assert bottom <= 6_858_000
        for one, other in combinations(others, 2):
            a, b = box(one), box(other)
            is_apart = a[2] <= b[0] + SLIVER or b[2] <= a[0] + SLIVER or a[3] <= b[1] + SLIVER or b[3] <= a[1] + SLIVER
            assert is_apart, (one.name, other.name, slide.shapes.title.text_frame.text)


@cache
def face(size: float) -> Any:
    return ImageFont.load_default(size * 10)


def lines(text: str, size: float, width: float) -> int:
    """How many lines a text takes in a width in points, by a type of usual width."""
    count, used = 1, 0.0
    for word in text.split(" "):
        length = face(size).getlength(word + " ") / 10
        if used and used + length > width:
            count, used = count + 1, 0.0
        used += length
        while used > width:
            count, used = count + 1, used - width
    return count


def height(frame: Any, width: float) -> float:
    runs = [run for paragraph in frame.paragraphs for run in paragraph.runs]
    return sum(lines(run.text, run.font.size.pt, width - 7.2) * run.font.size.pt * 1.2 for run in runs)


def test_every_text_fits_its_place(odd: list[Any]) -> None:
    seen = 0
    for slide in odd:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                assert height(shape.text_frame, shape.width / 12_700) <= shape.height / 12_700 + 4, (
                    shape.text_frame.text
                )
                seen += 1
            if shape.has_table:
                for row in shape.table.rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        assert height(cell.text_frame, column.width / 12_700) <= row.height / 12_700 + 1, cell.text
                        seen += 1
    assert seen > 200


def test_charts_can_be_edited_and_tell_met_from_missed_by_their_filling() -> None:
    pack = pack_with(["Ann"])
    slide = next(one for one in slides(pack) if one.shapes.title.text_frame.text == "Ann")
    for shape, side in zip(charts(slide), pack.sections[1].pairs[0].sides, strict=True):
        columns, line = shape.chart.plots
        met, missed = columns.series
        assert met.format.fill.type == MSO_FILL.SOLID
        assert missed.format.fill.type == MSO_FILL.PATTERNED
        picture = side.picture
        assert picture is not None
        for place, (done, expected) in enumerate(zip(picture.done, picture.expected, strict=True)):
            told = met.values[place], missed.values[place], next(iter(line.series)).values[place]
            if done is None or not expected:
                assert told == (None, None, None)
            else:
                assert told == ((done, None, expected) if done >= expected else (None, done, expected))
        book = openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert sum(isinstance(cell.value, int | float) for cell in cells) > 13


def charts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def test_both_halves_have_one_size_type_and_number_of_figures(odd: list[Any]) -> None:
    halves = [slide for slide in odd if len(charts(slide)) == 2]
    assert len(halves) == len(FOREIGN) + 2
    for slide in halves:
        left, right = ([shape for shape in slide.shapes if shape.name == name] for name in GROUNDS)
        assert (left[0].top, left[0].width, left[0].height) == (right[0].top, right[0].width, right[0].height)
        middle = left[0].left + left[0].width
        sides: tuple[list[Any], list[Any]] = ([], [])
        for shape in slide.shapes:
            if shape.has_text_frame and shape.top > left[0].top and not shape.name.endswith("ground"):
                sides[shape.left >= middle].append(shape)
        own, other = (
            [places(shape, start[0].left) for shape in side] for side, start in zip(sides, (left, right), strict=True)
        )
        assert own == other
        assert len(own) == 8 + 2  # figures, the half's name, and the words of its picture
        assert charts(slide)[0].width == charts(slide)[1].width
        assert charts(slide)[0].height == charts(slide)[1].height


GROUNDS = ("Results: ground", "Support of execution: ground")


def places(shape: Any, start: int) -> tuple[Any, ...]:
    first = shape.text_frame.paragraphs[0].runs[0].font
    lengths = shape.left - start, shape.top, shape.width, shape.height
    return *(round(length / SLIVER) for length in lengths), first.size, first.bold


def test_the_first_slide_is_no_number_alone(odd: list[Any]) -> None:
    assert "Results and support carry the same weight." in texts(odd[0])


def texts(slide: Any) -> list[str]:
    return [
        paragraph.text for shape in slide.shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs
    ]


@given(NASTY)
def test_whatever_a_name_is_the_slides_open_and_hold_no_formula(text: str) -> None:
    grid = Grid(text, (text,), [(text,)], text)
    section = Section(text, [text], [grid], [weeks_of([1], [2], text)])
    content = written(Pack(text, text, MADE, None, [section]), "pptx")
    [cover, *_] = Presentation(BytesIO(content)).slides
    assert cover.shapes.title is not None
    for book in workbooks(content):
        assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
        assert all(not cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def workbooks(content: bytes) -> Iterator[Any]:
    with ZipFile(BytesIO(content)) as files:
        for name in files.namelist():
            if re.search(r"embeddings/.*\.xlsx$", name):
                yield openpyxl.load_workbook(BytesIO(files.read(name)))


def test_a_name_with_markup_is_a_name(odd: list[Any]) -> None:
    name = "<b>Ann</b> & Söhne <script>"
    assert [one for one in slides(pack_with([name])) if one.shapes.title.text_frame.text == name]


def test_a_long_table_goes_on_on_the_next_slide() -> None:
    rows = [(f"Row {number}", number, "a few words " * 12) for number in range(70)]
    pack = Pack("Pack", "Lea", MADE, None, [Section("Many", grids=[Grid("Rows", ("row", "number", "words"), rows)])])
    found = [shape.table for slide in slides(pack) for shape in slide.shapes if shape.has_table]
    assert len(found) > 3
    assert [table.cell(row, 0).text for table in found for row in range(1, len(table.rows))] == [row[0] for row in rows]
    assert {table.cell(0, 1).text for table in found} == {"number"}


def test_sentences_of_a_part_fit_on_their_slides() -> None:
    pack = Pack("Title", "Lea", MADE, None, [Section("Part", ["x " * 115] * 9)])
    shown = [shape for slide in slides(pack) for shape in slide.shapes if shape.has_text_frame]
    assert sum(text.startswith("x ") for shape in shown for text in shape.text_frame.text.split("\n")) == 9
    for shape in shown:
        below = 8 * len(shape.text_frame.paragraphs)
        assert height(shape.text_frame, shape.width / 12_700) + below <= shape.height / 12_700 + 12


@pytest.mark.parametrize("note", [" ".join(f"word{n}" for n in range(800)), "a" * 4_999 + "z", "李小龙" * 1_600 + "z"])
def test_slides_hold_all_that_was_written_in_a_review(note: str) -> None:
    """A note may have 5,000 signs; the other three files have all of it."""
    made = slides(Pack("Title", "Lea", MADE, None, [Section("Part", ["First", note])]))
    told = [text for slide in made for text in texts(slide)]
    kept = [text for text in told if text not in {"Part", "First", "Title"} and not text.startswith("Made for")]
    assert (" " if " " in note else "").join(kept) == note
    for slide in made:
        for shape in slide.shapes:
            assert height(shape.text_frame, shape.width / 12_700) <= shape.height / 12_700 + 4
