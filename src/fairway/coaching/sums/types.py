"""Sums of a closed quarter. Frozen; no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from fairway.coaching.effect import Change, Lack
from fairway.coaching.tallying import Held, Sides


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of the sessions and commitments of some sellers in a quarter. `kinds` goes by word."""

    held: Held
    kinds: Mapping[str, Held]
    sides: Sides

    def as_json(self) -> dict[str, Any]:
        kinds = [[word, asdict(held)] for word, held in self.kinds.items()]  # in their order
        return {"held": asdict(self.held), "kinds": kinds, "sides": asdict(self.sides)}


def counted_from(said: Mapping[str, Any]) -> Counted:
    """What `as_json` gave."""
    kinds = {word: Held(**held) for word, held in said["kinds"]}
    return Counted(Held(**said["held"]), kinds, Sides(**said["sides"]))


def added(some: Iterable[Counted]) -> Counted:
    """Several together."""
    held, sides = dict.fromkeys(Held.__slots__, 0), dict.fromkeys(Sides.__slots__, 0)
    kinds: dict[str, dict[str, int]] = {}
    for one in some:
        _add(held, asdict(one.held))
        _add(sides, asdict(one.sides))
        for word, of_kind in one.kinds.items():
            _add(kinds.setdefault(word, dict.fromkeys(Held.__slots__, 0)), asdict(of_kind))
    return Counted(Held(**held), {word: Held(**sums) for word, sums in kinds.items()}, Sides(**sides))


def _add(sums: dict[str, int], more: Mapping[str, int]) -> None:
    for name, number in more.items():
        sums[name] += number


@dataclass(frozen=True, slots=True)
class SumsGroup:
    """One group of a closed quarter: the lowest manager above all teams in it, how many teams, and its sellers on the
    quarter's last day, less who was erased since.
    """

    head_key: int | None
    teams: int
    sellers: frozenset[int]
    counted: Counted


@dataclass(frozen=True, slots=True)
class ClosedQuarter:
    """What one viewer is told of a closed quarter. `is_whole` unless a group is left out, which would leave too few
    beside those the viewer knows; `change` is None where not all of it is theirs to see.
    """

    period_on: date
    counted_on: date
    groups: Sequence[SumsGroup]
    is_whole: bool
    change: Change | Lack | None = None
