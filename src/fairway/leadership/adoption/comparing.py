"""Before and since Fairway's loop began for a team, week against week. Plain Python.

Weeks are compared, not records: records of one week are alike, and so are weeks beside each other. The variance of a
share is that of a ratio of sums (Cochran 1977, chapter 6), with the products of neighbouring weeks weighed as Newey and
West (1987) do, two weeks back; never below that of chance alone. The limit is Student's t at seven degrees of freedom,
right for the fewest weeks allowed and wide for more.
"""

from collections.abc import Sequence
from datetime import date
from math import sqrt

from fairway.leadership.adoption.types import Compared
from fairway.leadership.types import Sum, Told

LEAST, MOST = 8, 26  # weeks on either side
NEIGHBOURS = 2  # weeks
LIMIT = 2.365  # standard errors: nineteen in twenty


def began_on(weeks: Sequence[Told]) -> date | None:
    """The first of the weeks, oldest first, at whose end somebody had an agreed activity in force."""
    return next((told.starts_on for told in weeks if "agreed" in told.sums and told.sums["agreed"].done > 0), None)


def compared(key: str, before: Sequence[Told], since: Sequence[Told]) -> Compared | None:
    """A figure in the weeks closest to the beginning on either side, oldest first; None where there are too few in
    which it is about anything.
    """
    early, late = known(key, before)[-MOST:], known(key, since)[:MOST]
    if min(len(early), len(late)) < LEAST:
        return None
    sums = _together(early), _together(late)
    change = sums[1].done / sums[1].of - sums[0].done / sums[0].of
    half = LIMIT * sqrt(_variance(early) + _variance(late))
    return Compared(*sums, (len(early), len(late)), max(change - half, -1.0), min(change + half, 1.0))


def known(key: str, weeks: Sequence[Told]) -> list[Sum]:
    """Of each week in which a figure is about anything."""
    return [told.sums[key] for told in weeks if key in told.sums and told.sums[key].of]


def _together(sums: Sequence[Sum]) -> Sum:
    return Sum(sum(one.done for one in sums), sum(one.of for one in sums), sums[-1].sellers)


def _variance(sums: Sequence[Sum]) -> float:
    whole, count = _together(sums), len(sums)
    share = whole.done / whole.of
    apart = [one.done - share * one.of for one in sums]
    total = alone = sum(one * one for one in apart)
    for back in range(1, NEIGHBOURS + 1):
        weight = 1 - back / (NEIGHBOURS + 1)
        total += 2 * weight * sum(one * other for one, other in zip(apart[back:], apart, strict=False))
    # A share of none or all varies too: as if one more had been, and one more had not.
    likely = (whole.done + 1) / (whole.of + 2)
    by_chance = likely * (1 - likely) / whole.of
    return max(max(total, alone) * count / (count - 1) / whole.of**2, by_chance)
