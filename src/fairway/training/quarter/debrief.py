"""After the last week: the same quarter run in other ways, with the same fifty kinds of luck."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from markupsafe import Markup

from fairway.simulation.quarters.living import begun_quarter, lived_quarter
from fairway.simulation.quarters.types import STRETCHES, WEEKS, Lived, Stretch
from fairway.training.quarter.best import best_way
from fairway.training.quarter.seen import team_seen
from fairway.training.quarter.told import SellerTold, told_truth
from fairway.training.quarter.ways import by_result, nothing
from fairway.web import measures
from fairway.web.words import share

REPLAYS = 50
RANGE = (0.05, 0.95)
THOUSANDS, SHOWN_GAIN = -3, 3  # digits to which the page rounds
WORTH_TELLING = 5_000
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
    def together(self) -> float:
        """Won and what open deals are worth, each as the page shows it, so that whoever adds them up gets the same."""
        return round(self.won, THOUSANDS) + round(self.open_worth, THOUSANDS)

    @property
    def against_nothing(self) -> str:
        """`2.1% more`, `0.3% less` or `as much`."""
        off = round(self.gain, SHOWN_GAIN)
        return f"{share(abs(off), 1)} {'more' if off > 0 else 'less'}" if off else "as much"

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
    def same(self) -> int:
        return self.of - self.ahead - self.behind

    @property
    def share(self) -> float:
        return self.ahead / self.of


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance does with the same choices. `below`: how many of the replays brought less than what came.

    All but `real_won` and `real_open` are sums of what was won, as it fell, and what open deals were worth.
    """

    replays: int
    low: float
    high: float
    mean: float
    real_won: float  # of the quarter that came
    real_open: float
    below: int
    against_nothing: Against
    against_result: Against

    @property
    def real(self) -> float:
        return round(self.real_won, THOUSANDS) + round(self.real_open, THOUSANDS)


@dataclass(frozen=True, slots=True)
class Early:
    """What the screen said was won before the last choice, and what had nothing to do with choices."""

    weeks: int
    won: float
    usual: float  # at last quarter's pace
    with_nothing: float  # with nothing different and the same luck
    by_choices: float  # more won by then through the choices, a mean over all replays
    in_the_end: float  # more won and open after the last week through the choices, likewise

    @property
    def sooner(self) -> float:
        """Of what the choices had won more by then, what was not there in the end. 0 where it is little."""
        found = round(self.by_choices, THOUSANDS) - max(round(self.in_the_end, THOUSANDS), 0.0)
        return found if found >= WORTH_TELLING else 0.0


@dataclass(frozen=True, slots=True)
class Debrief:
    ways: Sequence[WayRow]
    luck: Luck
    early: Early
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
        early=_early(lived, means, sum(one.won for one in team_seen(seed, level))),
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
        mean=float(own.mean()),
        real_won=float(lived.counts.booked[OWN, 0].sum()),
        real_open=float(lived.open_worth[OWN, 0].sum()),
        below=int((own[1:] < own[0]).sum()),
        against_nothing=_against(own, brought[NOTHING]),
        against_result=_against(own, brought[BY_RESULT]),
    )


def _early(lived: Lived, means: np.ndarray, won_before: float) -> Early:
    """`won_before`: in all of last quarter."""
    weeks = STRETCHES[-1] - 1
    booked, expected = (found[..., :weeks].sum(axis=(-1, -2)) for found in (lived.counts.booked, lived.counts.expected))
    return Early(
        weeks=weeks,
        won=float(booked[OWN, 0]),
        usual=won_before * weeks / WEEKS,
        with_nothing=float(booked[NOTHING, 0]),
        by_choices=float((expected[OWN] - expected[NOTHING]).mean()),
        in_the_end=float(means[OWN] - means[NOTHING]),
    )


def _against(own: np.ndarray, other: np.ndarray) -> Against:
    return Against(int((own > other).sum()), int((own < other).sum()), len(own))
