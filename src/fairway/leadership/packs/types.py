"""What a pack says, whatever file it becomes. Frozen; no database.

A room that adds a part gives a `Section` of sentences, tables and pictures; two halves side by side are a `Pair`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

CLOSE_ENOUGH = 0.005  # amounts are sums of parts: less than half a cent below the line is on it


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: as many cells in each row as there are headings. A cell that is None was not told, and says so."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    note: str = ""


class Stand(StrEnum):
    """How a week of a picture stands, in the words that go with it."""

    MET = "at or above the line"
    MISSED = "below the line"
    AWAY = "nothing due"
    HIDDEN = "not shown"


@dataclass(frozen=True, slots=True)
class Weeks:
    """A picture: by week what was done against what was expected; None where it may not be shown."""

    caption: str
    weeks: Sequence[date]  # first days
    done: Sequence[float | None]
    expected: Sequence[float | None]
    unit: str  # `sessions`, or a currency

    @property
    def stands(self) -> list[Stand]:
        """How each week stands."""
        return [_stand(done, expected) for done, expected in zip(self.done, self.expected, strict=True)]

    @property
    def in_words(self) -> str:
        """What the picture shows, for whoever does not see it."""
        stands = self.stands
        met, missed, hidden = (stands.count(one) for one in (Stand.MET, Stand.MISSED, Stand.HIDDEN))
        if not met + missed:
            return "No week can be compared with a line."
        shown = f"At or above the line in {met} of {met + missed} closed weeks."
        return f"{shown} {hidden} of {len(stands)} not shown." if hidden else shown


def _stand(done: float | None, expected: float | None) -> Stand:
    if done is None or expected is None:
        return Stand.HIDDEN
    if expected <= 0:
        return Stand.AWAY
    return Stand.MET if done + CLOSE_ENOUGH >= expected else Stand.MISSED


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure: `value` and `rest` as they are read, and the numbers behind them. Without a value `why` says the
    reason; with one it says what is left out.
    """

    name: str
    value: str = ""
    rest: str = ""
    why: str = ""
    done: float | None = None
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two halves: a few figures that stand first, the others, and a picture."""

    title: str
    first: Sequence[Fact]
    more: Sequence[Fact]
    picture: Weeks | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two halves side by side, of somebody or of everybody below somebody. `question` is what to ask first."""

    name: str
    line: str
    sides: tuple[Side, Side]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a pack, in the order it is read: sentences, halves, tables, pictures."""

    title: str
    lines: Sequence[str] = ()  # sentences
    grids: Sequence[Grid] = ()
    pictures: Sequence[Weeks] = ()
    pairs: Sequence[Pair] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """All of it. `known_until_on` is the last day of the newest week in it; `made_at` is aware."""

    title: str
    made_for: str
    made_at: datetime
    known_until_on: date | None
    sections: Sequence[Section]
