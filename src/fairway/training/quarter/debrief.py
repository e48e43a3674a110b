"""After the last week: the same quarter run in other ways, with the same fifty kinds of luck."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from markupsafe import Markup

from fairway.simulation.quarters.living import begun_quarter, lived_quarter
from fairway.simulation.quarters.types import Lived, Stretch
from fairway.training.quarter.best import best_way
from fairway.training.quarter.told import SellerTold, told_truth
from fairway.training.quarter.ways import by_result, nothing
from fairway.web import measures

REPLAYS = 50
RANGE = (0.05, 0.95)
NOTHING, BY_RESULT, OWN, BEST = range(4)
NAMES = (
    ("Nothing different", "No activity chosen, no coaching hours. Everybody goes on as before."),
    (
        "Managing by result",
        "No activity chosen. The same ten hours a week go into reviews of deals, most with those who won least.",
    ),
    ("You", "What you chose, from the week you chose it."),
    (
        "The best we found, knowing the truth",
        "The activities that truly work for each seller, tried with none to four hours each, within ten hours.",
    ),
)


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way to run the quarter: means over all replays."""

    name: str
    what: str
    is_own: bool
    outcome: float
    won: float
    open_worth: float
    opened: float
    moved: Sequence[float]  # on from each stage; in the last: won
    gain: float  # of the outcome, against nothing different
    of_best: float  # of the best's gain, 0 to 1

    @property
    def picture(self) -> Markup:
        return measures.part(self.of_best, is_main=self.is_own)


@dataclass(frozen=True, slots=True)
class Against:
    """With the same luck, in how many of the replays one way brought more than another, and in how many less."""

    ahead: int
    behind: int
    of: int

    @property
    def share(self) -> float:
        return self.ahead / self.of


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance does with the same choices. `real` is what came; `below` how many of the replays brought less."""

    replays: int
    low: float
    high: float
    real: float
    below: int
    against_nothing: Against
    against_result: Against


@dataclass(frozen=True, slots=True)
class Debrief:
    ways: Sequence[WayRow]
    luck: Luck
    sellers: Sequence[SellerTold]
    score: float

    @property
    def with_driver(self) -> Sequence[SellerTold]:
        return [one for one in self.sellers if one.driver]

    @property
    def on_driver(self) -> int:
        """With how many of those the true driver was chosen, in time."""
        return sum(one.is_on_driver for one in self.with_driver)

    @property
    def own(self) -> WayRow:
        return self.ways[OWN]

    @property
    def by_result(self) -> WayRow:
        return self.ways[BY_RESULT]

    @property
    def best(self) -> WayRow:
        return self.ways[BEST]


@lru_cache(maxsize=64)
def debrief_of(seed: int, level: int, stretches: tuple[Stretch, ...]) -> Debrief:
    """Of a quarter with all its choices made."""
    start = begun_quarter(seed, level)
    lived = lived_quarter(start, [nothing(), by_result(start), stretches, best_way(seed, level)], REPLAYS)
    means = lived.outcome.mean(axis=1)
    ways = [_row(lived, means, number) for number in range(len(NAMES))]
    return Debrief(
        ways=ways,
        luck=_luck(lived),
        sellers=told_truth(start, stretches, lived.doing[OWN]),
        score=float(ways[OWN].of_best),
    )


def _row(lived: Lived, means: np.ndarray, number: int) -> WayRow:
    counts = lived.counts
    most = max(float(means[BEST] - means[NOTHING]), 1.0)
    name, what = NAMES[number]
    return WayRow(
        name=name,
        what=what,
        is_own=number == OWN,
        outcome=float(means[number]),
        won=float(counts.expected[number].sum(axis=(-1, -2)).mean()),
        open_worth=float(lived.open_worth[number].sum(axis=-1).mean()),
        opened=float(counts.opened[number].sum(axis=(-1, -2)).mean()),
        moved=[float(one) for one in counts.moved[number].sum(axis=(1, 3)).mean(axis=0)],
        gain=float(means[number] / means[NOTHING] - 1.0),
        of_best=float(np.clip((means[number] - means[NOTHING]) / most, 0.0, 1.0)),
    )


def _luck(lived: Lived) -> Luck:
    """Other luck for the same choices; and the same luck for other choices."""
    brought = lived.brought
    own = brought[OWN]
    low, high = (float(one) for one in np.quantile(own, RANGE))
    return Luck(
        replays=len(own),
        low=low,
        high=high,
        real=float(own[0]),
        below=int((own[1:] < own[0]).sum()),
        against_nothing=_against(own, brought[NOTHING]),
        against_result=_against(own, brought[BY_RESULT]),
    )


def _against(own: np.ndarray, other: np.ndarray) -> Against:
    return Against(int((own > other).sum()), int((own < other).sum()), len(own))
