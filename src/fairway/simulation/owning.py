"""Deals that change hands: when somebody leaves, and now and then between colleagues."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from fairway.simulation.accounts import Ground
from fairway.simulation.calendar import DAY_STARTS, instant
from fairway.simulation.deals import Book, Deal, Turn
from fairway.simulation.draws import between
from fairway.simulation.people import Seller, person_id


def hand_over(turn: Turn, book: Book, ground: Ground, colleagues: Mapping[str, Seller]) -> None:
    """Give what somebody who has left still has to their heirs in turn; without heirs, to the team."""
    leaver = turn.seller
    own = book.open.get(leaver.person.person_id, [])
    if not own and not ground.accounts.get(leaver.person.person_id):
        return
    heirs = [person_id(name) for name in leaver.spec.heirs] or [
        other for other, seller in colleagues.items() if seller.team is leaver.team and seller.person.left_on is None
    ]
    for number, deal in enumerate(own):
        _give(deal, book, colleagues[heirs[number % len(heirs)]], turn)
    book.open[leaver.person.person_id] = []
    ground.hand_over(leaver.person.person_id, heirs)


def swap(turn: Turn, book: Book, colleagues: Sequence[Seller], share: float) -> None:
    """Let a colleague who is there take over a deal now and then: each open one with that chance a week."""
    own = book.open.get(turn.seller.person.person_id, [])
    count = int(turn.rng.binomial(len(own), share)) if own else 0
    if count == 0:
        return
    there = [other for other in colleagues if other is not turn.seller and other.calendar.days(turn.monday)]
    if not there:
        return
    for _ in range(count):
        chances = turn.rng.random(2).tolist()
        place = between(0, len(own) - 1, chances[0])
        if own[place].owners[-1][0].date() < turn.monday - timedelta(days=1):  # not one that has just changed hands
            _give(own.pop(place), book, there[between(0, len(there) - 1, chances[1])], turn)


def _give(deal: Deal, book: Book, heir: Seller, turn: Turn) -> None:
    """Before the heir's first hour of the week, so that what happens to the deal in it is theirs."""
    deal.owners.append((_monday_morning(heir, turn), heir.person.person_id))
    book.open.setdefault(heir.person.person_id, []).append(deal)


def _monday_morning(heir: Seller, turn: Turn) -> datetime:
    return instant(heir.person.timezone, turn.monday, DAY_STARTS - 30)
