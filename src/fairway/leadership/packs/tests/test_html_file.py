"""The HTML file, read by a parser: one file, nothing asked for, markup in names is text, and two halves alike."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from lxml import html

from fairway.leadership.packs.files import FORMS, file_name, written
from fairway.leadership.packs.lettering import holdable
from fairway.leadership.packs.tests.invented import FOREIGN, MADE, pack_with, weeks_of
from fairway.leadership.packs.tests.test_workbook import NASTY
from fairway.leadership.packs.types import Grid, Pack, Section

TAGS = (
    "html head meta title style body main header section article div p span h1 h2 h3 h4 small b bdi dl dt dd figure "
    "figcaption svg path rect text table caption colgroup col thead tbody tr th td"
)
ALLOWED = frozenset(TAGS.split())
REACHING = {"src", "href", "srcset", "action", "data", "poster", "background", "cite", "ping", "xlink:href"}


class Seen(HTMLParser):
    """Every tag and attribute of a file, as a browser finds them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def sent(pack: Pack) -> str:
    return written(pack, "html").decode()


def named(text: str) -> Pack:
    """A pack with one text wherever a text can stand."""
    grid = Grid(text, (text,), [(text,)], text)
    section = Section(text, [text], [grid], [weeks_of([1], [2], text)], pack_with([text], text, text).sections[1].pairs)
    return Pack(text, text, MADE, None, [section])


@given(NASTY)
def test_no_name_becomes_markup(text: str) -> None:
    seen = Seen(sent(named(text)))
    assert seen.tags <= ALLOWED
    assert not {name for name in seen.attributes if name.startswith("on")} | seen.attributes & REACHING


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "</style><img src=x onerror=a>", '" onload="a', "{{ 7 }}"]
)
def test_markup_in_a_name_is_read_as_it_was_written(name: str) -> None:
    page = html.document_fromstring(sent(named(name)))
    assert page.findtext(".//h1/bdi") == holdable(name)
    assert page.findtext(".//h3/bdi") == holdable(name)
    assert page.find(".//script") is None


def test_it_asks_for_nothing_and_its_own_policy_refuses_the_rest() -> None:
    text = sent(pack_with(list(FOREIGN)))
    assert not re.search(r"https?:|url\(|@import|//", text.replace("</", "<"))
    assert "default-src 'none'; style-src 'unsafe-inline'" in html.document_fromstring(text).xpath("//meta/@content")[0]
    assert FORMS["html"].media_type == "application/octet-stream"  # no browser opens it as a page of this house
    assert len(text) < 200_000


def halves(pack: Pack) -> list[list[Any]]:
    page = html.document_fromstring(sent(pack))
    return [pair.xpath("section") for pair in page.xpath("//div[@class='halves']")]


def test_both_halves_are_built_alike() -> None:
    found = halves(pack_with([*FOREIGN, "Ann"]))
    assert len(found) == len(FOREIGN) + 2
    for left, right in found:
        shapes = [
            [(part.tag, part.get("class")) for part in half.iter("dl", "dt", "figure", "h4")] for half in (left, right)
        ]
        assert shapes[0] == shapes[1]
        assert len(left.findall(".//dt")) == 8


def test_every_picture_says_in_words_what_it_shows() -> None:
    page = html.document_fromstring(sent(pack_with(["Ann"])))
    for picture in page.xpath("//figure/svg"):
        assert re.search(r"At or above the line in \d+ of \d+ closed weeks", picture.get("aria-label"))


def test_the_first_thing_said_is_no_number() -> None:
    text = html.document_fromstring(sent(pack_with(["Ann"]))).find(".//main").text_content()
    assert text.index("carry the same weight") < text.index("Bookings")


@pytest.mark.parametrize("title", ["Results", "Лея: Results", 'a"\r\nX-Evil: 1', "", "../../etc", "x" * 300])
def test_the_name_of_a_file_is_plain(title: str) -> None:
    for form in FORMS:
        name = file_name(Pack(title, "", MADE, None, []), form)
        assert re.fullmatch(rf"fairway-[a-z0-9]+(-[a-z0-9]+)*\.{form}", name)
        assert len(name) < 100
