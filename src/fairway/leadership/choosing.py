"""Which quarter a page of leadership is about, and which weeks of it are shown and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.leadership.periods import WEEK, WeekQuarter
from fairway.leadership.queries.periods import closed_weeks, quarters_back
from fairway.leadership.wording import Shown
from fairway.people.queries import organisation

STRIP_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Choice:
    """A quarter that can be looked at."""

    name: str
    starts_on: date
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A quarter as pages show it. `closed` are the closed weeks of all quarters that can be chosen; `strip` the 13
    weeks up to the newest closed one of what is shown; all by first days, the oldest first.
    """

    shown: Shown
    choices: Sequence[Choice]  # the newest first
    closed: Sequence[date]
    strip: Sequence[date]


def chosen_quarter(on: date, chosen_on: date | None) -> Chosen:
    """The quarter that begins on a day, else the running one."""
    quarters, closed = quarters_back(on), closed_weeks(on)
    place = next((n for n, one in enumerate(quarters) if one.starts_on == chosen_on), len(quarters) - 1)
    shown = _shown(quarters, place, closed)
    newest = shown.weeks[-1] if shown.weeks else max(closed, default=None)
    strip = [newest - WEEK * back for back in range(STRIP_WEEKS - 1, -1, -1)] if newest else []
    choices = [Choice(one.name, one.starts_on, one is quarters[place]) for one in reversed(quarters)]
    return Chosen(shown, choices, closed, strip)


def shown_around(day: date, on: date) -> Shown:
    """Of the quarter that was running on a day, as seen on another; else of the running one."""
    quarters = quarters_back(on)
    place = next((n for n, one in enumerate(quarters) if one.starts_on <= day <= one.ends_on), len(quarters) - 1)
    return _shown(quarters, place, closed_weeks(on))


def _shown(quarters: Sequence[WeekQuarter], place: int, closed: Sequence[date]) -> Shown:
    """The closed weeks of a quarter; what is told by quarter comes from the newest that is over by then."""
    chosen = quarters[place]
    weeks = [week_on for week_on in chosen.weeks if week_on in closed]
    is_over = chosen.weeks[-1] in closed
    return Shown(chosen.name, weeks, chosen if is_over else quarters[max(place - 1, 0)], organisation().currency)
