"""How sure a change is: sellers are drawn, not records, for records of one seller are alike.

Standard errors are delete-one-seller jackknives (Efron and Tibshirani 1993, chapter 11), the limits one-sided at 0.5 %.
The four kinds of sign of a dozen metrics would so tell of a change that is none on one night of five; the least change
that is told at all makes it rarer.
"""

from collections.abc import Sequence
from math import exp, log, sqrt

from fairway.studio.sentinel.types import Change, Parts
from fairway.web.words import plural

LIMIT = 2.576  # standard errors, one-sided 0.5 %
FEWEST_SELLERS, FEWEST_RECORDS, FEWEST_EVENTS = 6, 40, 20
Pair = tuple[float, float]
NOTHING: Pair = (0.0, 0.0)


class TooFew(Exception):
    """Cannot tell, in words that end a sentence that began with why."""


def changed_share(before: Parts, recent: Parts) -> Change:
    """Share of late against before, pooled over sellers. TooFew where too little was done in either span."""
    _require_enough(before, recent)
    whole, without = _with_and_without_each(before, recent)
    found = _share(whole[1]) - _share(whole[0])
    half = LIMIT * _jackknife([_share(late) - _share(early) for early, late in without], found)
    return Change(_share(whole[0]), _share(whole[1]), found - half, found + half)


def changed_ratio(before: Parts, recent: Parts) -> Change:
    """Events for each act of late, as a multiple of before; parts are (events, acts). TooFew likewise."""
    _require_enough(before, recent)
    whole, without = _with_and_without_each(before, recent)
    for events, _ in whole:
        if events < FEWEST_EVENTS:
            raise TooFew(f"only {events:g} of what it is for happened in one of the spans; {FEWEST_EVENTS} are needed")
    found = _log_ratio(*whole)
    half = LIMIT * _jackknife([_log_ratio(*pair) for pair in without], found)
    return Change(_share(whole[0]), _share(whole[1]), exp(found - half), exp(found + half))


def _require_enough(before: Parts, recent: Parts) -> None:
    for parts, span in ((before, "before"), (recent, "of late")):
        sellers = sum(1 for _, out_of in parts.values() if out_of > 0)
        records = sum(out_of for _, out_of in parts.values())
        if sellers < FEWEST_SELLERS:
            has = "has" if sellers == 1 else "have"
            told = f"only {plural(sellers, 'seller')} {has} such records {span}"
            raise TooFew(f"{told}; {FEWEST_SELLERS} are needed, or one shows")
        if records < FEWEST_RECORDS:
            raise TooFew(f"only {records:g} such records {span}; {FEWEST_RECORDS} are needed")


def _with_and_without_each(before: Parts, recent: Parts) -> tuple[tuple[Pair, Pair], list[tuple[Pair, Pair]]]:
    """The sums of both spans over everybody, and over everybody but one, each left out once."""
    early, late = (
        (sum(done for done, _ in parts.values()), sum(out_of for _, out_of in parts.values()))
        for parts in (before, recent)
    )
    without = []
    for seller in {*before, *recent}:
        own, now = before.get(seller, NOTHING), recent.get(seller, NOTHING)
        without.append(((early[0] - own[0], early[1] - own[1]), (late[0] - now[0], late[1] - now[1])))
    return (early, late), without


def _share(pair: Pair) -> float:
    return pair[0] / pair[1] if pair[1] else 0.0


def _log_ratio(early: Pair, late: Pair) -> float:
    return log(max(_share(late), 1e-9) / max(_share(early), 1e-9))


def _jackknife(without: Sequence[float], whole: float) -> float:
    count = len(without)
    return sqrt((count - 1) / count * sum((value - whole) ** 2 for value in without))
