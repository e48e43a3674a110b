"""A practice case from a seed and a level: role, funnel, time, hours. What there is to choose from: `offering`.

Harder is: smaller differences between drivers, a second driver that is short too, a driver that looks lowest and stands
on too few, flaws closer to their limits, and fewer hints.
"""

from collections.abc import Iterator, Sequence
from math import exp, prod
from random import Random

from fairway.training.choosing.library import DriverSketch, RoleSketch, families, roles
from fairway.training.choosing.offering import offered, planned
from fairway.training.choosing.types import EASIEST, FEW, HARDEST, Case, Driver, Unit

SELLERS = tuple("Ada Bo Cem Dora Emil Farah Goran Hana Ivo Jun Kira Lev Mona Nils Oda Pia Rosa Sami Tess Yara".split())  # noqa: SIM905
SHORT = {1: 0.50, 2: 0.42, 3: 0.36, 4: 0.31, 5: 0.27}  # log ratio of the driver that carries the gap
SECOND = {1: 0.0, 2: 0.0, 3: 0.2, 4: 0.3, 5: 0.4}  # of it, at the second driver, both shrunk
MOST_SECOND = 0.5  # of it, as it looks
SWAY = {1: 0.02, 2: 0.03, 3: 0.04, 4: 0.05, 5: 0.05}  # of the others
NEAR_WHOLE, NEAR_WHOLE_SWAY = 70, 0.3  # percent; of the sway of others
LOOKS_LOWER, AT_MOST = 1.15, 0.6  # of a driver on few: its shortfall beside the true one's, raw and shrunk
OFTEN_LOWER = 1 / 3  # of the hardest cases; were it in all, the lowest would never be the answer
ENOUGH = 0.5  # trust in the driver that carries the gap, at least
FEWEST_ACTIVITIES = 5  # of a family that can carry a gap


def case_of(seed: int | str, level: int) -> Case:
    """The same seed and level give the same case."""
    level = max(EASIEST, min(HARDEST, level))
    chance = Random(f"{seed}/{level}")  # noqa: S311  (a case for practice)
    role = chance.choice(list(roles().values()))
    main = chance.choice([one.key for one in role.drivers if can_carry(role, one)])
    usual = {one.key: chance.uniform(*one.usual) for one in role.drivers}
    drivers = _drivers(role, usual, _shorts(role, usual, main, level, chance), level, chance)
    goal = _goal(role, drivers, chance)
    casting = planned(role, drivers, main, level, goal, chance)
    lost = exp(-sum(one.short for one in drivers))
    return Case(
        key=f"{role.key}-{level}-{seed}",
        level=level,
        seller=chance.choice(SELLERS),
        role=role.title,
        does=role.does,
        result=role.result,
        result_unit=role.result_unit,
        goal=round(goal),
        heading_for=round(goal * min(0.95, lost)),
        weeks_left=casting.weeks_left,
        hours_free=casting.hours_free,
        drivers=drivers,
        options=offered(casting, drivers, chance),
    )


def can_carry(role: RoleSketch, one: DriverSketch) -> bool:
    """Whether there are activities enough to choose from, and occasions enough to trust a shortfall."""
    middles = {driver.key: sum(driver.usual) / 2 for driver in role.drivers}
    count = counts(role, middles)[one.key]
    has_acts = one.family in families() and len(families()[one.family].activities) >= FEWEST_ACTIVITIES
    return has_acts and count / (count + FEW) >= ENOUGH


def counts(role: RoleSketch, levels: dict[str, float]) -> dict[str, int]:
    """On how many each driver stands: its own count, else what the driver before it left of those before."""
    found: dict[str, int] = {}
    standing = 0.0
    for one in role.drivers:
        standing = one.base or (levels[one.key] if one.unit is Unit.COUNT else standing)
        found[one.key] = max(1, round(standing))
        if one.unit is Unit.PERCENT:
            standing *= levels[one.key] / 100
    return found


def _shorts(role: RoleSketch, usual: dict[str, float], main: str, level: int, chance: Random) -> dict[str, float]:
    """By driver, how far short of the usual as a log ratio."""
    sway = {key: SWAY[level] * (NEAR_WHOLE_SWAY if key in near_whole(role, usual) else 1) for key in usual}
    short = {key: chance.uniform(-most, most) for key, most in sway.items()}
    short[main] = SHORT[level] * chance.uniform(0.92, 1.08)
    now = {key: value * exp(-short[key]) for key, value in usual.items()}
    trust = {key: count / (count + FEW) for key, count in counts(role, now).items()}
    others = [one.key for one in role.drivers if one.key != main and one.family]
    carried = short[main] * trust[main]
    if SECOND[level]:
        second = chance.choice([key for key in others if key not in near_whole(role, usual)] or others)
        short[second] = min(MOST_SECOND * short[main], SECOND[level] * carried / trust[second])
        others.remove(second)
    if level == HARDEST and chance.random() < OFTEN_LOWER:
        lower = LOOKS_LOWER * short[main]
        few = [key for key in others if lower * trust[key] <= AT_MOST * carried]
        short |= dict.fromkeys(few[:1], lower)
    return short


def near_whole(role: RoleSketch, usual: dict[str, float]) -> set[str]:
    """Drivers near the whole, where a small difference of the share is a large one of the rest: 84% kept beside 90%."""
    return {one.key for one in role.drivers if one.unit is Unit.PERCENT and usual[one.key] >= NEAR_WHOLE}


def _drivers(
    role: RoleSketch, usual: dict[str, float], short: dict[str, float], level: int, chance: Random
) -> Sequence[Driver]:
    figures = list(_figures(role, usual, short, level, chance))
    standing = counts(role, {sketch.key: now for sketch, now, _, _ in figures})
    return [
        Driver(one.key, one.name, one.unit, now, before, peers, standing[one.key], one.of)
        for one, now, before, peers in figures
    ]


def _figures(
    role: RoleSketch, usual: dict[str, float], short: dict[str, float], level: int, chance: Random
) -> Iterator[tuple[DriverSketch, float, float, float]]:
    """(driver, level now, own before, peers), rounded as they are shown."""
    for one in role.drivers:
        way = 1 if one.unit is Unit.DAYS else -1
        most = SWAY[level] * (NEAR_WHOLE_SWAY if one.key in near_whole(role, usual) else 1)
        apart = chance.uniform(-most, most)
        levels = (way * short[one.key], apart, -apart)
        now, before, peers = (shown(usual[one.key] * exp(part), one.unit) for part in levels)
        yield one, now, before, peers


def shown(value: float, unit: Unit) -> float:
    """A figure as precise as a page shows it; a share is 97% at most."""
    if unit is Unit.PERCENT:
        return float(min(97, round(value)))
    return round(value, 1) if unit is Unit.THOUSAND and value < 20 else float(round(value))


def _goal(role: RoleSketch, drivers: Sequence[Driver], chance: Random) -> float:
    """The result at the usual level of every driver, where it is their product."""
    if not role.product:
        return round(chance.uniform(*role.goal), -1)
    by_key = {one.key: one for one in drivers}
    first = next(one for one in role.drivers if one.key == role.product[0])
    return (first.base or 1) * prod(
        by_key[key].usual / (100 if by_key[key].unit is Unit.PERCENT else 1) for key in role.product
    )
