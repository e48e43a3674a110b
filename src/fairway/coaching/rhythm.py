"""When two people meet next, and how long they have not. Plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.web.words import plural

LATE_BY = 1.5  # times the usual distance, from which a gap is said


@dataclass(frozen=True, slots=True)
class Gap:
    """How a rhythm is kept: days since the last session of its kind, and the next one, where there is one."""

    every_days: int
    last_on: date | None
    next_on: date | None
    on: date

    @property
    def days(self) -> int | None:
        """Since the last one; None where none was held."""
        return None if self.last_on is None else (self.on - self.last_on).days

    @property
    def is_open(self) -> bool:
        """Whether nothing is planned and the last one is further back than the rhythm says."""
        if self.next_on is not None:
            return False
        return self.days is None or self.days > self.every_days * LATE_BY

    @property
    def words(self) -> str:
        if self.days is None:
            return "None held yet"
        if self.days == 0:
            return "Held today"
        return f"No 1:1 for {plural(self.days, 'day')}" if self.is_open else f"Last {plural(self.days, 'day')} ago"


def longest_first(gap: Gap) -> tuple[bool, int, date]:
    """A key that puts open gaps first, the longest before the others, and then what is to come by its day."""
    if not gap.is_open:
        return True, 0, gap.next_on or gap.on
    return False, -(date.max.toordinal() if gap.days is None else gap.days), gap.on


def headline(gaps: Sequence[tuple[str, Gap]]) -> tuple[str, str]:
    """(who has gone longest without a 1:1, how many more have) of people by first name, for whoever leads them; that
    the rhythm is kept with all where nobody has. The second is empty where there is nothing to add.
    """
    overdue = sorted((one for one in gaps if one[1].is_open), key=lambda one: longest_first(one[1]))
    if not overdue:
        without = sum(1 for _, gap in gaps if gap.next_on is None)
        return "Everybody is met in rhythm", f"{without} without a 1:1 to come." if without else ""
    (name, gap), more = overdue[0], len(overdue) - 1
    first = f"No 1:1 with {name} yet" if gap.days is None else f"No 1:1 with {name} for {plural(gap.days, 'day')}"
    return first, f"{plural(more, 'more is', 'more are')} overdue." if more else ""


def next_day(last_on: date | None, every_days: int, on: date, is_working: Callable[[date], bool]) -> date:
    """The first day, not before tomorrow, on which a rhythm falls due and both are at work; within ten weeks of it."""
    due = max(on + timedelta(days=1), last_on + timedelta(days=every_days)) if last_on else on + timedelta(days=1)
    return next((day for offset in range(70) if is_working(day := due + timedelta(days=offset))), due)
