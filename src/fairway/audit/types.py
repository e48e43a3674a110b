"""What the audit gives to other rooms."""

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
