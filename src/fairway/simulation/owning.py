"""Deals that change hands: when somebody leaves, and now and then between colleagues."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from fairway.simulation.accounts import Ground
from fairway.simulation.acting import suited
from fairway.simulation.calendar import DAY_STARTS, instant
from fairway.simulation.deals import Book, Deal, Turn, lose
from fairway.simulation.draws import between
from fairway.simulation.people import Seller, person_id
from fairway.simulation.scenario import Situation


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
        if _is_settled(own[place], turn):
            _give(own.pop(place), book, there[between(0, len(there) - 1, chances[1])], turn)


def redistribute(
    turn: Turn, book: Book, ground: Ground, team: Sequence[Seller], beginning: Sequence[Situation]
) -> None:
    """Move deals and accounts as situations that begin this week say, to and from colleagues, whether or not the
    seller is there.
    """
    if not beginning:
        return
    others = [other for other in team if other is not turn.seller and other.calendar.is_employed(turn.monday)]
    for situation in beginning:
        giver = next((other for other in team if other.spec.name == situation.takes_from), None)
        if giver is not None:
            _take(turn, book, giver, situation.takes)
        if situation.deals_kept < 1.0:
            _part_with_deals(turn, book, others, situation)
        if situation.accounts_kept < 1.0 and others:
            own = ground.accounts[turn.seller.person.person_id]
            kept = max(1, round(situation.accounts_kept * len(own)))
            for number, account in enumerate(own[kept:]):
                ground.accounts[others[number % len(others)].person.person_id].append(account)
            del own[kept:]


def _take(turn: Turn, book: Book, giver: Seller, share: float) -> None:
    theirs = book.open.get(giver.person.person_id, [])
    settled = [deal for deal in theirs if _is_settled(deal, turn)]
    for deal in settled[: round(share * len(theirs))]:
        theirs.remove(deal)
        _give(deal, book, turn.seller, turn)


def _part_with_deals(turn: Turn, book: Book, others: Sequence[Seller], situation: Situation) -> None:
    """Keep a share of the open deals that suit the situation's kind; lose the others, or give them away."""
    own = book.open.get(turn.seller.person.person_id, [])
    kind = next((kind for kind in turn.seller.kinds if kind.word == situation.kind), None)
    settled = [deal for deal in own if _is_settled(deal, turn)]
    fitting = suited(kind, settled) if kind is not None else settled
    are_lost = bool(turn.days) and (situation.are_deals_lost or not others)
    if not are_lost and not others:
        return
    for number, deal in enumerate(fitting[round(situation.deals_kept * len(fitting)) :]):
        own.remove(deal)
        if are_lost:
            lose(deal, turn, float(turn.rng.random()))
        else:
            _give(deal, book, others[number % len(others)], turn)


def _is_settled(deal: Deal, turn: Turn) -> bool:
    """Not one that has just changed hands, or was opened this very week."""
    return deal.owners[-1][0].date() < turn.monday - timedelta(days=1)


def _give(deal: Deal, book: Book, heir: Seller, turn: Turn) -> None:
    """Before the heir's first hour of the week, so that what happens to the deal in it is theirs."""
    deal.owners.append((_monday_morning(heir, turn), heir.person.person_id))
    book.open.setdefault(heir.person.person_id, []).append(deal)


def _monday_morning(heir: Seller, turn: Turn) -> datetime:
    return instant(heir.person.timezone, turn.monday, DAY_STARTS - 30)
