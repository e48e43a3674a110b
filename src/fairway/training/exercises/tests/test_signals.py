"""Signal or noise: the key holds against what was planted, the same seed asks the same, and levels go up and down."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.chance.choosing import (
    LEVELS,
    NOISE_AT_LEAST,
    SIGNAL_AT_MOST,
    asked_series,
    key_of,
)
from fairway.training.exercises.chance.families import FAMILIES, often
from fairway.training.exercises.chance.types import Series
from fairway.training.exercises.signals import Signals
from fairway.training.exercises.types import AttemptFacts, Unanswered

ALL = tuple(FAMILIES)
EXERCISE = Exercise("signs", "signals", "Signal or noise?", "Which?", passes={"share": 0.8, "brier": 0.22})


def series_of(seeds: Iterable[int]) -> list[Series]:
    return [one for seed in seeds for level in LEVELS for one in asked_series(ALL, seed, level, 20)]


def require_keys_that_hold(asked: list[Series], share: float) -> None:
    for family in ALL:
        ours = [one for one in asked if one.family == family]
        right = sum(one.is_signal == one.is_planted for one in ours)
        assert right / len(ours) >= share, f"{family}: {right} of {len(ours)}"


def test_its_key_agrees_with_what_was_planted() -> None:
    asked = series_of(range(12))
    assert len(asked) == 720
    require_keys_that_hold(asked, 0.95)
    assert 0.45 < sum(one.is_signal for one in asked) / len(asked) < 0.55


@pytest.mark.slow
def test_its_key_agrees_over_five_hundred_seeds() -> None:
    require_keys_that_hold(series_of(range(100, 600)), 0.97)


def test_it_asks_only_what_the_numbers_decide() -> None:
    for level in LEVELS:
        for one in asked_series(ALL, 7, level, 40):
            assert key_of(one.chance, level) is one.is_signal
            assert one.chance <= SIGNAL_AT_MOST[level] or one.chance >= NOISE_AT_LEAST[level]
        assert key_of((SIGNAL_AT_MOST[level] + NOISE_AT_LEAST[level]) / 2, level) is None


def test_it_asks_the_same_for_the_same_seed_and_every_family_alike() -> None:
    asked = asked_series(ALL, 11, 2, 18)
    asked_series.cache_clear()
    assert asked_series(ALL, 11, 2, 18) == asked
    assert asked_series(ALL, 12, 2, 18) != asked
    assert set(Counter(one.family for one in asked).values()) == {3}


def test_it_comes_closer_to_the_line_on_higher_levels() -> None:
    def noise(level: int) -> float:
        asked = [one for seed in range(5) for one in asked_series(ALL, seed, level, 20) if not one.is_signal]
        return sum(one.chance for one in asked) / len(asked)

    assert noise(1) > noise(2) > noise(3)


@pytest.mark.parametrize("family", ALL)
@pytest.mark.parametrize("is_planted", [True, False])
def test_it_says_what_chance_does_and_how_it_was_made(family: str, is_planted: bool) -> None:
    for seed in range(15):
        one = FAMILIES[family](Random(seed), 1 + seed % 3, is_planted)
        assert one.is_planted is is_planted
        assert re.search(r"in (more than half|(fewer than )?1 of [\d,]+) ?(of )?(such )?", one.told)
        assert one.made.startswith("Made with ")
        assert ("throughout" in one.made or "same" in one.made) is not is_planted
        assert 0 <= one.chance <= 1
        assert len(one.columns) <= 26
        assert one.since is None or 0 < one.since < len(one.columns)
        for column in one.columns:
            assert column.said in one.numbers


@pytest.mark.parametrize("family", ALL)
def test_chance_goes_that_far_as_often_as_it_says(family: str) -> None:
    chances = [FAMILIES[family](Random(seed), 1, False).chance for seed in range(600)]
    assert sum(one <= 0.05 for one in chances) / 600 <= 0.068  # 0.05 and two standard errors; counts lie below it
    assert 0.25 < sum(one <= 0.5 for one in chances) / 600 < 0.54


def test_it_is_honest_where_chance_and_what_was_planted_part() -> None:
    one = asked_series(ALL, 3, 1, 4)[0]
    same = replace(one, is_planted=one.is_signal)
    assert same.because == f"{one.told} {one.made}"
    assert replace(same, is_signal=True, is_planted=False).because.endswith("so it is with real numbers too.")
    assert replace(same, is_signal=False, is_planted=True).because.endswith("these numbers cannot tell.")


def test_it_tells_how_often_in_words() -> None:
    assert often(0.26) == "in 1 of 4 such series"
    assert often(0.7) == "in more than half of such series"
    assert often(1e-12, "teams") == "in fewer than 1 of 1,000 such teams"


def test_the_worst_of_several_is_followed_by_a_better_one() -> None:
    after = [FAMILIES["after_worst"](Random(seed), 1, False) for seed in range(300)]
    better = sum(one.columns[-1].height > one.columns[-2].height for one in after)
    assert better / len(after) > 0.75
    assert sum(one.chance < 0.05 for one in after) / len(after) < 0.07


def finished(*, is_right: bool, sure: int, wrong_ones: int = 0) -> AttemptFacts:
    asked = asked_series(ALL, 3, 1, 20)
    answers = [
        {"said": "signal" if one.is_signal == (is_right and place >= wrong_ones) else "noise", "sure": sure}
        for place, one in enumerate(asked)
    ]
    return AttemptFacts(1, 3, 1, answers)


@pytest.mark.parametrize(
    ("attempt", "is_passed"),
    [
        (finished(is_right=True, sure=97), True),
        (finished(is_right=True, sure=97, wrong_ones=4), True),
        (finished(is_right=True, sure=97, wrong_ones=5), False),
        (finished(is_right=True, sure=50), False),  # right, and never sure: Brier score 0.25
        (finished(is_right=False, sure=97), False),
    ],
)
def test_it_needs_four_of_five_and_a_brier_score(attempt: AttemptFacts, is_passed: bool) -> None:
    outcome = Signals().outcome(EXERCISE, attempt)
    assert outcome is not None
    assert outcome.is_passed is is_passed
    assert "of 20 right, needs 16; Brier score" in outcome.words


@pytest.mark.parametrize(
    ("past", "level"),
    [
        ([], 1),
        ([(1, True)], 2),
        ([(1, True), (2, True), (3, True)], 3),
        ([(1, True), (2, False)], 2),
        ([(1, True), (2, False), (2, False)], 1),
        ([(1, False), (1, False)], 1),
    ],
)
def test_it_goes_up_after_a_pass_and_down_after_two_misses(past: list[tuple[int, bool]], level: int) -> None:
    assert Signals().level_after(past) == level


def test_it_takes_both_what_it_is_and_how_sure() -> None:
    attempt = AttemptFacts(1, 3, 1, [])
    assert Signals().taken(EXERCISE, attempt, {"said": "noise", "sure": "70"}) == {"said": "noise", "sure": 70}
    for given, field in (
        ({"sure": "70"}, "said"),
        ({"said": "perhaps", "sure": "70"}, "said"),
        ({"said": "noise", "sure": "60"}, "sure"),
    ):
        with pytest.raises(Unanswered) as refused:
            Signals().taken(EXERCISE, attempt, given)
        assert refused.value.field == field


def test_it_tells_what_is_wrong_with_a_file() -> None:
    wrong = Exercise("signs", "signals", "t", "a", content={"families": ["weather"], "ask_items": 2})
    assert Signals().problems(EXERCISE) == []
    assert Signals().problems(wrong) == ["weather is no family of charts.", "Ask 4 charts at least."]
