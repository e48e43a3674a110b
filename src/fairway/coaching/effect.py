"""Whether an activity is done more after a session about it, set against weeks that were as low without one.

Sessions follow bad weeks, and bad weeks are followed by better ones whatever anybody says. So each week of a seller's
activity is a trial of its own: a session about it was held, or not yet (sequential trials, Hernán and Robins 2016).
What was done after is compared at equal weeks before, which takes out regression to the mean (analysis of covariance;
Barnett, van der Pols and Dobson 2005), and only within the same activity of the same seller. Weeks without a session
may have one shortly after; the difference is divided by how much more the others had, with the session as instrument
(Angrist, Imbens and Rubin 1996). The range is a jackknife that leaves out one seller at a time, with the t distribution
of one degree less than sellers (MacKinnon, Nielsen and Webb 2023).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

BEFORE, AFTER = 3, 3  # weeks; the week of the session belongs to neither
KNOWN = 2  # of them that have to be known
HIGHEST = 2.0  # what is done beyond twice what was agreed says nothing more
FEWEST_SELLERS, FEWEST_TALKS, FEWEST_WEEKS = 5, 12, 26
LEAST_APART = 0.3  # share of the weeks after that must lie behind a session more often than without one
RANGE = 0.9
TINY = 1e-9  # what sums of equal numbers may differ by

Numbers = NDArray[np.float64]


class Lack(StrEnum):
    """Why nothing can be told."""

    SELLERS = "sellers"
    TALKS = "talks"
    WEEKS = "weeks"
    ALIKE = "alike"  # too few weeks that were as low, without a session


@dataclass(frozen=True, slots=True)
class Course:
    """One activity of one seller by week, without gaps, the oldest first.

    `done` is the share of what was agreed for the week, NaN where away or not seen; `talks` says in which weeks a
    session about it was held.
    """

    seller: int
    done: Sequence[float]
    talks: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Change:
    """Shares of what was agreed. `more` is what a session adds, from `low` to `high` in nine of ten cases."""

    sellers: int
    talks: int
    before: float
    after: float
    more: float
    low: float
    high: float

    @property
    def alike(self) -> float:
        """What weeks that were as low came to without a session."""
        return self.after - self.more


@dataclass(frozen=True, slots=True)
class _Trials:
    """One row for each week: columns seller, course, held, before, behind, after."""

    rows: Numbers

    def column(self, place: int) -> Numbers:
        found: Numbers = self.rows[:, place]
        return found

    @property
    def held(self) -> Numbers:
        found: Numbers = self.rows[self.column(2) == 1]
        return found


def change_after(courses: Sequence[Course]) -> Change | Lack:
    """What sessions add to the activity they are about, or why that cannot be told."""
    if max((len(one.done) for one in courses), default=0) < FEWEST_WEEKS:
        return Lack.WEEKS
    trials = _trials(courses)
    held = trials.held
    sellers = np.unique(held[:, 0])
    if len(sellers) < FEWEST_SELLERS:
        return Lack.SELLERS
    if len(held) < FEWEST_TALKS:
        return Lack.TALKS
    alike = _as_low(trials)
    if len(alike.rows) - len(held) < FEWEST_TALKS:
        return Lack.ALIKE
    more, others = _more(alike)
    if np.isnan(more) or np.isnan(others).any():
        return Lack.ALIKE
    count = len(others)
    spread = np.sqrt((count - 1) / count * ((others - others.mean()) ** 2).sum())
    reach = float(stdtrit(len(sellers) - 1, (1 + RANGE) / 2) * spread)
    return Change(
        sellers=len(sellers),
        talks=len(held),
        before=float(held[:, 3].mean()),
        after=float(held[:, 5].mean()),
        more=more,
        low=more - reach,
        high=more + reach,
    )


def _trials(courses: Sequence[Course]) -> _Trials:
    """Weeks with enough known weeks around them and no session about the same activity in the weeks before."""
    rows = []
    for place, one in enumerate(courses):
        done = np.minimum(np.array(one.done, dtype=float), HIGHEST)
        talks = np.array(one.talks, dtype=bool)
        for week in range(BEFORE, len(done) - AFTER):
            before, after = done[week - BEFORE : week], done[week + 1 : week + 1 + AFTER]
            is_known = min(np.isfinite(before).sum(), np.isfinite(after).sum()) >= KNOWN
            if not is_known or talks[week - BEFORE : week].any():
                continue
            behind = np.logical_or.accumulate(talks[week : week + AFTER])[np.isfinite(after)].mean()
            rows.append((one.seller, place, talks[week], np.nanmean(before), behind, np.nanmean(after)))
    return _Trials(np.array(rows, dtype=float).reshape(-1, 6))


def _as_low(trials: _Trials) -> _Trials:
    """Without the weeks before which more was done than before any session."""
    return _Trials(trials.rows[trials.column(3) <= trials.held[:, 3].max() + TINY])


def _more(trials: _Trials) -> tuple[float, Numbers]:
    """Shares of what was agreed that a session adds to the weeks behind it, of everybody, and without each seller in
    turn; NaN where nothing is left to compare.

    A course is of one seller, so what is left without a seller is everybody's sums of squares less that seller's.
    """
    place = np.unique(trials.column(1), return_inverse=True)[1]
    held, before, behind, after = (_within(trials.rows[:, column], place) for column in (2, 3, 4, 5))
    seller = np.unique(trials.column(0), return_inverse=True)[1]
    pairs = ((held, held), (held, before), (before, before), (held, behind), (before, behind), (held, after))
    own = np.array([np.bincount(seller, one * other) for one, other in (*pairs, (before, after))])
    whole = own.sum(axis=1, keepdims=True)
    found = _added(np.hstack([whole, whole - own]))
    return float(found[0]), found[1:]


def _added(sums: Numbers) -> Numbers:
    """From sums of products, one column each: what comes after a session through what lies behind it, at equal weeks
    before (least squares, two regressors).
    """
    held, across, before, held_behind, before_behind, held_after, before_after = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(before > TINY, across / before, 0.0)
        left = held - slope * across
        behind = (held_behind - slope * before_behind) / left
        added = ((held_after - slope * before_after) / left) / behind
    told: Numbers = np.where((left > TINY) & (behind >= LEAST_APART), added, np.nan)
    return told


def _within(values: Numbers, place: NDArray[np.intp]) -> Numbers:
    """Each value less the mean of its own course."""
    apart: Numbers = values - (np.bincount(place, values) / np.bincount(place))[place]
    return np.where(np.abs(apart) < TINY, 0.0, apart)
