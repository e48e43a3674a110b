"""Where two counts of the same organisation differ."""

from collections.abc import Mapping
from math import isclose

from tests.engines.oracle import Cell, Parts

NOTHING: Parts = (0.0, 0.0, 0.0, 0.0)
Counted = Mapping[str, Mapping[Cell, Parts]]


def differences(expected: Counted, found: Counted) -> list[str]:
    """Each cell in which the two differ, in words; sums may differ by rounding."""
    words = []
    for metric in sorted({*expected, *found}):
        wanted, seen = expected.get(metric, {}), found.get(metric, {})
        for cell in sorted({*wanted, *seen}):
            before, after = wanted.get(cell, NOTHING), seen.get(cell, NOTHING)
            if not all(isclose(a, b, rel_tol=1e-9, abs_tol=1e-6) for a, b in zip(before, after, strict=True)):
                words.append(f"{metric} {cell[0]} week {cell[1]} month {cell[2]}: {before} expected, {after} found")
    return words


def cells(counted: Counted) -> int:
    """How many numbers there are at all, so that a comparison of nothing with nothing is noticed."""
    return sum(len(of_metric) for of_metric in counted.values())
