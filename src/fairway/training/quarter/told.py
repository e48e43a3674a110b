"""The truth about each seller, told when the quarter is over, and what the choices were in its light."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairway.simulation.quarters.types import STRETCHES, WEEKS, Begun, Choice, Doing, Planted, Stretch
from fairway.simulation.scenario import Cause
from fairway.training.quarter.best import best_way
from fairway.training.quarter.seen import SellerSeen, team_seen
from fairway.web.words import plural

LATE = 3  # weeks left to work, at most, that are told as too late
LOOKED = 0.25  # log of how much more moved on, from which records look as if it worked
CROWDED = 0.95  # of what was set out to be done there were hours for
IN_THE_WAY = {
    Cause.PRIORITY: ("other work came first", "asking why"),
    Cause.CAPACITY: ("the week was full", "asking why"),
    Cause.SKILL: ("tries seldom came about", "practice"),
}


@dataclass(frozen=True, slots=True)
class ChoiceTold:
    """One activity that was chosen. `mark` is right, late, other or idle."""

    name: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class SellerTold:
    """`driver` is empty where no activity was done far too little."""

    name: str
    role: str
    driver: str
    works: Sequence[str]
    choices: Sequence[ChoiceTold]
    obstacle: str
    crowded_weeks: int
    best: str  # what the best way chose

    @property
    def is_on_driver(self) -> bool:
        return any(one.mark == "right" for one in self.choices)


def told_truth(start: Begun, stretches: Sequence[Stretch], doing: Doing) -> Sequence[SellerTold]:
    seen = team_seen(start.team.seed, start.team.level)
    best = best_way(start.team.seed, start.team.level)[0]
    return [_told(start, one, stretches, doing, best[one.place]) for one in seen]


def _told(start: Begun, seen: SellerSeen, stretches: Sequence[Stretch], doing: Doing, best: Choice) -> SellerTold:
    planted, place = start.team.sellers[seen.place], seen.place
    works = start.team.works[planted.role]
    chosen = sorted(
        {slot for stretch in stretches for slot, _ in stretch[place].hias},
        key=lambda slot: _first(stretches, place, slot),
    )
    return SellerTold(
        name=seen.name,
        role=seen.role,
        driver=seen.acts[planted.weak].name if planted.weak is not None else "",
        works=[seen.acts[int(slot)].name for slot in np.flatnonzero(works)],
        choices=[_choice(start, seen, slot, stretches) for slot in chosen],
        obstacle=_obstacle(planted, doing.solved[place]),
        crowded_weeks=int((doing.fits[place] < CROWDED).sum()),
        best=_in_words(seen, best),
    )


def _in_words(seen: SellerSeen, choice: Choice) -> str:
    chosen = [f"{seen.acts[slot].name}, {target} a week" for slot, target in choice.hias]
    return f"{'; '.join(chosen)}; {plural(choice.hours, 'hour')} a week"


def _first(stretches: Sequence[Stretch], place: int, slot: int) -> int:
    """The week from which an activity was chosen."""
    return next(STRETCHES[number] for number, stretch in enumerate(stretches) if slot in dict(stretch[place].hias))


def _choice(start: Begun, seen: SellerSeen, slot: int, stretches: Sequence[Stretch]) -> ChoiceTold:
    planted, act, week = start.team.sellers[seen.place], seen.acts[slot], _first(stretches, seen.place, slot)
    left = max(0, WEEKS - (week - 1) - act.lag_weeks[0])
    since = f"chosen in week {week}"
    highest = max(dict(stretch[seen.place].hias).get(slot, 0) for stretch in stretches)
    if not start.team.works[planted.role, slot]:
        looked = act.split.ratio > LOOKED
        why = " The records looked otherwise: counted together is not caused." if looked else ""
        return ChoiceTold(act.name, "idle", f"{since}. It moves nothing in this role.{why}")
    if left <= LATE:
        shows = f"{act.lag_weeks[0]} to {act.lag_weeks[1]} weeks"
        return ChoiceTold(act.name, "late", f"{since}. It works, and shows after {shows}: {left} of {WEEKS} were left.")
    if highest <= start.usual[seen.place, slot]:
        return ChoiceTold(act.name, "other", f"{since}. It works, and {seen.name} did as much before it was chosen.")
    if slot != planted.weak:
        return ChoiceTold(act.name, "other", f"{since}. It works, and {seen.name} did about as much of it as others.")
    return ChoiceTold(act.name, "right", f"{since}. It works, and {seen.name} did far less of it than others.")


def _obstacle(planted: Planted, solved: np.ndarray) -> str:
    if planted.cause is None:
        return "Nothing was in the way."
    words, by = IN_THE_WAY[planted.cause]
    over = np.flatnonzero(solved >= 1.0)
    if len(over):
        return f"In the way: {words}. Out of it from week {int(over[0]) + 1}, by {by}."
    if solved[-1] == 0:
        return f"In the way: {words}, to the end. No hour went into {by}."
    return f"In the way: {words}. At the end {solved[-1]:.0%} of it was gone, by {by}."
