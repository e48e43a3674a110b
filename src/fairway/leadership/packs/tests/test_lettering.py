"""Whatever a CRM has written, every file can hold it, and nothing around it is lost."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fairway.leadership.packs.lettering import UNREADABLE, holdable, lettered
from fairway.leadership.packs.tests.invented import pack_with

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


def test_what_no_file_can_hold_becomes_a_sign_and_the_rest_stays() -> None:
    assert holdable("Ann\x00a \ud800Bell\ufffe") == f"Ann{UNREADABLE}a {UNREADABLE}Bell{UNREADABLE}"
    assert holdable("Ann\r\n\tBell\u2028Carl") == "Ann Bell Carl"
    assert holdable("=1+1") == "=1+1"
    assert holdable("\u202eevil\u2066") == "evil"
    for name in ("李小龙", "محمد", "Łukasz Żółć", "👩‍👩‍👧"):
        assert holdable(name) == name


@given(ANYTHING)
def test_every_text_can_stand_in_xml_and_be_sent(text: str) -> None:
    held = holdable(text)
    held.encode()
    element = etree.Element("a", held=held)
    element.text = held
    read = etree.fromstring(etree.tostring(element, encoding="utf-8"))
    assert (read.text or "", read.get("held")) == (held, held)


@given(ANYTHING)
def test_letters_that_can_be_held_are_kept_in_their_order(text: str) -> None:
    kept = [letter for letter in text if letter.isalnum()]
    assert [letter for letter in holdable(text) if letter.isalnum()] == kept


def test_a_pack_is_lettered_through_and_through() -> None:
    pack = pack_with(["Ann\x00a"], line="Nor\x01th", currency="U\x02D", title="\x03")
    told = repr(lettered(pack))
    assert all(repr(sign)[1:-1] not in told for sign in "\x00\x01\x02\x03")
    plain = pack_with(["Anna"])
    assert lettered(lettered(plain)) == lettered(plain)
    assert re.findall(r"'([^']*)'", repr(lettered(plain))) == re.findall(r"'([^']*)'", repr(plain))
    assert lettered(replace(plain, title="a\nb")).title == "a b"
