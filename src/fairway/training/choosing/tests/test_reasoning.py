"""The answer of a case, from cases small enough to be worked out by hand."""

from dataclasses import replace
from typing import Any

import pytest

from fairway.training.choosing.picking import levels, next_level, worth
from fairway.training.choosing.reasoning import answer_key, carrier
from fairway.training.choosing.showing import view_of
from fairway.training.choosing.types import Case, Driver, Evidence, Grade, Nature, Option, Unit

OPENED = Driver("opened", "New opportunities", Unit.COUNT, 50, 51, 50, 50, "opportunities")
WON = Driver("won", "Win rate", Unit.PERCENT, 20, 30, 30, 50, "decided opportunities")
CYCLE = Driver("cycle", "Sales cycle in days", Unit.DAYS, 41, 40, 40, 10, "won deals")


def option(key: str, **more: Any) -> Option:
    facts: dict[str, Any] = {
        "name": key.capitalize(),
        "text": "Something done.",
        "nature": Nature.ACTIVITY,
        "drives": "won",
        "unit": Unit.PERCENT,
        "own": 30,
        "peers": 60,
        "top": 80,
        "hours": 1,
        "weeks": (2, 4),
        "filled": 0.95,
        "in_time": 0.9,
        "evidence": Evidence.PEERS,
        "found": "Peers did better.",
    }
    return Option(key=key, **{**facts, **more})


def case(*options: Option, drivers: tuple[Driver, ...] = (OPENED, WON, CYCLE)) -> Case:
    return Case(
        key="x",
        level=3,
        seller="Ada",
        role="Seller",
        does="sells",
        result="bookings",
        result_unit=Unit.THOUSAND,
        goal=150,
        heading_for=100,
        weeks_left=9,
        hours_free=4,
        drivers=drivers,
        options=options,
    )


BEST, OTHER = option("plans"), option("checks", evidence=Evidence.OPEN)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"nature": Nature.RESULT}, "it is a result"),
        ({"nature": Nature.OBJECTIVE}, "it is an objective"),
        ({"is_volume": True}, "neither with whom nor how well"),
        ({"is_order": True}, "moves no customer"),
        ({"drives": "opened"}, "acts on another driver: New opportunities, 50 where 50 is usual"),
        ({"drives": ""}, "nothing says what it would move"),
        ({"filled": 0.4}, "only 40% of it is recorded"),
        ({"in_time": 0.2}, "only 20% of it is recorded within a day"),
        ({"own": 79}, "at its ceiling: 79% now, 80% in the best quarter"),
        ({"hours": 5}, "takes 5 hours a week and 4 are free"),
        ({"weeks": (8, 9)}, "shows after 8 to 9 weeks and 9 are left"),
    ],
)
def test_it_says_what_speaks_against_an_option(more: dict[str, Any], said: str) -> None:
    tempting = option("tempting", evidence=Evidence.TRIAL, **{"top": 80, **more})
    key = answer_key(case(tempting, BEST, OTHER))
    assert key.best is BEST
    assert key.keys_of(Grade.ACCEPTABLE) == ["checks"]
    judged = {one.option.key: one for one in key.judged}["tempting"]
    assert judged.grade is Grade.WRONG
    assert said in judged.why


def test_it_tells_all_that_speaks_against_one() -> None:
    key = answer_key(case(option("late", weeks=(20, 22), hours=6), BEST))
    assert "6 hours" in key.judged[-1].why
    assert "Besides, it shows after 20 to 22 weeks" in key.judged[-1].why


def test_evidence_goes_before_room_and_room_before_hours() -> None:
    roomy = option("roomy", own=10, evidence=Evidence.ELSEWHERE)
    assert answer_key(case(roomy, BEST)).best is BEST
    assert answer_key(case(replace(roomy, evidence=Evidence.PEERS), BEST)).best.key == "roomy"
    cheap = option("cheap", hours=0.5)
    assert answer_key(case(cheap, BEST)).best is cheap


def test_a_driver_that_looks_lower_on_few_does_not_carry_the_gap() -> None:
    size = Driver("size", "Average deal size", Unit.THOUSAND, 10, 16, 16, 5, "won deals")
    assert size.short > WON.short
    assert carrier([OPENED, WON, size]) is WON
    assert carrier([OPENED, WON, replace(size, count=200)]).key == "size"
    key = answer_key(case(BEST, drivers=(OPENED, WON, size)))
    assert "Average deal size (5 won deals) looks lower still" in key.steps["driver"]


def test_more_days_are_a_shortfall_and_fewer_are_none() -> None:
    slow = replace(CYCLE, now=60, count=50)
    assert carrier([OPENED, slow]).key == "cycle"
    assert replace(CYCLE, now=30).short < 0


def test_a_case_in_which_nothing_stands_is_refused() -> None:
    with pytest.raises(ValueError, match="every option has something against it"):
        answer_key(case(option("late", weeks=(20, 22))))


@pytest.mark.parametrize(
    ("first", "second", "points"),
    [
        ("plans", "", 1.0),
        ("plans", "checks", 1.0),
        ("plans", "late", 0.5),
        ("checks", "", 0.7),
        ("checks", "plans", 0.85),
        ("checks", "late", 0.35),
        ("late", "", 0.0),
        ("late", "plans", 0.0),
    ],
)
def test_a_pick_is_worth_what_is_done_first_and_what_the_second_takes_or_saves(
    first: str, second: str, points: float
) -> None:
    key = answer_key(case(BEST, OTHER, option("late", weeks=(20, 22))))
    assert worth(key, first, second) == pytest.approx(points)


@pytest.mark.parametrize(
    ("passed", "level"),
    [
        ([], 1),
        ([(1, True)], 1),
        ([(1, True), (1, True)], 2),
        ([(1, True), (1, True), (2, True)], 2),
        ([(1, True), (1, True), (2, True), (2, True)], 3),
        ([(2, True), (2, False)], 1),
        ([(1, False)], 1),
        ([(3, False), (2, True)], 2),
        ([(5, True), (5, True)], 5),
    ],
)
def test_two_passed_in_a_row_make_it_harder_and_one_that_was_not_easier(
    passed: list[tuple[int, bool]], level: int
) -> None:
    assert next_level(passed) == level


def test_the_cases_of_an_attempt_spread_around_its_level_and_stay_between_one_and_five() -> None:
    assert levels(3, 6) == [3, 2, 4, 3, 2, 4]
    assert set(levels(1, 6)) == {1, 2}
    assert set(levels(5, 12)) == {4, 5}


def test_a_page_says_of_a_metric_what_is_needed_to_choose_and_nothing_of_its_class() -> None:
    view = view_of(case(BEST, option("held", nature=Nature.OBJECTIVE, hours=0)))
    first, held = view.options
    assert first.levels == "30% now, peers 60%, best quarter 80%"
    assert list(first.facts)[:2] == ["said to act on: win rate", "1 hour a week"]
    assert not any("objective" in fact for fact in (*held.facts, held.found, held.text))
    assert [row.stands_on for row in view.drivers] == ["", "on 50 decided opportunities", "on 10 won deals"]
