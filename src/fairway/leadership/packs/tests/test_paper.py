"""The PDF as it looks: what stands where on the rendered page, in grey, and what its text says."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pypdfium2
import pytest

from fairway.leadership.packs import printing
from fairway.leadership.packs.files import written
from fairway.leadership.packs.printing import NO_EXTRA, NO_PANGO, CannotPrint
from fairway.leadership.packs.tests.invented import FOREIGN, MADE, NEEDS_PANGO, WEEKS, pack_with, weeks_of
from fairway.leadership.packs.types import Pack, Section

pytestmark = NEEDS_PANGO
SCALE = 4
DARK = 140  # of 255: ink, of whatever colour
DAYS = [f"{WEEKS[place]:%-d %b}" for place in (0, 3, 6, 9)]  # weeks with their day under them


@pytest.fixture
def drawn() -> Iterator[tuple[Any, Any]]:
    """A page with four weeks of which each stands otherwise, and the same page in grey."""
    met, missed, away, hidden = (100, 100), (90, 100), (0, 0), (None, None)
    weeks = [met, away, away, missed, away, away, away, away, away, hidden]
    picture = weeks_of([done for done, _ in weeks], [expected for _, expected in weeks])
    pack = Pack("Pack", "Lea", MADE, None, [Section("Weeks", pictures=[picture])])
    document = pypdfium2.PdfDocument(written(pack, "pdf"))
    page = document[0]
    yield page, page.render(scale=SCALE).to_pil().convert("L")
    document.close()


def over(page: Any, image: Any, words: str, low: float, high: float) -> list[list[bool]]:
    """Rows of pixels, dark or not, over a word on the page: from `low` to `high` points above it, six points wide."""
    text = page.get_textpage()
    place, _ = text.search(words).get_next()
    left, _, _, top = text.get_charbox(place)
    right = text.get_charbox(place + len(words) - 1)[2]
    middle = (left + right) / 2
    tall = page.get_height()
    area = [round(SCALE * one) for one in (middle - 3, tall - top - high, middle + 3, tall - top - low)]
    cut = image.crop(area)
    return [[cut.getpixel((x, y)) < DARK for x in range(cut.width)] for y in range(cut.height)]


def share(rows: list[list[bool]]) -> float:
    return sum(map(sum, rows)) / sum(map(len, rows))


def stripes(rows: list[list[bool]]) -> int:
    """How many dark lines lie across, one above the other."""
    is_dark = [False, *(sum(row) > len(row) * 0.9 for row in rows)]
    return sum(now and not before for before, now in zip(is_dark, is_dark[1:], strict=False))


def test_a_week_that_met_the_line_is_solid_and_one_that_did_not_is_hatched(drawn: tuple[Any, Any]) -> None:
    met, missed, away, hidden = (share(over(*drawn, words, 12, 40)) for words in DAYS)
    assert met > 0.99
    assert 0.08 < missed < 0.6
    assert away == hidden == 0


def test_a_week_with_nothing_due_has_a_dash_and_one_that_is_hidden_nothing(drawn: tuple[Any, Any]) -> None:
    _, _, away, hidden = (stripes(over(*drawn, words, 1, 12)) for words in DAYS)
    assert (away, hidden) == (2, 1)  # the ground, and the dash over it


def test_the_words_under_a_picture_hold_without_it(drawn: tuple[Any, Any]) -> None:
    said = " ".join(drawn[0].get_textpage().get_text_range().split())
    assert "At or above the line in 1 of 2 closed weeks. 1 of 10 not shown." in said
    assert " 100 " in said
    assert " 90 " in said


def pages(pack: Pack) -> list[str]:
    document = pypdfium2.PdfDocument(written(pack, "pdf"))
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    sizes = {tuple(round(one) for one in page.get_size()) for page in document}
    document.close()
    assert sizes == {(842, 595)}  # A4 on its side
    return found


def test_names_from_anywhere_stand_in_it_and_markup_is_a_name() -> None:
    names = [name for name in FOREIGN if name.isascii() or "Ż" in name or "О" in name]
    said = pages(pack_with([*names, "<b>Ann</b> & Söhne"]))
    assert "Results and support carry the same weight." in said[0]
    for name in [*names, "<b>Ann</b> & Söhne"]:
        assert sum(name.replace(" ", "") in page.replace(" ", "") for page in said) >= 1


def test_no_name_fetches_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refused(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    pages(pack_with(['"><img src="http://127.0.0.1:1/x"><link rel=stylesheet href="file:///etc/hostname">']))


@pytest.mark.parametrize(("error", "words"), [(OSError("no library"), NO_PANGO), (None, NO_EXTRA)])
def test_where_it_cannot_be_made_it_says_what_to_install(
    error: Exception | None, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str, *given: Any) -> Any:
        if name == "weasyprint" and error:
            raise error
        return real(name, *given)

    real = import_module
    monkeypatch.setattr(printing, "import_module", missing)
    monkeypatch.setattr(printing, "find_spec", lambda name: object() if error else None)
    printing._missing.cache_clear()
    with pytest.raises(CannotPrint, match="PDF needs") as told:
        written(pack_with(["Ann"]), "pdf")
    assert str(told.value) == words
    printing._missing.cache_clear()
