"""Chance, the same in every process: one stream of numbers per purpose, seller and week."""

from functools import lru_cache
from hashlib import blake2b
from math import exp, sqrt

import numpy as np

PLANFUL_SPREAD = 0.35  # standard deviation of a planful week's count, in those of a Poisson count


def stream(seed: int, *words: object) -> np.random.Generator:
    """A generator that depends on the seed and the words alone, never on what was drawn elsewhere."""
    text = "|".join(str(word) for word in (seed, *words))
    key = int.from_bytes(blake2b(text.encode(), digest_size=16).digest())
    return np.random.Generator(np.random.PCG64(key))


def weekly_count(mean: float, rng: np.random.Generator, *, is_planful: bool) -> int:
    """Acts in one week: Poisson, or for people who plan their week a rounded count close to the mean."""
    if mean <= 0:
        return 0
    if not is_planful:
        return int(rng.poisson(mean))
    return max(0, round(mean + PLANFUL_SPREAD * sqrt(mean) * float(rng.standard_normal())))


def between(low: int, high: int, chance: float) -> int:
    """A whole number from low to high, both included, at that point (0 to 1) of the range."""
    place = low + int(chance * (high - low + 1))
    return place if place <= high else high


def sample(weights: list[float], count: int, rng: np.random.Generator) -> list[int]:
    """Places of `count` items drawn by weight, without repetition as long as there are enough."""
    if not weights:
        return []
    chosen: list[int] = []
    while len(chosen) < count:
        keys = [
            -draw / weight
            for draw, weight in zip(rng.standard_exponential(len(weights)).tolist(), weights, strict=True)
        ]
        order = sorted(range(len(weights)), key=keys.__getitem__, reverse=True)
        chosen.extend(order[: count - len(chosen)])
    return chosen


@lru_cache(maxsize=4096)
def saturated(dose: float) -> float:
    """Effective dose of many acts: 1 for one act, never above 1.58."""
    return (1.0 - exp(-dose)) / (1.0 - exp(-1.0))
