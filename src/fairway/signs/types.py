"""Signs, and what a detector looks at. Frozen; no database, no page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]  # over closed weeks, oldest first
Grid = NDArray[np.float64]  # people by closed weeks
Places = NDArray[np.intp]
Found = TypeVar("Found")


class Cause(StrEnum):
    """Why an HIA may be short. In the order in which they are doubted: the data first, the person last."""

    DATA = "data"
    ABSENCE = "absence"
    RAMP = "ramp"
    CAPACITY = "capacity"
    OPPORTUNITY = "opportunity"
    TARGET = "target"
    SKILL = "skill"
    PRIORITY = "priority"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class Sign:
    """One pattern that was seen. `weight` (0 to 1) says how surely it explains the shortfall.

    `numbers` are what its sentences say; `metric_keys` and `weeks` name the counts whose records stand behind it.
    """

    cause: Cause
    pattern: str
    weight: float
    numbers: Mapping[str, Any] = field(default_factory=dict)
    metric_keys: tuple[str, ...] = ()
    weeks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """Everybody's closed weeks as grids: a row per person, a column per week.

    `shares` is working time as a part of a full-time week without any ramp, `away` the part of the usual working time
    that absences and days off took. `series` are counts of records other than activities, and what stands at each
    week's end; `words` and `unconfirmed` are activities by the organisation's own word.
    """

    people: tuple[int, ...]
    weeks: tuple[date, ...]
    shares: Grid
    away: Grid
    series: Mapping[str, Grid]
    words: Mapping[str, Grid]
    unconfirmed: Mapping[str, Grid]
    word_types: Mapping[str, str]

    def zeros(self) -> Grid:
        return np.zeros((len(self.people), len(self.weeks)))


@dataclass(frozen=True, slots=True)
class Hia:
    """One metric that is planned for anybody: how often done and unconfirmed, and what the plans let expect.

    `lost` counts what was scheduled and fell through (no show, cancelled), `left_open` to-dos past their day that
    nobody marked. `own_words` are the words of the records it counts; empty where its definition names none.
    """

    metric_key: str
    own_words: frozenset[str]
    activity_type: str
    done: Grid
    unconfirmed: Grid
    lost: Grid
    left_open: Grid
    expected: Grid
    is_plain_word: bool = True  # it counts every record of its words


@dataclass(frozen=True)
class Case:
    """One HIA of one seller, with everything a detector may look at.

    The shortfall is looked at in the last `recent` weeks and compared with `before`: places of weeks that were worked,
    seen, and earlier. `peer_rows` are comparable sellers: the same HIA in force and, where enough of them, the same
    role.
    """

    measured: Measured
    hia: Hia
    row: int
    peer_rows: Places
    recent: int
    before: Places
    weekly_target: float
    weeks_in_role: int | None = None  # whole weeks since hiring or the change of role, at the last closed week
    is_new_hire: bool = True
    blind_weeks: frozenset[int] = frozenset()  # places of weeks a source did not show
    blind_note: str = ""

    @property
    def weeks(self) -> tuple[date, ...]:
        return self.measured.weeks

    @property
    def recent_weeks(self) -> tuple[date, ...]:
        return self.weeks[len(self.weeks) - self.recent :]

    @cached_property
    def recent_places(self) -> Places:
        return np.arange(len(self.weeks) - self.recent, len(self.weeks))

    @cached_property
    def now(self) -> Places:
        """Places of the recent weeks somebody worked in."""
        return self.recent_places[self.shares[self.recent_places] > 0]

    @property
    def shares(self) -> Vector:
        return self.own(self.measured.shares)

    @property
    def away(self) -> Vector:
        return self.own(self.measured.away)

    @property
    def done(self) -> Vector:
        return self.own(self.hia.done)

    @property
    def expected(self) -> Vector:
        return self.own(self.hia.expected)

    def own(self, grid: Grid) -> Vector:
        """This seller's row."""
        values: Vector = grid[self.row]
        return values

    def series(self, name: str) -> Vector:
        """This seller's row of a series; zeros where nobody has any."""
        grid = self.measured.series.get(name)
        return np.zeros(len(self.weeks)) if grid is None else self.own(grid)

    @cached_property
    def missing(self) -> float:
        """Acts that are missing in the recent weeks: expected less done, never below zero."""
        places = self.recent_places
        return max(0.0, float(self.expected[places].sum() - self.done[places].sum()))


def once_a_case(find: Callable[[Case], Found]) -> Callable[[Case], Found]:
    """Worked out once for a case and kept with it: several detectors ask in turn."""
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def kept(case: Case) -> Found:
        found = vars(case)
        if name not in found:
            found[name] = find(case)
        given: Found = found[name]
        return given

    return kept


class Detector(Protocol):
    """A module under detectors/, or one that another package offers under the entry points `fairway.detectors`.

    What the house's own patterns say stands in `diagnosis/sentences.yaml`. Another package's module brings its
    sentences along: `SENTENCES`, by pattern `says` and `asks`, in the syntax of that file.
    """

    def find(self, case: Case, /) -> Iterable[Sign]: ...
