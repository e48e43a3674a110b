"""What the two of a review write under its items: nothing is lost, and nothing stands twice."""

from typing import Any

import pytest
from django.test import Client

from fairway.leadership.models import ReviewNote
from tests.leadership.organisations import World
from tests.leadership.reviewing import Now, entered, now, of, planned, words, world

__all__ = ["now", "world"]  # fixtures
pytestmark = pytest.mark.django_db


def test_what_both_write_at_once_stays(world: World) -> None:
    leader, manager = entered(world.managers[0]), entered(world.managers[1])
    made = planned(leader)
    leader.post(of(made, "notes/working/"), {"text": "Lea asks about plans", "base": ""})
    answer = manager.post(of(made, "notes/working/"), {"text": "Mia brought two", "base": ""}, follow=True)
    text = ReviewNote.objects.get().text
    assert "Lea asks about plans" in text
    assert "Mia brought two" in text
    assert "Both of you wrote in the same place" in answer.content.decode()
    assert "Saved, last by Manager" in words(leader, of(made))


def test_a_page_that_stays_open_sends_again_after_a_lost_answer_and_nothing_stands_twice(world: World) -> None:
    leader, manager = entered(world.managers[0]), entered(world.managers[1])
    made = planned(leader)

    def sent(client: Client, text: str, base: str, page: str, seen: int) -> dict[str, Any]:
        draft = {"text": text, "base": base, "page": page, "seen": seen}
        answer = client.post(of(made, "notes/working/"), draft, headers={"accept": "application/json"})
        return {"status": answer.status_code, **answer.json()}

    sent(leader, "Lea asks", "", "one", 0)  # the answer to it is lost
    sent(manager, "Mia answers", "", "two", 0)
    again = sent(leader, "Lea asks about plans", "", "one", 0)
    assert again["text"].count("Lea asks") == 1
    assert again["text"].count("Mia answers") == 1
    assert again["text"].count("about plans") == 1
    told = manager.get(of(made, "notes/")).json()
    assert told == {"state": "planned", "notes": {"working": {"text": again["text"], "version": again["version"]}}}
    refused = sent(leader, "x" * 5_001, "", "one", 9)
    assert refused == {"status": 409, "problem": refused["problem"]}
    assert "Keep it to 5,000 signs" in refused["problem"]
    for number in range(9):
        sent(leader, again["text"] + str(number), again["text"], f"page {number}", 0)
    assert len(ReviewNote.objects.get().sent) == 6


def test_a_note_that_is_too_long_stays_typed_beside_its_reason(world: World) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    page = leader.post(of(made, "notes/decisions/"), {"text": "x" * 5_001, "base": ""}).content.decode()
    assert "Keep it to 5,000 signs" in page
    assert "x" * 5_001 in page
    assert not ReviewNote.objects.exists()
    assert leader.post(of(made, "notes/nothing-here/"), {"text": "x"}).status_code == 200  # said, and nothing is kept
    assert not ReviewNote.objects.exists()


def test_notes_end_a_day_after_the_review(world: World, now: Now) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    leader.post(of(made, "begin/"))
    leader.post(of(made, "finish/"))
    now.later(23 * 60)
    leader.post(of(made, "notes/decisions/"), {"text": "Swap it", "base": ""})
    now.later(2 * 60)
    late = leader.post(of(made, "notes/decisions/"), {"text": "Keep it", "base": "Swap it"}).content.decode()
    assert "This review is over" in late
    assert ">Keep it</textarea>" in late  # what was typed can still be taken elsewhere
    assert ReviewNote.objects.get().text == "Swap it"
