"""What somebody did in training in a past that comes in whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fairway.training.curriculum.types import Track


@dataclass(frozen=True, slots=True)
class PastPart:
    """A part that was done; aware."""

    module: str
    part: str
    done_at: datetime


@dataclass(frozen=True, slots=True)
class PastRecall:
    """A question answered from memory; aware."""

    question: str
    is_right: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class PastAssignment:
    """What was handed in of a module; `read_on` and `feedback` where whoever leads its writer has answered done."""

    module: str
    taken_on: date
    handed_in_on: date
    said: str
    read_by: int | None = None
    read_on: date | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class PastTraining:
    """One person's track: when it was begun, what was done of it, and which questions came back, the oldest first."""

    person_key: int
    track: Track
    started_on: date
    parts: Sequence[PastPart]
    recalls: Sequence[PastRecall] = ()
    assignments: Sequence[PastAssignment] = ()
