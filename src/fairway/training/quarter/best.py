"""The best way we can find for a team whose truth is known: the yardstick of a quarter.

For each seller every activity that works, alone and beside the one they do too little of, is tried with two hours a
week; the best of these with none to four hours and two targets, hours first on what is in the way and then on
practice. Of all that, what fits the budget and brings most is taken. Better ways may exist: a player who finds one
has reached the whole of it.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import ceil

import numpy as np

from fairway.simulation.quarters.coaching import STRETCH_WEEKS
from fairway.simulation.quarters.living import begun_quarter, lived_quarter
from fairway.simulation.quarters.planting import PER_WEEK
from fairway.simulation.quarters.roles import step_of
from fairway.simulation.quarters.types import BUDGET, SELLERS, STRETCHES, Begun, Choice, Planted, Stretch
from fairway.simulation.scenario import Cause

HOURS = range(5)  # a week with one seller
USUAL_HOURS, USUAL_TARGET = 2, 1.3
TRIED = 10  # kinds of luck in which each way is tried
TARGETS = (1.2, 1.6)  # times what is usual
Way = Sequence[Choice]  # of one seller, by stretch


@lru_cache(maxsize=32)
def best_way(seed: int, level: int) -> Sequence[Stretch]:
    start = begun_quarter(seed, level)
    sellers = start.team.sellers
    sets = [_sets(start.team.works[seller.role], seller) for seller in sellers]
    most = max(len(own) for own in sets)
    first = [
        [
            _way(seller, own[min(number, len(own) - 1)], USUAL_TARGET, USUAL_HOURS)
            for seller, own in zip(sellers, sets, strict=True)
        ]
        for number in range(most)
    ]
    best = _brought(start, first).argmax(axis=0)
    chosen = [own[min(int(number), len(own) - 1)] for own, number in zip(sets, best, strict=True)]
    options = [
        [_way(seller, own, times, hours) for seller, own in zip(sellers, chosen, strict=True)]
        for hours, times in product(HOURS, TARGETS)
    ]
    brought = _brought(start, options)
    taken = _within_budget(brought.reshape(len(HOURS), len(TARGETS), SELLERS))
    return [[options[taken[place]][place][stretch] for place in range(SELLERS)] for stretch in range(len(STRETCHES))]


def _brought(start: Begun, options: Sequence[Sequence[Way]]) -> np.ndarray:
    """(options, sellers): what each seller's way brings on average."""
    plans = [[[way[stretch] for way in row] for stretch in range(len(STRETCHES))] for row in options]
    lived = lived_quarter(start, plans, TRIED)
    return np.asarray((lived.counts.expected.sum(axis=-1) + lived.open_worth).mean(axis=1))


def _within_budget(brought: np.ndarray) -> Sequence[int]:
    """Number of the option of each seller: the hours that fit the budget and bring most."""
    value = brought.max(axis=1)
    hours = max(
        (one for one in product(HOURS, repeat=SELLERS) if sum(one) <= BUDGET),
        key=lambda one: sum(float(value[many, place]) for place, many in enumerate(one)),
    )
    return [many * len(TARGETS) + int(brought[many, :, place].argmax()) for place, many in enumerate(hours)]


def _sets(works: np.ndarray, seller: Planted) -> Sequence[tuple[int, ...]]:
    """Which activities: each that works, and each beside the one done too little."""
    working = [int(slot) for slot in np.flatnonzero(works)]
    if seller.weak is None:
        return [(one, other) for one in working for other in working if one < other]
    return [(seller.weak,), *((seller.weak, slot) for slot in working if slot != seller.weak)]


def _way(seller: Planted, slots: Sequence[int], times: float, hours: int) -> Way:
    return [_choice(slots, times, seller, hours, stretch) for stretch in range(len(STRETCHES))]


def _choice(slots: Sequence[int], times: float, seller: Planted, hours: int, stretch: int) -> Choice:
    hias = tuple((slot, ceil(times * PER_WEEK[step_of(slot)])) for slot in slots)
    is_in_the_way = hours * STRETCH_WEEKS * stretch < seller.need
    asks = bool(seller.cause) and seller.cause is not Cause.SKILL and is_in_the_way
    return Choice(hias=hias, why=hours if asks else 0, practice=0 if asks else hours)
