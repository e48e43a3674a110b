"""A name is found however it is spelled, and no ordinary words are taken for a name because somebody is called so."""

import re
import unicodedata
from hashlib import sha256

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fairway.lib.spellings import ORDINARY, TITLES, Spellings, spellings_of

OTTOKAR = spellings_of(["Ottokar Quillvexer", "o.quillvexer@mustercorp.example"], ["SELLQ9Z"])


@pytest.mark.parametrize(
    "text",
    [
        "covering for Ottokar Quillvexer",
        "Quillvexer, Ottokar",
        "ottokar  QUILLVEXER",
        "call_ottokar_quillvexer",
        "call_quillvexer_ottokar",
        "Ottokar-Quillvexer",
        "Ottokar Quillvexer's stage",
        "Ottokar Quillvexers Phase",
        "the OttokarQuillvexer list",
        "Ottokar J. Quillvexer",
        "Quillvexer, Dr. Ottokar",
        "Ottokar Qui\u00adllvexer",
        "mail o.quillvexer@mustercorp.example",
        "o.quillvexer",
        "ask SELLQ9Z",
        "https://example.com/sellers/ottokar-quillvexer/?a=1",
        "line one\nOttokar\nQuillvexer",
    ],
)
def test_it_finds_a_name_however_it_is_written(text: str) -> None:
    assert OTTOKAR.stand_in(text)


@pytest.mark.parametrize("known,written", [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
@pytest.mark.parametrize("name", ["Zoë Bérangère", "Jörg Öztürk-Åberg", "Nguyễn Thị Ngọc"])
def test_it_finds_a_name_whose_accents_stand_apart_from_their_letters(name: str, known: str, written: str) -> None:
    held = spellings_of([unicodedata.normalize(known, name)])  # type: ignore[arg-type]
    text = unicodedata.normalize(written, f"covering for {name}")  # type: ignore[arg-type]
    assert held.stand_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "Quillvexer GmbH",  # a surname alone is as likely a customer
        "ask Ottokar",
        "Otto Quillvexer",  # a nickname
        "Ottokar Quilvexer",  # a misspelling
        "Ottokar met Mr Smith and Quillvexer",
        "preottokar quillvexerish",
        "SELLQ9ZX",
    ],
)
def test_it_does_not_find_what_only_looks_like_it(text: str | None) -> None:
    assert not OTTOKAR.stand_in(text)


@pytest.mark.parametrize(
    ("name", "written", "not_meant"),
    [
        ("May Call", "asked May Call about it", "we may call back; call in may; Call May 5; CRM: call_may"),
        ("Mark Price", "Deal by Mark Price", "mark price as agreed; price mark-up"),
        ("Bill Will", "Bill Will's team", "the bill will come"),
        ("Bob Ray", "for Bob Ray", "a bob ray-ban"),
        ("Sam Seller 3", "ask Sam Seller 3", "Sam Seller 4; three sellers, sam seller 3rd"),
        ("王伟", "请问王伟", "伟大的国王"),
        ("Call", "", "Call; call; a call; Calls"),
        ("Bob", "Bob", "bob's burgers; a bob"),
        ("Maximiliane", "with Maximiliane today", "maximilian"),
    ],
)
def test_it_finds_an_ordinary_name_only_as_it_is_written(name: str, written: str, not_meant: str) -> None:
    found = spellings_of([name])
    assert not written or found.stand_in(written)
    for text in not_meant.split("; "):
        assert not found.stand_in(text), text


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Jürgen Müller-Lüdenscheidt", ["JUERGEN MUELLER LUEDENSCHEIDT", "Jurgen Muller-Ludenscheidt"]),
        ("Juergen Mueller", ["Jürgen Müller"]),
        ("Zoë Łukasz-Ørsted", ["zoe lukasz orsted", "Zoë ŁukaszØrsted"]),
        ("Sean O'Brannigan", ["Sean OBrannigan", "Sean O’Brannigan’s", "sean_o_brannigan"]),
        ("Иван Петров", ["спросить ПЕТРОВ Иван", "ask ivan petrov"]),
        ("Dr. Max Moritz von Hohenstein (Berlin)", ["Max Hohenstein", "max_moritz_von_hohenstein", "Hohenstein, Max"]),
        ("김민수", ["김민수에게 전화"]),
    ],
)
def test_it_finds_names_in_any_script_and_without_their_accents(name: str, texts: list[str]) -> None:
    for text in texts:
        assert spellings_of([name]).stand_in(text), text


def test_it_finds_an_address_and_what_stands_before_its_at_but_no_first_name_in_it() -> None:
    found = spellings_of(["Michaela Brandstetter", "mbrandstetter@mustercorp.example"])
    assert found.stand_in("ask mbrandstetter")
    first = spellings_of(["Michaela Brandstetter", "michaela@mustercorp.example"])
    assert first.stand_in("<Michaela@Mustercorp.Example>")
    assert not first.stand_in("Michaela from the other team")
    assert not spellings_of(["Anna Grün", "sales@mustercorp.example"]).stand_in("sales call")


@pytest.mark.parametrize("key", ["s1", "12", "100000", "anna", "sales", "north-east"])
def test_it_does_not_look_inside_texts_for_ids_that_a_text_may_have_by_chance(key: str) -> None:
    assert not spellings_of(["Anna Grünwald"], [key]).stand_in(f"ask {key} or {key}")


# A plain oracle for names of two telling words in Latin letters: a pattern over the text itself.
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9)
PLAIN = LETTERS.filter(lambda word: word not in ORDINARY and word not in TITLES and not word.endswith("s"))
BETWEEN = st.sampled_from([" ", "  ", "_", "-", ", ", ".", "\n", " / ", "", " de ", " x. ", " and then ", "é ", "1"])
CASES = st.sampled_from([str.lower, str.upper, str.title])


def is_there(first: str, last: str, text: str) -> bool:
    gap = r"[^a-z0-9]+(?:[a-z0-9]{1,3}[^a-z0-9]+)?"
    either = rf"{first}{gap}{last}s?|{last}s?{gap}{first}|{first}{last}|{last}{first}"
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return re.search(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])", plain) is not None


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_it_agrees_with_a_plain_pattern_over_the_text(data: st.DataObject) -> None:
    first, last = data.draw(PLAIN), data.draw(PLAIN)
    assume(first != last)
    word = st.one_of(st.sampled_from([first, last, f"{last}s", f"{first}s", "may", "of", "7"]), LETTERS)
    parts = data.draw(st.lists(st.tuples(CASES, word, BETWEEN), max_size=6))
    text = "".join(case(piece) + between for case, piece, between in parts)
    found = spellings_of([f"{first.title()} {last.title()}"]).stand_in(text)
    assert found == is_there(first, last, text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_it_takes_any_text_and_finds_the_same_through_hashes(name: str, around: str) -> None:
    plain = spellings_of([name, f"{name}@example.org"], [around])
    hashed = Spellings(frozenset(map(_hashed, plain.keys)), _hashed)
    for text in (name, around, f"{around} {name} {around}"):
        assert plain.stand_in(text) == hashed.stand_in(text)


def _hashed(spelling: str) -> str:
    return sha256(spelling.encode("utf-8", "replace")).hexdigest()
