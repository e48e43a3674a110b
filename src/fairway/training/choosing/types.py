"""A practice case: a simulated seller, what drives their result, and what there is to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import log, sqrt

EASIEST, HARDEST = 1, 5
FEW = 12  # occasions at which a shortfall counts half: 12 of them leave the share of a coin 14 points either way


class Unit(StrEnum):
    COUNT = "count"  # a quarter
    PERCENT = "percent"  # 0 to 100
    THOUSAND = "thousand"  # of money
    DAYS = "days"
    A_WEEK = "a week"


class Nature(StrEnum):
    ACTIVITY = "activity"
    OBJECTIVE = "objective"
    RESULT = "result"


class Evidence(IntEnum):
    """What speaks for an activity, the weakest first."""

    FAINT = 0  # looked at here, and hardly anything found
    OPEN = 1  # nobody has looked
    ELSEWHERE = 2
    PEERS = 3  # peers who raised it
    TRIAL = 4  # tried here, beside others who waited


@dataclass(frozen=True, slots=True)
class Driver:
    """One factor of a result over a quarter, beside the average of the seller's own last four and the middle of peers.

    `count` says on how many (`of`) it stands.
    """

    key: str
    name: str
    unit: Unit
    now: float
    before: float
    peers: float
    count: int
    of: str

    @property
    def usual(self) -> float:
        """Half-way, in proportion, between the seller's own quarters and peers."""
        return sqrt(self.before * self.peers)

    @property
    def short(self) -> float:
        """How far short of the usual, as a log ratio; below zero where it is ahead. Of days, fewer are better."""
        ratio = log(self.usual / self.now)
        return -ratio if self.unit is Unit.DAYS else ratio

    @property
    def trusted_short(self) -> float:
        """The same, shrunk where it stands on few."""
        return self.short * self.count / (self.count + FEW)


@dataclass(frozen=True, slots=True)
class Option:
    """One metric that could be chosen. `drives`: key of the driver it is said to act on, empty where none is.

    Levels are per week or in percent; `hours` a week at the level of the best quarter; `weeks` until it shows, from and
    to; `filled` and `in_time` are shares of records, 0 to 1.
    """

    key: str
    name: str
    text: str
    nature: Nature
    drives: str
    unit: Unit
    own: float
    peers: float
    top: float
    hours: float
    weeks: tuple[int, int]
    filled: float
    in_time: float
    evidence: Evidence
    found: str  # the same in words
    is_volume: bool = False  # counts without saying whom or how well
    is_order: bool = False  # keeps records true and moves no customer

    @property
    def headroom(self) -> float:
        """Share of the best quarter's level that is still to gain."""
        return max(0.0, 1 - self.own / self.top)


@dataclass(frozen=True, slots=True)
class Case:
    """A simulated seller and what there is to choose from. Amounts of `goal` and `heading_for` are of `result`."""

    key: str
    level: int
    seller: str
    role: str
    does: str
    result: str
    result_unit: Unit
    goal: float
    heading_for: float
    weeks_left: int
    hours_free: float
    drivers: Sequence[Driver]
    options: Sequence[Option]

    def option(self, key: str) -> Option | None:
        return next((one for one in self.options if one.key == key), None)

    def driver(self, key: str) -> Driver | None:
        return next((one for one in self.drivers if one.key == key), None)


class Grade(StrEnum):
    BEST = "best"
    ACCEPTABLE = "acceptable"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judged:
    """One option with its grade and why, in a sentence or two."""

    option: Option
    grade: Grade
    why: str


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """Which option is best, and the way there. `judged` has every option, the best first, the wrong ones last."""

    driver: Driver
    judged: Sequence[Judged]
    steps: Mapping[str, str]  # gap, driver, activities, filters, evidence: a sentence each

    @property
    def best(self) -> Option:
        return self.judged[0].option

    def of(self, key: str) -> Judged | None:
        return next((one for one in self.judged if one.option.key == key), None)

    def keys_of(self, grade: Grade) -> list[str]:
        return [one.option.key for one in self.judged if one.grade is grade]
