"""What a pilot is, what it could see, and what came of it. Weeks and arms are numbers from 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from fairway.people.types import PersonFacts

LONGEST = 52  # weeks a pilot may run
LATE_RECORDS = timedelta(days=7)  # for so long the night waits after a pilot's end for what is entered late
Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


class Refused(ValueError):
    """What a pilot may not do, in a sentence that says why and what to do instead."""


class Kind(StrEnum):
    PARALLEL = "parallel"  # some begin, the others wait until the end
    STAGGERED = "staggered"  # groups begin one after the other, the last waits until the end
    CROSSOVER = "crossover"  # all have it for one half, in two orders


class Drawn(StrEnum):
    SELLERS = "sellers"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Design:
    """How a pilot runs. `before` and `weeks` are the weeks looked at before and from its start.

    Arm 0 of a parallel pilot begins and arm 1 waits; arm `a` of a staggered one begins after `a` steps and the last
    never within the pilot; arm 0 of a crossover has it in the first half.
    """

    kind: Kind
    drawn: Drawn
    weeks: int
    before: int = 13
    arms: int = 2

    @property
    def step(self) -> int:
        """Weeks between two starts of a staggered pilot, and of half a crossover."""
        return self.weeks // (2 if self.kind is Kind.CROSSOVER else self.arms)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its standard error, degrees of freedom and 90 % interval."""

    value: float
    error: float
    degrees: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How weekly numbers of sellers differ, as variances.

    `lasting` between sellers, `weekly` around a seller's own mean, `memory` its correlation from one week to the
    next; `of_team` is the part of `lasting` and `shared` the part of `weekly` that sellers of one team have in common.
    `level` is the mean; `dispersion` the weekly variance over it (1 is chance alone).
    """

    level: float
    lasting: float
    weekly: float
    memory: float
    of_team: float
    shared: float

    @property
    def dispersion(self) -> float:
        return self.weekly / self.level if self.level > 0 else 0.0


class State(StrEnum):
    PROPOSED = "proposed"
    RUNNING = "running"  # from the draw on, also before its first day
    STOPPED = "stopped"  # before its end: nothing is said of what it changed
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said before the start: today's `level` of the outcome a full-time week, the smallest `change` the pilot
    would show four times in five, over so many sellers in so many teams.
    """

    level: float
    change: float
    sellers: int
    teams: int

    @property
    def share(self) -> float:
        return self.change / self.level if self.level > 0 else 0.0


CHANCE = 0.10


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a pilot. `low` to `high` is where the change could be, nine times in ten; `chance` how often a draw
    would have shown as much had the activity changed nothing; `done` and `wanted` what those who began did of what
    was planned; `unasked` what the others did without it.
    """

    value: float
    error: float
    degrees: float
    low: float
    high: float
    waiting: float
    chance: float
    counted: int
    lost: int
    done: float
    wanted: float
    unasked: float
    kept_low: float | None = None
    kept_high: float | None = None
    steps: Sequence[tuple[float, float]] = ()  # of staggered starts: from where to where, by steps since the start

    @property
    def is_clear(self) -> bool:
        """Whether no change lies outside of where the change could be, and the draw alone would hardly show as much."""
        return (self.low > 0 or self.high < 0) and self.chance <= CHANCE

    @property
    def share_done(self) -> float:
        return self.done / self.wanted if self.wanted > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A pilot somebody wants. `head_key` cuts to the people below a manager; None is everybody. `worth` is the
    smallest change worth having, as a share of today's level. `retired_key` goes for whoever begins, if they have it.
    """

    metric_key: str
    target: Decimal
    per: str
    objective_key: str
    head_key: int | None
    design: Design
    starts_on: date
    worth: float
    why: str = ""
    retired_key: str = ""


@dataclass(frozen=True, slots=True)
class PilotFacts:
    """One pilot. `wish.head_key` is None also where whoever it was is gone; `is_for_everybody` tells."""

    key: int
    wish: Wish
    is_for_everybody: bool
    state: State
    said: Said
    seed: str
    proposed_by: int | None
    stopped_on: date | None
    stop_reason: str
    judged_on: date | None
    result: Result | None

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.wish.starts_on + timedelta(days=7 * self.wish.design.weeks - 1)


@dataclass(frozen=True, slots=True)
class TakesPart:
    """One seller's place in a pilot. `starts_on` is None for whoever waits until the end."""

    person_key: int
    team_key: int
    arm: int
    stratum: int
    past: float
    starts_on: date | None
    ends_on: date | None

    def has_it(self, week_on: date) -> bool:
        """Whether the activity is theirs in a week."""
        return (
            self.starts_on is not None and self.starts_on <= week_on and (not self.ends_on or week_on <= self.ends_on)
        )


@dataclass(frozen=True, slots=True)
class Entrants:
    """Who could take part, and how many could not: they have the activity, three others, or another pilot."""

    people: tuple[PersonFacts, ...]
    have_it: int = 0
    are_full: int = 0
    in_another: int = 0
