"""What a manager sees of a team as the quarter begins: funnels, what each does in a week, and hours.

Everything here is counted from the records of two quarters, or said by the seller. The truth stays in the simulator.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

import numpy as np

from fairway.simulation.draws import stream
from fairway.simulation.quarters.living import begun_quarter
from fairway.simulation.quarters.planting import PAST
from fairway.simulation.quarters.roles import EACH, STAGES, STEPS, step_of
from fairway.simulation.quarters.types import WEEKS, Begun, Planted
from fairway.simulation.scenario import Cause
from fairway.training.quarter.recorded import Split, splits_of

PRIOR = 0.35  # standard deviation of the log of how sellers of a role differ at a step, before anything is seen
CAME_ABOUT, SELDOM = 0.6, 0.2  # of tries: usually, and where skill is in the way
WEEK_HOURS, USUAL_OTHER, USUAL_FREE = 40, 16.0, 6.0
FEW = 2 / 3  # of what the role does: less than that is told apart


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    many: int
    of: float

    @property
    def share(self) -> float:
        return self.many / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step of a seller's funnel. Of new deals `of` are weeks worked; else deals times weeks they stood there."""

    name: str
    is_opening: bool
    own: Part
    before: Part
    others: Part
    gap: float  # log of own against the role, shrunk by how few deals it rests on


@dataclass(frozen=True, slots=True)
class ActSeen:
    """One activity a seller could do more of."""

    slot: int
    name: str
    step: int
    own: float  # a week worked, over two quarters
    others: float
    came_about: Part
    split: Split
    lag_weeks: tuple[int, int]

    @property
    def is_little(self) -> bool:
        return self.own < FEW * self.others


@dataclass(frozen=True, slots=True)
class SellerSeen:
    """One seller as the quarter begins."""

    place: int
    name: str
    role: str
    steps: Sequence[StepSeen]
    acts: Sequence[ActSeen]
    won: float
    others_won: float
    hours_used: float
    other_work: float

    def acts_at(self, step: int) -> Sequence[ActSeen]:
        return self.acts[EACH * step : EACH * (step + 1)]


@lru_cache(maxsize=32)
def team_seen(seed: int, level: int) -> Sequence[SellerSeen]:
    start = begun_quarter(seed, level)
    splits = splits_of(start)
    return [_seller(start, place, splits[seller.role]) for place, seller in enumerate(start.team.sellers)]


def _seller(start: Begun, place: int, splits: Sequence[Split]) -> SellerSeen:
    seller, past = start.team.sellers[place], start.past
    others = np.flatnonzero((start.team.role_of == seller.role) & (np.arange(len(start.team.role_of)) != place))
    worked = start.presence[[place]].sum(), start.presence[others].sum()
    used, other = _hours(seller)
    came = _came_about(start, place)
    acts = [
        ActSeen(
            slot=slot,
            name=name,
            step=step_of(slot),
            own=float(past.acts[place, slot].sum() / worked[0]),
            others=float(past.acts[others, slot].sum() / worked[1]),
            came_about=came[slot],
            split=splits[slot],
            lag_weeks=start.team.setting.acts[slot].lag_weeks,
        )
        for slot, name in enumerate(start.team.roles[seller.role].acts)
    ]
    return SellerSeen(
        place=place,
        name=seller.name,
        role=start.team.roles[seller.role].name,
        steps=[_step(start, place, others, step) for step in range(STAGES + 1)],
        acts=acts,
        won=float(past.booked[place, -WEEKS:].sum()),
        others_won=float(past.booked[others, -WEEKS:].sum(axis=1).mean()),
        hours_used=used,
        other_work=other,
    )


def _step(start: Begun, place: int, others: np.ndarray, step: int) -> StepSeen:
    past = start.past
    many = past.opened if step == 0 else past.moved[:, step - 1]
    of = start.presence if step == 0 else past.stood[:, step - 1]
    last, earlier = slice(PAST - WEEKS, PAST), slice(PAST - 2 * WEEKS, PAST - WEEKS)
    own = Part(int(many[place].sum()), float(of[place].sum()))
    role = Part(int(many[others].sum()), float(of[others].sum()))
    noise = 1.0 / (own.many + 1) + 1.0 / (role.many + 1)
    seen = log((own.many + 0.5) / (own.of * role.share + 0.5))
    return StepSeen(
        name=STEPS[step],
        is_opening=step == 0,
        own=Part(int(many[place, last].sum()), float(of[place, last].sum())),
        before=Part(int(many[place, earlier].sum()), float(of[place, earlier].sum())),
        others=role,
        gap=seen * PRIOR**2 / (PRIOR**2 + noise),
    )


def _hours(seller: Planted) -> tuple[float, float]:
    """Hours a week in use, and of other work, as far as they show."""
    if seller.is_sign_missing:
        return WEEK_HOURS - USUAL_FREE, USUAL_OTHER
    return WEEK_HOURS - seller.free, seller.other


def _came_about(start: Begun, place: int) -> Sequence[Part]:
    """Of tries at each activity, how many became it, last quarter."""
    seller = start.team.sellers[place]
    rng = stream(start.team.seed, "tries", start.team.level, place)
    found = []
    for slot, many in enumerate(start.past.acts[place, :, -WEEKS:].sum(axis=1)):
        is_hard = seller.cause is Cause.SKILL and slot == seller.weak and not seller.is_sign_missing
        share = (SELDOM if is_hard else CAME_ABOUT) * exp(0.08 * float(rng.standard_normal()))
        found.append(Part(int(many), round(int(many) / min(share, 0.95))))
    return found
