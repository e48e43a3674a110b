"""What the audit gives to other rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Look:
    viewer_id: int
    page: str
    last_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    key: int
    at: datetime
    actor_id: int | None
    action: str
    detail: dict[str, object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some rows of a model (`room.Model`) that a change may touch: those a filter finds. Filter values must be JSON."""

    model: str
    where: Mapping[str, object]


class Outdated(ValueError):
    """The rows have moved on since; undoing would overwrite a later change."""
