"""Two people write the same note at once, with answers that get lost: nothing either of them wrote is lost."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fairway.coaching.actions.planning import Wish, plan_session
from fairway.coaching.actions.writing import Draft, write_note
from fairway.coaching.merging import merged
from fairway.coaching.models import Session, SessionNote
from fairway.coaching.types import Part, Refused
from fairway.commitments.tests.floor import Floor

VOCABULARY = st.sampled_from(["desk", "books", "slots", "early", "today", "call", "notice", "more"])
WORDS, REPEATED = st.lists(VOCABULARY, max_size=8, unique=True), st.lists(VOCABULARY, max_size=8)
PLACES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 10**6)), max_size=4)


def with_more(words: list[str], places: list[tuple[int, int]], who: str) -> list[str]:
    """The words with others put in, each of them nowhere else in the world."""
    found = list(words)
    for place, number in places:
        found.insert(min(place, len(found)), f"{who}{number}")
    return found


@given(WORDS, PLACES, PLACES)
def test_whatever_either_of_two_puts_in_stands_in_the_merge(
    base: list[str], first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    one, other = (with_more(base, places, who) for places, who in ((first, "a"), (second, "b")))
    found = re.findall(r"\w+", merged(" ".join(base), " ".join(one), " ".join(other)).text)
    assert sorted(word for word in found if word in base) == sorted(base)
    assert {*one, *other} <= {*found}


@given(REPEATED, PLACES, PLACES)
def test_of_words_that_repeat_none_is_lost(
    base: list[str], first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    one, other = (with_more(base, places, who) for places, who in ((first, "a"), (second, "b")))
    found = Counter(re.findall(r"\w+", merged(" ".join(base), " ".join(one), " ".join(other)).text))
    assert Counter(base) <= found
    assert {*one, *other} <= {*found}


@given(REPEATED, PLACES)
def test_a_text_sent_again_changes_nothing(base: list[str], places: list[tuple[int, int]]) -> None:
    text = " ".join(with_more(base, places, "a"))
    assert merged(" ".join(base), text, text).text == text


@pytest.mark.parametrize(
    ("base", "first", "second", "together", "is_crossed"),
    [
        ("", "Desk books early.", "Slots are shown as free.", "Desk books early. Slots are shown as free.", True),
        ("One two three.", "One three.", "One two three four.", "One three four.", False),
        ("One two.", "Zero one two.", "One two.", "Zero one two.", False),
        ("Call Ann.", "Call Ben.", "Call Cleo.", "Call Ben.\nCall Cleo.", True),
        ("Line one by Dana", "Same line Dana", "Same line Marc\nTwo", "Same line Dana\nSame line Marc\nTwo", True),
        ("a\nb", "a\nx\nb", "a\nb\nc", "a\nx\nb\nc", False),
    ],
)
def test_it_puts_both_together(base: str, first: str, second: str, together: str, is_crossed: bool) -> None:
    found = merged(base, first, second)
    assert (found.text, found.is_crossed) == (together, is_crossed)


@pytest.fixture
def key(floor: Floor) -> int:
    wish = Wish(floor.key("ann"), floor.key("mona"), "one_to_one", timezone.now() + timedelta(days=1))
    return plan_session(wish, actor_id=floor.account("mona"))


def test_every_save_is_kept_and_the_newest_holds_both(floor: Floor, key: int) -> None:
    ann, mona = floor.account("ann"), floor.account("mona")
    assert write_note(key, Part.BRANCH, Draft("Desk books.", ""), actor_id=ann).note.version == 1
    write_note(key, Part.BRANCH, Draft("Desk books early.", "Desk books."), actor_id=ann)
    saved = write_note(key, Part.BRANCH, Draft("First: Desk books.", "Desk books."), actor_id=mona)
    assert (saved.note.text, saved.note.version, saved.is_crossed) == ("First: Desk books early.", 3, False)
    again = write_note(key, Part.BRANCH, Draft("First: Desk books.", "Desk books."), actor_id=mona)
    assert again.note.text == saved.note.text
    assert SessionNote.objects.count() == 3


def test_it_refuses_what_nobody_writes_in_what_is_too_long_and_what_is_over(floor: Floor, key: int) -> None:
    for part, text in ((Part.NUMBER, "x"), (Part.MATTER, "x"), (Part.BRANCH, "x" * 10_001)):
        with pytest.raises(Refused):
            write_note(key, part, Draft(text, ""), actor_id=None)
    Session.objects.update(state="held", held_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(Refused, match="over"):
        write_note(key, Part.BRANCH, Draft("x", ""), actor_id=None)
    assert not SessionNote.objects.exists()
    Session.objects.update(held_at=timezone.now() - timedelta(minutes=1))  # the other ended it while one was writing
    assert write_note(key, Part.BRANCH, Draft("last words", ""), actor_id=None).note.text == "last words"


def test_answers_that_get_lost_repeat_nothing_whoever_wrote_meanwhile(floor: Floor, key: int) -> None:
    def mona(text: str, seen: int, base: str = "") -> str:
        draft = Draft(text, base=base, page="m", seen=seen)
        return write_note(key, Part.BRANCH, draft, actor_id=floor.account("mona")).note.text

    write_note(key, Part.BRANCH, Draft("Desk.", page="a"), actor_id=floor.account("ann"))
    assert mona("Slots.", 0) == "Desk. Slots."
    assert mona("Slots.", 0) == "Desk. Slots."  # the answer was lost, and it is sent again
    assert mona("Slots. Early.", 0) == "Desk. Slots. Early."  # or typed on first
    assert mona("Desk. Slots. Early. Today.", 3, "Desk. Slots. Early.") == "Desk. Slots. Early. Today."


def test_it_merges_long_and_dull_texts_in_no_time(floor: Floor, key: int) -> None:
    base = "a " * 2500
    assert merged(base, f"first {base}", f"{base}last").text == f"first {base}last"
    assert merged(base, base[:2000] + "x " + base[2000:], "y " + base).text.count("a ") == 2500
