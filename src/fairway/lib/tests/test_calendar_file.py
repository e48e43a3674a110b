"""An appointment in the form that calendars read, taken apart again by plain rules of the standard."""

from datetime import UTC, datetime, timedelta, timezone

from fairway.lib.calendar_file import Appointment, calendar_file

STARTS = datetime(2026, 3, 30, 9, 30, tzinfo=timezone(timedelta(hours=2)))


def fields(text: str) -> dict[str, str]:
    """Lines unfolded, each cut at its first colon."""
    assert text.endswith("\r\n")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\n" not in line
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    return dict(line.split(":", 1) for line in lines)


def appointment(title: str = "1:1") -> Appointment:
    return Appointment(
        "one@fairway", title, STARTS, 45, "https://example.com/a/?b=c,d", datetime(2026, 1, 2, tzinfo=UTC)
    )


def test_it_says_begin_and_end_as_instants() -> None:
    said = fields(calendar_file(appointment()))
    assert (said["DTSTART"], said["DTEND"]) == ("20260330T073000Z", "20260330T081500Z")
    assert said["DTSTAMP"] == "20260102T000000Z"
    assert (said["UID"], said["URL"]) == ("one@fairway", "https://example.com/a/?b=c,d")


def test_it_escapes_what_would_end_a_value() -> None:
    assert fields(calendar_file(appointment("Ann; Ben, Cy\\D\r\nEND:VEVENT")))["SUMMARY"] == (
        "Ann\\; Ben\\, Cy\\\\D END:VEVENT"
    )


def test_it_folds_long_lines_and_tears_no_character_apart() -> None:
    title = "Gespräch mit Żółć 山田 " * 12
    assert fields(calendar_file(appointment(title)))["SUMMARY"] == title.strip()
