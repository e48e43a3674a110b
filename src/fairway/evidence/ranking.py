"""Which finding comes first, and which cannot be told apart from it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fairway.evidence.types import LEVEL_Z, Finding, Grade

ORDER = {grade: place for place, grade in enumerate(Grade)}
APART = LEVEL_Z  # standard errors of a difference from which one is said to come before the other


def ranked(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Best first: by grade, then by what one act more a week brings. Of one grade, those that a difference of chance
    could put the other way round share a rank.
    """
    ordered = sorted(found, key=lambda one: (ORDER[one.grade], -(one.effect.mean if one.effect else -np.inf)))
    result: list[Finding] = []
    for place, one in enumerate(ordered):
        leader = result[-1] if result else None
        first = next((kept for kept in result if leader and kept.rank == leader.rank), None)
        is_tied = first is not None and first.grade is one.grade and _alike(first, one)
        result.append(replace(one, rank=first.rank if is_tied and first else place + 1))
    return tuple(result)


def _alike(first: Finding, other: Finding) -> bool:
    if not first.effect or not other.effect:
        return first.effect is other.effect
    spread = np.hypot(first.effect.high - first.effect.low, other.effect.high - other.effect.low) / (2 * LEVEL_Z)
    return bool(first.effect.mean - other.effect.mean < APART * spread)
