"""What the studio gives to other rooms: the gap, candidates with three tests, target proposals, suggestions. Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class TestState(StrEnum):
    """The answer of one test. `unknown` is an answer: nothing here can tell yet."""

    __test__ = False  # not a test of the suite

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TestAnswer:
    """One of the three tests of a candidate, never added up with the others."""

    __test__ = False

    state: TestState
    reason: str  # one sentence with the figures behind it
    word: str = ""  # two or three words for a table cell: "His to do", "From e-mail", "Cannot tell yet"
    wants_pilot: bool = False  # nothing but a pilot can answer it


class Weight(StrEnum):
    """What one driver has to do with the gap."""

    CARRIES = "carries"  # the largest part, and more than chance
    PART = "part"
    NONE = "none"
    AHEAD = "ahead"  # better than usual
    TOO_FEW = "too_few"  # too few deals to tell


@dataclass(frozen=True, slots=True)
class Driver:
    """One factor of the result, of one seller, in logs. `low` and `high` bound `log_gap` at 90 %.

    `log_gap` is ln(compared / now): above zero where the seller is short of what they are compared with, whatever the
    direction of the figure. `share` is its part of the whole gap, None where that says nothing.
    """

    key: str  # opportunities, win_rate, deal_size, speed
    name: str
    unit: str  # count, share, money, per_quarter, days
    objective_key: str  # of the metric that measures it
    now: float | None
    usual: float | None  # the seller's own last four quarters
    peers: float | None  # the middle of the same role, None with too few peers
    events_now: int  # how many records `now` rests on
    events_usual: int
    log_gap: float | None
    low: float | None
    high: float | None
    share: float | None
    weight: Weight
    sentence: str
    label_now: str = ""  # as it stands in a cell: "9 of 21"
    label_usual: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Goal less projection of one seller, and where it comes from."""

    person_key: int
    as_of_on: date
    period_end_on: date
    weeks_left: float
    goal: float | None  # None where no quota is stored
    so_far: float
    projected: float | None  # at the run rate, with `projected_low` and `projected_high` at 80 %
    projected_low: float | None
    projected_high: float | None
    currency: str
    log_gap: float | None  # sum of the drivers' log gaps
    drivers: tuple[Driver, ...]
    objective_key: str | None  # the objective that carries the gap; None where nothing can be told
    headline: str
    sentence: str
    peers_count: int = 0
    is_of_role: bool = True  # whether those peers have the seller's own role; else there were too few of it


@dataclass(frozen=True, slots=True)
class Headroom:
    """Where the seller stands on a candidate, and where others of the role stand, per full-time week."""

    usual: float | None
    peers_middle: float | None
    peers_top: float | None  # reached or passed by the best quarter
    peers_count: int
    is_at_ceiling: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One activity that might become an HIA of one seller. `refusal` says why it cannot; empty when it is offered."""

    metric_key: str
    name: str
    qualifier: str
    process: str
    objective_key: str
    objective_name: str
    measurable: TestAnswer
    manageable: TestAnswer
    helpful: TestAnswer
    headroom: Headroom
    minutes_each: float
    hours_more_per_week: float | None
    lag_weeks: tuple[float, float] | None
    is_in_time: bool | None  # whether it shows before the period ends; None where either is unknown
    gaming_risk: str
    counter_metric: str
    why: str
    refusal: str = ""
    failed: str = ""  # measurable, manageable, helpful, headroom, lag, capacity, process or owner
    can_override: bool = False  # refused by a test that a written, audited reason may set aside
    is_in_force: bool = False
    score: float = 0.0  # the order of the list; means nothing by itself


@dataclass(frozen=True, slots=True)
class TargetProposal:
    """A target with how it was found and what it asks. Weekly figures are for a full-time week."""

    metric_key: str
    target: float
    per: str  # week or month
    usual: float | None
    needed: float | None  # by back-solving through the seller's own funnel; None where it cannot be told
    reached_by_peers: float | None  # what comparable sellers reach in half of their weeks
    chance: float | None  # of attaining it: share of comparable seller-weeks, shrunk for small numbers
    chance_low: float | None
    chance_high: float | None
    comparable_weeks: int
    comparable_sellers: int
    hours_per_week: float
    hours_free_per_week: float
    is_capped: bool  # by hours: `needed` would not fit
    objective_key: str
    objective_name: str
    objective_from: float | None
    objective_to: float | None
    objective_of: float | None  # what the objective is out of ("9 of 21"); None for a count
    share_of_gap: float | None  # of what is missing against the usual, what the move would close
    review_on: date
    lag_working_days: int
    days_left_out: int  # holidays and days off between start and review
    starts_on: date
    share_of_goal: float | None = None  # of what a quarter lacks to the goal, what the move gives if the chain holds
    sentences: tuple[str, ...] = ()  # how the number was found: today, the gap, the others, the hours
    beside: tuple[tuple[float, float], ...] = ()  # (number, chance) of the numbers next to it


@dataclass(frozen=True, slots=True)
class Capacity:
    """Hours a week one seller has for High-Impact Activities, and what those in force take of them."""

    hours_for_activities: float
    hours_in_force: float
    sentence: str

    @property
    def hours_free(self) -> float:
        return max(self.hours_for_activities - self.hours_in_force, 0.0)


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Whose records the third test rests on. `is_of_role`: of the seller's own role, not of everybody."""

    sellers: int
    weeks: int
    week_on: date  # first day of the last closed week
    is_of_role: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything the studio shows about one seller on a day, before anything is proposed."""

    person_key: int
    as_of_on: date
    role: str
    process: str
    gap: Gap
    offered: tuple[Candidate, ...]  # best first
    refused: tuple[Candidate, ...]
    targets: Mapping[str, TargetProposal]  # one for each offered candidate
    capacity: Capacity
    hias_in_force: tuple[str, ...]  # metric keys
    asked_of: AskedOf | None = None  # None where nobody worked out yet what helps

    @property
    def must_retire_one(self) -> bool:
        """Whether another HIA asks which one to let go of."""
        return len(self.hias_in_force) >= 3


@dataclass(frozen=True, slots=True)
class Rejection:
    metric: str
    why: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer of `fairway suggest`: keys best first, the others with why not."""

    id: str
    ranking: tuple[str, ...]
    rejected: tuple[Rejection, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)  # of the ranked ones
    sentence: str = ""  # what carries the gap
