"""Which sellers a figure is shown for: in each period every seller stands in one group at most, and none is small.

A team of five or more stands alone. Smaller ones join others below the same manager, else below the next one up; what
joins nothing is in no sum. Every number that is shown is a sum of whole groups, so that whatever is taken from whatever
else, groups are left, and each is five sellers or more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fairway.diagnosis.budget.grouping import LEAST_SELLERS

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Sellers of one manager; `path` has that manager and everybody above, the nearest first."""

    path: Path
    sellers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    """Units that stand together; `path` has everybody above all of them."""

    path: Path
    units: tuple[Unit, ...]

    @property
    def sellers(self) -> frozenset[int]:
        return frozenset().union(*(unit.sellers for unit in self.units))


def grouped(units: Iterable[Unit]) -> list[Group]:
    """Groups of five sellers or more; units without sellers, and small ones that join nothing, stand in none."""
    known = sorted((unit for unit in units if unit.sellers), key=lambda unit: unit.path)
    groups = [Group(unit.path, (unit,)) for unit in known if len(unit.sellers) >= LEAST_SELLERS]
    waiting: dict[Path, list[Unit]] = defaultdict(list)
    for unit in known:
        if len(unit.sellers) < LEAST_SELLERS:
            waiting[unit.path].append(unit)
    for length in range(max((len(path) for path in waiting), default=0), 0, -1):
        for path in sorted(path for path in waiting if len(path) == length):
            together = Group(path, tuple(waiting.pop(path)))
            if len(together.sellers) >= LEAST_SELLERS:
                groups.append(together)
            else:
                waiting[path[1:]] += together.units
    return groups
