"""Which groups of sellers are published: each seller stands in exactly one, and no group is small.

Groups follow from who has an HIA, who missed one and who works for whom. Reasons never decide about a group: that a
group stands there or not says nothing about them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST_SELLERS = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """A team or an HIA: its manager or None, everybody in it, and those who missed."""

    key: int | str
    head_key: int | None
    sellers: frozenset[int]
    missed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Joined:
    """One or several units that stand together under the lowest manager above all of them."""

    head_key: int | None
    units: tuple[Unit, ...]

    @property
    def sellers(self) -> frozenset[int]:
        return frozenset().union(*(unit.sellers for unit in self.units))

    @property
    def missed(self) -> frozenset[int]:
        return frozenset().union(*(unit.missed for unit in self.units))

    @property
    def is_large(self) -> bool:
        return len(self.sellers) >= LEAST_SELLERS and len(self.missed) >= LEAST_SELLERS


def grouped(units: Iterable[Unit], managers: Mapping[int, int | None]) -> list[Joined]:
    """A large unit stands alone. Small ones join others under the same manager, else under the next one up.

    What is still small at the top joins the nearest group there is: small units are never hidden singly, and nobody
    stands outside of the sums. Without any group to join, nothing is published.
    """
    ordered = sorted((unit for unit in units if unit.missed), key=lambda unit: str(unit.key))
    groups = [alone for unit in ordered if (alone := Joined(unit.head_key, (unit,))).is_large]
    standing = {unit.key for group in groups for unit in group.units}
    waiting: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in ordered:
        if unit.key not in standing:
            waiting[unit.head_key].append(unit)
    for head_key in _lowest_first({unit.head_key for unit in ordered}, managers):
        small = waiting.pop(head_key, [])
        joined = Joined(head_key, tuple(small))
        if len(small) > 1 and joined.is_large:
            groups.append(joined)
        else:
            waiting[above(head_key, managers)[0]] += small
    left = [unit for rest in waiting.values() for unit in rest]  # a loop in the lines leaves some below the top
    if len(left) > 1 and Joined(None, tuple(left)).is_large:
        groups.append(Joined(_common_head(left, managers), tuple(left)))
    elif groups:
        for unit in left:
            nearest = min(groups, key=lambda group: _distance(group, unit, managers))
            groups.remove(nearest)
            together = (*nearest.units, unit)
            groups.append(Joined(_common_head(together, managers), together))
    return groups


def _distance(group: Joined, unit: Unit, managers: Mapping[int, int | None]) -> tuple[int, int, int]:
    """Orders groups for a small unit: those near it in the tree first, then small ones."""
    head_key = _common_head((*group.units, unit), managers)
    depth = 0 if head_key is None else len(above(head_key, managers))
    return (-depth, len(group.missed), len(group.sellers))


def above(head_key: int | None, managers: Mapping[int, int | None]) -> list[int | None]:
    """Everybody above somebody, the nearest first, and None at the end. A loop in the lines ends where it closes."""
    found: list[int | None] = []
    seen = {head_key}
    while head_key is not None:
        head_key = managers.get(head_key)
        if head_key in seen:
            head_key = None
        seen.add(head_key)
        found.append(head_key)
    return found or [None]


def _lowest_first(heads: Iterable[int | None], managers: Mapping[int, int | None]) -> list[int]:
    """The heads of units and everybody above them, each before whoever is above."""
    every = {key for head in heads for key in (head, *above(head, managers)) if key is not None}
    return sorted(every, key=lambda key: (-len(above(key, managers)), key))


def _common_head(units: Iterable[Unit], managers: Mapping[int, int | None]) -> int | None:
    """The lowest manager above all of them; every chain ends with None."""
    first, *others = ([unit.head_key, *above(unit.head_key, managers)] for unit in units)
    return next(key for key in first if all(key in chain for chain in others))
