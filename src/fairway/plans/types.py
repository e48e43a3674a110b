"""Plans as other rooms see them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MOST_HIAS = 3
MONTHS_IN_WEEK = 12 / 52


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

    @property
    def weekly_target(self) -> float:
        return self.target if self.per == "week" else self.target * MONTHS_IN_WEEK

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan somebody wants to make."""

    metric_key: str
    target: Decimal
    per: str = "week"


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """A target that would count from `from_on` if its seller agreed, and begins on `starts_on` anyway."""

    key: int
    person_key: int
    metric_key: str
    target: float
    per: str
    from_on: date
    starts_on: date
    asked_by: int | None


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """A set of HIAs a team may start from."""

    key: int
    name: str
    drafts: tuple[PlanDraft, ...]


@dataclass(frozen=True, slots=True)
class PastedPlan:
    """One HIA of one seller, with the line it was pasted in."""

    number: int
    person_key: int
    draft: PlanDraft


class Refused(ValueError):
    """A plan that may not be made, with the reason and what to do instead."""

    def __init__(self, reason: str, *, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.reason}. {self.advice}".strip()


class NoRoom(Refused):
    """One HIA too many. `held` are the metrics of those in force, one of which would have to go."""

    def __init__(self, reason: str, *, advice: str, held: tuple[str, ...]) -> None:
        super().__init__(reason, advice=advice)
        self.held = held
