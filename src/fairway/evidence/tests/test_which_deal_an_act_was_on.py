"""An act belongs to the deal it names, else to the only one its account has open."""

import numpy as np

from fairway.evidence.narrowing import narrowed
from fairway.evidence.panel import panel_of
from fairway.evidence.queries.linking import Links, links_of
from fairway.evidence.tests.pasts import lived
from fairway.evidence.types import NEVER, UNSEEN, DealFacts

WEEK = np.arange(6)


def links(*told: tuple[str, str | None, int, int, int]) -> Links:
    """Pieces of (deal, account, week it came, week it closed, week it was left)."""
    names, accounts, created, closed, left = zip(*told, strict=True)
    nothing = np.zeros(len(told), dtype=np.int64)
    deals = DealFacts(
        seller=nothing,
        created=np.array(created),
        closed=np.array(closed),
        is_won=nothing > 0,
        is_inbound=nothing > 0,
        amount=nothing * 1.0,
        entered=nothing[:, None],
        left=np.array(left),
    )
    return links_of(deals, names, accounts)


def at(found: Links, deal: str | None, account: str | None) -> list[int]:
    """The piece an act belongs to in each of six weeks."""
    return found.deals(np.array([deal] * 6, dtype=object), np.array([account] * 6, dtype=object), WEEK).tolist()


def test_a_named_deal_counts_in_whatever_week_and_one_that_is_not_known_is_not_seen() -> None:
    found = links(("o1", "a1", 2, 4, NEVER))
    assert at(found, "o1", None) == [0] * 6
    assert at(found, "o9", "a1") == [UNSEEN] * 6


def test_an_act_on_an_account_is_on_its_only_deal_from_the_week_after_it_came_until_it_closed() -> None:
    found = links(("o1", "a1", 2, 4, NEVER))
    assert at(found, None, "a1") == [-1, -1, -1, 0, 0, -1]
    assert at(found, None, "a2") == [-1] * 6
    assert at(found, None, None) == [-1] * 6


def test_of_two_open_deals_of_an_account_nobody_can_say_which() -> None:
    found = links(("o1", "a1", 0, NEVER, NEVER), ("o2", "a1", 3, NEVER, NEVER))
    assert at(found, None, "a1") == [-1, 0, 0, 0, UNSEEN, UNSEEN]


def test_a_deal_that_changed_hands_is_whoevers_it_was_in_the_week() -> None:
    found = links(("o1", "a1", 0, NEVER, 3), ("o1", "a1", 3, NEVER, NEVER))
    assert at(found, "o1", None) == [0, 0, 0, 1, 1, 1]
    assert at(found, None, "a1") == [-1, 0, 0, -1, 1, 1]


def test_some_sellers_of_a_group_are_as_if_only_they_had_been_gathered() -> None:
    _, whole = lived(1)
    kept = [5, 2, 9]
    part = narrowed(whole, kept)
    everything, own = panel_of(whole), panel_of(part)
    for number, seller in enumerate(kept):
        rows, same = everything.seller == seller, own.seller == number
        assert np.array_equal(everything.week[rows], own.week[same])
        assert np.array_equal(everything.window(0, 1, 4)[rows], own.window(0, 1, 4)[same])
        assert np.array_equal(whole.presence[seller], part.presence[number])
    assert part.sellers == 3
