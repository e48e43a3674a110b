"""Who begins and who waits, drawn by lot: the same again from the same seed, and like with like.

A lot is the SHA-256 of seed and key, so that anybody can draw again with any tool. Sellers of one team with a similar
past stand together in a stratum of one for each arm; within it the order of lots decides. What is left over of each
team is put into strata by the past alone.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from fairway.evidence.pilots.types import Numbers, Refused, Whole


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody, or a team, that is drawn: a key, what it belongs to (empty for teams), and its past level."""

    key: int
    team: str
    past: float


@dataclass(frozen=True, slots=True)
class Draw:
    """Arms of entrants in the order given, with the stratum each was drawn in."""

    arms: tuple[int, ...]
    strata: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What both sides did before: means of each arm, and the largest difference in standard deviations of the past."""

    sizes: tuple[int, ...]
    means: tuple[float, ...]
    apart: float

    @property
    def is_even(self) -> bool:
        return self.apart <= LARGEST_APART


LARGEST_APART = 0.5  # beyond it the words say so; what is left is taken into account in the analysis


def lot(seed: str, key: int) -> str:
    """Hexadecimal digits; the smaller comes first."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def drawn(entrants: Sequence[Entrant], arms: int, seed: str) -> Draw:
    """Draw arms. Refused where an arm would stay empty or the keys are not all different."""
    if len({entrant.key for entrant in entrants}) < len(entrants):
        raise Refused("Somebody stands in the list twice.")
    if len(entrants) < 2 * arms:
        raise Refused(f"{len(entrants)} are too few to draw {arms} groups of at least two.")
    arm, stratum = dict[int, int](), dict[int, int]()
    for number, together in enumerate(_strata(entrants, arms, seed)):
        # In a stratum that is not full, which arms go without is drawn too.
        free = sorted(range(arms), key=lambda one: lot(f"{seed}:{number}", one))
        for place, entrant in enumerate(sorted(together, key=lambda one: lot(seed, one.key))):
            arm[entrant.key], stratum[entrant.key] = free[place], number
    return Draw(tuple(arm[one.key] for one in entrants), tuple(stratum[one.key] for one in entrants))


def _strata(entrants: Sequence[Entrant], arms: int, seed: str) -> list[list[Entrant]]:
    def order(entrant: Entrant) -> tuple[float, str]:
        return entrant.past, lot(seed, entrant.key)

    full, left = list[list[Entrant]](), list[Entrant]()
    for team in sorted({entrant.team for entrant in entrants}):
        own = sorted((one for one in entrants if one.team == team), key=order)
        whole = len(own) - len(own) % arms
        # Those in excess are spread over the levels of the team, not its strongest alone.
        spare = {round((number + 0.5) * len(own) / (len(own) - whole) - 0.5) for number in range(len(own) - whole)}
        left += [one for place, one in enumerate(own) if place in spare]
        own = [one for place, one in enumerate(own) if place not in spare]
        full += _cut(own, arms)
    return full + _cut(sorted(left, key=order), arms)


def _cut(ordered: Sequence[Entrant], size: int) -> list[list[Entrant]]:
    return [list(ordered[start : start + size]) for start in range(0, len(ordered), size)]


def balance(past: Iterable[float], arms: Sequence[int]) -> Balance:
    """How alike the arms were before."""
    levels, of = np.asarray(list(past), dtype=float), np.asarray(arms)
    means = tuple(float(levels[of == arm].mean()) for arm in sorted(set(arms)))
    spread = float(levels.std(ddof=1))
    apart = (max(means) - min(means)) / spread if spread > 0 else 0.0
    return Balance(tuple(int((of == arm).sum()) for arm in sorted(set(arms))), means, apart)


def drawn_again(arms: Whole, strata: Whole, times: int, seed: int) -> Numbers:
    """Other draws that could have come, (times, entrants): arms change places within strata."""
    chance = np.random.default_rng(seed)
    order = np.argsort(strata, kind="stable")
    found = np.empty((times, len(arms)))
    for number in range(times):
        mixed = order[np.lexsort((chance.random(len(arms)), strata[order]))]
        found[number, order] = arms[mixed]
    return found
