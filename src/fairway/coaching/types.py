"""Sessions as other rooms and pages see them. Frozen; no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Part(StrEnum):
    """What a session goes through. NUMBER is always last."""

    OWN_READ = "own_read"
    LAST_TIME = "last_time"
    ACTIVITIES = "activities"
    BRANCH = "branch"
    MATTER = "matter"  # the opportunities, the account, the territory or the call it is about
    PRACTICE = "practice"
    PROMISES = "promises"
    NUMBER = "number"


WRITTEN = (Part.OWN_READ, Part.BRANCH, Part.MATTER, Part.PRACTICE)  # parts with words both can write
EARLY = timedelta(hours=1)  # from which beginning before its time is asked about


class State(StrEnum):
    PLANNED = "planned"
    OPEN = "open"  # the two are talking
    HELD = "held"
    CALLED_OFF = "called_off"


class TalkFocus(StrEnum):
    """What a stretch of a talk is about."""

    ACTIVITIES = "activities"
    OTHER = "other"
    RESULTS = "results"


class Refused(ValueError):
    """What cannot be planned, written or promised, as a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of session: kinds.yaml as read. `parts` gives minutes, in their order."""

    word: str
    name: str
    every_days: int
    parts: Mapping[Part, int]
    process: str = ""  # whose practice it has; empty for that of the activity it is about
    is_locked: bool = False  # the organisation lets nobody change its parts or how often it is held
    is_set: bool = False  # by the organisation, else as kinds.yaml has it
    can_be_group: bool = False  # several sellers may hold theirs at once

    @property
    def minutes(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session of a seller with whoever leads them. Instants are aware, UTC."""

    key: int
    person_key: int  # the seller
    coach_key: int | None  # whoever leads it; None once erased
    kind: str
    starts_at: datetime
    parts: Mapping[Part, int]
    state: State
    opened_at: datetime | None = None
    held_at: datetime | None = None
    moved: int = 0
    passed_on: int = 0
    changed_at: datetime | None = None
    group_key: int | None = None  # of the group it is held in

    @property
    def minutes(self) -> int:
        return sum(self.parts.values())

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def happened_at(self) -> datetime:
        """When it was held, else when it is planned for."""
        return self.held_at or self.starts_at

    @property
    def began_at(self) -> datetime:
        """When the talk was opened, else when it is planned for. Held without its page open it had no clock."""
        if self.opened_at is None or self.opened_at == self.held_at:
            return self.starts_at
        return self.opened_at

    @property
    def sequence(self) -> int:
        """Grows whenever a calendar has to take its appointment anew: with each move, each time another leads it, and
        when it is called off.
        """
        return self.moved + self.passed_on + (self.state is State.CALLED_OFF)

    @property
    def longest_until(self) -> datetime:
        """Until when a talk is believed to go on that nobody ended: twice its length."""
        return (self.opened_at or self.starts_at) + timedelta(minutes=2 * self.minutes)

    @property
    def is_to_come(self) -> bool:
        return self.state in {State.PLANNED, State.OPEN}

    def is_early(self, now: datetime) -> bool:
        """Whether a talk that begins now would begin well before its time."""
        return self.starts_at - now > EARLY


@dataclass(frozen=True, slots=True)
class Led:
    """One session for sums over many: its day, how long it was planned for, whether and when it was held, and the
    activity it was about. Days in the organisation's zone.
    """

    person_key: int  # the seller
    on: date
    minutes: int
    is_held: bool
    held_on: date | None
    metric_key: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What both wrote under one part: the newest text, and its version, 0 before anybody wrote."""

    part: Part
    text: str = ""
    version: int = 0
    edited_by: int | None = None  # an account
    edited_at: datetime | None = None
