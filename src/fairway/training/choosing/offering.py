"""What a practice case offers: a best activity, others that would do, and what tempts for a reason that can be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from fairway.training.choosing.library import MetricSketch, RoleSketch, families, good_order
from fairway.training.choosing.saying import level as told
from fairway.training.choosing.types import Driver, Evidence, Nature, Option, Unit
from fairway.web.words import first_down


class Part(StrEnum):
    """What an option is planned to be. Whether it is that is for the reasoning to find out."""

    BEST = "best"
    WOULD_DO = "would do"
    RESULT = "result"
    OBJECTIVE = "objective"
    VOLUME = "volume"
    ORDER = "order"
    ELSEWHERE = "elsewhere"
    CEILING = "ceiling"
    LATE = "late"
    UNSEEN = "unseen"
    STALE = "stale"
    COSTLY = "costly"


LIMITS = (Part.CEILING, Part.LATE, Part.UNSEEN, Part.STALE, Part.COSTLY)
NO_ACTS = (Part.RESULT, Part.VOLUME, Part.ORDER)
PARTS = {  # by level: always, then how many of the limits and of what is no act
    1: ((Part.BEST, Part.WOULD_DO, Part.OBJECTIVE, Part.RESULT, Part.ELSEWHERE), 0, 0),
    2: ((Part.BEST, Part.WOULD_DO, Part.OBJECTIVE, Part.ELSEWHERE), 1, 1),
    3: ((Part.BEST, Part.WOULD_DO, Part.OBJECTIVE, Part.ELSEWHERE), 2, 0),
    4: ((Part.BEST, Part.WOULD_DO, Part.OBJECTIVE, Part.ELSEWHERE), 2, 1),
    5: ((Part.BEST, Part.WOULD_DO, Part.OBJECTIVE, Part.ELSEWHERE), 3, 0),
}
ROOM = {1: 0.72, 2: 0.7, 3: 0.66, 4: 0.64, 5: 0.62}  # of the best quarter's level, left at the best
LESS_ROOM = 0.29  # than that, at what would do: which of two is better must be plain
PAST_LIMIT = {1: 1.9, 2: 1.9, 3: 1.7, 4: 1.5, 5: 1.35}  # hours and weeks, in what there is
MOST_FILLED = {1: 0.2, 2: 0.25, 3: 0.3, 4: 0.38, 5: 0.45}
CLOSELY, NEARLY = (0.72, 0.88), (0.9, 0.97)  # correlation of objectives and of results with the result


@dataclass(frozen=True, slots=True)
class Casting:
    """Which metrics stand for which part in a case."""

    level: int
    chosen: Sequence[tuple[Part, MetricSketch, str]]  # and the key of the driver it acts on
    weeks_left: int
    hours_free: float
    goal: float


def planned(role: RoleSketch, drivers: Sequence[Driver], main: str, level: int, goal: float, chance: Random) -> Casting:
    always, limits, no_acts = PARTS[level]
    parts = [*always, *chance.sample(LIMITS, limits), *chance.sample(NO_ACTS, no_acts)]
    family = {one.key: families()[one.family] for one in role.drivers if one.family}
    acts = chance.sample(list(family[main].activities), len(family[main].activities))
    own = next(one.family for one in role.drivers if one.key == main)
    apart = {key: [act for act in found.activities if own not in act.also] for key, found in family.items()}
    elsewhere = _elsewhere(drivers, main, [key for key, found in apart.items() if found])
    sketches = {
        Part.RESULT: chance.choice(list(role.results)),
        Part.VOLUME: chance.choice(list(role.volumes)),
        Part.ORDER: chance.choice(list(good_order())),
        Part.OBJECTIVE: family[main].posing,
        Part.ELSEWHERE: chance.choice(apart[elsewhere]),
    }
    aims = {Part.RESULT: "", Part.VOLUME: "", Part.ORDER: "", Part.ELSEWHERE: elsewhere}
    chosen = [(part, sketches.get(part) or acts.pop(), aims.get(part, main)) for part in parts]
    fit = [sketch for part, sketch, _ in chosen if part in {Part.BEST, Part.WOULD_DO}]
    return Casting(
        level=level,
        chosen=chosen,
        weeks_left=max(sketch.weeks[1] for _, sketch, aim in chosen if aim) + chance.randint(2, 5),
        goal=goal,
        hours_free=max(3.0, sum(sketch.hours for sketch in fit)) + chance.choice([0.0, 0.5, 1.0]),
    )


def offered(casting: Casting, drivers: Sequence[Driver], chance: Random) -> Sequence[Option]:
    """The options of a casting, in an order that says nothing."""
    by_key = {one.key: one for one in drivers}
    options = [_option(part, sketch, by_key.get(aim), casting, chance) for part, sketch, aim in casting.chosen]
    chance.shuffle(options)
    return options


def _elsewhere(drivers: Sequence[Driver], main: str, movable: Sequence[str]) -> str:
    """The driver that tempts most beside the one that carries the gap."""
    others = [one for one in drivers if one.key != main and one.key in movable]
    return max(others, key=lambda one: one.short).key


def _option(part: Part, sketch: MetricSketch, aim: Driver | None, casting: Casting, chance: Random) -> Option:
    evidence = _evidence(part, casting.level, chance)
    room = _room(part, casting.level, chance)
    top = sketch.top * chance.uniform(0.95, 1.03) * (casting.goal if sketch.unit is Unit.THOUSAND else 1)
    top = min(97.0, round(top)) if sketch.unit is Unit.PERCENT else max(1.0, _rounded(top, sketch.unit))
    whole = Option(
        key=sketch.key,
        name=sketch.name,
        text=sketch.text,
        nature={Part.RESULT: Nature.RESULT, Part.OBJECTIVE: Nature.OBJECTIVE}.get(part, Nature.ACTIVITY),
        drives=aim.key if aim else "",
        unit=sketch.unit,
        own=_rounded(top * (1 - room), sketch.unit),
        peers=_rounded(top * chance.uniform(0.74, 0.84), sketch.unit),
        top=top,
        hours=0.0 if part in {Part.RESULT, Part.OBJECTIVE} else sketch.hours,
        weeks=sketch.weeks,
        filled=round(chance.uniform(0.9, 0.99), 2),
        in_time=round(chance.uniform(0.82, 0.97), 2),
        evidence=evidence,
        found="",
        is_volume=part is Part.VOLUME,
        is_order=part is Part.ORDER,
    )
    return replace(_flawed(part, whole, casting, chance), found=_found(part, evidence, aim, chance))


def _flawed(part: Part, whole: Option, casting: Casting, chance: Random) -> Option:
    """With what speaks against it, where it was planned with a flaw."""
    past = PAST_LIMIT[casting.level]
    if part is Part.LATE:
        first = round(casting.weeks_left * past)
        return replace(whole, weeks=(first, first + chance.randint(2, 4)))
    if part is Part.COSTLY:
        return replace(whole, hours=round(2 * casting.hours_free * past * chance.uniform(1.0, 1.15)) / 2)
    if part is Part.UNSEEN:
        return replace(whole, filled=round(MOST_FILLED[casting.level] - chance.uniform(0.0, 0.08), 2))
    if part is Part.STALE:
        return replace(whole, in_time=round(chance.uniform(0.14, 0.28), 2))
    return whole


def _room(part: Part, level: int, chance: Random) -> float:
    """Share of the best quarter's level that is left."""
    if part is Part.CEILING:
        return chance.uniform(0.0, 0.03)
    less = LESS_ROOM if part is Part.WOULD_DO else 0.0
    return ROOM[level] - less + chance.uniform(-0.03, 0.03)


def _evidence(part: Part, level: int, chance: Random) -> Evidence:
    if part is Part.BEST:
        return Evidence.TRIAL if level < 4 else chance.choice([Evidence.TRIAL, Evidence.PEERS])
    if part is Part.WOULD_DO:
        return chance.choice([Evidence.FAINT, Evidence.OPEN, Evidence.ELSEWHERE])
    if part in {Part.VOLUME, Part.ORDER, Part.RESULT, Part.OBJECTIVE}:
        return Evidence.OPEN
    return chance.choice([Evidence.TRIAL, Evidence.PEERS])


def _found(part: Part, evidence: Evidence, aim: Driver | None, chance: Random) -> str:
    """What was found of it, in words."""
    if part is Part.RESULT:
        return f"Nearly the result itself (correlation {chance.uniform(*NEARLY):.2f})."
    if part is Part.OBJECTIVE:
        return f"Goes with the result more closely than any activity (correlation {chance.uniform(*CLOSELY):.2f})."
    if aim is None:
        return f"Goes with the result hardly at all (correlation {chance.uniform(0.02, 0.09):.2f})."
    return _words(evidence, aim, chance)


def _words(evidence: Evidence, aim: Driver, chance: Random) -> str:
    sellers = chance.randint(6, 14)
    if evidence is Evidence.TRIAL:
        start, end = _moved(aim, chance.uniform(1.3, 1.45))
        return (
            f"In a trial here {sellers} sellers who did more of it went from {start} to {end} on "
            f"{first_down(aim.name)}; those who waited stayed where they were."
        )
    if evidence is Evidence.PEERS:
        start, end = _moved(aim, chance.uniform(1.18, 1.26))
        return f"{sellers} peers who raised it went from {start} to {end} on {first_down(aim.name)} within a quarter."
    if evidence is Evidence.ELSEWHERE:
        return "Known to help elsewhere; not studied here."
    if evidence is Evidence.FAINT:
        faint = f"{chance.uniform(0.05, 0.1):.2f}"
        return f"Studied here over a year: a faint link with {first_down(aim.name)} (correlation {faint})."
    return "Not studied here: nobody knows whether it helps."


def _moved(aim: Driver, times: float) -> tuple[str, str]:
    """From where to where a driver moved, fewer days being better."""
    start = aim.usual * (1.1 if aim.unit is Unit.DAYS else 0.8)
    digits = 1 if aim.unit is Unit.THOUSAND and start < 20 else 0
    end = start / times if aim.unit is Unit.DAYS else start * times
    most = 96.0 if aim.unit is Unit.PERCENT else end
    return told(round(start, digits), aim.unit), told(round(min(most, end), digits), aim.unit)


def _rounded(value: float, unit: Unit) -> float:
    if unit in {Unit.PERCENT, Unit.THOUSAND}:
        return float(round(value))
    return max(0.5, round(value * 2) / 2)
