"""What exercises have in common that ask one thing after the other and say at once whether it was right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from random import Random
from typing import Any

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome

PASSES = 0.8  # share right, where a file states no other


@dataclass(frozen=True, slots=True)
class Looked:
    """An item that was answered."""

    item: Mapping[str, Any]
    answer: Answer
    is_right: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Where an attempt stands: what is asked now, and what was answered, the newest first."""

    number: int
    total: int
    item: Mapping[str, Any] | None
    answered: Sequence[Looked]
    right: int
    more: Mapping[str, Any]


def shuffled(items: Sequence[Mapping[str, Any]], attempt: AttemptFacts, ask: int | None) -> list[Mapping[str, Any]]:
    """The items of an attempt in its own order, as many as it asks."""
    order = list(items)
    Random(attempt.seed).shuffle(order)  # noqa: S311  (an order of questions)
    return order[: ask or len(order)]


def share_outcome(exercise: Exercise, looked: Sequence[Looked], total: int) -> Outcome | None:
    """By the share of right answers, once all are given."""
    if len(looked) < total:
        return None
    right = sum(one.is_right for one in looked)
    needed = needed_right(exercise, total)
    return Outcome(right / total, right >= needed, f"{right} of {total} right, needs {needed}")


def needed_right(exercise: Exercise, total: int) -> int:
    """How many have to be right: the stated share, rounded up."""
    return ceil(float(exercise.passes.get("share", PASSES)) * total)


def item_page(
    items: Sequence[Mapping[str, Any]], looked: Sequence[Looked], more: Mapping[str, Any] | None = None
) -> ItemPage:
    now = items[len(looked)] if len(looked) < len(items) else None
    right = sum(one.is_right for one in looked)
    return ItemPage(len(looked) + 1, len(items), now, list(reversed(looked)), right, more or {})
