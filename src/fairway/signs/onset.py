"""Since when an activity has been short: the weeks a shortfall is looked at in.

Of all the numbers of newest weeks that may be the shortfall, the one under which the counts are likeliest: a lower rate
in them, the pace of the weeks before in those (a change of rate in Poisson counts, as in Raftery and Akman 1986, by
likelihood). Without weeks before, or where they were short as well, all weeks of the plan.
"""

import numpy as np

from fairway.signs.types import Places, Vector

MOST_RECENT = 13
LEAST_EXPECTED = 0.05  # acts in a week; less tells nothing
PULL = 1.0  # acts at the expected pace that are mixed into every rate, so that one empty week is not the whole answer


def recent_weeks(done: Vector, expected: Vector) -> int:
    """How many newest weeks to look at, at least 1: those in which the rate is lowest against the one before them."""
    told = np.flatnonzero(expected > LEAST_EXPECTED)
    if not len(told):
        return 1
    last = len(done)
    best, chosen = -np.inf, 1
    first = max(told[0], last - MOST_RECENT)
    for start in range(last - 1, first - 1, -1):
        recent, before = slice(start, last), slice(max(told[0], start - 2 * MOST_RECENT), start)
        gain = _gain(done[recent].sum(), expected[recent].sum(), done[before].sum(), expected[before].sum())
        if gain > best + 1e-9:
            best, chosen = gain, last - start
    return chosen


def _gain(now: float, due_now: float, before: float, due_before: float) -> float:
    """The log-likelihood gained by a lower rate now, in Poisson counts; what is no shortfall gains nothing."""
    if due_now <= 0:
        return -np.inf
    pace = min(1.3, max(0.85, (before + 2 * PULL) / (due_before + 2 * PULL)))
    rate = (now + PULL * pace) / (due_now + PULL)
    if rate >= pace:
        return 0.0
    return float(now * np.log(rate / pace) - due_now * (rate - pace))


def weeks_before(shares: Vector, recent: int, *, most: int, blind: frozenset[int]) -> Places:
    """Places of the worked and seen weeks before the recent ones, the newest `most` of them."""
    end = len(shares) - recent
    places = np.array([n for n in range(end) if shares[n] > 0 and n not in blind], dtype=np.intp)
    return places[-most:]
