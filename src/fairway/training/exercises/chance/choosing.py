"""Which charts are asked: such as can be decided from what they show, those close to the line among them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random

from fairway.training.exercises.chance.families import FAMILIES
from fairway.training.exercises.chance.types import Series

LEVELS = (1, 2, 3)
# By level: a signal where chance alone goes as far at most so often, noise where at least so often. What lies between
# the two is not asked, for the numbers shown do not decide it.
SIGNAL_AT_MOST = {1: 0.002, 2: 0.005, 3: 0.01}
NOISE_AT_LEAST = {1: 0.35, 2: 0.25, 3: 0.15}
CLOSER = 2  # more series drawn for each level above the first, of which the closest to the line is asked


def key_of(chance: float, level: int) -> bool | None:
    """Whether it is a signal; None where what is shown does not decide."""
    if chance <= SIGNAL_AT_MOST[level]:
        return True
    return False if chance >= NOISE_AT_LEAST[level] else None


@lru_cache(maxsize=64)
def asked_series(families: Sequence[str], seed: int, level: int, total: int) -> tuple[Series, ...]:
    """The charts of an attempt: every family about as often as the others, half of them with something planted."""
    rng = Random(seed)  # noqa: S311  (an exercise)
    order = [families[place % len(families)] for place in range(total)]
    planted = [place % 2 == 0 for place in range(total)]
    rng.shuffle(order)
    rng.shuffle(planted)
    return tuple(
        _decidable(Random(f"{seed} {place}"), family, level, is_planted)  # noqa: S311
        for place, (family, is_planted) in enumerate(zip(order, planted, strict=True))
    )


def _decidable(rng: Random, family: str, level: int, is_planted: bool) -> Series:
    """Every other one is the closest to the line of several: a decoy, or a signal that is easily missed."""
    first = _one(rng, family, level, is_planted)
    several = CLOSER * (level - 1) + CLOSER * rng.randrange(2)
    alike = (_one(rng, family, level, is_planted) for _ in range(several))
    like_first = [first, *(one for one in alike if one.is_signal == first.is_signal)]
    return max(like_first, key=lambda one: one.chance if one.is_signal else -one.chance)


def _one(rng: Random, family: str, level: int, is_planted: bool) -> Series:
    while True:
        series = FAMILIES[family](rng, level, is_planted)
        key = key_of(series.chance, level)
        if key is not None:
            return replace(series, is_signal=key)
