"""Plans as other rooms see them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MOST_HIAS = 3


@dataclass(frozen=True, slots=True)
class PlanFacts:
    key: int
    person_key: int
    metric_key: str
    target: float
    per: str  # week or month
    starts_on: date
    ends_on: date | None
    is_draft: bool
    needs_yes: bool
    quality_target: float | None = None
    origin: str = "fairway"

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan somebody wants to make."""

    metric_key: str
    target: Decimal
    per: str = "week"


class Refused(ValueError):
    """A plan that may not be made, with the reason and what to do instead."""

    def __init__(self, reason: str, *, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
