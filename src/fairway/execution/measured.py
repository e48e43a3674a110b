"""How often status is wrong and how soon it is right, as the bench measured it, for the page that shows the rules.

`python -m bench.status --write bench/results/status.json` also writes `measured.yaml`; a test holds the two equal.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "measured.yaml"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Share of weeks (0 to 1) in which somebody on target with so many HIAs is called behind on any of them."""

    population: str
    hias: int
    ours: float
    fixed_rule: float  # behind whenever a week is more than a quarter below target


@dataclass(frozen=True, slots=True)
class Detection:
    """Share of sellers (0 to 1) whose activity fell to half and who are called behind within three weeks."""

    per_week: float
    hias: int
    ours: float
    best: float  # the best exact test, which knows when the change came


@dataclass(frozen=True, slots=True)
class Measured:
    people: int
    alarms: tuple[Alarm, ...]
    detections: tuple[Detection, ...]

    @property
    def usual_alarms(self) -> list[Alarm]:
        """Of the first population, that of an ordinary selling week."""
        return [alarm for alarm in self.alarms if alarm.population == self.alarms[0].population]

    @property
    def worst_alarm(self) -> float:
        return max(alarm.ours for alarm in self.alarms)


@lru_cache(maxsize=1)
def measured_rates() -> Measured:
    """The newest committed measurement."""
    facts: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    alarms = []
    for name, row in facts["false_alarms"].items():
        population, _, hias = name.rpartition(", ")
        alarms.append(Alarm(population, int(hias.split()[0]), row["ours"], row["fixed_rule"]))
    detections = []
    for name, row in facts["detection"].items():
        rate, _, hias = name.partition(" a week, ")
        detections.append(Detection(float(rate), int(hias.split()[0]), row["ours"], row["best_exact"]))
    return Measured(facts["people"], tuple(alarms), tuple(detections))
