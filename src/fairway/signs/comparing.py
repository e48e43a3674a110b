"""Recent weeks against earlier ones, and against comparable sellers. Rates are for each week of full working time."""

from dataclasses import dataclass

import numpy as np

from fairway.signs.types import Case, Grid, Places, Vector

PRIOR_WEEKS = 1.0  # how many weeks of the earlier rate are mixed into both sides before a ratio is taken
FEWEST_BEFORE = 3  # earlier weeks below which nothing is called usual
FEWEST_PEERS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A count now and before. `ratio` is shrunken towards 1; `z` says by how many standard errors it moved."""

    now: float  # sum in the recent weeks
    usual: float  # what the earlier rate would have given in them
    ratio: float
    z: float
    before: float  # sum in the earlier weeks

    @property
    def now_and_usual(self) -> dict[str, float]:
        return {"now": self.now, "usual": self.usual}


NO_CHANGE = Change(0.0, 0.0, 1.0, 0.0, 0.0)


def change_of(case: Case, values: Vector) -> Change:
    """How a count changed. NO_CHANGE where there are too few earlier weeks to compare with."""
    return change_between(values, case.shares, case.now, case.before)


def change_between(values: Vector, shares: Vector, now: Places, before: Places) -> Change:
    """A count's recent places against earlier ones, by working time.

    The standard error is that of the log of a ratio of two Poisson counts, widened by the spread the earlier weeks
    show (quasi-Poisson: McCullagh and Nelder 1989, section 4.5).
    """
    if len(before) < FEWEST_BEFORE or not len(now):
        return NO_CHANGE
    time_now, time_before = float(shares[now].sum()), float(shares[before].sum())
    if time_now <= 0 or time_before <= 0:
        return NO_CHANGE
    sum_now, sum_before = float(values[now].sum()), float(values[before].sum())
    rate = sum_before / time_before
    pull = max(rate, 0.25) * PRIOR_WEEKS
    ratio = ((sum_now + pull) / (time_now + PRIOR_WEEKS)) / ((sum_before + pull) / (time_before + PRIOR_WEEKS))
    spread = spread_of(values[before], shares[before])
    error = np.sqrt(spread * (1.0 / (sum_now + 0.5) + 1.0 / (sum_before + 0.5)))
    raw = np.log((sum_now + 0.5) / time_now) - np.log((sum_before + 0.5) / time_before)
    return Change(sum_now, rate * time_now, float(ratio), float(raw / error), sum_before)


def spread_of(values: Vector, shares: Vector) -> float:
    """Variance over mean of weekly counts around their rate: at least 1, at most 4; 1 where weeks are too few."""
    time = float(shares.sum())
    expected = values.sum() / time * shares if time > 0 else shares
    is_told = expected > 0
    if is_told.sum() < 5:
        return 1.0
    chi = float(((values[is_told] - expected[is_told]) ** 2 / expected[is_told]).sum() / (is_told.sum() - 1))
    return float(np.clip(chi, 1.0, 4.0))


def level_ratio(case: Case, values: Vector) -> float:
    """What stands (open opportunities) now over what stood before: a ratio of means, shrunken by one on both sides."""
    if len(case.before) < FEWEST_BEFORE:
        return 1.0
    return float((values[case.recent_places].mean() + 1.0) / (values[case.before].mean() + 1.0))


def level_beside_peers(case: Case, grid: Grid) -> float | None:
    """What stands now over the median of comparable sellers; None without enough of them or where they have none."""
    if len(case.peer_rows) < FEWEST_PEERS:
        return None
    theirs = float(np.median(grid[case.peer_rows][:, case.recent_places].mean(axis=1)))
    own = float(grid[case.row][case.recent_places].mean())
    return (own + 0.5) / (theirs + 0.5) if theirs > 0 else None


def peers_ratio(case: Case, grid: Grid | None) -> float:
    """By which ratio the same count moved for comparable sellers over the same weeks: the median, 1 without them."""
    if grid is None or len(case.peer_rows) < FEWEST_PEERS or len(case.before) < FEWEST_BEFORE:
        return 1.0
    rows, shares = grid[case.peer_rows], case.measured.shares[case.peer_rows]
    time_now, time_before = shares[:, case.recent_places].sum(axis=1), shares[:, case.before].sum(axis=1)
    is_told = (time_now > 0) & (time_before > 0)
    if is_told.sum() < FEWEST_PEERS:
        return 1.0
    now = (rows[is_told][:, case.recent_places].sum(axis=1) + 0.5) / time_now[is_told]
    before = (rows[is_told][:, case.before].sum(axis=1) + 0.5) / time_before[is_told]
    return float(np.median(now / before))


def goes_on(change: Change, ratio: float) -> float:
    """How much likelier a count is to have gone on as usual than to have fallen by `ratio` as other counts did: the log
    of a likelihood ratio of two Poisson rates, halved because weeks vary more than Poisson counts do.
    """
    fallen = float(np.clip(ratio, 0.03, 0.97))
    return float(-change.now * np.log(fallen) - change.usual * (1.0 - fallen)) / 2.0


def surely(value: float, *, half: float, steep: float = 2.0) -> float:
    """A logistic step from 0 to 1: one half at `half`."""
    return float(1.0 / (1.0 + np.exp(-np.clip(steep * (value - half), -40, 40))))
