"""Appointments in the form that calendars read, taken apart by plain rules of the standard and by another reader."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
import vobject
from vobject.base import Component

from fairway.lib.calendar_file import Appointment, Envelope, Method, calendar_feed, calendar_file

STARTS = datetime(2026, 3, 30, 9, 30, tzinfo=timezone(timedelta(hours=2)))
HOUR = timedelta(hours=1)
# RFC 5545, 3.1: a name, parameters, a colon, and a value without control characters.
LINE = re.compile(r'^[A-Z0-9-]+(;[A-Z0-9-]+=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*$')
ONCE = (
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "SEQUENCE",
    "STATUS",
    "TRANSP",
    "LAST-MODIFIED",
    "CLASS",
    "URL",
)


def lines_of(file: bytes) -> list[str]:
    """Lines unfolded; each as long and as it ends by the standard."""
    text = file.decode()
    assert text.endswith("\r\n")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\n" not in line
        assert "\r" not in line
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert [line for line in lines if not LINE.match(line)] == []
    return lines


def fields(file: bytes) -> dict[str, str]:
    """Each line cut at its first colon."""
    return dict(line.split(":", 1) for line in lines_of(file))


def read(file: bytes) -> Component:
    """As another library reads it, which also says what the standard asks for and is not there."""
    found = vobject.readOne(file.decode())
    found.validate(raiseException=True)
    return found


def appointment(title: str = "1:1", **more: object) -> Appointment:
    url, changed_at = "https://example.com/a/?b=c,d", datetime(2026, 1, 2, tzinfo=UTC)
    return Appointment("one@fairway", title, STARTS, 45, url, changed_at, **more)  # type: ignore[arg-type]


def test_it_says_begin_and_end_as_instants() -> None:
    said = fields(calendar_file(appointment()))
    assert (said["DTSTART"], said["DTEND"]) == ("20260330T073000Z", "20260330T081500Z")
    assert said["DTSTAMP"] == said["LAST-MODIFIED"] == "20260102T000000Z"
    assert (said["UID"], said["URL"]) == ("one@fairway", "https://example.com/a/?b=c,d")
    assert "METHOD" not in said


def test_it_escapes_what_would_end_a_value() -> None:
    file = calendar_file(appointment("Ann; Ben, Cy\\D\r\nEND:VEVENT\x07"))
    assert fields(file)["SUMMARY"] == "Ann\\; Ben\\, Cy\\\\D END:VEVENT"
    assert read(file).vevent.summary.value == "Ann; Ben, Cy\\D END:VEVENT"


def test_it_folds_long_lines_and_tears_no_character_apart() -> None:
    title = "Gespräch mit Żółć 山田 " * 12
    file = calendar_file(appointment(title))
    assert fields(file)["SUMMARY"] == title.strip()
    assert read(file).vevent.summary.value == title.strip()


@pytest.mark.parametrize("is_called_off", [False, True])
def test_each_thing_is_said_once_of_each_appointment_and_another_reader_reads_the_same(is_called_off: bool) -> None:
    file = calendar_feed([appointment(sequence=3, is_called_off=is_called_off)], "1:1s", HOUR)
    lines = lines_of(file)
    for name in ONCE:
        assert len([line for line in lines if re.match(rf"{name}[:;]", line)]) == 1, name
    event = read(file).vevent
    assert (event.dtstart.value, event.dtend.value) == (STARTS, STARTS + timedelta(minutes=45))
    assert (event.sequence.value, event.status.value) == ("3", "CANCELLED" if is_called_off else "CONFIRMED")
    assert event.transp.value == ("TRANSPARENT" if is_called_off else "OPAQUE")


def test_an_address_says_how_often_it_wants_to_be_read_and_is_a_calendar_when_empty() -> None:
    lines = lines_of(calendar_feed([], "1:1s", HOUR))
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "X-WR-CALNAME:1:1s"} <= {*lines}
    assert "BEGIN:VTIMEZONE" in lines  # a calendar without any part is none
    read(calendar_feed([], "1:1s", HOUR))


def test_the_same_appointments_give_the_same_bytes() -> None:
    assert calendar_feed([appointment()], "1:1s", HOUR) == calendar_feed([appointment()], "1:1s", HOUR)


@pytest.mark.parametrize("method", [*Method])
def test_a_mail_says_what_it_asks_for_who_sends_it_and_whom_it_is_for_alone(method: Method) -> None:
    envelope = Envelope(method, "fairway@example.com", "ann@example.com", datetime(2026, 2, 3, 4, tzinfo=UTC))
    file = calendar_file(appointment(sequence=1), envelope)
    lines = lines_of(file)
    assert lines.index(f"METHOD:{method}") < lines.index("BEGIN:VEVENT")
    assert [line for line in lines if line.startswith("ATTENDEE")] == [
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:ann@example.com"
    ]
    event = read(file).vevent
    assert event.organizer.value == "mailto:fairway@example.com"
    assert event.dtstamp.value == datetime(2026, 2, 3, 4, tzinfo=UTC)
    assert event.last_modified.value == datetime(2026, 1, 2, tzinfo=UTC)
