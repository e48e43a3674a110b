"""Reviews as pages and other modules see them. Frozen; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from fairway.commitments.types import Kept

LONGEST_NOTE, LONGEST_PROMISE = 5_000, 300  # signs
LAST_WORDS = timedelta(days=1)  # after the end, for what is written down afterwards
DECISIONS = "decisions"  # under what the two write what is decided next


class Side(StrEnum):
    """What an item of an agenda is about."""

    RESULTS = "results"
    SUPPORT = "support"
    NEITHER = "neither"


class State(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    HELD = "held"
    CALLED_OFF = "called_off"


class Refused(ValueError):
    """What cannot be planned, written or answered, as a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda: kinds.yaml as read. `shows` are keys of figures. What `is_read_before` stands folded."""

    key: str
    name: str
    side: Side
    minutes: int
    questions: Sequence[str]
    shows: Sequence[str] = ()
    is_read_before: bool = False
    has_obstacles: bool = False  # those that wait for the leader
    has_causes: bool = False  # published reasons of missed activities
    has_promises: bool = False  # here the leader promises the manager something


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    name: str
    items: Sequence[Item]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.items)

    def item(self, key: str) -> Item | None:
        return next((one for one in self.items if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody said what is talked about from then on; empty: nothing of the agenda."""

    at: datetime
    item: str


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """One review. Instants are in UTC."""

    key: int
    leader_key: int
    manager_key: int
    kind: str
    starts_at: datetime
    state: State
    opened_at: datetime | None = None
    held_at: datetime | None = None

    @property
    def both(self) -> tuple[int, int]:
        return self.leader_key, self.manager_key

    @property
    def happened_at(self) -> datetime:
        return self.opened_at or self.starts_at

    @property
    def is_to_come(self) -> bool:
        return self.state in {State.PLANNED, State.OPEN}

    def takes_words(self, now: datetime) -> bool:
        """Whether notes and promises can be written: until a day after it was held."""
        just_held = self.state is State.HELD and self.held_at is not None and now - self.held_at < LAST_WORDS
        return self.is_to_come or just_held


@dataclass(frozen=True, slots=True)
class NoteFacts:
    text: str = ""
    version: int = 0
    edited_by: int | None = None  # an account


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """What a leader promised a manager in a review, and what the manager says became of it."""

    key: int
    what: str
    made_on: date
    by_on: date
    kept: Kept = Kept.OPEN
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Talked:
    """What a review was pressed and asked: `presses` in their order, `asked` by item how many questions."""

    presses: Sequence[Press] = ()
    asked: Mapping[str, int] = field(default_factory=dict)
