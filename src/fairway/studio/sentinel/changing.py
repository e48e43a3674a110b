"""How sure a change is: sellers are drawn, not records, for records of one seller are alike.

Standard errors are delete-one-seller jackknives (Efron and Tibshirani 1993, chapter 11), the limits one-sided at 0.5 %.
The four checks of a dozen metrics would so tell of a change that is none in one look of five; the least change that
is told at all makes it rarer.
"""

from collections.abc import Callable, Sequence
from math import exp, log, sqrt

from fairway.studio.sentinel.types import Change, Parts

LIMIT = 2.576  # standard errors, one-sided 0.5 %
FEWEST_SELLERS, FEWEST_RECORDS, FEWEST_EVENTS = 6, 40, 20
Pair = tuple[float, float]


class TooFew(Exception):
    """Cannot tell, in words that end a sentence that began with why."""


def changed_share(before: Parts, recent: Parts) -> Change:
    """Share of late against before, pooled over sellers. TooFew where too little was done in either span."""
    _require_enough(before, recent, FEWEST_RECORDS)
    sellers = sorted({*before, *recent})

    def difference(some: Sequence[int]) -> float:
        return _pooled(recent, some) - _pooled(before, some)

    found = difference(sellers)
    half = LIMIT * _jackknife(difference, sellers, found)
    return Change(_pooled(before, sellers), _pooled(recent, sellers), found - half, found + half)


def changed_ratio(before: Parts, recent: Parts) -> Change:
    """Events for each act of late, as a multiple of before; parts are (events, acts). TooFew likewise."""
    _require_enough(before, recent, FEWEST_RECORDS)
    for parts in (before, recent):
        events = sum(done for done, _ in parts.values())
        if events < FEWEST_EVENTS:
            raise TooFew(f"only {events:g} of what it is for happened in one of the spans; {FEWEST_EVENTS} are needed")
    sellers = sorted({*before, *recent})

    def ratio(some: Sequence[int]) -> float:
        return log(max(_pooled(recent, some), 1e-9) / max(_pooled(before, some), 1e-9))

    found = ratio(sellers)
    half = LIMIT * _jackknife(ratio, sellers, found)
    return Change(_pooled(before, sellers), _pooled(recent, sellers), exp(found - half), exp(found + half))


def _require_enough(before: Parts, recent: Parts, least: int) -> None:
    for parts, span in ((before, "before"), (recent, "of late")):
        sellers = sum(1 for _, out_of in parts.values() if out_of > 0)
        records = sum(out_of for _, out_of in parts.values())
        if sellers < FEWEST_SELLERS:
            raise TooFew(f"only {sellers} sellers have such records {span}; {FEWEST_SELLERS} are needed, or one shows")
        if records < least:
            raise TooFew(f"only {records:g} such records {span}; {least} are needed")


def _pooled(parts: Parts, sellers: Sequence[int]) -> float:
    found: list[Pair] = [parts.get(seller, (0.0, 0.0)) for seller in sellers]
    out_of = sum(pair[1] for pair in found)
    return sum(pair[0] for pair in found) / out_of if out_of else 0.0


def _jackknife(statistic: Callable[[Sequence[int]], float], sellers: Sequence[int], whole: float) -> float:
    count = len(sellers)
    without = [statistic([one for one in sellers if one != left]) for left in sellers]
    return sqrt((count - 1) / count * sum((value - whole) ** 2 for value in without))
