"""The workbook, read back by another library: texts are texts, numbers numbers, and charts are over the right cells."""

import re
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from fairway.leadership.packs.files import written
from fairway.leadership.packs.lettering import holdable
from fairway.leadership.packs.tests.invented import FOREIGN, MADE, WEEKS, pack_with, weeks_of
from fairway.leadership.packs.types import Grid, Pack, Section, Stand

STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u00a0=",
    "'",
    "|",
    "%",
    "{=",
    "\x00=",
    "http://",
)
NASTY = st.builds(
    str.__add__,
    st.sampled_from(STARTS),
    st.one_of(
        st.sampled_from(("cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "1+1", "SUM(A1:A9)", "SUM(1)}", "_x0041_", "")),
        st.text(st.characters(codec=None, exclude_categories=()), max_size=30),
    ),
)
CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def opened(pack: Pack) -> Workbook:
    return openpyxl.load_workbook(BytesIO(written(pack, "xlsx")))


@given(NASTY)
@example('=HYPERLINK("http://x","Ann")')
@example("=" + "𐀀" * 40)
@example("_x003D_1+1")
def test_no_text_is_ever_a_formula_a_link_or_lost(text: str) -> None:
    grid = Grid(text, (text, "of"), [(text, 3)], text)
    pack = pack_with([text], line=text, currency=text, title=text)
    book = opened(
        Pack(text, text, MADE, None, [*pack.sections, Section(text, [text], [grid], [weeks_of([1], [2], text)])])
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")
    assert all(isinstance(cell.value, int | float) for cell in cells if cell.data_type == "n")
    if holdable(text).strip():
        assert sum(cell.value == holdable(text) for cell in cells) >= 6  # as it was, letter for letter


def test_numbers_stay_numbers_and_what_is_not_told_is_none() -> None:
    pack = pack_with(["Ann"])
    [pair] = pack.sections[1].pairs
    sheet = opened(pack)["Managers, from A to Z"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in {fact.name for fact in pair.sides[0].more}]
    assert len(rows) == 5
    for row, left, right in zip(rows, pair.sides[0].more, pair.sides[1].more, strict=True):
        for found, fact in ((row[:5], left), (row[6:11], right)):
            assert found[1:3] == ((fact.done, fact.of) if fact.value else ("–", "–"))


def test_each_chart_is_over_the_weeks_of_its_half() -> None:
    """The file's own XML: what the columns and the line are drawn from, and how the columns look."""
    pack = pack_with(["Ann", "Ben"])
    content = written(pack, "xlsx")
    sheet = openpyxl.load_workbook(BytesIO(content))["Managers, from A to Z"]
    pictures = [side.picture for pair in pack.sections[1].pairs for side in pair.sides]
    seen = 0
    with ZipFile(BytesIO(content)) as files:
        for name in sorted(files.namelist()):
            if not re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                continue
            chart = etree.fromstring(files.read(name))
            refs = [part.text for part in chart.iterfind(".//c:ser/c:val//c:f", CHART)]
            if "Managers" not in refs[0]:
                continue
            columns = [values_in(sheet, ref) for ref in refs]
            picture = next(one for one in pictures if drawn_from(one) == columns)
            pictures.remove(picture)
            seen += 1
            met, missed = chart.findall(".//c:barChart/c:ser", CHART)
            assert met.find(".//{*}solidFill") is not None
            assert missed.find("./c:spPr/{*}pattFill", CHART).get("prst") == "wdUpDiag"
            assert len(chart.findall(".//c:lineChart/c:ser", CHART)) == 1
    assert (seen, pictures) == (4, [])


def drawn_from(picture) -> list[list[float | None]]:  # type: ignore[no-untyped-def]
    def where(*wanted: Stand) -> list[bool]:
        return [stand in wanted for stand in picture.stands]

    met, missed = (
        [done if is_in else None for done, is_in in zip(picture.done, where(stand), strict=True)]
        for stand in (Stand.MET, Stand.MISSED)
    )
    both = zip(picture.expected, where(Stand.MET, Stand.MISSED), strict=True)
    return [met, missed, [line if is_in else None for line, is_in in both]]


def values_in(sheet, ref: str) -> list[float | None]:  # type: ignore[no-untyped-def]
    left, top, _, bottom = range_boundaries(ref.partition("!")[2].replace("$", ""))
    return [sheet.cell(row, left).value for row in range(top, bottom + 1)]


def test_both_halves_have_as_many_rows_columns_and_one_size_of_chart() -> None:
    sheet = opened(pack_with(["Ann"]))["Managers, from A to Z"]
    left, right = ([sheet.column_dimensions[name].width for name in names] for names in ("ABCDE", "GHIJK"))
    assert left == right
    first, second = sheet._charts
    assert first.anchor._from.row == second.anchor._from.row
    assert first.anchor.to.row == second.anchor.to.row
    assert first.anchor.to.col - first.anchor._from.col == second.anchor.to.col - second.anchor._from.col


@pytest.mark.parametrize(
    "title", ["", "[]:*?/\\", "'quoted'", "History", "A title that is longer than any sheet's may be"]
)
def test_a_part_of_any_title_has_a_sheet_of_its_own(title: str) -> None:
    pack = Pack("Pack", "Lea", MADE, None, [Section(title, ["said"]), Section(title, ["again"])])
    names = opened(pack).sheetnames
    assert len({name.casefold() for name in names}) == 2
    assert all(0 < len(name) <= 31 for name in names)


def test_names_from_anywhere_and_sixty_managers_stand_in_it() -> None:
    names = [*FOREIGN, *(f"Manager {number}" for number in range(60 - len(FOREIGN)))]
    sheet = opened(pack_with(names))["Managers, from A to Z"]
    first = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert [cell for cell in first if cell in set(names)] == names
    assert first.count(f"{WEEKS[0]:%-d %b}") == 60


def test_a_text_longer_than_a_cell_is_cut_and_not_dropped() -> None:
    pack = Pack("Pack", "Lea", MADE, None, [Section("Long", ["𐀀" * 20_000 + "x" * 20_000])])
    [value] = [row[0] for row in opened(pack)["Long"].iter_rows(min_row=5, values_only=True)]
    assert value == "𐀀" * 16_383


def test_a_pack_of_nothing_is_a_workbook_all_the_same() -> None:
    assert opened(Pack("Pack", "Lea", MADE, None, [])).worksheets[0]["A1"].value == "Pack"
