"""Simulated sellers who are exactly on target, week by week: the truth that status is held against.

Nothing of `people.working_time` or `execution` is used here: who worked on which day, and what a target means for a
week that was worked in part, is worked out again in plain arrays. Days are counted from a Monday.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

FIRST_DAY = date(2026, 1, 5)  # a Monday
HISTORY = 26  # weeks before the first look, as many as the product measures noise over
LOOKS = 4  # weeks in which everybody is looked at
WEEKS = HISTORY + LOOKS - 1
DAYS = WEEKS * 7

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Draw = Callable[[np.random.Generator, Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Life:
    """How people of a simulated organisation work. Shares are of the people."""

    part_time: float = 0.15  # three days a week
    fortnight_away: float = 0.2
    week_away: float = 0.0  # in the week before the first look, so that the looks follow it
    new: float = 0.0  # hired within the half year, on a ramp
    day_off: float = 0.01  # a single day, any day


USUAL = Life()
RAMP = ((4, 0.25), (8, 0.5), (12, 0.75))  # up to which week of employment, what share of a target
HOLIDAYS_A_WEEK = 0.12


@dataclass(frozen=True, slots=True)
class Crowd:
    """Sellers and what is true of each of their days. Arrays are people x days unless said otherwise."""

    works: Flags
    days_a_week: NDArray[np.int64]  # by person: 5, or 3 for part-time (Monday to Wednesday)
    absent: Flags
    holidays: Flags  # by day
    hired_on: list[date | None]
    ramp: Numbers

    @property
    def people(self) -> int:
        return len(self.days_a_week)


def crowd(rng: np.random.Generator, people: int, life: Life) -> Crowd:
    """Draw who works when."""
    days = np.arange(DAYS)
    days_a_week = np.where(rng.random(people) < life.part_time, 3, 5)
    holidays = np.zeros(DAYS, dtype=bool)
    for week in np.flatnonzero(rng.random(WEEKS) < HOLIDAYS_A_WEEK):
        holidays[week * 7 + rng.integers(0, 5)] = True
    absent = rng.random((people, DAYS)) < life.day_off
    for person in np.flatnonzero(rng.random(people) < life.fortnight_away):
        start = 7 * rng.integers(0, WEEKS - 2)
        absent[person, start : start + 14] = True
    for person in np.flatnonzero(rng.random(people) < life.week_away):
        absent[person, (HISTORY - 2) * 7 : (HISTORY - 1) * 7] = True
    hired = np.where(rng.random(people) < life.new, rng.integers(0, (HISTORY - 2) * 7, people), -10_000)
    ramp = np.ones((people, DAYS))
    week_of_employment = (days[None, :] - hired[:, None]) // 7 + 1
    for until, share in reversed(RAMP):
        ramp = np.where((hired[:, None] >= 0) & (week_of_employment <= until), share, ramp)
    works = (days % 7)[None, :] < days_a_week[:, None]
    works = works & ~holidays[None, :] & ~absent & (days[None, :] >= hired[:, None])
    starts = [FIRST_DAY + timedelta(days=int(day)) if day >= 0 else None for day in hired]
    return Crowd(works, days_a_week, absent, holidays, starts, ramp)


def weekly_shares(people: Crowd) -> Numbers:
    """Of a full-time week's target, what is due of each person in each week: people x weeks."""
    weight = np.minimum(people.days_a_week / 5, 1.0) / people.days_a_week
    worked = people.works * people.ramp * weight[:, None]
    return worked.reshape(people.people, WEEKS, 7).sum(axis=2)


def monthly_shares(people: Crowd) -> Numbers:
    """The same of a full-time month's target: each working day is an equal part of its own month."""
    days = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    usual = np.array([[_days_of_month(day, count) for day in days] for count in (3, 5)])
    parts = np.minimum(people.days_a_week / 5, 1.0)[:, None] / usual[np.where(people.days_a_week == 3, 0, 1)]
    return (people.works * people.ramp * parts).reshape(people.people, WEEKS, 7).sum(axis=2)


def _days_of_month(day: date, days_a_week: int) -> int:
    """Monday to Wednesday (3) or to Friday (5) in the month of a day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return sum((first + timedelta(days=n)).weekday() < days_a_week for n in range((following - first).days))


def poisson(rng: np.random.Generator, means: Numbers) -> Numbers:
    """Acts that come independently of each other."""
    return rng.poisson(means).astype(float)


def even(rng: np.random.Generator, means: Numbers) -> Numbers:
    """Planned evenly: variance half the mean."""
    trials = np.maximum(np.round(means * 2), 1).astype(int)
    return np.where(means > 0, rng.binomial(trials, np.minimum(means / trials, 1.0)), 0).astype(float)


def noisy(dispersion: float) -> Draw:
    """Variance that many times the mean (negative binomial)."""

    def draw(rng: np.random.Generator, means: Numbers) -> Numbers:
        size = np.maximum(means / (dispersion - 1), 1e-9)
        return np.where(means > 0, rng.negative_binomial(size, 1 / dispersion), 0).astype(float)

    return draw


def half_calm(rng: np.random.Generator, means: Numbers) -> Numbers:
    """Half of the people Poisson, half with a variance of 2.2 times the mean: one figure for all fits neither."""
    calm = rng.random(means.shape[0]) < 0.5
    return np.where(calm[:, None, None], poisson(rng, means), noisy(2.2)(rng, means))


def dragging(rng: np.random.Generator, means: Numbers) -> Numbers:
    """Weeks that hang together: a person's level wanders (standard deviation 0.35, half of it left a week later)."""
    level = np.zeros(means.shape)
    shocks = rng.normal(size=means.shape) * 0.35
    level[..., 0] = shocks[..., 0]
    for week in range(1, means.shape[2]):
        level[..., week] = 0.5 * level[..., week - 1] + np.sqrt(0.75) * shocks[..., week]
    return rng.poisson(means * np.exp(level - 0.35**2 / 2)).astype(float)
