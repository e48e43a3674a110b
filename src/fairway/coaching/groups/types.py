"""A group session as pages and calendars see it. Frozen; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fairway.coaching.types import Part, SessionFacts, State

LEAST, MOST = 2, 30  # sellers; more is a meeting
WRITTEN_TOGETHER = (Part.MATTER, Part.PRACTICE)  # the other parts are each seller's own
NOW_FIRST = (State.OPEN, State.PLANNED, State.HELD)


@dataclass(frozen=True, slots=True)
class GroupWish:
    """A group session that is asked for. `starts_at` is an aware instant."""

    coach_key: int
    kind: str
    starts_at: datetime
    person_keys: frozenset[int]
    topic: str = ""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group session: the sessions of everybody in it, without those that were called off. One at least."""

    key: int
    kind: str
    topic: str
    coach_key: int | None
    sessions: Sequence[SessionFacts]

    @property
    def first(self) -> SessionFacts:
        """That of its sessions which tells how the group stands: one that goes on, else to come, else held."""
        return min(self.sessions, key=lambda one: (NOW_FIRST.index(one.state), one.key))

    @property
    def state(self) -> State:
        return self.first.state

    @property
    def starts_at(self) -> datetime:
        return self.first.starts_at

    @property
    def parts(self) -> Mapping[Part, int]:
        return self.first.parts

    @property
    def is_to_come(self) -> bool:
        return self.first.is_to_come

    @property
    def person_keys(self) -> frozenset[int]:
        return frozenset(one.person_key for one in self.sessions)
