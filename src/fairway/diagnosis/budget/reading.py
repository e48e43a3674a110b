"""What may be said of published groups together: sums of their blurred counts, brought into what is possible, rounded.

All of it is worked out from published numbers alone, so none of it can say more than they do: no choice of groups or
blocks, no sum, difference or order of questions.
"""

from collections.abc import Iterable, Sequence
from math import ceil, sqrt

from fairway.diagnosis.budget.blurring import SPREAD
from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.diagnosis.budget.types import CauseCount, Counted, Published, Reading

STEP = 5
# How many standard deviations either way hold nine of ten, and how many up hold 99 of a hundred: ten reasons are looked
# at together, and one that nobody has, or that has not changed, should seldom be told of.
NINE_IN_TEN, NEARLY_ALL = 1.645, 2.33


def rounded(value: float) -> int:
    """To the nearest five, halves up."""
    return int((value + STEP / 2) // STEP) * STEP


def _at_least(value: float) -> int:
    """Up to the next five, never below the smallest group."""
    return max(LEAST_SELLERS, ceil(value / STEP) * STEP)


def reading(groups: Iterable[Published]) -> Reading:
    """Published groups of one table taken together, of one block or several. No groups are no misses."""
    taken = list(groups)
    total = sum(group.missed for group in taken)
    sums = [float(sum(group.counts[counted] for group in taken)) for counted in Counted]
    likely = dict(zip(Counted, _possible(sums, total), strict=True))
    spread = SPREAD * sqrt(len(taken))
    least = _at_least(NEARLY_ALL * spread)
    shown = _shown(likely, least)
    order = list(Counted)
    return Reading(
        misses=rounded(total),
        least=least,
        off_by=_at_least(NINE_IN_TEN * spread),
        causes=tuple(
            [
                CauseCount(counted, rounded(likely[counted]), rounded(likely[counted]) / rounded(total))
                for counted in sorted(shown, key=lambda one: (-likely[one], order.index(one)))
            ]
            + [CauseCount(counted, None, None) for counted in Counted if counted not in shown]
        ),
    )


def _shown(likely: dict[Counted, float], least: int) -> set[Counted]:
    """Those that are large enough. Where a single one would be hidden the next smallest is hidden with it."""
    shown = {counted for counted, value in likely.items() if value >= least}
    if len(shown) == len(likely) - 1:
        shown.remove(min(shown, key=lambda counted: likely[counted]))
    return shown


def _possible(values: Sequence[float], total: int) -> list[float]:
    """The nearest counts of nothing below zero that add up to the total: who missed is known, and not blurred.

    Projection on a simplex by sorting: Held, Wolfe and Crowder (1974).
    """
    falling, kept, cut = sorted(values, reverse=True), 0.0, 0.0
    for place, value in enumerate(falling, start=1):
        kept += value
        if value > (kept - total) / place:
            cut = (kept - total) / place
    return [max(value - cut, 0.0) for value in values]


def change(now: Sequence[Published], before: Sequence[Published], counted: Counted) -> str:
    """`more`, `less` or `as before`, of the share of one reason; empty where that cannot be told from the blur."""
    totals = [sum(group.missed for group in groups) for groups in (now, before)]
    if not all(totals):
        return ""
    shares = [
        sum(group.counts[counted] for group in groups) / total
        for groups, total in zip((now, before), totals, strict=True)
    ]
    spread = SPREAD * sqrt(sum(len(groups) / total**2 for groups, total in zip((now, before), totals, strict=True)))
    # The same sellers would not have the same reasons again: chance has its part beside the blur.
    chance = sum(
        max(share, 1 / total) * (1 - min(share, 1.0)) / total for share, total in zip(shares, totals, strict=True)
    )
    limit = NEARLY_ALL * sqrt(spread**2 + max(chance, 0.0))
    difference = shares[0] - shares[1]
    if abs(difference) > limit:
        return "more" if difference > 0 else "less"
    return "as before" if limit <= 0.1 else ""
