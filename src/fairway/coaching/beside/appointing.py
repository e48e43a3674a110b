"""A session as its co-coach's calendar has it: the kind, the time and both first names. Plain Python."""

from collections.abc import Sequence
from dataclasses import replace

from fairway.coaching.appointing import News, Telling, appointment_of, title_of
from fairway.coaching.types import SessionFacts
from fairway.lib.calendar_file import Appointment
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

TO_A_CO_COACH = Telling(
    SAID, "What you see of it, and where you end it if you cannot", "Nobody reads answers to this mail."
)
