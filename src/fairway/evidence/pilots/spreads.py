"""How much weekly numbers of sellers differ by themselves: what a pilot has to be seen against.

By moments. Every week's mean over everybody is taken out first, for both sides of a pilot have it in common. A
seller's own mean takes some of the weekly spread and of its memory with it; both are put back by what that does to a
series with a memory of one week.
"""

from functools import cache

import numpy as np
from scipy import optimize

from fairway.evidence.pilots.types import Numbers, Refused, Spread, Whole

FEWEST_SELLERS, FEWEST_WEEKS = 4, 6
LONGEST_MEMORY = 0.95


def spread_of(past: Numbers, teams: Whole) -> Spread:
    """From `past` (sellers, weeks), not a number where somebody was away, and the number of each one's team.

    Refused where there are too few sellers or weeks to see a spread.
    """
    present = ~np.isnan(past)
    seen = present.sum(axis=1) >= FEWEST_WEEKS
    if seen.sum() < FEWEST_SELLERS:
        raise Refused(
            f"The past says too little: at least {FEWEST_SELLERS} sellers need {FEWEST_WEEKS} counted weeks each."
        )
    past, teams = past[seen][:, present[seen].any(axis=0)], teams[seen]
    weekless = past - np.nanmean(past, axis=0) + np.nanmean(past)
    own = np.nanmean(weekless, axis=1)
    left = weekless - own[:, None]
    weeks = round(float((~np.isnan(past)).sum(axis=1).mean()))
    memory, weekly = _memory(left, weeks, len(own))
    lasting = max(float(own.var(ddof=1)) - weekly * mean_weight(weeks, memory), 0.0)
    return Spread(
        level=float(np.nanmean(past)),
        lasting=lasting,
        weekly=weekly,
        memory=memory,
        of_team=_in_common(own, teams),
        shared=_shared(left, teams),
    )


def remembered(weeks: int, memory: float) -> Numbers:
    """Correlations of a series between weeks (weeks, weeks)."""
    numbers = np.arange(weeks)
    return np.asarray(memory ** np.abs(numbers[:, None] - numbers[None, :]), dtype=float)


def mean_weight(weeks: int, memory: float) -> float:
    """Variance of a mean of so many weeks, as a part of one week's."""
    return float(remembered(weeks, memory).mean())


@cache
def _left_of(weeks: int, memory: float) -> tuple[float, float]:
    """Variance, and product of neighbours, of a series of variance 1 with its own mean taken out."""
    without = np.eye(weeks) - 1 / weeks
    kept = without @ remembered(weeks, memory) @ without
    return float(np.diag(kept).mean()), float(np.diag(kept, 1).mean())


def _memory(left: Numbers, weeks: int, sellers: int) -> tuple[float, float]:
    """How much of a week is carried into the next, and the weekly variance."""
    square = float(np.nanmean(left**2)) * sellers / (sellers - 1)  # week means took one seller's part
    pairs = left[:, 1:] * left[:, :-1]
    next_to = float(np.nanmean(pairs)) * sellers / (sellers - 1) if (~np.isnan(pairs)).any() else 0.0
    if square <= 0:
        return 0.0, 0.0

    def short(memory: float) -> float:
        own, beside = _left_of(weeks, memory)
        return beside / own - next_to / square

    if short(0.0) >= 0:
        memory = 0.0
    elif short(LONGEST_MEMORY) <= 0:
        memory = LONGEST_MEMORY
    else:
        memory = float(optimize.brentq(short, 0.0, LONGEST_MEMORY, xtol=1e-4))
    return memory, square / _left_of(weeks, memory)[0]


def _in_common(own: Numbers, teams: Whole) -> float:
    """Intra-class correlation of sellers' means, by analysis of variance with teams of any size."""
    names, of = np.unique(teams, return_inverse=True)
    sizes = np.bincount(of).astype(float)
    groups, people = len(names), len(own)
    if groups < 2 or people <= groups:
        return 0.0
    means = np.bincount(of, own) / sizes
    between = float((sizes * (means - own.mean()) ** 2).sum()) / (groups - 1)
    within = float(((own - means[of]) ** 2).sum()) / (people - groups)
    usual = (people - float((sizes**2).sum()) / people) / (groups - 1)
    total = between + (usual - 1) * within
    return float(np.clip((between - within) / total, 0.0, 1.0)) if total > 0 else 0.0


def _shared(left: Numbers, teams: Whole) -> float:
    """Correlation of the weeks of sellers of one team, beyond what all weeks have in common."""
    products = pairs = 0.0
    for team in np.unique(teams):
        rows = left[teams == team]
        known = ~np.isnan(rows)
        number = known.sum(axis=0).astype(float)
        sums, squares = np.nansum(rows, axis=0), np.nansum(rows**2, axis=0)
        products += float((sums**2 - squares).sum())
        pairs += float((number * (number - 1)).sum())
    square = float(np.nanmean(left**2))
    return float(np.clip(products / pairs / square, 0.0, 1.0)) if pairs > 0 and square > 0 else 0.0
