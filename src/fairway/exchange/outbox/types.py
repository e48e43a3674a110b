"""What the outbox holds, for the rooms that put something into it and the connector that takes it out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

TASK = "task"  # the only kind so far


class State(StrEnum):
    """How far an entry is. What a CRM was asked and has not answered is SENT; it may have done it or not."""

    PENDING = "pending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Wish(StrEnum):
    """What the CRM is to do: have the task, mark it done, or remove it."""

    OPEN = "open"
    DONE = "done"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing somebody is to do. `note` is plain text. `owner` is who has it, by the source's own id of that person.

    `table` and `record_id` name the record it is about, in our word for its kind ("opportunities", "accounts", "leads",
    "contacts") and the source's id; without them it is about nobody but its owner.
    """

    subject: str
    due_on: date
    owner: str
    note: str = ""
    table: str = ""
    record_id: str = ""

    def as_payload(self) -> dict[str, str]:
        """As JSON may hold it."""
        return {name: str(value) for name, value in asdict(self).items()}

    @classmethod
    def of(cls, payload: Mapping[str, str]) -> "Task":
        """A task as it was stored."""
        return cls(**{**payload, "due_on": date.fromisoformat(payload["due_on"])})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Leased:
    """An entry one worker has for a while. `token` is the same for an entry at every try, and for none of another
    installation; `version` tells what was wished when it was taken.
    """

    pk: int
    token: str
    task: Task
    wish: Wish
    native_id: str  # the CRM's own, empty until it has confirmed
    lease: str
    version: int
    attempts: int  # of this version, this one included


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as pages see it. `reason` is the CRM's own word where it was rejected, else what kept the newest try
    from coming through; empty where nothing did.
    """

    key: str
    source: str
    person_key: int
    state: State
    wish: Wish
    reason: str
    native_id: str
    changed_at: datetime


class Writer(Protocol):
    """What a CRM closet offers that can be written to: the other half of the promise in `crm/source.py`.

    Each call may be repeated after it was carried out, by a worker that never heard the answer: it acts once, told by
    the token. Trouble is Rejected for this one entry, Transient or Terminal for the whole source.
    """

    def put_task(self, task: Task, *, token: str, native_id: str) -> str:
        """Make the task, or make it say what it says now. Returns the CRM's id of it. Rejected where it was made
        before and is closed there: what a person has ended is not begun again.
        """

    def close_task(self, *, token: str, native_id: str, is_done: bool) -> str:
        """Mark it done, or remove it. Nothing happens where it is done, gone, or was never made. Returns the CRM's id
        of it as far as it is known, empty where there never was one.
        """
