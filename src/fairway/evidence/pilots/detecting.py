"""What a pilot could see before it begins: the smallest change it would find four times in five, and what it takes.

Every estimate of a pilot is a sum of weekly means of its arms with weights the design fixes. The weights and the past
spread of sellers give its standard error; a t distribution with the design's degrees of freedom the change that stands
out of it (two-sided 5 %, four times in five).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from fairway.evidence.pilots.judging import has_own_slopes
from fairway.evidence.pilots.regressing import FEWEST_DEGREES
from fairway.evidence.pilots.spreads import remembered
from fairway.evidence.pilots.staggering import NEVER, Base, Panel, gains
from fairway.evidence.pilots.types import LONGEST, Design, Drawn, Kind, Numbers, Refused, Spread

FALSE_ALARM, POWER = 0.05, 0.80
MOST_TIMES = 20
FEWEST_IN_ARM = 2


@dataclass(frozen=True, slots=True)
class Detectable:
    """`change` in the outcome's own unit a week, from an `error` with so many `degrees` of freedom."""

    change: float
    error: float
    degrees: float


@dataclass(frozen=True, slots=True)
class Needed:
    """What would do, all else as planned: so many weeks, or so many sellers (or teams). None where none would."""

    weeks: int | None
    units: int | None


def detectable(design: Design, spread: Spread, sizes: Sequence[int]) -> Detectable:
    """For units of those sizes: 1 for every seller that is drawn, or the sellers of each team.

    Refused where they are too few to compare at all.
    """
    units = len(sizes)
    if units < (fewest := fewest_units(design)):
        what = "teams" if design.drawn is Drawn.TEAMS else "sellers"
        raise Refused(f"Such a pilot takes at least {fewest} {what}; there are {units}.")
    if design.step < 1:
        raise Refused("Each group needs at least a week.")
    covariance = _covariance(design, spread, sizes)
    weights = arm_weights(design, covariance)
    error = float(np.sqrt(np.einsum("ij,jk,ik->", weights, covariance, weights) / (units / design.arms)))
    degrees = float(units - _spent(design, units))
    reach = float(stdtrit(degrees, 1 - FALSE_ALARM / 2) + stdtrit(degrees, POWER))
    return Detectable(reach * error, error, degrees)


def needed(design: Design, spread: Spread, sizes: Sequence[int], worth: float) -> Needed:
    """What it would take to see a change of `worth` (in the outcome's unit a week)."""
    steps = design.arms if design.kind is Kind.STAGGERED else 2 if design.kind is Kind.CROSSOVER else 1
    weeks = (
        number
        for number in range(design.weeks, LONGEST + 1)
        if number % steps == 0 and _sees(replace(design, weeks=number), spread, sizes, worth)
    )
    usual = max(round(float(np.mean(sizes))), 1)
    least = max(len(sizes), fewest_units(design))
    units = (
        number for number in range(least, MOST_TIMES * least + 1) if _sees(design, spread, [usual] * number, worth)
    )
    return Needed(next(weeks, None), next(units, None))


def _sees(design: Design, spread: Spread, sizes: Sequence[int], worth: float) -> bool:
    return len(sizes) >= fewest_units(design) and detectable(design, spread, sizes).change <= worth


def fewest_units(design: Design) -> int:
    """Sellers or teams without which nothing can be compared: two in each arm, and two more than an analysis takes."""
    return max(FEWEST_IN_ARM * design.arms, _spent(design, 0) + FEWEST_DEGREES)


def _spent(design: Design, units: int) -> int:
    """Degrees of freedom an analysis takes: a level for each arm, and one slope or one for each."""
    if design.kind is Kind.CROSSOVER:
        return 2
    if design.kind is Kind.STAGGERED:
        return design.arms + 1
    return 4 if has_own_slopes(design, units) else 3


def _covariance(design: Design, spread: Spread, sizes: Sequence[int]) -> Numbers:
    """Of one unit's weekly means, weeks before first (weeks, weeks)."""
    weeks = design.before + design.weeks
    alike = remembered(weeks, spread.memory)
    # Of teams of different sizes the usual inverse counts.
    part = float(np.mean([1 / size for size in sizes])) if design.drawn is Drawn.TEAMS else 1.0
    lasting = spread.lasting * (spread.of_team + (1 - spread.of_team) * part if part < 1 else 1.0)
    weekly = spread.weekly * (spread.shared + (1 - spread.shared) * part if part < 1 else 1.0)
    return lasting + weekly * alike


def arm_weights(design: Design, covariance: Numbers) -> Numbers:
    """What the mean of each arm in each week counts for in the estimate (arms, weeks)."""
    weeks = design.before + design.weeks
    if design.kind is Kind.CROSSOVER:
        half = np.zeros(weeks)
        half[design.before : design.before + design.step] = 1 / design.step
        half[design.before + design.step : design.before + 2 * design.step] = -1 / design.step
        return np.stack([half, -half]) / 2
    before = np.zeros(weeks)
    before[: design.before] = 1 / design.before
    variance = float(before @ covariance @ before)
    if design.kind is Kind.PARALLEL:
        after = np.zeros(weeks)
        after[design.before :] = 1 / design.weeks
        slope = float(after @ covariance @ before) / variance if variance > 0 else 0.0
        own = after - slope * before
        return np.stack([own, -own])
    return _staggered_weights(design, covariance, before, variance)


def _staggered_weights(design: Design, covariance: Numbers, before: Numbers, variance: float) -> Numbers:
    """By an impulse to each arm in each period, for the estimate is a sum of their means."""
    periods = np.zeros((design.arms + 1, len(before)))
    periods[0] = before
    for number in range(design.arms):
        start = design.before + number * design.step
        periods[number + 1, start : start + design.step] = 1 / design.step
    begins = np.array([*range(1, design.arms), NEVER])
    # Two alike in each arm, for one alone has no spread.
    double = np.repeat(begins, 2)
    counted = np.zeros((design.arms, design.arms + 1))
    for arm in range(design.arms):
        for period in range(design.arms + 1):
            outcome = np.zeros((2 * design.arms, design.arms + 1))
            outcome[2 * arm : 2 * arm + 2, period] = 1.0
            found = [one for one in gains(Panel(outcome, double), base=Base.FIRST) if one.since >= 0]
            counted[arm, period] = float(np.mean([one.value for one in found]))
    # The past counts by how much it foretells, not in full.
    after = counted[:, 1:] @ periods[1:]
    slopes = (after @ covariance @ before) / variance if variance > 0 else np.zeros(design.arms)
    return np.asarray(after - slopes[:, None] * before[None, :])
