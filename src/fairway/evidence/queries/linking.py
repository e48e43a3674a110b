"""Which deal an act was done on: the one its record names, else the only one its account has open.

Many a CRM keeps meetings at the account. Where the account has one deal that was open already when the week began, the
act was done on it; where it has several nobody can say on which, and it is no search for a new one either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fairway.evidence.types import NEVER, UNSEEN, DealFacts, Whole


@dataclass(frozen=True, slots=True)
class Links:
    """Pieces of a group's deals, by opportunity and by account."""

    first: Mapping[str, int]  # number of a deal's first piece
    begins: Whole  # week from which each piece is held
    many: Whole  # pieces of the same deal from this one on
    at_account: Mapping[str, Sequence[tuple[int, int, int]]]  # (piece, first week after it came, last week it was open)

    def deals(self, opportunities: np.ndarray, accounts: np.ndarray, weeks: Whole) -> Whole:
        """The piece of each act; -1 where it was done on no deal, `UNSEEN` where on one that cannot be told."""
        found = np.array([-1 if one is None else self.first.get(one, UNSEEN) for one in opportunities], dtype=np.int64)
        found = self._held(found, weeks)
        for number in np.flatnonzero(found == -1):
            spans = self.at_account.get(accounts[number], ()) if accounts[number] is not None else ()
            open_ones = [piece for piece, begins, ends in spans if begins <= weeks[number] <= ends]
            if open_ones:
                found[number] = open_ones[0] if len(open_ones) == 1 else UNSEEN
        return found

    def _held(self, found: Whole, weeks: Whole) -> Whole:
        """Of deals that changed hands, the piece that was held in the week."""
        while True:
            later = (found >= 0) & (self.many[found] > 1)
            following = np.where(later, found + 1, found)
            onward = later & (self.begins[following] <= weeks)
            if not onward.any():
                return found
            found = np.where(onward, following, found)


def links_of(deals: DealFacts, opportunities: Sequence[str], accounts: Sequence[str | None]) -> Links:
    """Links of pieces that stand in the order of their deals, then of time; accounts as deals name them."""
    first: dict[str, int] = {}
    many = np.ones(len(opportunities) + 1, dtype=np.int64)
    at_account: dict[str, list[tuple[int, int, int]]] = {}
    for piece in range(len(opportunities) - 1, -1, -1):
        if piece + 1 < len(opportunities) and opportunities[piece + 1] == opportunities[piece]:
            many[piece] = many[piece + 1] + 1
        first[opportunities[piece]] = piece
        account = accounts[piece]
        if account is not None:
            at_account.setdefault(account, []).append((piece, int(deals.created[piece]) + 1, _last_open(deals, piece)))
    return Links(first, np.append(deals.created, 0), many, at_account)


def _last_open(deals: DealFacts, piece: int) -> int:
    ends = [int(deals.closed[piece])] if deals.closed[piece] != NEVER else []
    ends += [int(deals.left[piece]) - 1] if deals.left[piece] != NEVER else []
    return min(ends, default=-NEVER)
