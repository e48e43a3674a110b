"""What the weeks brought that were lived so far: executing first, objectives next, the result last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from fairway.simulation.quarters.coaching import stretch_of
from fairway.simulation.quarters.living import lived_quarter
from fairway.simulation.quarters.roles import STEPS, step_of
from fairway.simulation.quarters.types import STRETCHES, WEEKS, Begun, Lived, Planted, Stretch
from fairway.simulation.scenario import Cause
from fairway.training.quarter.seen import Part, SellerSeen
from fairway.training.quarter.ways import was_asked
from fairway.web.charts import Column, strip

MONDAY = date(2024, 1, 1)  # of a quarter that is in no calendar: nothing shows it

TOLD = {
    Cause.PRIORITY: "“Other work keeps coming first. Nobody ever said which of it can wait.”",
    Cause.CAPACITY: "“My week is full. I look after things that were handed to me long ago.”",
    Cause.SKILL: "“I try, and it seldom works out. I am not sure how to do it well.”",
    None: "“Nothing stands in the way. I just have to get to it.”",
}


@dataclass(frozen=True, slots=True)
class ActSoFar:
    """One chosen activity since the quarter began."""

    name: str
    target: int
    done: int  # in the weeks since the last choice
    due: int
    picture: Markup


@dataclass(frozen=True, slots=True)
class ObjectiveSoFar:
    """The step a chosen activity is for, in the weeks since the last choice."""

    name: str
    is_opening: bool
    now: Part
    usual: Part


@dataclass(frozen=True, slots=True)
class SellerSoFar:
    acts: Sequence[ActSoFar]
    objectives: Sequence[ObjectiveSoFar]
    won: float
    told: str  # empty where nobody asked
    worked: float  # weeks, of those since the last choice
    weeks: int

    @property
    def is_short(self) -> bool:
        return self.weeks - self.worked > 0.05


@dataclass(frozen=True, slots=True)
class SoFar:
    """`weeks` lived, `first` the first of those since the last choice (from 1), and the team's result."""

    weeks: int
    first: int
    sellers: Sequence[SellerSoFar]
    won: float
    usual_won: float  # in as many weeks of last quarter


def so_far(start: Begun, seen: Sequence[SellerSeen], stretches: Sequence[Stretch]) -> SoFar:
    weeks = STRETCHES[len(stretches)] - 1 if len(stretches) < len(STRETCHES) else WEEKS
    first = STRETCHES[len(stretches) - 1]
    lived = lived_quarter(start, [stretches], 1)
    booked = lived.counts.booked[0, 0, :, :weeks]
    sellers = [_seller(start, one, stretches, lived, (first, weeks)) for one in seen]
    usual = sum(one.won for one in seen) * weeks / WEEKS
    return SoFar(weeks, first, sellers, float(booked.sum()), usual)


def _seller(
    start: Begun, seen: SellerSeen, stretches: Sequence[Stretch], lived: Lived, span: tuple[int, int]
) -> SellerSoFar:
    choice, place = stretches[-1][seen.place], seen.place
    planted = start.team.sellers[place]
    steps = sorted({step_of(slot) for slot, _ in choice.hias})
    return SellerSoFar(
        acts=[_act(seen, lived, slot, stretches, span) for slot, _ in choice.hias],
        objectives=[_objective(seen, lived, step, span) for step in steps],
        won=float(lived.counts.booked[0, 0, place, : span[1]].sum()),
        told=told(planted) if was_asked(stretches, place) else "",
        worked=float(lived.presence[0, 0, place, span[0] - 1 : span[1]].sum()),
        weeks=span[1] - span[0] + 1,
    )


def told(planted: Planted) -> str:
    return TOLD[planted.cause]


def _act(seen: SellerSeen, lived: Lived, slot: int, stretches: Sequence[Stretch], span: tuple[int, int]) -> ActSoFar:
    first, until = span
    done = lived.counts.acts[0, 0, seen.place, slot]
    columns = [_column(seen.place, slot, week, lived, stretches) if week < until else None for week in range(WEEKS)]
    target = next(target for one, target in stretches[-1][seen.place].hias if one == slot)
    worked = float(lived.presence[0, 0, seen.place, first - 1 : until].sum())
    many, due = int(done[first - 1 : until].sum()), max(1, round(target * worked))
    label = f"{seen.acts[slot].name}, {seen.name}, by week: {', '.join(str(n) for n in done[:until])}"
    return ActSoFar(seen.acts[slot].name, target, many, due, strip(columns, label))


def _column(place: int, slot: int, week: int, lived: Lived, stretches: Sequence[Stretch]) -> Column:
    number = min(stretch_of(week), len(stretches) - 1)
    targets = dict(stretches[number][place].hias)
    present = float(lived.presence[0, 0, place, week])
    expected, done = targets.get(slot, 0) * present, float(lived.counts.acts[0, 0, place, slot, week])
    state = "away" if not present else "partial" if slot not in targets else "met" if done >= expected else "missed"
    return Column(MONDAY + timedelta(weeks=week), done, expected, state)


def _objective(seen: SellerSeen, lived: Lived, step: int, span: tuple[int, int]) -> ObjectiveSoFar:
    weeks, counts, at = slice(span[0] - 1, span[1]), lived.counts, seen.steps[step]
    here = (0, 0, seen.place)
    if step == 0:
        now = Part(int(counts.opened[here][weeks].sum()), float(lived.presence[here][weeks].sum()))
    else:
        now = Part(int(counts.moved[here][step - 1, weeks].sum()), float(counts.stood[here][step - 1, weeks].sum()))
    return ObjectiveSoFar(STEPS[step], step == 0, now, Part(at.own.many, at.own.of))
