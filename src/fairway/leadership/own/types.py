"""Acts of managers, choices of them, and weeks as somebody may read them. Frozen; no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

LEAST_ACTS, MOST_ACTS = 2, 3
NEARLY = 1e-9


class Refused(ValueError):
    """What cannot be chosen or answered, as a sentence with what to do."""


class ChosenBy(StrEnum):
    MANAGERS = "managers"  # whoever leads sellers
    LEADERS = "leaders"  # whoever leads managers


class Unit(StrEnum):
    SHARE = "share"  # a percentage of what was due
    WEEK = "week"  # so many a week


class Lens(StrEnum):
    """As what somebody reads a manager's board."""

    OWN = "own"
    ABOVE = "above"
    LED = "led"  # reports to them directly


@dataclass(frozen=True, slots=True)
class Act:
    """Something a manager can choose: acts.yaml as read."""

    key: str
    chosen_by: ChosenBy
    name: str
    unit: Unit
    suggested: int
    reads: str  # the figure it is counted by; empty where there is none
    counts: str
    yours: str  # how the part of one seller is called
    if_behind: str
    if_executing: str

    def expected(self, of: float, target: Decimal) -> float:
        """How much of what was due a target asks for."""
        return float(target) if self.unit is Unit.WEEK else of * float(target) / 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """One act of a choice. `target` is a percentage, or a number a week."""

    act: str
    target: Decimal
    review_on: date


class Answer(StrEnum):
    WAITS = ""
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """What a manager chose together, and what whoever leads them said. It counts from the first whole week after the
    yes, until the day it ended.
    """

    key: int
    person_key: int
    chosen: Sequence[Chosen]
    chosen_on: date
    answer: Answer = Answer.WAITS
    answered_by: int | None = None  # None too where nobody leads them
    answered_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def waits(self) -> bool:
        return self.answer is Answer.WAITS and self.ends_on is None

    def target_on(self, act: str, day: date) -> Decimal | None:
        """What it asked for of an act that day; None where it did not hold or has no such act."""
        is_held = self.starts_on is not None and self.starts_on <= day <= (self.ends_on or day)
        return next((one.target for one in self.chosen if one.act == act), None) if is_held else None

    @property
    def is_in_force(self) -> bool:
        return self.answer is Answer.YES and self.ends_on is None


class WeekKind(StrEnum):
    TOLD = "told"  # something was due
    NOTHING = "nothing"  # nothing was due
    HIDDEN = "hidden"  # it would tell of fewer than five others
    UNKNOWN = "unknown"  # not worked out
    BEFORE = "before"  # the act was not in force when it began


@dataclass(frozen=True, slots=True)
class Week:
    """One closed week of one act. Without TOLD the numbers say nothing."""

    week_on: date
    kind: WeekKind
    done: float = 0.0
    of: float = 0.0
    expected: float = 0.0  # of what was due, by the target in force then

    @property
    def is_below(self) -> bool:
        return self.done + NEARLY < self.expected


class Standing(StrEnum):
    EXECUTING = "executing"
    BEHIND = "behind"
    NOTHING_DUE = "nothing_due"
    TOO_EARLY = "too_early"
    CANNOT_TELL = "cannot_tell"
