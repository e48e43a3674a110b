"""What the audit gives to other rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

UNDO = "undo_"  # the action that took another one back begins so


@dataclass(frozen=True, slots=True)
class Look:
    """One account at one person's page on one day."""

    viewer_id: int
    subject_key: int
    page: str
    on: date
    last_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    key: int
    at: datetime
    actor_id: int | None
    action: str
    detail: dict[str, Any]
    person_keys: tuple[int, ...] = ()
    subject: tuple[str, str] = ("", "")  # (kind, key) of what it is about: person, source, metric, organisation

    @property
    def is_undone(self) -> bool:
        return bool(self.detail.get("is_undone"))

    @property
    def can_be_undone(self) -> bool:
        """Whether the rows it touched were written down, and nobody has put them back yet."""
        return bool(self.detail.get("sheets")) and not self.is_undone

    @property
    def models(self) -> frozenset[str]:
        """The tables it touched, as `room.Model`."""
        return frozenset(page["model"] for page in self.detail.get("sheets", ()))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some rows of a model (`room.Model`) that a change may touch: those a filter finds. Filter values must be JSON."""

    model: str
    where: Mapping[str, object]


class Outdated(ValueError):
    """The rows have moved on since; undoing would overwrite a later change."""
