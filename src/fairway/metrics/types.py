"""What a metric is. Frozen records; YAML and database hold the same shape."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fairway.metrics.fields import WEEK_END


class MetricClass(StrEnum):
    """Measured and manageable, measured and influenced, measured only."""

    ACTIVITY = "activity"
    OBJECTIVE = "objective"
    RESULT = "result"


class Process(StrEnum):
    CALL = "call"
    OPPORTUNITY = "opportunity"
    ACCOUNT = "account"
    TERRITORY = "territory"
    ENABLEMENT = "enablement"
    NONE = "none"


class Counting(StrEnum):
    """How the records of a week become a number."""

    COUNT = "count"  # how many
    DISTINCT = "distinct"  # how many different values of a field, each credited to its first day in the week
    SUM = "sum"  # of an amount, in the organisation's currency
    AVERAGE = "average"  # of a number: sum over count
    SHARE = "share"  # of those, how many also meet the conditions under `of`
    FOLLOWED = "followed"  # of those, how many were followed by another record within some hours
    OPEN = "open"  # opportunities open at the week's end, counted or summed
    RATIO = "ratio"  # of two other metrics


class Unit(StrEnum):
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    DAYS = "days"
    MINUTES = "minutes"
    HOURS = "hours"


class Direction(StrEnum):
    UP = "up"  # more is meant to help
    DOWN = "down"


# Roles an activity or objective may fit; templates for a team go by them.
ROLES = {
    "sdr": "Sales development",
    "smb_ae": "Account executive, small business",
    "enterprise_ae": "Account executive, enterprise",
    "account_manager": "Account manager",
    "field": "Field sales",
    "channel": "Channel manager",
    "customer_success": "Customer success",
    "manager": "Sales manager",
}


# Fields that say of an activity neither for whom nor how well.
ONLY_THE_KIND = frozenset({"type", "direction", "status", "outcome", "is_auto_captured"})


class Credit(StrEnum):
    SELLER = "seller"  # who did the activity
    OWNER = "owner"  # who owned the opportunity or lead when it happened


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` compared with `values` by `test`; a group of conditions under all, any or none; or, under had, what
    must have happened before.
    """

    test: str  # is, is_not, in, not_in, at_least, at_most, above, below, known, unknown, all, any, none, had
    field: str = ""
    values: tuple[str | float | bool, ...] = ()
    parts: tuple["Condition", ...] = ()
    look_back: "LookBack | None" = None


def every_condition(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """All single conditions, groups opened."""
    for condition in conditions:
        if condition.parts:
            yield from every_condition(condition.parts)
        else:
            yield condition


def narrows(condition: Condition) -> bool:
    """Whether it says for whom or how well: not what kind it is, and nothing that any of the kind would meet."""
    if condition.field in ONLY_THE_KIND:
        return False
    if condition.field in {"subtype", "word"} and condition.test in {"is_not", "not_in"}:
        return False
    if condition.field == "account_id" and condition.test == "known":
        return False
    least = [value for value in condition.values if isinstance(value, int | float) and value > 0]
    return not (condition.test in {"at_least", "above"} and not least)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The activities that must come after: which ones, within how many hours, joined by what they share."""

    within_hours: float
    by: str  # opportunity_id, account_id or lead_key
    where: tuple[Condition, ...] = ()
    date: str = "occurred"  # which of their days must lie within the hours
    statuses: tuple[str, ...] = ("done",)
    by_same_seller: bool = True
    at_least: int = 1
    different: str = ""  # what to count different ones of: contacts, type or word; empty: the activities themselves


@dataclass(frozen=True, slots=True)
class LookBack:
    """The activities that must have come before a record's moment: a follow-up the other way round."""

    within_days: float
    by: str
    where: tuple[Condition, ...] = ()
    date: str = "occurred"
    statuses: tuple[str, ...] = ("done",)
    by_same_seller: bool = True
    at_least: int = 1
    different: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One metric, whole."""

    key: str
    name: str
    metric_class: MetricClass
    records: str  # activities, opportunities, stage_changes, leads, accounts, quotas
    counting: Counting = Counting.COUNT
    date: str = ""  # which of the record's days counts; empty: the usual one
    credit: Credit = Credit.SELLER
    where: tuple[Condition, ...] = ()
    of: tuple[Condition, ...] = ()  # share: what the counted part meets in addition
    quality: tuple[Condition, ...] = ()  # counts as quality when met; never changes the number
    value: str = ""  # distinct, sum, average: the field
    follow_up: FollowUp | None = None
    weeks_later: int = 0  # counts in the week so many weeks after its day: what was the year before
    over: tuple[str, str] | None = None  # ratio: keys of numerator and denominator
    unit: Unit = Unit.COUNT
    direction: Direction = Direction.UP
    process: Process = Process.NONE
    subcategory: str = ""
    statuses: tuple[str, ...] = ("done",)  # activities only
    qualifier: str = ""  # one line under the name: "before the first meeting"
    noun: str = ""  # after the figure beside an HIA: "met", or "reply|replies" where one and many differ
    objective: str = ""  # key of the nearest objective, for activities
    catalogue_id: str = ""  # A01 ... in the catalogue
    lag_cycles: tuple[float, float] | None = None  # from when to when results follow: local sales cycles ...
    lag_weeks: tuple[float, float] | None = None  # ... and weeks, added up
    why: str = ""
    evidence: str = ""  # what must be recorded for it
    gaming_risk: str = ""
    counter_metric: str = ""
    is_hygiene: bool = False  # good order in the CRM: counted, never an HIA
    is_raw_volume: bool = False  # said to be without a target population or quality rule: counted, never an HIA
    version: int = 1
    aliases: tuple[str, ...] = field(default_factory=tuple)
    roles: tuple[str, ...] = ()  # whom it fits, by the keys of ROLES
    minutes: int = 0  # one occurrence usually takes, an estimate; 0: nobody said
    is_retired: bool = False  # counted on, so that past weeks stay; no plan, proposal or suggestion offers it

    @property
    def can_be_hia(self) -> bool:
        """Only the seller's own act, counted, with a population or a quality rule, can be a High-Impact Activity."""
        is_own_act = self.metric_class is MetricClass.ACTIVITY and self.unit is Unit.COUNT
        return is_own_act and not self.is_hygiene and not self.is_volume and not self.is_retired

    @property
    def is_volume(self) -> bool:
        """Raw volume: called so, or a count of activities that asks only what kind they are and how they went. A type
        that somebody names as such, as a plan may, is taken as it was named.
        """
        is_plain = self.records == "activities" and self.counting is Counting.COUNT and not self.quality
        is_named = self.where == (Condition(test="is", field="type", values=(self.key,)),)
        is_open_to_all = not any(narrows(condition) for condition in every_condition(self.where))
        return self.is_raw_volume or (is_plain and is_open_to_all and not is_named)

    @property
    def stands(self) -> bool:
        """Whether it looks at what stands at a week's end: the same record again in every week, so that weeks are
        compared and never added up.
        """
        return self.records == "accounts" or self.date == WEEK_END or self.counting is Counting.OPEN


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule a definition breaks, with what to do."""

    key: str
    place: str  # the word of the syntax it is about
    message: str  # what is wrong and what to do
    value: str = ""
    rule: str = ""
    line: int | None = None  # of the text the definition was read from

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", str(self.value))  # of an enumeration its word, also in a repr


@dataclass(frozen=True, slots=True)
class Retirement:
    """That a metric of the organisation is retired: since when, by which account, why, and where that was said."""

    key: str
    at: datetime
    by: int | None = None  # an account; None: the operator, or a source
    reason: str = ""
    origin: str = "fairway"
