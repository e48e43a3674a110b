"""What is proposed, what was answered, what was decided at a review. Frozen records without database or page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from fairway.evidence.verdict import Verdict
from fairway.plans.types import PlanDraft


class Answer(StrEnum):
    """What became of a proposal. One that waits has no answer yet."""

    WAITING = ""
    ACCEPTED = "accepted"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a review may decide about an HIA in force."""

    KEEP = "keep"
    TUNE = "tune"  # another target, asked of the seller
    RAISE_QUALITY = "raise_quality"  # the same target under a stricter rule, asked of the seller
    SWAP = "swap"  # another activity is chosen in its place
    RETIRE = "retire"


Reasons = Sequence[tuple[str, str]]  # (what it is about, one sentence), as they stood on the page


def kept(value: float | None) -> Decimal | None:
    """A figure of an objective to the three places a proposal keeps."""
    return None if value is None else round(Decimal(str(value)), 3)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """If somebody does `metric_key` at `target` with `quality`, the objective moves until `by_on`.

    Figures of the objective are None where nothing could be told; `objective_of` is what they are out of. `goal_share`
    (0 to 1) is the part of the goal the move gives, if the chain holds. `retired_key` goes when this comes.
    """

    metric_key: str
    target: Decimal
    per: str  # week or month
    quality: str
    objective_key: str
    objective_from: Decimal | None
    objective_to: Decimal | None
    objective_of: Decimal | None
    by_on: date
    review_on: date
    goal_share: Decimal | None = None
    retired_key: str = ""

    @property
    def draft(self) -> PlanDraft:
        return PlanDraft(self.metric_key, self.target, self.per)


@dataclass(frozen=True, slots=True)
class Seen:
    """What records said of whether an HIA helps a seller, when something was decided about it."""

    verdict: Verdict
    week_on: date  # first day of the last closed week it was concluded for
    until_on: date | None = None  # when it could be told
    chance: float | None = None  # that it helps; no page shows it


@dataclass(frozen=True, slots=True)
class Review:
    """One decision at a review, with what the objective stood at then. `seen` is None where nothing was concluded."""

    key: int
    decision: Decision
    reason: str
    decided_by: int | None
    decided_at: datetime
    objective_then: Decimal | None
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a review for sums over many sellers, without its reason: `on` is its day in the organisation's
    time zone, `verdict` what records said then.
    """

    person_key: int
    metric_key: str
    on: date
    decision: Decision
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One hypothesis somebody proposed to the other side.

    `is_by_seller`: a counter, which waits for the manager. `counters` is the proposal it answers.
    """

    key: int
    person_key: int
    hypothesis: Hypothesis
    is_by_seller: bool
    note: str
    override: str
    reasons: tuple[tuple[str, str], ...]
    proposed_by: int | None
    proposed_at: datetime
    answer: Answer
    answered_at: datetime | None
    starts_on: date  # the first day it is meant for; once accepted, the first day in force
    counters: int | None = None
    reviews: tuple[Review, ...] = ()  # newest first

    @property
    def is_waiting(self) -> bool:
        return self.answer is Answer.WAITING

    @property
    def lag(self) -> timedelta:
        """From the first day in force to the day by which the objective should have moved."""
        return self.hypothesis.by_on - self.starts_on


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an objective stands over the last quarter: a figure, out of something where it is counted so."""

    now: float
    of: float | None = None

    @property
    def level(self) -> float:
        """The figure itself, or the share it makes."""
        return self.now / self.of if self.of else self.now
