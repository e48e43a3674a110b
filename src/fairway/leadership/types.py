"""Figures, the sums they are shown as, and the periods they are about. Frozen; no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Half(StrEnum):
    """The two halves of a leader's page: as many figures each, never added up."""

    RESULTS = "results"
    SUPPORT = "support"


class Grain(StrEnum):
    """How long the periods are that a figure is told for. What is told by quarter is never told by week."""

    WEEK = "week"
    QUARTER = "quarter"


class Adds(StrEnum):
    """What several weeks make together."""

    FLOW = "flow"  # both numbers are added up
    STAND = "stand"  # the last week counts
    GONE = "gone"  # the first number is added up, the second is the last week's


class About(StrEnum):
    """Whose number must not be small."""

    TEAM = "team"  # everybody there: nobody outside can tell whom it touches
    HAVING = "having"  # those who have what it is about, which can be seen


class Unit(StrEnum):
    COUNT = "count"
    MONEY = "money"  # in the organisation's currency
    ABOUT = "about"  # a blurred count


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure over some sellers: done out of what could have been, and how many sellers it is about."""

    done: float
    of: float
    sellers: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: figures.yaml as read."""

    key: str
    half: Half | None  # None: it stands on another page
    name: str
    unit: Unit
    grain: Grain
    adds: Adds
    about: About
    means: str  # what is counted, out of what
    source: str
    not_said: str  # what it does not say
    nothing: str  # what is said where there is nothing to count
    after: str = "of"  # what stands between the two numbers
    behind: str = ""  # and behind the second
    grouped_by: str = ""  # whose sellers make the groups; where figures count parts of each other they share them


@dataclass(frozen=True, slots=True)
class Told:
    """The sums of one manager in one period as somebody may read them. What is `hidden` would tell of fewer than five
    sellers; what is `partial` leaves out some for that reason.
    """

    starts_on: date
    sums: Mapping[str, Sum]
    hidden: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
