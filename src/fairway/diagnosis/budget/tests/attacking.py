"""Somebody who knows everything about everybody, but for one seller's reasons, and sees all that was ever published.

Whatever any viewer is shown is worked out from published groups, so holding all groups of all blocks is the most that
any number of viewers can have together, whatever they ask and in whatever order.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache

from fairway.diagnosis.budget.blurring import Blur
from fairway.diagnosis.budget.types import BlockFacts, Cell, Counted, Published

Publish = Callable[[BlockFacts, Blur], object]
Spot = tuple[int, Cell]  # block and cell


def nothing(_: Cell) -> int:
    return 0


@dataclass
class Recorded:
    """Blurs that are known afterwards: drawn once for each cell, or given."""

    seed: int
    more: Mapping[Cell, int] = field(default_factory=dict)

    def __call__(self, cell: Cell) -> int:
        return self.drawn(cell) + self.more.get(cell, 0)

    def drawn(self, cell: Cell) -> int:
        dice = random.Random(f"{self.seed} {cell}")
        return sum(1 if dice.random() < 0.5 else -1 for _ in range(dice.randrange(4)))


def with_reason(facts: BlockFacts, person_key: int, counted: Counted) -> BlockFacts:
    """The same block, had that seller had this reason all along."""
    weeks = tuple(replace(w, counted=counted) if w.person_key == person_key else w for w in facts.weeks)
    return replace(facts, weeks=weeks)


def cells_of(groups: Sequence[Published]) -> dict[Cell, int]:
    places: dict[str, int] = {}
    found = {}
    for group in groups:
        place = places.setdefault(group.table, 0)
        places[group.table] += 1
        found.update({Cell(group.table, place, counted): count for counted, count in group.counts.items()})
    return found


@cache
def chance(blur: int) -> Fraction:
    """Of one blur: the heads of one coin less those of another. By the sum over both, to 60 tosses."""
    return sum((Fraction(1, 2 ** (n + 1)) * Fraction(1, 2 ** (n + abs(blur) + 1)) for n in range(60)), Fraction(0))


def odds_of(
    publish: Callable[[BlockFacts, Blur], list[Published]], facts: BlockFacts, other: BlockFacts, seed: int
) -> Fraction | None:
    """How much likelier what was published is under `facts` than under `other`; None where `other` cannot be.

    Found by publishing `other` with the only blurs that could give the same numbers, and looking whether all of what
    comes out is the same, to the last name.
    """
    seen = publish(facts, Recorded(seed))
    exact, exact_other = cells_of(publish(facts, nothing)), cells_of(publish(other, nothing))
    if exact.keys() != exact_other.keys():
        return None
    needed = {cell: exact[cell] - exact_other[cell] for cell in exact}
    if publish(other, Recorded(seed, needed)) != seen:
        return None
    odds = Fraction(1)
    for cell, more in needed.items():
        if more:
            blur = Recorded(seed).drawn(cell)
            odds *= chance(blur) / chance(blur + more)
    return odds


def possible_without_blur(publish: Publish, facts: BlockFacts, person_key: int) -> set[Counted]:
    """The reasons of one seller under which a publication that blurs nothing looks as it does, tried one by one."""
    seen = publish(facts, nothing)
    return {counted for counted in Counted if publish(with_reason(facts, person_key, counted), nothing) == seen}
