"""Standings: how each seller stands with each HIA. Frozen, without database or page."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fairway.execution.quality import QualityFigure


class Status(StrEnum):
    """How one HIA of one seller stands. `execution/status.py` alone decides it."""

    AHEAD = "ahead"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    CHECK_DATA = "check_data"
    AWAY = "away"
    NO_PLAN = "no_plan"


EXECUTED = frozenset({Status.ON_PACE, Status.AHEAD})


class SellerState(StrEnum):
    EXECUTING = "executing"
    BEHIND = "behind"
    CHECK_DATA = "check_data"
    AWAY = "away"
    NO_PLAN = "no_plan"


class WeekState(StrEnum):
    MET = "met"
    MISSED = "missed"
    AWAY = "away"
    PARTIAL = "partial"  # still running, not fully seen, or of a draft: counted and not judged


class StepKind(StrEnum):
    ASK_WHY = "ask_why"
    SEE_IF_HELPING = "see_if_helping"
    MATCH_RECORDS = "match_records"
    HOLD = "hold"
    RAISE_QUALITY = "raise_quality"
    SWAP = "swap"
    SCALE = "scale"
    PAIR = "pair"
    NONE = "none"


class WeekMark(NamedTuple):
    """One week of one HIA. `expected` is the target for the time this person worked; 0 when they were away.

    A tuple, because every board makes hundreds of them and a frozen dataclass takes five times as long to make.
    """

    week_on: date
    done: float
    expected: float
    target: float  # for a full-time week
    state: WeekState
    unconfirmed: float = 0.0
    is_closed: bool = True
    is_blind: bool = False  # the source did not show this week


@dataclass(frozen=True, slots=True)
class NextStep:
    kind: StepKind
    text: str
    note: str = ""  # the second, quieter line


@dataclass(frozen=True, slots=True)
class ObjectiveFigure:
    """The customer's side of an HIA: its count in the last closed week, None where logging is in doubt, and its noun.

    `weeks` are the counts of the closed weeks the HIA's own weeks show, oldest first.
    """

    metric_key: str
    noun: str  # "met", or "reply|replies" where one and many differ
    done: float | None
    name: str = ""
    weeks: tuple[float, ...] = ()
    stands: bool = False  # what stands at each week's end: weeks are compared, never added up


@dataclass(frozen=True, slots=True)
class HiaStanding:
    """One HIA of one seller on a day."""

    metric_key: str
    name: str
    qualifier: str
    target: float
    per: str
    status: Status
    reason: str
    done: float  # in the running week or month
    expected_by_now: float
    unconfirmed: float
    weeks: tuple[WeekMark, ...]
    is_draft: bool = False
    needs_yes: bool = False
    starts_on: date | None = None
    objective: ObjectiveFigure | None = None
    quality: QualityFigure | None = None  # where the metric has a rule for it

    @property
    def is_quality_low(self) -> bool:
        """Whether it is done, and not well. Of what is in doubt nothing is said."""
        return self.quality is not None and self.status in EXECUTED and self.quality.is_low

    @property
    def last_closed(self) -> WeekMark | None:
        """The newest week that is over."""
        return next((mark for mark in reversed(self.weeks) if mark.is_closed), None)

    @property
    def is_first_week(self) -> bool:
        """Whether it is agreed and no week has closed since it began: its count is of the running week."""
        return not self.is_draft and self.last_closed is None


@dataclass(frozen=True, slots=True)
class SellerStanding:
    """One seller on a day, with every HIA."""

    person_key: int
    state: SellerState
    next_step: NextStep
    hias: tuple[HiaStanding, ...] = field(default_factory=tuple)
    away_until_on: date | None = None

    @property
    def judged_hias(self) -> tuple[HiaStanding, ...]:
        """What was agreed, has a closed week behind it and is not paused: all that anything can be said about."""
        agreed = (hia for hia in self.hias if not hia.is_draft and hia.status is not Status.AWAY)
        return tuple(hia for hia in agreed if hia.last_closed)

    @property
    def is_about_to_begin(self) -> bool:
        """Whether nothing is in force or drafted yet, and something agreed begins within days."""
        return self.state is SellerState.NO_PLAN and self.next_step.kind is StepKind.HOLD

    @property
    def has_ended(self) -> bool:
        """Whether nothing is in force, drafted or about to begin, and something was; the step says until when."""
        is_bare = self.state is SellerState.NO_PLAN and not self.hias and not self.is_about_to_begin
        return is_bare and bool(self.next_step.note)

    @property
    def is_first_week(self) -> bool:
        """Whether no week has closed yet since everything agreed began: executing by the rules, and not judged."""
        return self.state is SellerState.EXECUTING and not self.judged_hias

    @property
    def executing_count(self) -> int:
        return sum(1 for hia in self.judged_hias if hia.status in EXECUTED)
