"""One appointment as a calendar file (iCalendar, RFC 5545), which every calendar opens."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_LINE = 75  # octets, by the standard; a longer line goes on behind a space


@dataclass(frozen=True, slots=True)
class Appointment:
    """`uid` stays the same when the appointment is moved, so that calendars move theirs. Instants are aware."""

    uid: str
    title: str
    starts_at: datetime
    minutes: int
    url: str
    written_at: datetime


def calendar_file(appointment: Appointment) -> str:
    """The text of the file, with the line ends of the standard."""
    ends_at = appointment.starts_at + timedelta(minutes=appointment.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fairway//1:1//EN",
        "BEGIN:VEVENT",
        f"UID:{_text(appointment.uid)}",
        f"DTSTAMP:{_instant(appointment.written_at)}",
        f"DTSTART:{_instant(appointment.starts_at)}",
        f"DTEND:{_instant(ends_at)}",
        f"SUMMARY:{_text(appointment.title)}",
        f"URL:{appointment.url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> list[str]:
    """A line in parts of at most 75 octets, no character torn apart."""
    parts, room = [""], LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(" ")
            room = LONGEST_LINE - 1
        parts[-1] += sign
        room -= size
    return parts
