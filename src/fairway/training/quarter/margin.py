"""By how much managing by activities beat managing by result over many simulated quarters, as bench/quarter.py found.

`margin.yaml` is written by `python -m bench.quarter --seeds 200 --write` and by nobody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from fairway.lib.yaml_files import read_yaml
from fairway.simulation.quarters.living import begun_quarter, lived_quarter
from fairway.training.quarter.ways import by_activities, by_result, nothing

FILE = Path(__file__).with_name("margin.yaml")
REPLAYS = 20  # of every quarter
RANGE = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Margin:
    """Of the team's outcome: the mean over quarters, where nine of ten lie, and how many were ahead."""

    quarters: int
    mean: float
    low: float
    high: float
    ahead: int


@lru_cache(maxsize=1)
def margins() -> dict[int, Margin]:
    """By level."""
    return {int(level): Margin(**found) for level, found in read_yaml(FILE).items()}


def margin_of_quarter(seed: int, level: int) -> float:
    """By activities less by result, as a share of what nothing different brings; a mean over the same kinds of luck."""
    start = begun_quarter(seed, level)
    outcome = lived_quarter(start, [nothing(), by_result(start), by_activities(start)], REPLAYS).outcome.mean(axis=1)
    return float((outcome[2] - outcome[1]) / outcome[0])


def summed(found: Sequence[float]) -> Margin:
    low, high = np.quantile(found, RANGE)
    return Margin(
        quarters=len(found),
        mean=round(float(np.mean(found)), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
        ahead=sum(one > 0 for one in found),
    )
