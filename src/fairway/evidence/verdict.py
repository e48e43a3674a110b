"""What a verdict on one HIA of one seller is. Plain Python: pages read verdicts that were worked out at night."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fairway.evidence.types import Picture, Span

HELPS = 0.8  # chance from which it is said that it helps
TOO_LONG = timedelta(weeks=26)  # a wait nobody holds out: a pilot is sooner
PROGRESS, CREATION = "stage_progress", "new_deals"


class Verdict(StrEnum):
    HELPING = "helping"
    NOT_HELPING = "not_helping"
    TOO_EARLY = "too_early"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Help:
    """What is known of one HIA of one seller. `until_on` is when it can be known; None with `CANNOT_TELL` is never."""

    metric: str
    objective: str
    verdict: Verdict
    until_on: date | None
    chance: float | None
    effect: Span | None  # share by which the objective comes more often, for one more a week
    pooled_with: int
    differs: bool = False  # with some of the group it works more than with others, beyond chance
    is_own: bool = True  # the seller's own records point at it; else the verdict leans on colleagues'
    picture: Picture | None = None  # of the whole group

    @property
    def may_be_luck(self) -> bool:
        """Whether it goes together with deals that do well, and nothing bears out that it is more than that."""
        return self.verdict is Verdict.CANNOT_TELL and self.until_on is None and (self.chance or 0.0) >= HELPS
