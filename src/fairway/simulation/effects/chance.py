"""Chance that belongs to a thing and a week rather than to an order of drawing.

The same deal meets the same luck in two lives of one organisation, so that what differs between them is what was
changed on purpose. Uniform numbers by hashing with the finaliser of splitmix64 (Steele, Lea and Flood, 2014).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Numbers = NDArray[np.float64]

_GOLDEN, _FIRST, _SECOND = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    values = (values ^ (values >> np.uint64(30))) * _FIRST
    values = (values ^ (values >> np.uint64(27))) * _SECOND
    return values ^ (values >> np.uint64(31))


def uniform(seed: int, purpose: int, *parts: Any) -> Numbers:
    """Numbers between 0 and 1, both excluded, one for each combination of whole numbers (arrays broadcast)."""
    with np.errstate(over="ignore"):
        state = _mixed(np.asarray([seed * 1_000_003 + purpose], dtype=np.uint64) + _GOLDEN)
        for part in parts:
            state = _mixed(state + _GOLDEN + np.asarray(part).astype(np.uint64) * _FIRST)
    return (np.asarray(state >> np.uint64(11), dtype=np.float64) + 0.5) / 2.0**53


def normal(seed: int, purpose: int, *parts: Any) -> Numbers:
    """Standard normal numbers, one for each combination."""
    return np.asarray(ndtri(uniform(seed, purpose, *parts)), dtype=np.float64)


def count(mean: Numbers, chance: Numbers) -> NDArray[np.int64]:
    """Poisson counts: of two means and one chance the greater mean never counts less. Means of at most 700."""
    mean, chance = np.broadcast_arrays(np.asarray(mean, dtype=np.float64), chance)
    found = np.zeros(mean.shape, dtype=np.int64)
    mass = np.exp(-mean)
    below = mass.copy()
    number = 0
    while (short := below < chance).any() and number < 2000:
        number += 1
        mass = mass * mean / number
        found[short] = number
        below = below + mass
    return found
