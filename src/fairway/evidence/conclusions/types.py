"""What was concluded, as other rooms see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairway.evidence.verdict import Help


@dataclass(frozen=True, slots=True)
class LandingFacts:
    """Where a seller's period may land: ends, chance and twenty equally likely outcomes (`landing.as_figures`)."""

    week_on: date
    starts_on: date
    ends_on: date
    goal: float | None
    now: Mapping[str, Any]
    at_target: Mapping[str, Any]

    @property
    def chance(self) -> float | None:
        """Chance to reach the goal as things are; None without a goal."""
        found = self.now["chance"]
        return None if found is None else float(found)


@dataclass(frozen=True, slots=True)
class FindingsFacts:
    """What a group's records say. Each candidate is an entry of an `evidence` answer."""

    group: str
    week_on: date
    sellers: int
    weeks: int
    candidates: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """The last verdict on one HIA of a seller; `is_current` unless that was long ago or it is in force no longer."""

    week_on: date
    told: Help
    is_current: bool
