"""What the page on adoption is made of. Frozen; no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.leadership.types import Sum
from fairway.leadership.wording import FigureView
from fairway.people.types import PersonFacts


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure over the weeks before and since something began. `low` and `high`: between which the change of the
    share lies, with nineteen in twenty.
    """

    before: Sum
    since: Sum
    weeks: tuple[int, int]  # before, since
    low: float
    high: float

    @property
    def change(self) -> float:
        return self.since.done / self.since.of - self.before.done / self.before.of


@dataclass(frozen=True, slots=True)
class ComparedView:
    """One figure before and since; without numbers `why` says the reason."""

    name: str
    before: str = ""
    since: str = ""
    change: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class BeforeAndSince:
    """What stands of one team before and since Fairway’s loop began for it. Without lines `why` says the reason."""

    began_on: date | None = None
    lines: Sequence[ComparedView] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One closed week in words; a cell that is empty may not be shown."""

    week_on: date
    in_time: str
    half: str
    marked: str
    agreed: str


@dataclass(frozen=True, slots=True)
class Box:
    """Figures that belong together."""

    title: str
    first: Sequence[FigureView]
    more: Sequence[FigureView]


@dataclass(frozen=True, slots=True)
class Row:
    """One manager, everybody below somebody, or those the viewer leads. `person` is None where it is no single
    manager's; `compared` is None where teams that began in different weeks stand together.
    """

    name: str
    line: str
    boxes: Sequence[Box]
    weeks: Sequence[WeekLine]
    compared: BeforeAndSince | None
    person: PersonFacts | None = None
