"""The same figures, reasons and weeks stand in all four files, each read by what its readers use."""

from io import BytesIO
from typing import Any

import openpyxl
import pypdfium2
import pytest
from lxml import html
from pptx import Presentation

from fairway.leadership.packs.files import FORMS, written
from fairway.leadership.packs.tests.invented import NEEDS_PANGO, pack_with
from fairway.leadership.packs.types import Pack, Side

NAMES = ["Amara Obi", "Ben Lind", "Çelik Ak", "Dana Poe"]
Said = list[tuple[str, str, str]]  # name, words, reason
Told = dict[tuple[str, str], tuple[Said, list[float]]]  # by name and half the figures and what was done by week


@pytest.fixture(scope="module")
def pack() -> Pack:
    return pack_with(NAMES)


def meant(pack: Pack) -> Told:
    return {
        (pair.name, side.title): (_figures(side), _weeks(side))
        for section in pack.sections
        for pair in section.pairs
        for side in pair.sides
    }


def _figures(side: Side) -> Said:
    return [(one.name, f"{one.value} {one.rest}".strip() or "–", one.why) for one in (*side.first, *side.more)]


def _weeks(side: Side) -> list[float]:
    """Of the weeks that can be compared with a line."""
    assert side.picture is not None
    pairs = zip(side.picture.done, side.picture.expected, strict=True)
    return [done for done, expected in pairs if done is not None and expected]


def test_the_html_file(pack: Pack) -> None:
    found: Told = {}
    counts = {}
    for pair in html.document_fromstring(written(pack, "html")).xpath("//article"):
        for half in pair.xpath("div/section"):
            figures = [
                (one.findtext("dt"), " ".join(one.xpath("string(dd[1])").split()), one.xpath("string(dd[2])"))
                for one in half.xpath("dl/div")
            ]
            key = pair.findtext("h3/bdi"), half.findtext("h4")
            counts[key] = [one.text for one in half.xpath(".//*[local-name()='text'][@class='count']")]
            found[key] = figures, meant(pack)[key][1]
    assert found == meant(pack)
    assert counts == {key: [brief(done) for done in weeks] for key, (_, weeks) in meant(pack).items()}


def brief(done: float) -> str:
    """A count over a column, said again."""
    if done < 1000:
        return f"{done:g}"
    return f"{done / 1000:.1f}".removesuffix(".0") + "k" if done < 10_000 else f"{done / 1000:.0f}k"


def test_the_workbook(pack: Pack) -> None:
    found: Told = {}
    for sheet in openpyxl.load_workbook(BytesIO(written(pack, "xlsx"))).worksheets[:2]:
        rows = list(sheet.iter_rows(values_only=True))
        for place, row in enumerate(rows):
            if row[0] == "Results":
                name = next(one[0] for one in rows[place - 2 : 0 : -1] if one[0] in {*NAMES, "Everybody below you"})
                for left in (0, 6):
                    figures = [(one[left], one[left + 3], one[left + 4] or "") for one in rows[place + 2 : place + 10]]
                    weeks = [one[left + 1] or one[left + 2] for one in rows[place + 12 : place + 25]]
                    told = [one for one in weeks if one is not None]
                    found[name, rows[place][left]] = figures, told
    want = {key: (figures, [done for done in weeks if done]) for key, (figures, weeks) in meant(pack).items()}
    assert {key: (figures, [done for done in weeks if done]) for key, (figures, weeks) in found.items()} == want


def test_the_slides(pack: Pack) -> None:
    found: Told = {}
    for slide in Presentation(BytesIO(written(pack, "pptx"))).slides:
        charts = [shape for shape in slide.shapes if shape.has_chart]
        if len(charts) != 2:
            continue
        boxes = [shape for shape in slide.shapes if shape.has_text_frame]
        middle = charts[1].left - 200_000
        for chart, title, half in zip(
            charts,
            ("Results", "Support of execution"),
            ([one for one in boxes if one.left < middle], [one for one in boxes if one.left >= middle]),
            strict=True,
        ):
            said = [[part.text for part in one.text_frame.paragraphs] for one in half]
            figures = [
                (name, value, why[0] if why else "") for name, value, *why in (one for one in said if len(one) > 1)
            ]
            met, missed = chart.chart.plots[0].series
            weeks = [own if own is not None else other for own, other in zip(met.values, missed.values, strict=True)]
            found[slide.shapes.title.text_frame.text, title] = figures, [one for one in weeks if one is not None]
    want = meant(pack)
    assert {key: weeks for key, (_, weeks) in found.items()} == {key: weeks for key, (_, weeks) in want.items()}
    for key, (figures, _) in want.items():
        assert [one[:2] for one in found[key][0]] == [one[:2] for one in figures]
        for (*_, short), (*_, why) in zip(found[key][0], figures, strict=True):
            assert short == why or (short.endswith("…") and why.startswith(short[:-1]) and len(short) > 50)


@NEEDS_PANGO
def test_the_pdf(pack: Pack) -> None:
    document = pypdfium2.PdfDocument(written(pack, "pdf"))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    for figures, weeks in meant(pack).values():
        for part in (figures[:3], figures[3:]):
            assert " ".join(word for one in part for word in one if word) in text
        assert " ".join(brief(done) for done in weeks) in _without_days(text)


def _without_days(text: str) -> str:
    """The counts over columns as they follow each other: days stand under every third."""
    words: list[Any] = text.split()
    months = {"Aug", "Sep", "Oct", "Nov"}
    is_day = [words[place + 1 : place + 2] and words[place + 1] in months for place in range(len(words))]
    return " ".join(word for word, day in zip(words, is_day, strict=True) if not day and word not in months)


def test_there_are_four_forms_and_each_is_tried_here() -> None:
    assert set(FORMS) == {"pdf", "xlsx", "pptx", "html"}
