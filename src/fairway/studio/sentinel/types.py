"""What is examined and what comes of it. Nothing here says whose records they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Parts = Mapping[int, tuple[float, float]]  # by seller: what is looked for, and out of how many


class SignKind(StrEnum):
    """The four ways in which a count that people are asked for stops meaning what it meant."""

    OBJECTIVE = "objective"  # more of it, and less of what it is for
    DURATION = "duration"  # lengths gather at one value, or just above the limit
    WEEK_END = "week_end"  # done on the last working day of the week
    TOGETHER = "together"  # entered many at a time


class Finding(StrEnum):
    SIGN = "sign"
    NO_SIGN = "no_sign"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Watched:
    """One counted activity: whose (a number, for counting by seller), in which week, when, and how it was entered."""

    person_key: int
    week_on: date
    day_on: date
    logged_at: datetime | None
    minutes: float | None
    is_auto_captured: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A share, or objectives for each act, before and of late, with the limits of the difference or of the ratio."""

    before: float
    recent: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Told:
    """What was found by one kind of sign, in a sentence about the metric."""

    kind: SignKind
    finding: Finding
    sentence: str
    change: Change | None = None
