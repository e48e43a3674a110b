"""Reviews of a past that comes in whole, as the demonstration's does. Frozen; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fairway.commitments.types import Kept
from fairway.leadership.reviews.types import Press


@dataclass(frozen=True, slots=True)
class PastPromise:
    """What the leader promised, and what the manager said of it on a day."""

    what: str
    made_on: date
    by_on: date
    kept: Kept = Kept.OPEN
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class PastReview:
    """A review that was held, with all that was pressed, written and promised in it. Instants are aware."""

    leader_key: int
    manager_key: int
    kind: str
    opened_at: datetime
    held_at: datetime
    presses: Sequence[Press]
    asked: Mapping[str, int]  # questions by item
    notes: Mapping[str, str]  # by item
    promises: Sequence[PastPromise] = ()
    account: int | None = None  # whose the notes are
