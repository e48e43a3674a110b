"""Transcripts of one talk in each format, and sessions to have them read in."""

import json
from datetime import UTC, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone

from fairway.coaching.models import Session
from fairway.commitments.tests.floor import TODAY, Floor

MARKER = "the heron on the harbour wall was called Zebulon"
TURNS = (
    ("Mona Moor", f"How many dentists did you call last week? By the way, {MARKER}."),
    ("Ann Abel", f"Nine. My slides got in the way, {MARKER}. I'll call six more by Friday."),
    ("Mona Moor", "Which of the nine went well, and shall we practise the opening once?"),
    ("Ann Abel", "The one with the price question. Yes, let us try it now."),
)
GOLF = (
    ("Mona Moor", "You shot 98 in golf terms, and you need 72. Your score must come down."),
    ("Ann Abel", "Okay."),
    ("Mona Moor", "You are at sixty one percent of quota. Lower the score, close the number."),
    ("Ann Abel", "I see."),
    ("Mona Moor", "How much revenue can I still count on this quarter?"),
    ("Ann Abel", "Around ninety thousand."),
)
READING = "/1-1/{}/reading/"


def as_text(turns: tuple[tuple[str, str], ...] = TURNS) -> str:
    return "".join(f"{name}: {text}\n" for name, text in turns)


def as_vtt(turns: tuple[tuple[str, str], ...] = TURNS) -> str:
    cues = (f"00:00:{at:02}.000 --> 00:00:{at + 1:02}.000\n<v {name}>{text}</v>\n" for at, (name, text) in each(turns))
    return "WEBVTT\n\n" + "\n".join(cues)


def as_srt(turns: tuple[tuple[str, str], ...] = TURNS) -> str:
    cues = (
        f"{at + 1}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{name}: {text}\n" for at, (name, text) in each(turns)
    )
    return "\n".join(cues)


def as_lines(turns: tuple[tuple[str, str], ...] = TURNS) -> str:
    said = [{"speaker": name, "text": text} for name, text in turns]
    return json.dumps({"id": "talk", "turns": said}) + "\n"


def each(turns: tuple[tuple[str, str], ...]) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(turns))


def held(floor: Floor, *, seller: str = "ann", coach: str = "mona", hours_ago: float = 1) -> int:
    """A talk of half an hour that is over."""
    ended_at = timezone.now() - timedelta(hours=hours_ago)
    starts_at = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=7)
    people = {"person": floor.people[seller], "coach": floor.people[coach]}
    times = {"starts_at": starts_at, "opened_at": ended_at - timedelta(minutes=30), "held_at": ended_at}
    parts = [["own_read", 3], ["branch", 20], ["promises", 6], ["number", 1]]
    return Session.objects.create(**people, kind="one_to_one", parts=parts, state="held", **times).pk


def agree(floor: Floor, key: int, who: str, *, keep: bool = False) -> None:
    floor.sent(who, READING.format(key) + "agree/", **({"keeps_words": "on"} if keep else {}))


def both_agree(floor: Floor, key: int, *, keep: bool = False) -> None:
    for who in ("mona", "ann"):
        agree(floor, key, who, keep=keep)


def send(floor: Floor, key: int, who: str, text: str | bytes, name: str = "talk.txt", **more: str) -> HttpResponse:
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, data, content_type="text/plain")
    answer: HttpResponse = floor.clients[who].post(READING.format(key), {"transcript": file, **more})
    return answer
