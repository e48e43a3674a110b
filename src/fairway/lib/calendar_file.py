"""Appointments as a calendar file (iCalendar, RFC 5545 and 7986), which every calendar opens, reads again or takes as
a mail (RFC 5546). Times are instants in UTC: none comes round by a rule, so the clock of a place has nothing to add.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

MADE_BY = "-//Fairway//1:1//EN"


class Method(StrEnum):
    """What a mail asks a calendar to do with an appointment."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Appointment:
    """`uid` stays the same when the appointment is moved, and `sequence` grows, so that calendars move theirs. Instants
    are aware.
    """

    uid: str
    title: str
    starts_at: datetime
    minutes: int
    url: str
    changed_at: datetime
    sequence: int = 0
    is_called_off: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends an appointment to whom, as bare e-mail addresses, when, and what it asks for."""

    method: Method
    sender: str
    reader: str
    written_at: datetime


def calendar_file(appointment: Appointment, envelope: Envelope | None = None) -> bytes:
    """One appointment, to be opened or, with `envelope`, as what a mail carries. UTF-8, the standard's line ends."""
    return _file([appointment], {"METHOD": envelope.method} if envelope else {}, envelope)


def calendar_feed(appointments: Sequence[Appointment], name: str, every: timedelta) -> bytes:
    """A file that calendars read again by themselves, about so often. The same appointments give the same bytes."""
    told: dict[str, object] = {"NAME": name, "X-WR-CALNAME": name, "REFRESH-INTERVAL": every, "X-PUBLISHED-TTL": every}
    return _file(appointments, told, None)


def _file(appointments: Sequence[Appointment], told: dict[str, object], envelope: Envelope | None) -> bytes:
    import icalendar  # a fifth of a second that only calendars need

    calendar = icalendar.Calendar()
    for name, value in {"VERSION": "2.0", "PRODID": MADE_BY, "CALSCALE": "GREGORIAN", **told}.items():
        # A reader that does not know these by name is told by VALUE that they are durations.
        parameters = {"VALUE": "DURATION"} if name == "REFRESH-INTERVAL" else {}
        said = icalendar.vDuration(value) if isinstance(value, timedelta) else str(value)
        calendar.add(name, said, parameters=parameters)
    for one in appointments:
        event = icalendar.Event()
        for name, value in _lines(one, envelope).items():
            event.add(name, value)
        if envelope:
            event.add("ORGANIZER", icalendar.vCalAddress(f"mailto:{envelope.sender}"), parameters={"CN": "Fairway"})
            asked = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
            event.add("ATTENDEE", icalendar.vCalAddress(f"mailto:{envelope.reader}"), parameters=asked)
        calendar.add_component(event)
    if not appointments:
        calendar.add_component(icalendar.Timezone.from_tzid("UTC"))  # without any part it would be none by the standard
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _lines(one: Appointment, envelope: Envelope | None) -> dict[str, object]:
    """What is said of one appointment, by property."""
    starts_at = one.starts_at.astimezone(UTC)
    return {
        "UID": one.uid,
        "DTSTAMP": (envelope.written_at if envelope else one.changed_at).astimezone(UTC),
        "LAST-MODIFIED": one.changed_at.astimezone(UTC),
        "SEQUENCE": one.sequence,
        "DTSTART": starts_at,
        "DTEND": starts_at + timedelta(minutes=one.minutes),
        "SUMMARY": "".join(sign for sign in " ".join(one.title.split()) if sign.isprintable()),
        "STATUS": "CANCELLED" if one.is_called_off else "CONFIRMED",
        "TRANSP": "TRANSPARENT" if one.is_called_off else "OPAQUE",
        "CLASS": "PRIVATE",
        **({"URL": one.url} if one.url else {}),
    }
