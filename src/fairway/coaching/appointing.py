"""What a calendar is told of a session, in a file, at an address or by mail: kind, time, and the other's first name.
Plain Python. A calendar is read by others: no figure, no question and no note stand in it.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from fairway.coaching.kinds import kind_of
from fairway.coaching.types import SessionFacts, State
from fairway.lib.calendar_file import Appointment
from fairway.lib.home import secret
from fairway.lib.periods import zone
from fairway.web.words import first_name

SHOWN_BACK = timedelta(days=90)
READ_EVERY = timedelta(hours=1)
NAME = "1:1s"
FAR = timedelta(hours=12)  # a talk that began so far from its time took place at another


class News(StrEnum):
    """What a mail tells its reader of an appointment."""

    PLANNED = "planned"
    MOVED = "moved"
    PASSED_ON = "passed on"
    NOT_THEIRS = "not theirs"
    CALLED_OFF = "called off"
    IN_GROUP = "in a group"
    TOGETHER = "together"

    @property
    def is_over(self) -> bool:
        """Whether it leaves the reader's calendar."""
        return self in {News.NOT_THEIRS, News.CALLED_OFF, News.IN_GROUP}


SAID = {
    News.PLANNED: ("{title}", "{title} is planned for {when}."),
    News.MOVED: ("Moved: {title}", "{title} was moved to {when}."),
    News.PASSED_ON: ("Passed on: {title}", "{title} stays on {when}. Whoever leads you now has taken it over."),
    News.TOGETHER: ("In a group: {title}", "{title} is on {when}, together with others."),
    News.NOT_THEIRS: ("No longer yours: {title}", "{title} on {when} is no longer yours: you do not lead it any more."),
    News.CALLED_OFF: ("Called off: {title}", "Called off: {title} on {when}."),
    News.IN_GROUP: (
        "In a group: {title}",
        "{title} on {when} is held with the group, which has its own appointment.",
    ),
}  # by news the subject and the first line


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a mail beside its appointment."""

    subject: str
    text: str


def appointment_of(one: SessionFacts, other: str | None, url: str, sellers: int = 1) -> Appointment:
    """A session with somebody, whose name is None once they are erased, or of its leader with so many sellers at once.
    `url` is its page, empty where unknown.
    """
    begins_at = one.starts_at
    if one.state is State.HELD and one.opened_at and abs(one.opened_at - one.starts_at) > FAR:
        begins_at = one.opened_at
    return Appointment(
        uid=uid_of(one.key),
        title=title_of(one.kind, other, sellers),
        starts_at=begins_at,
        minutes=one.minutes,
        url=url,
        changed_at=one.changed_at or one.starts_at,
        sequence=one.sequence,
        is_called_off=one.state is State.CALLED_OFF,
    )


def title_of(kind: str, other: str | None, sellers: int = 1) -> str:
    name = kind_of(kind).name
    if sellers > 1:
        return f"{name} with {sellers} sellers"
    return f"{name} with {first_name(other)}" if other else name


def uid_of(key: int) -> str:
    """A session's name among all calendars of the world: another home's session of the same number has another."""
    mark = hmac.digest(secret("pseudonyms.key"), f"appointment\x1f{key}".encode(), "sha256").hex()[:24]
    return f"session-{key}-{mark}@fairway"


@dataclass(frozen=True, slots=True)
class Telling:
    """How a kind of reader is told: by news the subject and the first line, what their page is called, and what is
    said of answers.
    """

    said: Mapping[News, tuple[str, str]]
    page: str
    no_answer: str


TO_THE_TWO = Telling(
    SAID,
    "Its page, which all in it see",
    "Nobody reads answers to this mail: move a session or call it off on its page.",
)


def words_of(news: News, appointment: Appointment, clock: str, page: str, telling: Telling = TO_THE_TWO) -> Words:
    """What the mail of an appointment says, by the reader's clock (an IANA name). `page` is where such mails are turned
    off, empty where unknown.
    """
    when = f"{appointment.starts_at.astimezone(zone(clock)):%A %-d %B, %H:%M} ({clock})"
    subject, first = telling.said[news]
    lines = [first.format(title=appointment.title, when=when), ""]
    if appointment.url and not news.is_over:
        lines += [f"{telling.page}: {appointment.url}", ""]
    lines += [telling.no_answer]
    lines += [
        f"Turn these mails off: {page}" if page else "Turn these mails off in Fairway, under 1:1s, Your calendar."
    ]
    return Words(subject.format(title=appointment.title), "\n".join(lines))
