"""What a calendar is told of a session, in a file, at an address or by mail: kind, time, and the other's first name.
Plain Python. A calendar is read by others: no figure, no question and no note stand in it.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from fairway.coaching.kinds import kind_of
from fairway.coaching.types import SessionFacts, State
from fairway.lib.calendar_file import Appointment, Method
from fairway.lib.home import secret
from fairway.lib.periods import zone
from fairway.web.words import first_name

SHOWN_BACK = timedelta(days=90)
READ_EVERY = timedelta(hours=1)
NAME = "1:1s"
FAR = timedelta(hours=12)  # a talk that began so far from its time took place at another


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a mail beside its appointment."""

    subject: str
    text: str


def appointment_of(one: SessionFacts, other: str | None, url: str, seats: int = 1) -> Appointment:
    """A session with somebody, whose name is None once they are erased, or of its leader with `seats` sellers at once.
    `url` is its page, empty where unknown.
    """
    begins_at = one.starts_at
    if one.state is State.HELD and one.opened_at and abs(one.opened_at - one.starts_at) > FAR:
        begins_at = one.opened_at
    return Appointment(
        uid=uid_of(one.key),
        title=title_of(one, other, seats),
        starts_at=begins_at,
        minutes=one.minutes,
        url=url,
        changed_at=one.changed_at or one.starts_at,
        sequence=one.sequence,
        is_called_off=one.state is State.CALLED_OFF,
    )


def title_of(one: SessionFacts, other: str | None, seats: int = 1) -> str:
    name = kind_of(one.kind).name
    if seats > 1:
        return f"{name} with {seats} sellers"
    return f"{name} with {first_name(other)}" if other else name


def uid_of(key: int) -> str:
    """A session's name among all calendars of the world: another home's session of the same number has another."""
    mark = hmac.digest(secret("pseudonyms.key"), f"appointment\x1f{key}".encode(), "sha256").hex()[:24]
    return f"session-{key}-{mark}@fairway"


def words_of(method: Method, appointment: Appointment, clock: str, page: str) -> Words:
    """What the mail of an appointment says, by the reader's clock (an IANA name). `page` is where such mails are turned
    off, empty where unknown.
    """
    when = f"{appointment.starts_at.astimezone(zone(clock)):%A %-d %B, %H:%M} ({clock})"
    if method is Method.CANCEL:
        subject, first = f"Called off: {appointment.title}", f"Called off: {appointment.title} on {when}."
    elif appointment.sequence:
        subject, first = f"Moved: {appointment.title}", f"{appointment.title} was moved to {when}."
    else:
        subject, first = appointment.title, f"{appointment.title} is planned for {when}."
    lines = [first, ""]
    if appointment.url and method is Method.REQUEST:
        lines += [f"Its page, which both of you see: {appointment.url}", ""]
    lines += ["Nobody reads answers to this mail: move a session or call it off on its page."]
    lines += [
        f"Turn these mails off: {page}" if page else "Turn these mails off in Fairway, under 1:1s, Your calendar."
    ]
    return Words(subject, "\n".join(lines))
