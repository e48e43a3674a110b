"""Counts drawn with one of Python's own generators, whose numbers stay the same from version to version."""

from collections.abc import Sequence
from math import asin, exp, pi, sin
from random import Random

NAMES = ("Noor", "Elif", "Bruno", "Mara", "Tomas", "Ines", "Jonas", "Aiko", "Leila", "Pavel", "Rosa", "Sven")
ACTS = (
    "calls to new accounts",
    "discovery meetings asked for",
    "follow-ups within a day",
    "second contacts asked for",
    "call plans written",
)
STEPS = ("a plan for Monday mornings", "two protected hours a day", "a new opening", "a shared list of accounts")
# How far a planted change lies from none, in standard errors of what is shown, by level: far enough that chance rarely
# hides it, and the closer to that the higher the level.
FAR = {1: (5.0, 6.4), 2: (4.6, 5.4), 3: (4.1, 4.8)}
LEAST_RATE = 0.4  # a week; a fall never goes below


def moved_rate(rate: float, far: float, *, time: float, before: float, lump: float | None = None) -> float:
    """A rate that lies `far` standard errors from another, over `time` after `before`; negative for a fall, which
    becomes a rise where it would leave nearly nothing. On the scale of square roots, where counts spread alike whatever
    their rate (Anscombe 1948).
    """
    spread = (1 / time + 1 / before) ** 0.5 * (1 + (rate / lump if lump else 0)) ** 0.5
    root = rate**0.5 + far * spread / 2
    return root**2 if root > LEAST_RATE**0.5 else moved_rate(rate, abs(far), time=time, before=before, lump=lump)


def moved_share(share: float, far: float, *, of: int, before: int) -> float:
    """A share that lies `far` standard errors above another; on the scale of arc sines (Anscombe 1948)."""
    angle = asin(share**0.5) + far / 2 * (1 / of + 1 / before) ** 0.5
    return min(0.95, sin(min(angle, pi / 2)) ** 2)


def poisson(rng: Random, mean: float) -> int:
    """By adding up chances until a drawn one is reached; for means up to some hundreds."""
    left, count, chance = rng.random(), 0, exp(-mean)
    while left > chance and count < 1000:
        left -= chance
        count += 1
        chance *= mean / count
    return count


def weeks_of(rng: Random, rate: float, times: Sequence[float], lump: float | None) -> list[int]:
    """A count a week at a rate, each week with its share of working time; see `deciding.second_count` for `lump`."""
    if lump is None:
        return [poisson(rng, rate * time) for time in times]
    return [poisson(rng, rng.gammavariate(lump * time, rate / lump)) for time in times]


def wins_of(rng: Random, share: float, deals: int) -> int:
    return sum(rng.random() < share for _ in range(deals))
