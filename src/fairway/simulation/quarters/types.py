"""What a team of the flight simulator is, what can be chosen for it, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairway.simulation.effects.living import Life
from fairway.simulation.effects.settings import Setting
from fairway.simulation.effects.types import Numbers, Whole
from fairway.simulation.quarters.roles import Role
from fairway.simulation.scenario import Cause

WEEKS = 13
STRETCHES = (1, 4, 7, 10)  # weeks in which the manager chooses
SELLERS = 5
BUDGET = 10  # the manager's coaching hours a week


@dataclass(frozen=True, slots=True)
class Planted:
    """What is true of one seller and nobody sees. `weak` is the activity done far less than by others in the role."""

    name: str
    role: int
    weak: int | None
    cause: Cause | None  # what keeps them from doing more of anything new; None: nothing
    need: float  # coaching hours of the fitting kind until it is out of the way
    free: float  # hours a week they could give to more of an activity
    other: float  # hours a week of other work, as they say
    is_sign_missing: bool  # nothing in the records shows the cause


@dataclass(frozen=True, slots=True)
class Team:
    """A drawn team. `works`: (roles, activities), how strongly each works in a role, 0 not at all."""

    seed: int
    level: int
    setting: Setting
    roles: Sequence[Role]
    works: Numbers
    role_of: Whole  # of every row: the five sellers first, then colleagues in other teams
    sellers: Sequence[Planted]


@dataclass(frozen=True, slots=True)
class Choice:
    """For one seller, for three weeks: up to two activities with targets a week, and coaching hours a week."""

    hias: tuple[tuple[int, int], ...] = ()
    why: int = 0  # asking what is in the way, and taking it away
    practice: int = 0
    review: int = 0  # going through deals: where will you land?

    @property
    def hours(self) -> int:
        return self.why + self.practice + self.review


Stretch = Sequence[Choice]  # one a seller


@dataclass(frozen=True, slots=True)
class Counts:
    """Weekly counts, the last axis the weeks. Leading axes are rows, or choices by replays by sellers."""

    acts: Whole  # (..., activities, weeks)
    opened: Whole
    stood: Whole  # (..., stages, weeks): deals that stood in a stage as the week began
    moved: Whole  # (..., stages, weeks): of those, on to the next stage; in the last: won
    lost: Whole
    booked: Numbers
    expected: Numbers  # what was won if chance had struck evenly on deals about to be won


@dataclass(frozen=True, slots=True)
class Begun:
    """A team on the first Monday of the quarter: where everybody stands, and two quarters of records."""

    team: Team
    life: Life
    presence: Numbers
    past: Counts
    usual: Numbers  # (rows, activities): what each truly does in a full week, left alone
    worth: Numbers  # (stages,): what an open deal is worth on average, by where it stands


@dataclass(frozen=True, slots=True)
class Doing:
    """What sellers do under choices, by week: luck aside. Axes (sellers, activities or nothing, weeks)."""

    rates: Numbers
    strength: Numbers
    push: Numbers
    follow: Numbers  # share of what was chosen beyond the usual that they set out to do
    fits: Numbers  # share of that for which there are hours
    solved: Numbers  # 0 to 1: how far what was in the way is out of it


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of several choices, each lived over with the same kinds of luck. Axes: choices, replays, sellers."""

    counts: Counts
    presence: Numbers  # (choices, replays, sellers, weeks): share of a week worked
    open_worth: Numbers
    doing: Sequence[Doing]

    @property
    def outcome(self) -> Numbers:
        """(choices, replays): won, chance on the last step evened out, and what stands open, for the team."""
        return np.asarray((self.counts.expected.sum(axis=-1) + self.open_worth).sum(axis=-1))

    @property
    def brought(self) -> Numbers:
        """(choices, replays): as `outcome`, as it really fell."""
        return np.asarray((self.counts.booked.sum(axis=-1) + self.open_worth).sum(axis=-1))
