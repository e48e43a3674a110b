"""A session as its co-coach's calendar has it: the kind, the time and both first names. Plain Python."""

from collections.abc import Sequence
from dataclasses import replace

from fairway.coaching.appointing import News, Words, appointment_of, title_of
from fairway.coaching.types import SessionFacts
from fairway.lib.calendar_file import Appointment
from fairway.lib.periods import zone
from fairway.web.words import first_name, join_words


def appointment_beside(one: SessionFacts, names: Sequence[str], url: str, *, is_over: bool = False) -> Appointment:
    """`names` are those of the two, the seller first. `is_over` takes it out of the calendar, whatever the two do."""
    own = title_of(one.kind, None)
    title = f"{own} with {join_words([first_name(name) for name in names])}" if names else own
    found = replace(appointment_of(one, None, url), title=title)
    return replace(found, is_called_off=True) if is_over else found


SAID = {
    News.PLANNED: ("{title}", "Both agreed that you help in {title} on {when}, as its co-coach."),
    News.MOVED: ("Moved: {title}", "{title} was moved to {when}. You are its co-coach."),
    News.PASSED_ON: ("Passed on: {title}", "{title} stays on {when}; another leads it now. You are its co-coach."),
    News.NOT_THEIRS: ("Without you: {title}", "You are not the co-coach of {title} on {when} any more."),
    News.CALLED_OFF: ("Called off: {title}", "Called off: {title} on {when}."),
}  # by news the subject and the first line


def words_beside(news: News, appointment: Appointment, clock: str, page: str) -> Words:
    """What the mail to a co-coach says, as `appointing.words_of` does to the two."""
    when = f"{appointment.starts_at.astimezone(zone(clock)):%A %-d %B, %H:%M} ({clock})"
    subject, first = SAID[news]
    lines = [first.format(title=appointment.title, when=when), ""]
    if appointment.url and not news.is_over:
        lines += [f"What you see of it, and where you end it if you cannot: {appointment.url}", ""]
    lines += ["Nobody reads answers to this mail."]
    lines += [
        f"Turn these mails off: {page}" if page else "Turn these mails off in Fairway, under 1:1s, Your calendar."
    ]
    return Words(subject.format(title=appointment.title), "\n".join(lines))
