"""Rubrics and observations as facts. Frozen; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

LEAST, MOST = 1, 5
WITHOUT_WORDS = frozenset({3, 4})  # ratings that need not be told by what was seen


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at, with what 1, 3 and 5 look like."""

    key: str
    ask: str
    low: str
    middle: str
    high: str

    @property
    def anchors(self) -> Sequence[tuple[int, str]]:
        return (LEAST, self.low), ((LEAST + MOST) // 2, self.middle), (MOST, self.high)


@dataclass(frozen=True, slots=True)
class Rubric:
    """What to look at in a session, in its order: rubric.yaml as read."""

    key: str
    name: str
    line: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one item. Without a rating it did not come up."""

    rating: int | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says of a session, item by item, with one thing to keep and one to try."""

    seen: Mapping[str, Seen]
    keep: str
    to_try: str


@dataclass(frozen=True, slots=True)
class ObservationFacts:
    """One observation. `person_key` led the session; `observer_key` is None once erased, and theirs where they rated
    themselves. `session_key` is None once the session is gone. Of the seller there is nothing.
    """

    key: int
    person_key: int
    observer_key: int | None
    session_key: int | None
    session_on: date  # in the organisation's zone
    kind: str
    rubric: str
    given: Given
    given_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    try_by_on: date | None = None

    @property
    def is_own(self) -> bool:
        return self.observer_key == self.person_key
