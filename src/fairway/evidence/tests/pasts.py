"""Pasts for tests: written by hand deal by deal, drawn at random, or lived by a simulated organisation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from bench.oracle_of_effects import past_of
from fairway.evidence.types import NEVER, ActFacts, DealFacts, Past
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Setting, Situation


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal as one would tell it; `steps` are the weeks in which it came to the second stage, the third ..."""

    created: int
    steps: Sequence[int] = ()
    closed: int = NEVER
    is_won: bool = False
    seller: int = 0
    left: int = NEVER
    is_inbound: bool = False
    amount: float = 100.0


@dataclass(frozen=True, slots=True)
class Doing:
    """Acts of one candidate by one seller in one week, on one deal or, with -1, on none."""

    week: int
    deal: int = -1
    candidate: int = 0
    seller: int = 0
    many: int = field(default=1)


def told(
    deals: Sequence[Deal],
    doings: Sequence[Doing] = (),
    *,
    weeks: int,
    sellers: int = 1,
    stages: int = 3,
    kinds: int = 1,
) -> Past:
    """A past of exactly these deals and acts; everybody was always there."""
    entered = np.full((len(deals), 3), NEVER)
    for number, deal in enumerate(deals):
        entered[number, : 1 + len(deal.steps)] = [deal.created, *deal.steps]
    done = [doing for doing in doings for _ in range(doing.many)]
    return Past(
        candidates=tuple(f"kind_{n}" for n in range(kinds)),
        is_own=np.ones(kinds, dtype=bool),
        presence=np.ones((sellers, weeks)),
        inbound=np.zeros((sellers, weeks)),
        deals=DealFacts(
            seller=_whole([deal.seller for deal in deals]),
            created=_whole([deal.created for deal in deals]),
            closed=_whole([deal.closed for deal in deals]),
            is_won=np.array([deal.is_won for deal in deals], dtype=bool),
            is_inbound=np.array([deal.is_inbound for deal in deals], dtype=bool),
            amount=np.array([deal.amount for deal in deals], dtype=np.float64),
            entered=entered,
            left=_whole([deal.left for deal in deals]),
        ),
        acts=ActFacts(
            candidate=_whole([doing.candidate for doing in done]),
            seller=_whole([doing.seller for doing in done]),
            week=_whole([doing.week for doing in done]),
            deal=_whole([doing.deal for doing in done]),
        ),
    )


def _whole(values: Sequence[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


@cache
def lived(
    seed: int, situation: Situation = Situation.PLAIN, sellers: int = 30, weeks: int = 36
) -> tuple[Setting, Past]:
    """A drawn organisation and its past."""
    setting = drawn_setting(seed, situation, sellers=sellers, weeks=weeks)
    return setting, past_of(setting, history_of(setting))


def lived_with(setting: Setting) -> Past:
    """The past of a setting somebody made."""
    return past_of(setting, history_of(setting))
