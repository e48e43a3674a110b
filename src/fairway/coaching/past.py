"""Sessions of a past that comes in whole, as the demonstration's does. Frozen; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fairway.coaching.balance import Tap
from fairway.coaching.types import Part
from fairway.commitments.types import Brought


@dataclass(frozen=True, slots=True)
class PastNote:
    """One save under a part, by an account, at an aware instant."""

    part: Part
    text: str
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session that was held, with all that was said, written and promised in it. Instants are aware."""

    person_key: int
    coach_key: int
    kind: str
    starts_at: datetime
    planned_at: datetime
    planned_by: int | None
    opened_at: datetime
    held_at: datetime
    metric_key: str
    told: Mapping[str, Any]
    notes: Sequence[PastNote] = ()  # of each part in the order they were saved
    taps: Sequence[Tap] = ()
    promises: Sequence[Brought] = ()


@dataclass(frozen=True, slots=True)
class PastRhythm:
    """How often a seller is met for a kind since a day, as an account set it."""

    person_key: int
    kind: str
    every_days: int
    since_on: date
    set_by: int | None
