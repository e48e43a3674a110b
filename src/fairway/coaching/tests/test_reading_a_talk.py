"""A transcript is read once both agreed, its words are gone, and its figures are told to the two alone."""

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.db import DatabaseError

from fairway.coaching.actions.reading import forget_found
from fairway.coaching.models import ReadingConsent, TalkReading
from fairway.coaching.tests.transcripts import (
    GOLF,
    MARKER,
    READING,
    TURNS,
    agree,
    as_lines,
    as_srt,
    as_text,
    as_vtt,
    both_agree,
    held,
    send,
)
from fairway.commitments.models import Commitment
from fairway.commitments.tests.floor import HIA, TODAY, Floor
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine

ROOM = "/1-1/{}/"


def told(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def test_one_proposes_the_other_agrees_and_either_sends(floor: Floor) -> None:
    key = held(floor)
    assert "Propose to have it read" in floor.told("ann", ROOM.format(key))
    agree(floor, key, "ann")
    assert "It waits for Mona" in floor.told("ann", ROOM.format(key))
    asked = "It is proposed to have a transcript of your 1:1"
    assert [asked in floor.told(who, "/1-1/") for who in ("ann", "mona", "ben", "lea")] == [False, True, False, False]
    assert "Ann proposes to have it read" in floor.told("mona", ROOM.format(key))
    assert 'type="file"' not in floor.told("ann", READING.format(key))
    agree(floor, key, "mona")
    assert asked not in floor.told("mona", "/1-1/")
    assert 'type="file"' in floor.told("ann", READING.format(key))
    assert send(floor, key, "ann", as_text()).status_code == 302
    page = unescape(floor.told("mona", READING.format(key)))
    assert "A talk led by activities" in page
    assert "Mona asked in 2 turns and told in 0 turns" in page
    assert "It began with activities." in page


@pytest.mark.parametrize(
    ("name", "text"),
    [("t.vtt", as_vtt()), ("t.srt", as_srt()), ("t.txt", as_text()), ("t.jsonl", as_lines())],
)
def test_each_format_gives_the_same_figures(floor: Floor, name: str, text: str) -> None:
    key = held(floor)
    both_agree(floor, key)
    send(floor, key, "mona", text, name)
    measured = TalkReading.objects.get().measured
    assert (measured["verdict"], measured["first_topic"], measured["asks"]) == ("activity_led", "activity", 2)
    assert sum(measured["turns"]["manager"].values()) == sum(measured["turns"]["seller"].values()) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_older_and_wider_encodings_are_read(floor: Floor, encoding: str) -> None:
    key = held(floor)
    both_agree(floor, key, keep=True)
    extra = (("Mona Moor", "Wie viele Zahnärzte in Köln? How many dentists did you call für Übung?"),)
    send(floor, key, "mona", as_text((*extra, ("Ann Abel", "Neun. Größere Praxen später."))).encode(encoding))
    assert "Zahnärzte in Köln" in TalkReading.objects.get().words[0]["text"]


def test_a_golf_lesson_is_called_results_only_and_says_what_to_ask_instead(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    send(floor, key, "mona", as_text(GOLF))
    page = unescape(floor.told("ann", READING.format(key)))
    assert TalkReading.objects.get().measured["verdict"] == "result_only"
    assert "A talk about results only" in page
    assert "Of 3 turns in which Mona spoke of the work, 3 were about results" in page
    assert "What do you do from the first second on?" in page


def test_nothing_of_the_text_stays_anywhere(floor: Floor, house: Path, caplog: pytest.LogCaptureFixture) -> None:
    key = held(floor)
    both_agree(floor, key)
    bad = send(floor, key, "ann", f'{{"id": "a", "turns": [{{"speaker": "Mona", "text": ["{MARKER}"]}}]}}', "t.jsonl")
    assert "Nothing was read" in told(bad)
    send(floor, key, "ann", f"Somebody: {MARKER}\nElse: {MARKER}?\n")  # asks who is who
    assert not TalkReading.objects.exists()
    send(floor, key, "mona", as_text((("Mona Moor", f"Your quota is missed, {MARKER}."), ("Ann Abel", "Okay."))))
    assert TalkReading.objects.get().measured["instead"]  # a question answers those very words
    left = "heron on the harbour"
    assert left in MARKER
    assert left not in in_database()
    assert left not in caplog.text.lower()
    files = [file for file in house.rglob("*") if file.is_file() and left.encode() in file.read_bytes().lower()]
    assert files == []
    assert left not in floor.told("ann", READING.format(key)).lower()


def in_database() -> str:
    """Every text of every table."""
    from django.apps import apps

    rows = (row for model in apps.get_models() for row in model._default_manager.all().values_list())
    decoded = [store.get_decoded() for store in apps.get_model("sessions", "Session").objects.all()]
    return f"{list(rows)}{decoded}".lower()


def test_what_would_not_fit_into_memory_is_refused_without_a_file(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_file(*_: object, **__: object) -> None:
        raise AssertionError("a transcript was written to a file")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", no_file)
    key = held(floor)
    both_agree(floor, key)
    page = told(send(floor, key, "ann", as_text() * 20_000))
    assert "more than the 2 MB" in page
    assert not TalkReading.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("t.txt", b"", "the file is empty"),
        ("t.docx", b"PK\x03\x04" + b"word" * 40, "a Word document"),
        ("t.mp4", b"\x00\x00\x00\x20ftypisom" + bytes(90), "a recording"),
        ("t.bin", bytes(range(1, 31)) * 30, "no text"),
        ("t.txt", b"we spoke of calls\nand of more\n", "t.txt, line 1, speaker"),
        ("t.txt", b"Mona: only one speaks\nMona: and again\n", "only Mona speaks"),
        ("t.jsonl", b'{"id": "a", "turns": [{"speaker": "Mona"}]}\n', "t.jsonl, line 1, turns[0].text"),
        ("t.jsonl", (as_lines() + as_lines()).encode(), "2 conversations"),
        ("t.txt", as_text().encode() + b"Ann Abel: " + b"word " * 40_000, "longer than any one talk"),
        ("t.jsonl", as_lines().encode() + b"{broken\n", "t.jsonl, line 2, the line"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place_and_what_to_do(
    floor: Floor, name: str, data: bytes, says: str
) -> None:
    key = held(floor)
    both_agree(floor, key)
    answer = send(floor, key, "ann", data, name)
    page = told(answer)
    assert answer.status_code == 200
    assert "Nothing was read, and nothing of the file was kept." in page
    assert says in page
    assert "--manager" not in page
    assert not TalkReading.objects.exists()


def test_who_is_who_is_told_by_name_and_asked_where_names_tell_nothing(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    anonymous = tuple(({"Mona Moor": "Speaker 1", "Ann Abel": "Speaker 2"}[name], text) for name, text in TURNS)
    page = told(send(floor, key, "ann", as_text(anonymous)))
    assert "Who is Mona?" in page
    assert re.search(r'value="Speaker [12]" checked', page)
    assert not TalkReading.objects.exists()
    send(floor, key, "ann", as_text(anonymous), coach="Speaker 2")
    assert TalkReading.objects.get().measured["asks"] == 0  # the one who asks nothing was said to have led it


def test_three_who_speak_are_asked_about_and_first_names_are_enough_for_two(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    page = told(send(floor, key, "ann", as_text() + "Tom: Hello.\nTom: Bye.\n"))
    assert "Who is Mona?" in page
    assert send(floor, key, "ann", as_text().replace(" Moor", "").replace(" Abel", "")).status_code == 302
    assert TalkReading.objects.get().measured["asks"] == 2


def test_a_found_commitment_becomes_a_real_one_by_a_press(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    send(floor, key, "mona", as_text())
    page = floor.told("ann", READING.format(key))
    promises_found = TalkReading.objects.get().promises_found
    assert promises_found[0]["who"] == "seller"
    friday = TODAY + timedelta(days=2)
    assert f'value="{friday}"' in page
    assert not Commitment.objects.exists()
    said = {"found_promise": "0", "who": "seller", "what": promises_found[0]["what"], "by_on": str(friday)}
    for _ in range(2):
        floor.clients["ann"].post(READING.format(key) + "found/", said)
    assert Commitment.objects.get().what == promises_found[0]["what"]
    assert promises_found[0]["what"] in unescape(floor.told("mona", ROOM.format(key)))
    assert all(one["key"] != 0 for one in TalkReading.objects.get().promises_found)


def test_a_found_commitment_that_stands_on_the_session_is_not_offered_again(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    send(floor, key, "mona", as_text())
    first, *others = TalkReading.objects.get().promises_found
    said = {"who": "seller", "what": first["what"].upper(), "by_on": str(TODAY + timedelta(days=2))}
    floor.clients["ann"].post(ROOM.format(key) + "promise/", said)
    page = floor.told("ann", READING.format(key))
    assert "1 commitment it found stands on the page of the session already." in page
    offered = page.count('name="found_promise"')
    assert offered == len(others)


def test_a_found_commitment_is_dropped_by_a_press_or_after_two_weeks(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    send(floor, key, "mona", as_text())
    said = {"found_promise": "0", "who": "seller", "what": "x", "by_on": str(TODAY + timedelta(days=2)), "drop": "yes"}
    floor.clients["mona"].post(READING.format(key) + "found/", said)
    assert not Commitment.objects.exists()
    row = TalkReading.objects.get()
    assert 0 not in [one["key"] for one in row.promises_found]
    row.promises_found = [{"key": 3, "who": "seller", "what": "call", "due_text": ""}]
    row.save()
    forget_found()
    assert TalkReading.objects.get().promises_found
    TalkReading.objects.update(read_at=row.read_at - timedelta(days=15))
    forget_found()
    assert TalkReading.objects.get().promises_found == []


def test_the_balance_is_from_the_conversation_for_the_two_and_from_the_clock_for_who_leads_later(floor: Floor) -> None:
    key = held(floor)
    later = held(floor, hours_ago=0.1)
    assert "estimated from the agenda" in floor.told("ann", ROOM.format(key))
    both_agree(floor, key)
    send(floor, key, "mona", as_text(GOLF))
    page = floor.told("ann", ROOM.format(key))
    assert "0% <small>on activities, from the conversation" in page
    assert "0%, from the conversation" in floor.told("mona", ROOM.format(later))
    ReportingLine.objects.filter(person=floor.people["ann"]).update(manager=floor.people["max"])
    rebuild_spans()
    for address in (ROOM.format(key), f"/1-1/{key}/balance/", ROOM.format(later)):
        seen = floor.told("max", address)
        assert "from the conversation" not in seen
        assert "transcript" not in seen
    assert floor.clients["max"].get(READING.format(key)).status_code == 404


@pytest.mark.parametrize("who", ["lea", "cleo", "max", "ben", "olga"])
def test_nobody_but_the_two_sees_or_does_anything_of_it(floor: Floor, who: str) -> None:
    key = held(floor)
    both_agree(floor, key, keep=True)
    send(floor, key, "mona", as_text())
    assert floor.clients[who].get(READING.format(key)).status_code == 404
    for step in ("", "agree/", "withdraw/", "words/", "found/"):
        assert floor.sent(who, READING.format(key) + step).status_code == 404
    assert TalkReading.objects.get().words
    assert "ranscript" not in floor.told(who, "/changes/")


def test_who_led_a_talk_takes_it_back_also_when_they_lead_the_seller_no_more(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    send(floor, key, "mona", as_text())
    ReportingLine.objects.filter(person=floor.people["ann"]).update(manager=floor.people["max"])
    rebuild_spans()
    page = floor.told("mona", "/1-1/")
    assert "Take it back" in page
    assert "Ann" not in page
    floor.sent("mona", READING.format(key) + "withdraw/")
    assert not TalkReading.objects.exists()
    assert not ReadingConsent.objects.exists()


def test_both_keep_the_words_and_either_deletes_them(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key, keep=True)
    send(floor, key, "ann", as_text())
    page = floor.told("mona", READING.format(key))
    assert MARKER in page
    assert "why each turn was labelled" in page
    floor.sent("ann", READING.format(key) + "words/")
    assert MARKER not in floor.told("mona", READING.format(key))
    assert "A talk led by activities" in floor.told("mona", READING.format(key))


@pytest.mark.parametrize("who", ["ann", "mona"])
def test_erasing_either_takes_what_was_read(floor: Floor, who: str) -> None:
    key = held(floor)
    both_agree(floor, key, keep=True)
    send(floor, key, "ann", as_text())
    Person.objects.get(slug=who).delete()
    assert not TalkReading.objects.exists()
    assert not ReadingConsent.objects.exists()


def test_a_name_that_is_erased_leaves_words_and_found_promises_of_others(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key, keep=True)
    send(floor, key, "ann", as_text((*GOLF, ("Ann Abel", "I'll call Ben Bell by Friday."))))
    assert "Ben Bell" in str(TalkReading.objects.values_list("words", "promises_found").get())
    Person.objects.get(slug="ben").delete()
    assert "Ben" not in str(TalkReading.objects.values_list("words", "promises_found", "measured").get())


def test_an_export_holds_ones_own_words_of_a_talk_and_the_seller_all_of_it(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key, keep=True)
    send(floor, key, "ann", as_text())
    assert "My slides got in the way" in floor.told("ann", "/me/export/")
    led = floor.told("mona", "/me/export/")
    assert "How many dentists" in led
    assert "My slides" not in led


def test_a_fault_of_the_reader_says_nothing_of_the_text_in_the_log(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(conversation: object) -> None:
        raise KeyError(str(conversation))

    monkeypatch.setattr("fairway.coaching.views.reading.read_conversation", broken)
    key = held(floor)
    both_agree(floor, key)
    assert "cannot be read" in told(send(floor, key, "ann", as_text()))
    assert "KeyError" in caplog.text
    assert MARKER not in caplog.text


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_signs_no_database_takes_are_left_out_and_the_reading_stays_open_and_deletable(floor: Floor, sign: str) -> None:
    key = held(floor)
    both_agree(floor, key, keep=True)
    turns = [{"speaker": speaker, "text": f"{text} x{sign}y"} for speaker, text in TURNS]
    lines = json.dumps({"id": "a", "turns": turns}).replace("\\\\", "\\")
    assert sign in lines
    assert send(floor, key, "mona", lines, "t.jsonl").status_code == 302
    words = TalkReading.objects.get().words
    assert words
    assert not [one for one in words if "\0" in one["text"] or "\ud800" in one["text"]]
    assert floor.clients["ann"].get(READING.format(key)).status_code == 200


def test_what_the_database_refuses_says_nothing_of_the_text_in_the_log(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    key = held(floor)
    both_agree(floor, key)

    def refuse(*_: object, **__: object) -> None:
        raise DatabaseError(f"CONTEXT: {MARKER}")

    monkeypatch.setattr("fairway.coaching.views.reading.keep_reading", refuse)
    assert send(floor, key, "mona", as_text()).status_code == 200
    assert "DatabaseError" in caplog.text
    assert MARKER not in caplog.text


def test_nothing_counted_is_promised_past_the_room(floor: Floor) -> None:
    key = held(floor)
    both_agree(floor, key)
    send(floor, key, "mona", as_text())
    [found_promise, *_] = TalkReading.objects.get().promises_found
    forged = {
        "who": "seller",
        "what": "Forged",
        "by_on": str(TODAY + timedelta(days=7)),
        "metric": HIA,
        "quantity": "500",
    }
    floor.clients["mona"].post(f"{READING.format(key)}found/", {"found_promise": str(found_promise["key"]), **forged})
    made = Commitment.objects.get(what="Forged")
    assert (made.metric_key, made.quantity) == ("", None)
