"""Deal-weeks: hand-counted deals, and windows of acts against a plain loop over the records."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.evidence.panel import AGES, FURTHEST, Panel, panel_of
from fairway.evidence.tests.pasts import Deal, Doing, lived, told
from fairway.evidence.types import NEVER, Past

WEEKS = 10


def rows_of(panel: Panel, deal: int) -> list[tuple[int, int, bool, bool]]:
    """(week, stage, moved, lost) of a deal's weeks."""
    own = panel.deal == deal
    columns = (panel.week, panel.stage, panel.moved, panel.lost)
    return [
        (int(week), int(stage), bool(moved), bool(lost))
        for week, stage, moved, lost in zip(*(column[own] for column in columns), strict=True)
    ]


def test_it_counts_a_deal_from_before_the_first_week_up_to_the_week_it_is_won() -> None:
    panel = panel_of(told([Deal(-5, steps=[1], closed=3, is_won=True)], weeks=WEEKS))
    assert rows_of(panel, 0) == [(0, 0, False, False), (1, 0, True, False), (2, 1, False, False), (3, 1, True, False)]


def test_it_counts_a_deal_from_the_week_after_it_came_and_tells_lost_from_won() -> None:
    panel = panel_of(told([Deal(6), Deal(2, closed=4), Deal(5, closed=5)], weeks=WEEKS))
    assert rows_of(panel, 0) == [(week, 0, False, False) for week in (7, 8, 9)]
    assert rows_of(panel, 1) == [(3, 0, False, False), (4, 0, False, True)]
    assert rows_of(panel, 2) == []


def test_a_deal_that_moves_twice_in_one_week_moved_once_and_stands_where_it_came_to() -> None:
    panel = panel_of(told([Deal(0, steps=[3, 3], closed=5)], weeks=WEEKS))
    assert rows_of(panel, 0) == [
        (1, 0, False, False), (2, 0, False, False), (3, 0, True, False), (4, 2, False, False), (5, 2, False, True),
    ]  # fmt: skip


def test_a_deal_that_was_handed_on_ends_open_and_goes_on_with_whoever_took_it() -> None:
    first, second = Deal(1, steps=[2], left=4), Deal(4, steps=[6], seller=1, is_inbound=True)
    panel = panel_of(told([first, second], weeks=WEEKS, sellers=2))
    assert rows_of(panel, 0) == [(2, 0, True, False), (3, 1, False, False)]
    assert [week for week, *_ in rows_of(panel, 1)] == [5, 6, 7, 8, 9]
    assert panel.seller.tolist() == [0] * 2 + [1] * 5


def test_time_in_a_stage_begins_anew_with_each_stage() -> None:
    panel = panel_of(told([Deal(0, steps=[5])], weeks=WEEKS))
    since = [1, 2, 3, 4, 5, 1, 2, 3, 4]
    assert [AGES[age] for age in panel.age] == [max(begin for begin in AGES if begin <= n) for n in since]


def test_a_deal_closed_before_the_first_week_has_no_weeks() -> None:
    panel = panel_of(told([Deal(-9, closed=-2), Deal(3)], weeks=WEEKS))
    assert rows_of(panel, 0) == []
    assert len(rows_of(panel, 1)) == 6


def counted(past: Past, deal: int, week: int, candidate: int, first: int, last: int) -> int:
    """Acts in a window, one record after the other."""
    acts = past.acts
    return sum(
        1
        for kind, on, when in zip(acts.candidate, acts.deal, acts.week, strict=True)
        if kind == candidate and on == deal and first <= week - when <= last
    )


def check_windows(past: Past, first: int, last: int) -> None:
    panel = panel_of(past)
    for candidate in range(len(past.candidates)):
        wanted = [
            counted(past, deal, week, candidate, first, last) for deal, week in zip(panel.deal, panel.week, strict=True)
        ]
        assert panel.window(candidate, first, last).tolist() == wanted


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    created = st.integers(-20, WEEKS - 1)
    deals = []
    for start in draw(st.lists(created, min_size=1, max_size=5)):
        closed = draw(st.one_of(st.just(NEVER), st.integers(start, WEEKS + 3)))
        left = draw(st.one_of(st.just(NEVER), st.integers(max(start, 0), WEEKS)))
        deals.append(Deal(start, closed=closed, left=left))
    doing = st.builds(
        Doing,
        week=st.integers(-FURTHEST - 4, WEEKS - 1),
        deal=st.integers(-1, len(deals) - 1),
        candidate=st.integers(0, 1),
        many=st.integers(1, 3),
    )
    return told(deals, draw(st.lists(doing, max_size=25)), weeks=WEEKS, kinds=2)


@given(past=pasts(), first=st.integers(-1, 6), width=st.integers(0, 9))
def test_windows_are_what_a_loop_over_all_records_counts(past: Past, first: int, width: int) -> None:
    check_windows(past, first, min(first + width, FURTHEST))


@given(past=pasts(), first=st.integers(0, 4), width=st.integers(0, 8), seed=st.integers(0, 99))
def test_sums_over_a_deals_own_weeks_are_what_a_loop_adds(past: Past, first: int, width: int, seed: int) -> None:
    panel = panel_of(past)
    values = np.random.default_rng(seed).integers(0, 9, len(panel.deal)).astype(np.float64)
    wanted = [
        sum(
            float(value)
            for value, other, when in zip(values, panel.deal, panel.week, strict=True)
            if other == deal and first <= week - when <= first + width
        )
        for deal, week in zip(panel.deal, panel.week, strict=True)
    ]
    assert panel.own_sum(values, first, first + width) == pytest.approx(wanted)


def test_it_counts_every_step_and_every_loss_of_a_lived_organisation_once() -> None:
    _, past = lived(3)
    panel, deals = panel_of(past), past.deals
    open_since = np.maximum(deals.created + 1, 0)
    ended = (deals.closed != NEVER) & (deals.closed >= open_since)
    assert int(panel.lost.sum()) == int((ended & ~deals.is_won).sum())
    steps = {
        (deal, int(week))
        for deal, row in enumerate(deals.entered)
        for week in row[1:]
        if week != NEVER and week >= open_since[deal]
    }
    steps |= {(int(deal), int(deals.closed[deal])) for deal in np.flatnonzero(ended & deals.is_won)}
    assert set(zip(panel.deal[panel.moved].tolist(), panel.week[panel.moved].tolist(), strict=True)) == steps
