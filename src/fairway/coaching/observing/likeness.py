"""Two looks at one session beside each other. Plain Python.

How often both gave the same is told as a count: from one session's handful of items nothing beyond chance can be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.coaching.observing.types import Given, Item, Seen

APART = 2  # steps, from which an item is worth talking about
NOT_SEEN = Seen(None)


@dataclass(frozen=True, slots=True)
class Row:
    """One item with what each of several saw of it, in their order."""

    item: Item
    seen: Sequence[Seen]

    @property
    def is_apart(self) -> bool:
        """Whether two of them are two steps apart or more."""
        rated = [one.rating for one in self.seen if one.rating is not None]
        return bool(rated) and max(rated) - min(rated) >= APART


def rows_of(items: Sequence[Item], given: Sequence[Given]) -> list[Row]:
    return [Row(item, [one.seen.get(item.key, NOT_SEEN) for one in given]) for item in items]


def likeness_in_words(rows: Sequence[Row]) -> str:
    """What two looks have in common; empty where there is one look alone."""
    if not rows or len(rows[0].seen) < 2:
        return ""
    both = [row for row in rows if all(one.rating is not None for one in row.seen)]
    if not both:
        return "No item was rated by all of you, so nothing can be told of how alike you see it."
    same = sum(len({one.rating for one in row.seen}) == 1 for row in both)
    return (
        f"The same on {same} of the {len(both)} items all of you rated. From so few nothing beyond chance can be told; "
        "talk about those that are two steps apart or more."
    )
