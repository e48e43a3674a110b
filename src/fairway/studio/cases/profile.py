"""A case as it was understood: a seller, what drives the result, candidates with what is said about each."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    ACT = "act"
    RESULT = "result"
    OBJECTIVE = "objective"
    HYGIENE = "hygiene"
    VOLUME = "volume"


@dataclass(slots=True)
class CandidateFacts:
    """One candidate. Levels are in one unit among themselves; shares 0 to 1; None where nothing is said."""

    key: str
    name: str = ""
    text: str = ""  # definition and remarks
    own: float | None = None
    middle: float | None = None
    top: float | None = None
    fill: float | None = None
    timely: float | None = None
    lag_weeks: tuple[float, float] | None = None
    minutes: float | None = None  # each
    units: float | None = None  # a week, at the target
    hours: float | None = None  # a week, at the target
    is_gamed: bool = False
    is_blocked: bool = False  # the prose says it cannot be done or seen here
    is_share: bool = False
    is_time: bool = False  # levels are durations: less is better
    is_lower_better: bool = False  # as a field says
    is_level_given: bool = False  # by a field of its own, so that no sentence's figure is one
    serves: str = ""  # the step or objective it is said to act on
    evidence: str = ""  # what was found of it here, in words
    effect: float | None = None  # the same as a correlation or difference of shares: below zero speaks against it
    said_low: float = 0.0  # how clearly the profile's prose says the level is low
    said_high: float = 0.0  # or that it is at the top already
    owner: str = ""
    is_named_act: bool = False  # by catalogue id or a phrase of the map, not only alike
    kind: Kind | None = None  # None where nothing can be told


@dataclass(frozen=True, slots=True)
class DriverFacts:
    """One figure that drives the result, with that of comparable sellers."""

    name: str
    own: float | None
    middle: float | None
    is_share: bool = False
    before: float | None = None  # the seller's own, of an earlier period


@dataclass(slots=True)
class Profile:
    id: str
    role: str = ""
    prose: str = ""
    stated_gap: str = ""
    gap_shares: dict[str, float] = field(default_factory=dict)  # part of the gap by driver, 0 to 1
    drivers: list[DriverFacts] = field(default_factory=list)
    candidates: list[CandidateFacts] = field(default_factory=list)
    weeks_left: float | None = None
    hours_free: float | None = None
