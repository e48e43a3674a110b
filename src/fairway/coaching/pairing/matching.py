"""Who may be paired: somebody who asked and falls short, with somebody who offered and does not. Plain Python.

Among several who offered one is drawn by lot, so that nobody is called better than another.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from hashlib import sha256

from fairway.coaching.pairing.types import OfferFacts, Side, Suggestion
from fairway.execution.types import HiaStanding, SellerStanding, Status, WeekState

LATELY, FEWEST = 6, 4  # closed weeks looked at, and how many of them say enough
UNKNOWN = frozenset({Status.CHECK_DATA, Status.AWAY, Status.NO_PLAN})
RULE = (
    "Suggested are two of your people: one asked, and fell short in at least half of the last six closed weeks; the "
    "other offered, and fell short in one of them at most, with the work done well. Weeks away or not seen count for "
    "neither, and four must be left. Among several who offered one is drawn by lot, anew each week."
)


def suggestions(
    offers: Collection[OfferFacts],
    standings: Mapping[int, SellerStanding],
    *,
    taken: Collection[int],
    met: Collection[Suggestion],
    week_on: date,
) -> list[Suggestion]:
    """At most one for each person, in no order that says anything. `taken` are people in a pair, `met` pairs of
    before, which are not suggested again.
    """
    free = [offer for offer in offers if offer.person_key not in taken]
    helpers = [one for one in free if one.side is Side.HELPS and _does(standings, one)]
    askers = [one for one in free if one.side is Side.ASKS and _lacks(standings, one)]
    used: set[int] = set()
    found = []
    for asker in sorted(askers, key=lambda one: _lot(week_on, one.metric_key, one.person_key)):
        if asker.person_key in used:
            continue
        pairs = [
            Suggestion(asker.metric_key, asker.person_key, one.person_key)
            for one in helpers
            if one.metric_key == asker.metric_key and one.person_key not in used | {asker.person_key}
        ]
        fresh = [pair for pair in pairs if pair not in met]
        if fresh:
            drawn = min(fresh, key=lambda pair: _lot(week_on, pair.metric_key, pair.asker_key, pair.helper_key))
            used |= {drawn.asker_key, drawn.helper_key}
            found.append(drawn)
    return found


def _lot(week_on: date, *words: object) -> str:
    return sha256("|".join([week_on.isoformat(), *map(str, words)]).encode()).hexdigest()


def _lacks(standings: Mapping[int, SellerStanding], offer: OfferFacts) -> bool:
    hia = _hia(standings, offer)
    return hia is not None and is_short(hia)


def _does(standings: Mapping[int, SellerStanding], offer: OfferFacts) -> bool:
    hia = _hia(standings, offer)
    return hia is not None and is_steady(hia)


def _hia(standings: Mapping[int, SellerStanding], offer: OfferFacts) -> HiaStanding | None:
    standing = standings.get(offer.person_key)
    return next((hia for hia in standing.hias if hia.metric_key == offer.metric_key), None) if standing else None


def is_short(hia: HiaStanding) -> bool:
    """Whether at least half of the recent weeks fell short."""
    missed, of = _missed(hia)
    return of >= FEWEST and 2 * missed >= of


def is_steady(hia: HiaStanding) -> bool:
    """Whether one of the recent weeks fell short at most, and what was done was done well."""
    missed, of = _missed(hia)
    return of >= FEWEST and missed <= 1 and not hia.is_quality_low


def _missed(hia: HiaStanding) -> tuple[int, int]:
    """(weeks that fell short, weeks that say anything); nothing of a draft, in doubt, or while away."""
    if hia.is_draft or hia.status in UNKNOWN:
        return 0, 0
    judged = (WeekState.MET, WeekState.MISSED)
    weeks: Sequence[WeekState] = [
        mark.state for mark in hia.weeks if mark.is_closed and not mark.is_blind and mark.state in judged
    ][-LATELY:]
    return weeks.count(WeekState.MISSED), len(weeks)
