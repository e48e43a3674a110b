"""A part of a group's past: some of its sellers with their own deals and acts, as if only they had been gathered."""

from collections.abc import Sequence

import numpy as np

from fairway.evidence.types import UNSEEN, ActFacts, DealFacts, Past, Whole


def narrowed(past: Past, sellers: Sequence[int]) -> Past:
    """The past of those sellers, who are numbered anew in the order given."""
    place = _places(np.asarray(sellers, dtype=np.int64), past.sellers)
    deals, acts = past.deals, past.acts
    kept, done = np.flatnonzero(place[deals.seller] >= 0), place[acts.seller] >= 0
    number = _places(kept, len(deals.seller))
    linked = acts.deal[done]
    return Past(
        candidates=past.candidates,
        is_own=past.is_own,
        presence=past.presence[list(sellers)],
        inbound=past.inbound[list(sellers)],
        deals=DealFacts(
            seller=place[deals.seller[kept]],
            created=deals.created[kept],
            closed=deals.closed[kept],
            is_won=deals.is_won[kept],
            is_inbound=deals.is_inbound[kept],
            amount=deals.amount[kept],
            entered=deals.entered[kept],
            left=deals.left[kept],
        ),
        acts=ActFacts(
            candidate=acts.candidate[done],
            seller=place[acts.seller[done]],
            week=acts.week[done],
            deal=np.where(linked < 0, linked, np.where(number[linked] < 0, UNSEEN, number[linked])),
        ),
    )


def _places(kept: Whole, many: int) -> Whole:
    found = np.full(max(many, 1), -1, dtype=np.int64)
    found[kept] = np.arange(len(kept))
    return found
