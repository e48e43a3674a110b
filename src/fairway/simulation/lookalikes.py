"""Healthy sellers who look as if something were wrong: on target all the same, or away for a reason everybody knows."""

from dataclasses import replace

import numpy as np

from fairway.simulation.scenario import Leave, SellerSpec, Situation
from fairway.simulation.seats import Seat, own_plans
from fairway.simulation.shapes import pick

LOOK_ALIKES = (
    "bad_week",
    "holiday_week",
    "new_on_target",
    "more_deals",
    "took_over_deals",
    "part_time",
    "short_plan",
    "slow_to_log",
    "fewer_leads",
    "more_other_work",
    "less_other_work",
    "higher_target",
)


def look_alike(seat: Seat, rng: np.random.Generator) -> tuple[SellerSpec, str]:
    """A healthy seller who looks like one who falls short, and in what way."""
    name = pick(rng, LOOK_ALIKES)
    name = "more_other_work" if name == "took_over_deals" and not seat.colleagues else name
    spec = seat.spec
    weeks = int(rng.integers(2, 9))
    last = int(rng.integers(1, 4))
    if name == "bad_week":
        rate = float(rng.uniform(0.1, 0.5))
        words = [pick(rng, list(seat.plans))] if rng.random() < 0.5 else list(seat.plans)
        return _with(spec, *(Situation(word, last, last - 1, rate=rate) for word in words)), name
    if name == "holiday_week":
        monday = -seat.shape.week_began(last)
        return replace(spec, leaves=(Leave(monday, monday + 4),)), name
    if name == "new_on_target":
        return replace(spec, hired_weeks_ago=int(rng.integers(3, 15)), ramp=()), name
    if name == "part_time":
        fte, days = pick(rng, ((0.5, (0, 1, 2, 3, 4)), (0.6, (0, 1, 2)), (0.8, (0, 1, 2, 3)), (0.6, (1, 2, 3))))
        return replace(spec, fte=fte, working_days=days), name
    if name == "short_plan":
        since = int(rng.integers(3, 7))
        return replace(spec, plans=own_plans(seat, from_weeks_ago=since)), name
    if name == "slow_to_log":
        return replace(spec, share_late=float(rng.uniform(0.4, 0.7))), name
    if name == "higher_target":
        return replace(spec, plans=own_plans(seat, factor=float(rng.uniform(1.25, 1.5)))), name
    return _with(spec, _surroundings(name, weeks, seat, rng)), name


def _surroundings(name: str, weeks: int, seat: Seat, rng: np.random.Generator) -> Situation:
    """More or less around the seller, from some weeks ago on; what is planned goes on as ever."""
    if name == "more_deals":
        return Situation("", weeks + 6, deals=3.0)
    if name == "took_over_deals":
        return Situation("", weeks, takes_from=pick(rng, seat.colleagues), takes=0.7)
    if name == "fewer_leads":
        return Situation("", weeks, leads=0.3)
    other_work = rng.uniform(0.4, 0.6) if name == "less_other_work" else rng.uniform(1.5, 2.0)
    return Situation("", weeks, other_work=float(other_work))


def _with(spec: SellerSpec, *situations: Situation) -> SellerSpec:
    return replace(spec, situations=(*spec.situations, *situations))
