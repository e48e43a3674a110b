"""What number to agree on: back-solved through the own funnel, checked against what others reach, capped by hours.

Needed: the objective has to grow by the factor its driver is short; at the seller's own conversion (drawn toward the
role's where their own events are few) that takes so many acts. Reached: what comparable sellers do in half of their
weeks, or the best quarter of them on average, whichever is more. The target is the smaller of the two, one step above
today at least, and never more than the free hours hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, exp, log, sqrt

import numpy as np

from fairway.people.types import WorkingTime
from fairway.people.working_time import is_working_day
from fairway.studio.levels import Level
from fairway.studio.shrinking import Z90, rate_prior
from fairway.studio.types import Candidate, TargetProposal

WEEKS_IN_MONTH = 52 / 12
LEAST_WEEKS, LEAST_SELLERS = 20, 3
MOST_GROWTH = 2.0  # of an objective in one hypothesis; more is hope
STEPS_BESIDE = (-2.0, -1.0, 1.0, 2.0)
STEP = 1.2  # a target is at least so much above today


@dataclass(frozen=True, slots=True)
class Funnel:
    """Acts and events of the nearest objective, weekly means of the seller and sums by seller of the role."""

    acts_per_week: float
    events: float  # of the objective, over `weeks`
    weeks: float
    of: float | None = None  # what the objective is out of, over `weeks`; None for a count
    role: tuple[tuple[float, float], ...] = ()  # (events, acts) of others


@dataclass(frozen=True, slots=True)
class Chance:
    """Share of comparable seller-weeks that reached a number, with a 90 % interval that counts sellers, not weeks."""

    share: float
    low: float
    high: float
    weeks: int
    sellers: int


@dataclass(frozen=True, slots=True)
class Term:
    """From when a target would hold, how many working days its objective needs to show it, and who works when."""

    starts_on: date
    lag_days: int
    time: WorkingTime


@dataclass(frozen=True, slots=True)
class Asking:
    """What a target is worked out from. `log_gap` is what the objective's driver is short of."""

    candidate: Candidate
    level: Level
    funnel: Funnel | None
    log_gap: float | None
    gap_share: float | None  # of the whole gap that this driver carries
    hours_free: float
    term: Term


def needed_per_week(funnel: Funnel, log_gap: float) -> float | None:
    """Acts a week that move the objective by its gap at the seller's own conversion, drawn toward the role's.

    Conversion is events per act: Gamma-Poisson with the role's sellers as prior. None where nobody converts.
    """
    acts = funnel.acts_per_week * funnel.weeks
    prior = rate_prior([events for events, _ in funnel.role], [done for _, done in funnel.role])
    conversion = (prior.shape + funnel.events) / (prior.rate + acts)
    if conversion <= 0 or funnel.weeks <= 0:
        return None
    events_needed = funnel.events / funnel.weeks * min(exp(max(log_gap, 0.0)), MOST_GROWTH)
    missing = events_needed - funnel.events / funnel.weeks
    return funnel.acts_per_week + missing / conversion


def chance_of(target: float, peer_weeks: Sequence[Sequence[float]], *, span: int = 1) -> Chance | None:
    """How often comparable sellers reached a weekly number; with `span`, on the average of so many weeks.

    Weeks of one seller are alike, so they count as n / (1 + (m - 1) icc), the design effect (Kish 1965), in a Wilson
    interval. None with too few sellers or weeks to say anything.
    """
    rows = [[float(mean >= target - 1e-9) for mean in _means(weeks, span)] for weeks in peer_weeks]
    rows = [row for row in rows if row]
    if len(rows) < LEAST_SELLERS or sum(map(len, peer_weeks)) < LEAST_WEEKS:
        return None
    total = sum(map(len, rows))
    share = sum(map(sum, rows)) / total
    size = total / len(rows)
    effective = total / (1 + max(size - 1, 0.0) * _likeness(rows, share))
    low, high = wilson(share, effective)
    return Chance(share, low, high, total * span, len(rows))


def target_for(asking: Asking) -> TargetProposal:
    """The proposal for one candidate."""
    candidate, level = asking.candidate, asking.level
    needed = None
    if asking.funnel is not None and asking.log_gap is not None and asking.log_gap > 0:
        needed = needed_per_week(asking.funnel, asking.log_gap)
    every_week = [count for weeks in level.peer_weeks for count in weeks]
    reached = float(np.median(every_week)) if len(every_week) >= LEAST_WEEKS else None
    usual = level.usual or 0.0
    wished = _wished(usual, needed, reached, level.peers_top)
    fits = usual + asking.hours_free * 60 / candidate.minutes_each if candidate.minutes_each > 0 else wished
    target, per = _round(min(wished, max(fits, usual)))
    weekly = target if per == "week" else target / WEEKS_IN_MONTH
    span = 1 if per == "week" else 4
    chance = chance_of(weekly, level.peer_weeks, span=span)
    review_on, left_out = review_day(asking.term)
    objective_from, objective_to, objective_of = _moves(asking.funnel, usual, weekly, asking.log_gap)
    is_capped = needed is not None and fits < min(needed, wished)
    hours = max(weekly - usual, 0.0) * candidate.minutes_each / 60
    return TargetProposal(
        metric_key=candidate.metric_key,
        target=target,
        per=per,
        usual=level.usual,
        needed=None if needed is None else round(needed, 1),
        reached_by_peers=reached,
        chance=None if chance is None else round(chance.share, 2),
        chance_low=None if chance is None else round(chance.low, 2),
        chance_high=None if chance is None else round(chance.high, 2),
        comparable_weeks=0 if chance is None else chance.weeks,
        comparable_sellers=0 if chance is None else chance.sellers,
        hours_per_week=round(hours, 1),
        hours_free_per_week=round(asking.hours_free, 1),
        is_capped=is_capped,
        objective_key=candidate.objective_key,
        objective_name=candidate.objective_name,
        objective_from=objective_from,
        objective_to=objective_to,
        objective_of=objective_of,
        share_of_gap=_closes(asking, objective_from, objective_to),
        review_on=review_on,
        lag_working_days=asking.term.lag_days,
        days_left_out=left_out,
        starts_on=asking.term.starts_on,
        sentences=_sentences(usual, needed, reached, is_capped=is_capped, hours_free=asking.hours_free),
        beside=_beside(target, per, level, span),
    )


def _beside(target: float, per: str, level: Level, span: int) -> tuple[tuple[float, float], ...]:
    """(number, chance) of the numbers next to a target, for whoever would rather agree on another one."""
    found = []
    for number in (target + step for step in STEPS_BESIDE if target + step >= 1):
        chance = chance_of(number if per == "week" else number / WEEKS_IN_MONTH, level.peer_weeks, span=span)
        if chance is not None:
            found.append((number, round(chance.share, 2)))
    return tuple(found)


def part_of_goal(start: float | None, end: float | None, *, pace: float, goal: float | None) -> float | None:
    """Of what a quarter at today's pace lacks to the goal, what an objective gives by moving from `start` to `end`.

    Bookings are a product in which the objective is one factor: they grow as it does, if all else stays. 0 to 1; None
    where there is no goal, no lack, or nothing to move from.
    """
    if not start or end is None or goal is None or pace <= 0 or goal <= pace:
        return None
    return round(min(1.0, pace * max(end / start - 1, 0.0) / (goal - pace)), 2)


def review_day(term: Term) -> tuple[date, int]:
    """(the day on which so many working days have passed since the start, weekdays that were no working days)."""
    day, worked, left_out = term.starts_on, 0, 0
    for _ in range(3 * term.lag_days + 200):
        if is_working_day(term.time, day):
            worked += 1
            if worked >= max(term.lag_days, 1):
                break
        elif day.weekday() < 5:
            left_out += 1
        day += timedelta(days=1)
    return day, left_out


def _wished(usual: float, needed: float | None, reached: float | None, best: float | None) -> float:
    bounds = [value for value in (needed, max(reached or 0.0, best or 0.0) or None) if value is not None]
    return max(min(bounds) if bounds else usual * STEP + 0.5, usual * STEP, usual + 0.25)


def _round(weekly: float) -> tuple[float, str]:
    """A whole number a week; a month where a week is too short for one."""
    if weekly >= 0.8:
        return float(max(1, ceil(weekly - 0.25))), "week"
    return float(max(1, round(weekly * WEEKS_IN_MONTH))), "month"


def _means(weeks: Sequence[float], span: int) -> list[float]:
    return [sum(weeks[at : at + span]) / span for at in range(0, len(weeks) - span + 1, span)]


def _moves(
    funnel: Funnel | None, usual: float, weekly: float, log_gap: float | None
) -> tuple[float | None, float | None, float | None]:
    """(from, to, out of) of the objective in a quarter, if it grows as the acts do, no further than its gap, and by no
    more than one event for each act that is added.
    """
    if funnel is None or funnel.weeks <= 0:
        return None, None, None
    quarters = 13 / funnel.weeks
    now = funnel.events * quarters
    growth = weekly / usual if usual > 0 else MOST_GROWTH
    ceiling = exp(log_gap) if log_gap is not None and log_gap > 0 else growth
    to = min(now * min(growth, ceiling, MOST_GROWTH), now + max(weekly - usual, 0.0) * 13)
    if funnel.of is not None:
        of = funnel.of * quarters
        return round(now), round(min(max(to, now + 1), of)), round(of)
    return round(now, 1), round(max(to, now), 1), None


def _closes(asking: Asking, objective_from: float | None, objective_to: float | None) -> float | None:
    """Of the whole gap, what the move of the objective would close."""
    if asking.gap_share is None or not asking.log_gap or asking.log_gap <= 0 or not objective_from or not objective_to:
        return None
    return round(min(1.0, log(objective_to / objective_from) / asking.log_gap) * asking.gap_share, 2)


def _likeness(rows: Sequence[Sequence[float]], share: float) -> float:
    """Intraclass correlation of weeks within a seller, by analysis of variance; 0 to 1."""
    sellers, total = len(rows), sum(map(len, rows))
    size = total / sellers
    between = sum(len(row) * (sum(row) / len(row) - share) ** 2 for row in rows) / (sellers - 1)
    inside = sum((value - sum(row) / len(row)) ** 2 for row in rows for value in row) / max(total - sellers, 1)
    if between + (size - 1) * inside <= 0:
        return 1.0  # everybody always or nobody ever: one seller says as much as all their weeks
    return max(0.0, min(1.0, (between - inside) / (between + (size - 1) * inside)))


def wilson(share: float, count: float) -> tuple[float, float]:
    """Where a share of so many lies, nine in ten (Wilson 1927)."""
    middle = (share + Z90**2 / (2 * count)) / (1 + Z90**2 / count)
    half = Z90 * sqrt(share * (1 - share) / count + Z90**2 / (4 * count * count)) / (1 + Z90**2 / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def _sentences(
    usual: float, needed: float | None, reached: float | None, *, is_capped: bool, hours_free: float
) -> tuple[str, ...]:
    said = [f"{usual:.1f} a week now."]
    if needed is not None:
        said.append(f"The gap would need {needed:.1f} a week at today's conversion.")
    if reached is not None:
        said.append(f"Comparable sellers reach {reached:.1f} in half of their weeks.")
    if is_capped:
        said.append(f"More does not fit into the {hours_free:.1f} hours that are free.")
    return tuple(said)
