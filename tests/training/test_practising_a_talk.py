"""The page of a practice conversation: asked, left, gone on with, found, agreed, and shown again; to nobody else."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from fairway.commitments.tests.floor import Floor, opened
from fairway.training.curriculum import reading
from fairway.training.models import Attempt, Reached

ADDRESS = "/practice/talks-to-try/noor/"
MODULE = """
version: 1
title: Talks to try
can: ask until the cause is out
to_pass: find the cause
sources: {}
"""
EXERCISES = """
noor: {kind: talk, title: Why did Noor stop asking?, ask: Find the hidden cause by asking., minutes: 12,
  scenario: noor-handed-over}
"""
GOOD = (
    "When you last sat down to ask for meetings, how did that go?",
    "They still call you?",
    "Which hours of the week go into that?",
)
HELD = "I will introduce the new owner to both accounts by Tuesday, and from Wednesday on you pass on all their calls."


@pytest.fixture
def floor(house: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Floor:
    folder = tmp_path / "content" / "en" / "ground" / "90-talks-to-try"
    folder.mkdir(parents=True)
    (folder / "module.yaml").write_text(MODULE, encoding="utf-8")
    (folder / "exercises.yaml").write_text(EXERCISES, encoding="utf-8")
    read: Callable[..., object] = reading.curriculum

    def own(language: str = "en") -> object:
        return read(language, tmp_path / "content")

    monkeypatch.setattr("fairway.training.views.doors.curriculum", own)
    return opened(monkeypatch)


def page(floor: Floor, who: str = "mona") -> str:
    response = floor.clients[who].get(ADDRESS)
    assert response.status_code == 200
    return unescape(response.content.decode())


def begun(floor: Floor, who: str = "mona") -> str:
    floor.clients[who].post(f"{ADDRESS}begin/")
    return page(floor, who)


def sent(floor: Floor, who: str = "mona", **given: str) -> str:
    """An answer, and the page after it."""
    attempt = Attempt.objects.get(person=floor.key(who), ended_at=None)
    response = floor.clients[who].post(f"{ADDRESS}answer/", {"number": str(len(attempt.answers)), **given}, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


def talk(floor: Floor, *lines: str) -> str:
    found = ""
    for line in lines:
        found = sent(floor, form="ask", say=line)
    return found


def test_it_opens_with_the_board_three_ways_to_go_on_and_nothing_said(floor: Floor) -> None:
    found = begun(floor)
    assert "Discovery meetings requested, 6 a week." in found
    assert "Last 13 full weeks: target met in 8, missed in 5" in found
    assert len(re.findall(r'name="pick" value="\d"', found)) == 3
    assert "Not found yet" in found
    assert "0 of 4 clues heard" in found
    assert "Only you see this" in found
    assert "handed-over" not in found.lower().replace("noor-handed-over", "")


def test_a_question_is_answered_with_a_comment_and_what_is_new_is_marked(floor: Floor) -> None:
    begun(floor)
    found = talk(floor, GOOD[0])
    assert "<mark>two accounts I handed over a month ago</mark>" in found
    assert "Keep doing this" in found
    assert "Two new facts, marked. None of them is on the board." in found
    assert "1 of 4 clues heard" in found
    again = talk(floor, "So if you blocked two hours every morning, would that fix it?")
    assert "Advice dressed as a question, before the cause is clear. Go back to “They still call me”." in again


def test_a_suggestion_is_taken_with_one_press(floor: Floor) -> None:
    offered = re.findall(r'name="pick" value="(\d)">“(.+?)”</button>', begun(floor))
    found = sent(floor, form="ask", pick=offered[1][0], say="")
    assert f"<p>{offered[1][1]}</p>" in found
    assert Attempt.objects.get().answers == [{"say": offered[1][1]}]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"form": "ask", "say": "  "}, "Write what you ask, or choose one of the three."),
        ({"form": "ask", "say": "why " * 90}, "Say it in 300 letters or fewer; these are 359."),
        ({"form": "ask", "pick": "7"}, "Choose one of the three, or write your own."),
        ({"form": "cause", "cause": "capacity"}, "Ask Noor something first. Before that it is a guess."),
        ({"form": "agree", "agree": "Something"}, ""),
    ],
)
def test_what_cannot_be_taken_says_why_and_keeps_what_was_typed(
    floor: Floor, given: dict[str, str], reason: str
) -> None:
    begun(floor)
    found = sent(floor, **given)
    assert reason in found
    assert Attempt.objects.get().answers == []
    assert given.get("say", "").strip() in found


def test_it_is_left_and_gone_on_with_where_it_was(floor: Floor) -> None:
    begun(floor)
    before = talk(floor, *GOOD[:2])
    turns = re.findall(r'<ol class="talk".*?</ol>', before, re.S)
    floor.clients["mona"].get("/practice/")
    assert re.findall(r'<ol class="talk".*?</ol>', page(floor), re.S) == turns
    assert re.findall(r'name="pick" value="\d">(.+?)<', page(floor)) == re.findall(
        r'name="pick" value="\d">(.+?)<', before
    )


def test_pressed_twice_it_is_answered_once(floor: Floor) -> None:
    begun(floor)
    for _ in range(2):
        floor.clients["mona"].post(f"{ADDRESS}answer/", {"number": "0", "form": "ask", "say": GOOD[0]})
    assert len(Attempt.objects.get().answers) == 1


def test_found_and_agreed_it_is_passed_and_shown_again_with_its_score(floor: Floor) -> None:
    begun(floor)
    talk(floor, *GOOD)
    wrong = sent(floor, form="cause", cause="target")
    assert "That is not it. She met it for ten weeks." in wrong
    assert "You have one try left." in wrong
    found = sent(floor, form="cause", cause="capacity")
    assert "Agree on what comes next" in found
    ended = sent(floor, form="agree", agree=HELD)
    assert "Passed" in ended
    assert "found at the second try, on 3 of 4 clues" in ended
    assert "who, when, how many, meets the cause" in ended
    assert "Asking whom she asks, or what became of the blocked mornings" in ended
    attempt = Attempt.objects.get()
    assert (attempt.is_passed, round(attempt.score or 0, 2)) == (True, 0.91)
    assert Reached.objects.filter(part="noor").exists()
    assert GOOD[1] in page(floor)


def test_one_clue_and_a_lucky_guess_do_not_pass_and_the_page_says_why(floor: Floor) -> None:
    begun(floor)
    asked = talk(floor, GOOD[0])
    assert "to pass, on at least 2 of 4 clues" in asked
    assert "aim for at least 50" in asked
    sent(floor, form="cause", cause="capacity")
    ended = sent(floor, form="agree", agree=HELD)
    assert "Cause found; 1 of 4 clues heard; score" in ended
    assert "needs the cause, 2 of 4 clues, something both can hold to, and 0.60" in ended
    assert Attempt.objects.get().is_passed is False


def test_blame_stands_among_the_parts_with_what_it_took(floor: Floor) -> None:
    begun(floor)
    talk(floor, "Are you lazy?")
    ended = sent(floor, form="end")
    assert re.search(r">Blame</th><td>1 turn</td>.*?−0.05</td>", ended)


def test_a_weak_proposal_is_nodded_at_and_says_what_it_lacks(floor: Floor) -> None:
    begun(floor)
    talk(floor, *GOOD)
    sent(floor, form="cause", cause="capacity")
    found = sent(floor, form="agree", agree="You try a bit more.")
    assert "Okay, I will try. I do not know where it should come from, though." in found
    assert "2 proposals left" in found
    ended = sent(floor, form="end")
    assert Attempt.objects.get().ended_at is not None
    assert "The whole talk, with comments" in ended


def test_two_wrong_causes_end_it_and_tell_what_would_have_opened_each_clue(floor: Floor) -> None:
    begun(floor)
    talk(floor, "Where will the quarter land?")
    sent(floor, form="cause", cause="target")
    again = sent(floor, form="cause", cause="target")
    assert "You named this one before" in again
    found = sent(floor, form="cause", cause="belief")
    assert "Not yet" in found
    assert "Cause not found; 0 of 4 clues heard; score" in found
    assert "What it was: handed-over work" in found
    assert found.count("Not heard") == 4
    assert not Reached.objects.exists()


def test_time_runs_out_after_twenty_turns_and_the_cause_can_still_be_named(floor: Floor) -> None:
    begun(floor)
    Attempt.objects.update(answers=[{"say": "Where will the quarter land?"}] * 19)
    found = talk(floor, "Where will the quarter land?")
    assert "Noor has to go" in found
    refused = sent(floor, form="ask", say="One more?")
    assert "Noor has to go. Name the cause, or end the talk." in refused
    sent(floor, form="cause", cause="capacity")
    assert not Attempt.objects.get().is_passed


def test_nobody_else_sees_it_and_a_seller_is_not_let_in(floor: Floor) -> None:
    begun(floor)
    talk(floor, GOOD[0])
    for who in ("lea", "cleo", "max"):
        assert GOOD[0] not in page(floor, who)
    assert floor.clients["ann"].get(ADDRESS).status_code == 404


def test_after_passing_the_same_seller_begins_more_guarded(floor: Floor) -> None:
    begun(floor)
    talk(floor, *GOOD)
    sent(floor, form="cause", cause="capacity")
    sent(floor, form="agree", agree=HELD)
    begun(floor)
    assert Attempt.objects.get(ended_at=None).level == 2
    found = talk(floor, GOOD[0])
    assert "I did not get to ask much." in found


def test_what_is_typed_is_shown_as_text(floor: Floor) -> None:
    begun(floor)
    response = floor.clients["mona"].post(
        f"{ADDRESS}answer/", {"number": "0", "form": "ask", "say": "<script>x</script> [Noor]?"}, follow=True
    )
    raw = response.content.decode()
    assert "&lt;script&gt;x&lt;/script&gt; (Noor)?" in raw
    assert "<script>x" not in raw
