"""Who begins and who waits, drawn by lot: the same again from the same seed, and like with like.

A lot is the SHA-256 of seed and key, so that anybody can draw again with any tool. Sellers of one team with a similar
past stand together in a stratum of one for each arm; within it the order of lots decides. What is left over of each
team is put into strata by the past alone.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, factorial

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


FEWEST_DRAWS = 20  # with fewer, even the most lopsided of them comes by chance more than one time in ten
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
            arm[entrant.key], stratum[entrant.key] = free[place % arms], number
    return Draw(tuple(arm[one.key] for one in entrants), tuple(stratum[one.key] for one in entrants))


def _strata(entrants: Sequence[Entrant], arms: int, seed: str) -> list[list[Entrant]]:
    """The smallest strata with enough draws to tell chance from effect; everybody together where there are none."""
    for size in range(arms, len(entrants), arms):
        found = _strata_of(size, entrants, seed)
        if possible_draws([len(one) for one in found], arms) >= FEWEST_DRAWS:
            return found
    return [list(entrants)]


def possible_draws(sizes: Iterable[int], arms: int) -> int:
    """In how many ways strata of those sizes can be divided among arms as evenly as they can."""
    ways = 1
    for size in sizes:
        each, more = divmod(size, arms)
        ways *= factorial(size) * comb(arms, more)
        ways //= factorial(each) ** (arms - more) * factorial(each + 1) ** more
    return ways


def _strata_of(size: int, entrants: Sequence[Entrant], seed: str) -> list[list[Entrant]]:
    def order(entrant: Entrant) -> tuple[float, str]:
        return entrant.past, lot(seed, entrant.key)

    full, left = list[list[Entrant]](), list[Entrant]()
    for team in sorted({entrant.team for entrant in entrants}):
        own = sorted((one for one in entrants if one.team == team), key=order)
        over = len(own) % size
        # Those in excess are spread over the levels of the team, not its strongest alone.
        spare = {round((number + 0.5) * len(own) / over - 0.5) for number in range(over)}
        left += [one for place, one in enumerate(own) if place in spare]
        full += _cut([one for place, one in enumerate(own) if place not in spare], size)
    return full + _cut(sorted(left, key=order), size)


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
