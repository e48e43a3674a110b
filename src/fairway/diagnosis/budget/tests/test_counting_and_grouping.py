"""Under what a seller counts, in which four weeks, and in which group: examples worked out by hand."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from fairway.commitments.owning import cares
from fairway.commitments.types import OwnerRole
from fairway.diagnosis.budget import blurring
from fairway.diagnosis.budget.counting import block_of, effective, misses_of, published_from
from fairway.diagnosis.budget.grouping import Unit, grouped
from fairway.diagnosis.budget.reading import change, reading, rounded
from fairway.diagnosis.budget.removing import remover_of, words
from fairway.diagnosis.budget.types import Counted, Published, SellerWeek, Table

MONDAY = date(2026, 9, 7)


def week(metric_key: str, counted: Counted, number: int = 0, *, is_miss: bool = True) -> SellerWeek:
    return SellerWeek(1, metric_key, MONDAY + timedelta(days=7 * number), is_miss=is_miss, counted=counted)


@pytest.mark.parametrize(
    ("first_cause", "answer", "is_in_doubt", "counted"),
    [
        ("capacity", None, False, "capacity"),
        ("capacity", "skill", False, "skill"),  # the seller’s answer wins
        ("capacity", "", False, "own_words"),
        ("capacity", "", True, "own_words"),
        ("", None, False, "no_sign"),
        ("", None, True, "data"),
        ("effort", None, False, "no_sign"),  # never a label
        ("opportunity", None, True, "opportunity"),
    ],
)
def test_it_counts_under_the_answer_then_the_cause_then_no_sign(
    first_cause: str, answer: str | None, is_in_doubt: bool, counted: str
) -> None:
    assert effective(first_cause, answer=answer, is_in_doubt=is_in_doubt) == counted


def test_a_seller_counts_once_under_the_activity_missed_most_and_the_reason_given_most() -> None:
    weeks = [
        week("calls", Counted.SKILL),
        week("plans", Counted.DATA, 0),
        week("plans", Counted.CAPACITY, 1),
        week("plans", Counted.CAPACITY, 2),
        week("plans", Counted.DATA, 3, is_miss=False),
    ]
    assert misses_of(weeks) == {1: ("plans", Counted.CAPACITY)}
    assert misses_of([week("calls", Counted.DATA, is_miss=False)]) == {}


def test_every_week_lies_in_one_block_of_four_on_whatever_day_weeks_begin() -> None:
    for weekday in range(7):
        first = MONDAY + timedelta(days=weekday)
        blocks = [block_of(first + timedelta(days=7 * number)) for number in range(40)]
        assert max(blocks.count(block_on) for block_on in blocks) == 4
        assert {(later - earlier).days for earlier, later in zip(blocks, blocks[1:], strict=False)} == {0, 28}


def test_a_block_waits_a_week_for_answers_after_its_last_week_has_closed() -> None:
    block_on = block_of(MONDAY)
    assert published_from(block_on, 0) == block_on + timedelta(days=28 + 7)
    # Weeks from Sunday on: the last one begins on the block's last day and is over six days later.
    assert published_from(block_on, 6) == block_on + timedelta(days=27 + 7 + 7)


def team(key: int, head_key: int | None, sellers: int, missed: int) -> Unit:
    people = [100 * key + number for number in range(sellers)]
    return Unit(key, head_key, frozenset(people), frozenset(people[:missed]))


def stands(groups: object) -> set[tuple[int | None, tuple[int, ...]]]:
    return {(group.head_key, tuple(sorted(unit.key for unit in group.units))) for group in groups}  # type: ignore[attr-defined]


def test_small_teams_stand_together_under_the_lowest_manager_above_them() -> None:
    managers = {1: 10, 2: 10, 3: 20, 4: 20, 10: 30, 20: 30, 30: None}
    units = [team(1, 1, 8, 6), team(2, 2, 8, 4), team(3, 3, 4, 3), team(4, 4, 6, 3)]
    # Teams 3 and 4 are small, and large together under 20; team 2 finds no other small one up to the top.
    assert stands(grouped(units, managers)) == {(20, (3, 4)), (10, (1, 2))}
    others = [team(1, 1, 8, 6), team(2, 2, 8, 4), team(3, 3, 4, 3)]
    assert stands(grouped(others, managers)) == {(1, (1,)), (30, (2, 3))}


def test_a_small_team_takes_the_smallest_other_with_it_so_that_none_can_be_had_by_subtraction() -> None:
    managers = {1: 9, 2: 9, 3: 9, 9: None}
    units = [team(1, 1, 9, 8), team(2, 2, 7, 6), team(3, 3, 5, 2)]
    assert stands(grouped(units, managers)) == {(1, (1,)), (9, (2, 3))}


def test_fewer_than_five_who_missed_are_published_nowhere() -> None:
    assert grouped([team(1, 1, 9, 2), team(2, 2, 9, 2)], {1: None, 2: None}) == []
    assert grouped([team(1, 1, 4, 4)], {1: None}) == []


def test_a_team_in_which_nobody_missed_takes_no_other_with_it() -> None:
    assert stands(grouped([team(1, 1, 8, 6), team(2, 2, 8, 0)], {1: 9, 2: 9})) == {(1, (1,))}


def test_a_circle_in_the_lines_loses_nobody() -> None:
    groups = grouped([team(1, 1, 4, 3), team(2, 2, 4, 3)], {1: 2, 2: 1})
    assert sum(len(group.missed) for group in groups) == 6


def group(missed: int, **counts: int) -> Published:
    whole = {counted: counts.get(str(counted), 0) for counted in Counted}
    return Published(Table.PLACE, 1, "North", 1, missed, missed, whole)


def test_it_rounds_to_the_nearest_five() -> None:
    assert [rounded(value) for value in (0, 2.4, 2.5, 7, 7.5, 12)] == [0, 0, 5, 5, 10, 10]


def test_counts_are_brought_to_what_is_possible_before_they_are_rounded() -> None:
    read = reading([group(40, capacity=26, opportunity=14, data=-3, skill=1)])
    assert (read.misses, read.least) == (40, 5)
    assert [(cause.counted, cause.count, cause.share) for cause in read.shown] == [
        (Counted.CAPACITY, 25, 0.625),
        (Counted.OPPORTUNITY, 15, 0.375),
    ]
    assert Counted.SKILL in read.hidden


def test_the_more_blurs_lie_in_a_sum_the_larger_a_count_must_be() -> None:
    groups = [group(40, capacity=30, opportunity=9)] * 9
    assert (reading(groups).least, reading(groups).off_by) == (15, 10)
    assert (reading(groups[:1]).least, reading(groups[:1]).off_by) == (5, 5)


def test_a_single_small_count_is_hidden_with_the_next_smallest() -> None:
    counts = {str(counted): 10 for counted in Counted}
    read = reading([group(94, **{**counts, "skill": 2, "ramp": 12})])
    assert len(read.hidden) == 2
    assert Counted.SKILL in read.hidden


@pytest.mark.parametrize(("groups", "missed"), [(1, 6), (3, 10), (15, 9)])
def test_a_reason_nobody_has_is_seldom_shown_and_shown_counts_are_right_as_far_as_is_said(
    groups: int, missed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws = random.Random(f"{groups} {missed}")
    monkeypatch.setattr(blurring.secrets, "randbits", draws.getrandbits)
    had, cell = list(Counted)[:5], blurring.Cell(Table.PLACE, 0, Counted.DATA)
    wrong, near = 0, []
    for _ in range(300):
        true = [Counter(draws.choices(had, [8, 5, 3, 2, 2], k=missed)) for _ in range(groups)]
        blurred = [group(missed, **{str(one): each[one] + blurring.coins(cell) for one in Counted}) for each in true]
        read = reading(blurred)
        wrong += any(cause.counted not in had for cause in read.shown)
        total = sum(true, Counter())
        near += [abs((cause.count or 0) - total[cause.counted]) <= read.off_by for cause in read.shown]
    assert wrong <= 15  # one in twenty
    assert sum(near) >= 0.88 * len(near)


def test_a_change_is_told_only_where_it_is_more_than_blur_and_chance() -> None:
    now, before = [group(60, capacity=40)], [group(60, capacity=10)]
    assert change(now, before, Counted.CAPACITY) == "more"
    assert change(before, now, Counted.CAPACITY) == "less"
    assert change([group(10, capacity=4)], [group(10, capacity=2)], Counted.CAPACITY) == ""
    assert change([group(900, capacity=300)], [group(900, capacity=310)], Counted.CAPACITY) == "as before"
    assert change(now, [], Counted.CAPACITY) == ""


def test_whoever_is_said_to_remove_a_reason_may_own_an_obstacle_of_it() -> None:
    for cause, care in cares().items():
        if cause in set(Counted):
            assert remover_of(Counted(cause)) in care.owners, cause
    assert set(words()) == set(Counted)
    removers = {role: {str(one) for one in Counted if remover_of(one) is role} for role in OwnerRole}
    assert removers == {
        OwnerRole.OPERATIONS: {"data", "absence"},
        OwnerRole.LEADER: {"capacity", "opportunity"},
        OwnerRole.MANAGER: {"target", "priority", "own_words", "no_sign"},
        OwnerRole.ENABLEMENT: {"ramp", "skill"},
        OwnerRole.SELLER: set(),
    }
    assert "effort" not in " ".join(words().values()).lower()
