"""What is counted, what is published and what a page is told of it. Frozen; no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

WEEKS_IN_BLOCK = 4


class Counted(StrEnum):
    """Under what a miss is counted: a cause, what a seller said in words of their own, or no sign at all.

    Everything falling without a reason in the records is no sign: the same thing is to be done, which is to ask.
    """

    DATA = "data"
    ABSENCE = "absence"
    RAMP = "ramp"
    CAPACITY = "capacity"
    OPPORTUNITY = "opportunity"
    TARGET = "target"
    SKILL = "skill"
    PRIORITY = "priority"
    OWN_WORDS = "own_words"
    NO_SIGN = "no_sign"


class Table(StrEnum):
    """The two ways in which the misses of a block are laid out. Each seller stands in one group of each."""

    PLACE = "place"
    HIA = "hia"


@dataclass(frozen=True, slots=True)
class SellerWeek:
    """One HIA of one seller in one closed week. `counted` matters only where it was a miss."""

    person_key: int
    metric_key: str
    week_on: date
    is_miss: bool
    counted: Counted = Counted.NO_SIGN


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """Everything a block is published from. `managers` and `teams`, of everybody, hold for its last day."""

    weeks: tuple[SellerWeek, ...]
    managers: Mapping[int, int | None]
    teams: Mapping[int, str] = field(default_factory=dict)


class Cell(NamedTuple):
    """One published number: the table, the place of the group in it, and under what is counted."""

    table: Table
    group: int
    counted: Counted


@dataclass(frozen=True, slots=True)
class Published:
    """One group of one table as it is published.

    `head_key` is the lowest manager above everybody in it (None: nobody is above all); `units` how many teams or HIAs
    it joins; `sellers` had an HIA in force in the block, `missed` of them missed one. `counts` are blurred whole
    numbers, below zero at times; they add up to nothing exactly.
    """

    table: Table
    head_key: int | None
    name: str  # of the team or the HIA's key; empty where several are joined
    units: int
    sellers: int
    missed: int
    counts: Mapping[Counted, int]


@dataclass(frozen=True, slots=True)
class FrozenGroup:
    """A published group as it lies in the database, with the first day of its block."""

    block_on: date
    group: Published

    @property
    def last_on(self) -> date:
        """The last day of the block."""
        return self.block_on + timedelta(days=7 * WEEKS_IN_BLOCK - 1)


@dataclass(frozen=True, slots=True)
class CauseCount:
    """One reason in a reading: a count rounded to fives, or None where it is not shown. `share` is of the total."""

    counted: Counted
    count: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What may be said of published groups taken together.

    `misses` is rounded to fives. `least` is the smallest count that is shown, `off_by` how far a count may be off in
    nine of ten cases; `causes` are those shown, the most frequent first, then the others in the order of doubt.
    """

    misses: int
    least: int
    off_by: int
    causes: tuple[CauseCount, ...]

    @property
    def shown(self) -> tuple[CauseCount, ...]:
        return tuple(cause for cause in self.causes if cause.count is not None)

    @property
    def hidden(self) -> tuple[Counted, ...]:
        return tuple(cause.counted for cause in self.causes if cause.count is None)

    def count_of(self, counted: Counted) -> int | None:
        return next(cause.count for cause in self.causes if cause.counted is counted)
