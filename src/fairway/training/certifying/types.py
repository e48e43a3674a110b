"""What a certificate rests on. Frozen; no database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from fairway.coaching.support.types import Part
from fairway.web.words import number

NOTHING = Part(0.0, 0.0)


def year_after(day: date) -> date:
    """The same day a year later; after 29 Feb it is 1 Mar."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


class Need(StrEnum):
    """What has to be there, in the order in which pages show it."""

    HELD = "held"
    KEPT = "kept"
    DISCUSSED = "discussed"
    OBSERVED = "observed"
    TALK = "talk"
    MODULES = "modules"


WEEKLY = (Need.HELD, Need.KEPT, Need.DISCUSSED)  # what goes up and down with the weeks


@dataclass(frozen=True, slots=True)
class FieldSums:
    """What the sellers of one manager add up to over some weeks. `judged`: activities whose week was judged."""

    held: Part = NOTHING
    kept: Part = NOTHING
    discussed: Part = NOTHING
    judged: int = 0

    def __add__(self, other: "FieldSums") -> "FieldSums":
        return FieldSums(
            _sum(self.held, other.held),
            _sum(self.kept, other.kept),
            _sum(self.discussed, other.discussed),
            self.judged + other.judged,
        )


def _sum(one: Part, other: Part) -> Part:
    return Part(one.done + other.done, one.of + other.of)


@dataclass(frozen=True, slots=True)
class ObservedTalk:
    """A session somebody else saw: the mean of the items they rated, 1 to 5, and how many these were."""

    on: date
    mean: float
    rated: int


@dataclass(frozen=True, slots=True)
class Talk:
    """The portfolio talk with whoever leads the manager. None stands for what has not come yet."""

    handed_in_on: date | None = None
    held_on: date | None = None  # answered done
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Standings:
    """Everything a certificate is about, of one manager, as of a day. `since_on`: the day the certificate before was
    given, once it is time for another; what was there before it does not count twice. `open_misses`: the last days for
    what can still be asked about in time.
    """

    on: date
    sums: FieldSums
    observed: tuple[ObservedTalk, ...] = ()
    talk: Talk = Talk()
    modules_done: int = 0
    modules: int = 0
    is_led: bool = True
    since_on: date | None = None
    open_misses: tuple[date, ...] = ()

    def counts_on(self, day: date) -> bool:
        """Whether a session observed, or a talk held, on a day is new enough."""
        return (self.since_on or date.min) < day <= self.on < year_after(day)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One need as it stands. `said` has the count and the need; `todo` continues "Next: ", empty where
    nothing is to be done; without `of` there is nothing to show as a meter.
    """

    need: Need
    name: str
    is_met: bool
    said: str
    todo: str = ""
    done: float = 0.0
    of: float = 0.0
    needs: float = 0.0

    def for_others(self) -> "Requirement":
        """The same without words to whom it is about: how many, of how many, and the need."""
        short = "there" if self.is_met else "not yet"
        counted = f"{number(self.done)} of {number(self.of)}, needs {number(self.needs)}"
        return replace(self, said=counted if self.of else short, todo="")


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    person_key: int
    granted_on: date
    expires_on: date
    facts: Mapping[str, Any]

    def holds_on(self, day: date) -> bool:
        return self.granted_on <= day < self.expires_on
