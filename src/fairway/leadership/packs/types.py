"""What a pack says, whatever file it becomes. Frozen; no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: as many cells in each row as there are headings. A cell that is None was not told, and says so."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Weeks:
    """A picture: by week what was done against what was expected; None where it may not be shown."""

    caption: str
    weeks: Sequence[date]  # first days
    done: Sequence[float | None]
    expected: Sequence[float | None]
    unit: str  # `sessions`, or a currency


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a pack, in the order it is read."""

    title: str
    lines: Sequence[str] = ()  # sentences
    grids: Sequence[Grid] = ()
    pictures: Sequence[Weeks] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """All of it. `known_until_on` is the last day of the newest week in it; `made_at` is aware."""

    title: str
    made_for: str
    made_at: datetime
    known_until_on: date | None
    sections: Sequence[Section]
