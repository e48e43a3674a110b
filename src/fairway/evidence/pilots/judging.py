"""What came of a pilot once it is over. Before that there is nothing to see: `require_over` refuses.

Everybody counts for the arm they were drawn into, whether they did the activity or not: what is judged is beginning an
HIA, not having done it.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from fairway.evidence.pilots.comparing import BEGAN, adjusted, compared, difference
from fairway.evidence.pilots.crossing import crossed
from fairway.evidence.pilots.permuting import chance_of
from fairway.evidence.pilots.regressing import FEWEST_DEGREES
from fairway.evidence.pilots.staggering import NEVER, Base, Panel, by_time_since, gains, overall
from fairway.evidence.pilots.types import Design, Drawn, Estimate, Kind, Numbers, Refused, Whole

MANY = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted. `done` and `worked` (sellers, weeks before and from the start): the outcome's count and the
    share of a full-time week. `teams` numbers each one's team on the day of the draw; `arms` and `strata` are of
    sellers, those of one team alike where teams were drawn.
    """

    done: Numbers
    worked: Numbers
    teams: Whole
    arms: Whole
    strata: Whole


@dataclass(frozen=True, slots=True)
class Judged:
    """`effect` is what beginning the activity changed of the outcome, by full-time week. `waiting` is the level of
    those who had not begun; `chance` how often another draw would have shown as much; `lost` how many drawn had no
    week to count. `kept` is what a crossover's first half left behind in the second; None for other kinds.
    """

    effect: Estimate
    waiting: float
    chance: float
    counted: int
    lost: int
    kept: Estimate | None = None
    steps: tuple[Estimate, ...] = ()


def require_over(today: date, ends_on: date) -> None:
    """Raise Refused before the end that was set at the start."""
    if today <= ends_on:
        raise Refused(
            f"This pilot runs until {ends_on:%-d %b %Y}. Nobody looks at what came of it before: a look each week "
            "would find something by chance alone."
        )


def judged(design: Design, counts: Counts, *, seed: int) -> Judged:
    """The effect of a pilot that is over. Refused where too few are left to compare."""
    rates = _unit_rates(design, counts)
    if len(rates.before) - rates.spent < FEWEST_DEGREES:
        raise Refused("Too few are left to compare: nothing can be said about what this pilot changed.")
    effect, kept = _estimated(design, rates, rates.arms)
    steps: tuple[Estimate, ...] = ()
    if design.kind is Kind.STAGGERED:
        panel = _panel(design, rates, rates.arms)
        by_time = by_time_since(panel, gains(panel, base=Base.FIRST))
        steps = tuple(found for since, found in by_time.items() if since >= 0)
    return Judged(
        effect=effect,
        waiting=_waiting(design, rates),
        chance=chance_of(
            effect.value,
            lambda arms: _value(design, rates, arms),
            arms=rates.unit_arms,
            strata=rates.unit_strata,
            seed=seed,
        ),
        counted=rates.sellers,
        lost=len(counts.arms) - rates.sellers,
        kept=kept,
        steps=steps,
    )


@dataclass(frozen=True, slots=True)
class _Rates:
    """Counts by full-time week of rows: sellers, or whole teams. `periods` (rows, periods) from the start on."""

    before: Numbers
    periods: Numbers
    arms: Whole
    of: Whole | None  # the unit that was drawn, where rows are sellers of drawn teams
    unit_arms: Whole
    unit_strata: Whole
    sellers: int
    spent: int


def _unit_rates(design: Design, counts: Counts) -> _Rates:
    """Rows with a past and a count in every period. Teams drawn at one time are compared seller by seller, for one
    slope of the past serves them better; otherwise a team is one row.
    """
    of_teams = design.drawn is Drawn.TEAMS
    rows_are_teams = of_teams and design.kind is not Kind.PARALLEL
    done, worked, arms, strata, teams = counts.done, counts.worked, counts.arms, counts.strata, counts.teams
    if rows_are_teams:
        names, first, of = np.unique(teams, return_index=True, return_inverse=True)
        done = np.stack([done[of == one].sum(axis=0) for one in range(len(names))])
        worked = np.stack([worked[of == one].sum(axis=0) for one in range(len(names))])
        arms, strata = arms[first], strata[first]
    cuts = _cuts(design)
    sums = [(done[:, a:b].sum(axis=1), worked[:, a:b].sum(axis=1)) for a, b in cuts]
    whole = np.all([time > 0 for _, time in sums], axis=0)
    rates = np.column_stack([count[whole] / time[whole] for count, time in sums])
    arms, strata = arms[whole], strata[whole]
    sellers = int(np.isin(teams, names[whole]).sum()) if rows_are_teams else len(arms)
    if not of_teams or rows_are_teams:
        return _Rates(rates[:, 0], rates[:, 1:], arms, None, arms, strata, sellers, len(set(arms.tolist())))
    _, first, of = np.unique(teams[whole], return_index=True, return_inverse=True)
    spent = len(of) - len(first) + 3
    return _Rates(rates[:, 0], rates[:, 1:], arms, of, arms[first], strata[first], sellers, spent)


def _cuts(design: Design) -> list[tuple[int, int]]:
    """Weeks of the past, then of every period, as half-open ranges."""
    number = {Kind.PARALLEL: 1, Kind.CROSSOVER: 2, Kind.STAGGERED: design.arms}[design.kind]
    step = design.weeks if design.kind is Kind.PARALLEL else design.step
    starts = [design.before + one * step for one in range(number)]
    return [(0, design.before), *((start, start + step) for start in starts)]


def _estimated(design: Design, rates: _Rates, arms: Whole) -> tuple[Estimate, Estimate | None]:
    if design.kind is Kind.CROSSOVER:
        found = crossed(rates.periods[:, 0], rates.periods[:, 1], (arms == 0).astype(float))
        return found.effect, found.kept
    if design.kind is Kind.STAGGERED:
        panel = _panel(design, rates, arms)
        return overall(panel, gains(panel, base=Base.FIRST)), None
    began = (arms == 0).astype(float)
    if np.ptp(rates.before) == 0:
        return difference(rates.periods[:, 0], began, of=rates.of), None
    slopes = has_own_slopes(design, len(rates.unit_arms))
    past = rates.before[:, None]
    return adjusted(rates.periods[:, 0], began, past, of=rates.of, own_slopes=slopes), None


def has_own_slopes(design: Design, units: int) -> bool:
    """Whether each side gets a slope of the past of its own. Sides are as large as each other, where one slope for both
    costs nothing; two take more than few sellers or teams have.
    """
    return design.drawn is Drawn.SELLERS and units >= MANY


def _panel(design: Design, rates: _Rates, arms: Whole) -> Panel:
    begins = np.where(arms == design.arms - 1, NEVER, arms + 1)
    past = rates.before[:, None] if np.ptp(rates.before) > 0 else None
    return Panel(np.column_stack([rates.before, rates.periods]), begins, past)


def _value(design: Design, rates: _Rates, drawn: Numbers) -> float:
    """The estimate another draw of the units would have shown, without how sure it would be."""
    arms = drawn.astype(np.int64) if rates.of is None else drawn.astype(np.int64)[rates.of]
    first = (arms == 0).astype(float)
    if design.kind is Kind.STAGGERED:
        return _estimated(design, rates, arms)[0].value
    if design.kind is Kind.CROSSOVER:
        return float(compared(rates.periods[:, 0] - rates.periods[:, 1], first).coefficients[BEGAN]) / 2
    past = rates.before[:, None] if np.ptp(rates.before) > 0 else None
    slopes = has_own_slopes(design, len(rates.unit_arms))
    found = compared(rates.periods[:, 0], first, past, of=rates.of, own_slopes=slopes)
    return float(found.coefficients[BEGAN])


def _waiting(design: Design, rates: _Rates) -> float:
    """The level of those who had not begun, over the periods in which somebody else had."""
    if design.kind is Kind.PARALLEL:
        return float(rates.periods[rates.arms == 1, 0].mean())
    if design.kind is Kind.CROSSOVER:
        return float(np.where(rates.arms == 0, rates.periods[:, 1], rates.periods[:, 0]).mean())
    number = np.arange(design.arms)[None, :]
    waits = (rates.arms[:, None] == design.arms - 1) | (number < rates.arms[:, None])
    return float(rates.periods[waits].mean())
