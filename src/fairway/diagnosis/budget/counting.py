"""Under what each seller's misses of a block are counted: once, whatever their number.

A seller who missed counts as one miss, of the HIA missed in most weeks, under the reason of most of those weeks. So one
person can move two numbers of a table by one each, and no more: the blur is made for exactly that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from fairway.diagnosis.budget.types import WEEKS_IN_BLOCK, Counted, SellerWeek
from fairway.lib.periods import week_of, week_period
from fairway.signs.types import Cause

ANCHOR = date(2001, 1, 1)  # a Monday; blocks are laid from here and never move
BLOCK = timedelta(days=7 * WEEKS_IN_BLOCK)
# Sellers are asked about a week after it has closed; what they answer in that week still counts.
TIME_TO_ANSWER = timedelta(days=7)
UNSEEN = frozenset({"", Cause.EFFORT})  # no reason is visible in the records


def effective(first_cause: str, *, answer: str | None, is_in_doubt: bool) -> Counted:
    """What one missed week is counted under: the seller's answer where there is one, else the likeliest cause.

    `answer` is the cause the seller picked, empty for words of their own alone, None without an answer. A week whose
    records are in doubt has that for a reason where no sign says more.
    """
    if answer is not None:
        return Counted(answer) if answer not in UNSEEN else Counted.OWN_WORDS
    if first_cause not in UNSEEN:
        return Counted(first_cause)
    return Counted.DATA if is_in_doubt else Counted.NO_SIGN


def block_of(week_on: date) -> date:
    """The first day of the block a week belongs to, by the week's first day, on whatever weekday weeks begin."""
    return ANCHOR + (week_on - ANCHOR) // BLOCK * BLOCK


def last_day_of(block_on: date) -> date:
    return block_on + BLOCK - timedelta(days=1)


def published_from(block_on: date, week_starts_on: int) -> date:
    """The day from which a block can be published: its last week is over and sellers had time to answer."""
    last_week = week_of(last_day_of(block_on), week_starts_on)
    return week_period(last_week).end_on + TIME_TO_ANSWER + timedelta(days=1)


def misses_of(weeks: Iterable[SellerWeek]) -> dict[int, tuple[str, Counted]]:
    """By seller who missed: the HIA missed in most weeks and what most of these weeks are counted under.

    Which HIA it is depends on misses alone, never on reasons. Equals: the first key, the first in the order of doubt.
    """
    missed: dict[int, dict[str, Counter[Counted]]] = defaultdict(lambda: defaultdict(Counter))
    for week in weeks:
        if week.is_miss:
            missed[week.person_key][week.metric_key][week.counted] += 1
    order = list(Counted)
    found = {}
    for person_key, by_metric in missed.items():
        metric_key = min(by_metric, key=lambda key: (-by_metric[key].total(), key))
        reasons = by_metric[metric_key]
        found[person_key] = (metric_key, min(reasons, key=lambda one: (-reasons[one], order.index(one))))
    return found
