"""Practice cases: the same from the same seed, one answer each, and harder by what they show."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import log
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from fairway.training.choosing.library import families, good_order, roles
from fairway.training.choosing.making import can_carry, case_of
from fairway.training.choosing.reasoning import answer_key, explained
from fairway.training.choosing.showing import view_of
from fairway.training.choosing.types import Case, Driver, Evidence, Grade, Nature, Option, Unit
from fairway.training.choosing.written import written_case

SEEDS = st.integers(min_value=1, max_value=2**31)
LEVELS = st.integers(min_value=1, max_value=5)


def furthest_short(drivers: Sequence[Driver]) -> Driver:
    """Reckoned again: against each of the two usual figures by itself, and then their mean, counted less on few."""

    def short(one: Driver) -> float:
        ways = [log(one.now / usual) if one.unit is Unit.DAYS else log(usual / one.now) for usual in _usual(one)]
        return mean(ways) / (1 + 12 / one.count)

    return sorted(drivers, key=short)[-1]


def _usual(one: Driver) -> tuple[float, float]:
    return one.before, one.peers


def passing(case: Case) -> list[Option]:
    """Reckoned again: what nothing speaks against, by plain comparison."""
    main = furthest_short(case.drivers)
    return [
        one
        for one in case.options
        if one.nature is Nature.ACTIVITY
        and not (one.is_volume or one.is_order)
        and one.drives == main.key
        and one.filled >= 0.6
        and one.in_time >= 0.5
        and one.own <= 0.85 * one.top
        and one.hours <= case.hours_free
        and one.weeks[1] < case.weeks_left
    ]


@given(SEEDS, LEVELS)
def test_the_same_seed_and_level_give_the_same_case(seed: int, level: int) -> None:
    assert case_of(seed, level) == case_of(seed, level)


@given(SEEDS, LEVELS)
def test_every_case_has_one_best_activity_that_passes_everything(seed: int, level: int) -> None:
    case = case_of(seed, level)
    key = answer_key(case)
    best = key.best
    assert key.driver == furthest_short(case.drivers)
    assert {one.key for one in passing(case)} == {best.key, *key.keys_of(Grade.ACCEPTABLE)}
    assert len(key.keys_of(Grade.BEST)) == 1
    assert len(key.keys_of(Grade.ACCEPTABLE)) >= 1
    for other in passing(case):
        assert best.evidence >= other.evidence
        assert best is other or best.evidence > other.evidence  # no two that could be argued about
        assert best.headroom >= other.headroom
        assert best is other or best.hours + other.hours <= case.hours_free  # both could be done


@given(SEEDS, LEVELS)
def test_two_or_more_wrong_ones_tempt_for_a_reason_that_is_told(seed: int, level: int) -> None:
    case = case_of(seed, level)
    key = answer_key(case)
    wrong = [one for one in key.judged if one.grade is Grade.WRONG]
    assert len(wrong) >= 2
    assert all(one.why.startswith("It tempts because ") and ", but " in one.why for one in wrong)
    assert Nature.OBJECTIVE in {one.option.nature for one in wrong}
    assert any("acts on another driver" in one.why for one in wrong)


@given(SEEDS, LEVELS)
def test_the_reasons_name_every_option_and_the_steps_name_what_decides(seed: int, level: int) -> None:
    case = case_of(seed, level)
    key = answer_key(case)
    assert sorted(one.option.key for one in key.judged) == sorted(one.key for one in case.options)
    assert all(len(one.why.split()) > 5 for one in key.judged)
    steps = dict(explained(key))
    assert list(steps) == ["Gap", "Driver", "Activities", "Filters", "Evidence"]
    assert key.driver.name in steps["Driver"]
    assert key.best.name in steps["Evidence"]
    aimed = [one for one in case.options if one.drives == key.driver.key and one.nature is Nature.ACTIVITY]
    assert all(one.name in steps["Activities"] for one in aimed)


@given(SEEDS, LEVELS)
def test_a_case_shows_five_to_seven_options_and_figures_that_can_be(seed: int, level: int) -> None:
    case = case_of(seed, level)
    assert 5 <= len(case.options) <= 7
    assert len({one.key for one in case.options}) == len({one.name for one in case.options}) == len(case.options)
    assert 0 < case.heading_for < case.goal
    for driver in case.drivers:
        assert min(driver.now, driver.before, driver.peers, driver.count) > 0
        assert driver.unit is not Unit.PERCENT or max(driver.now, driver.before, driver.peers) <= 97
    for one in case.options:
        assert one.own <= one.top
        assert one.unit is not Unit.PERCENT or one.top <= 97
        assert 0 < one.filled < 1
        assert 1 <= one.weeks[0] <= one.weeks[1]


@given(SEEDS, LEVELS)
def test_what_the_studio_would_read_says_nothing_of_the_answer(seed: int, level: int) -> None:
    case = case_of(seed, level)
    turned = [
        replace(one, nature=Nature.ACTIVITY, is_volume=False, is_order=False, evidence=Evidence.OPEN)
        for one in case.options
    ]
    assert written_case(replace(case, options=turned)) == written_case(case)
    assert set(written_case(case)) == {"id", "role", "goal", "funnel", "time", "capacity", "candidates"}


def of_level(level: int, cases: int = 40) -> list[Case]:
    return [case_of(seed, level) for seed in range(cases)]


def test_harder_cases_differ_less_say_less_and_have_more_to_weigh() -> None:
    by_level = [of_level(level) for level in range(1, 6)]
    apart = [mean(_lead(case) for case in cases) for cases in by_level]
    assert all(easy > hard for easy, hard in pairwise(apart))
    sizes = [mean(len(case.options) for case in cases) for cases in by_level]
    assert sizes == sorted(sizes)
    hints = [all(view_of(case).hint for case in cases) for cases in by_level]
    assert hints == [True, True, False, False, False]


def _lead(case: Case) -> float:
    """How much further short the driver is that carries the gap than the next."""
    short = sorted((one.trusted_short for one in case.drivers), reverse=True)
    return short[0] - short[1]


def test_some_of_the_hardest_have_a_driver_that_looks_lower_on_too_few() -> None:
    hardest = of_level(5, 120)
    lower = [case for case in hardest if max(case.drivers, key=lambda one: one.short) != answer_key(case).driver]
    assert 0 < len(lower) < len(hardest) / 2
    assert all("too few to tell it from chance" in answer_key(case).steps["driver"] for case in lower)


def test_every_role_and_every_family_comes_up() -> None:
    cases = [case for level in range(1, 6) for case in of_level(level, 80)]
    assert {case.role for case in cases} == {role.title for role in roles().values()}
    carrying = {(case.role, answer_key(case).driver.key) for case in cases}
    could = {(role.title, one.key) for role in roles().values() for one in role.drivers if can_carry(role, one)}
    assert carrying == could


def test_the_library_names_everything_once_and_refers_to_what_there_is() -> None:
    found = [act for family in families().values() for act in (family.posing, *family.activities)]
    assert len({one.key for one in found}) == len(found)
    assert {name for act in found for name in act.also} <= set(families())
    for role in roles().values():
        assert {one.family for one in role.drivers} - {""} <= set(families())
        assert set(role.product) <= {one.key for one in role.drivers}
        assert role.product or role.goal[0] > 0
    assert good_order()
