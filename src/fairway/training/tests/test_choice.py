"""Choosing for simulated sellers as an exercise: taken, passed, failed, left and gone on with."""

import pytest

from fairway.training.choosing.making import case_of
from fairway.training.choosing.reasoning import answer_key
from fairway.training.choosing.types import Grade
from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.choice import Choice, ChoicePage
from fairway.training.exercises.kinds import KINDS
from fairway.training.exercises.types import Answer, AttemptFacts, Unanswered

CASES = 3
EXERCISE = Exercise("three", "choice", "Three", "Which?", passes={"share": 0.7}, content={"ask_items": CASES})
KIND = Choice()


def attempt(*answers: Answer, seed: int = 11, level: int = 2) -> AttemptFacts:
    return AttemptFacts(1, seed, level, list(answers))


def shown(facts: AttemptFacts, exercise: Exercise = EXERCISE) -> ChoicePage:
    return KIND.page(exercise, facts)


def picked(facts: AttemptFacts, grade: Grade, sure: str = "85", exercise: Exercise = EXERCISE) -> Answer:
    """The answer that chooses something of a grade, found by trying each and reading what the page says of it."""
    page = shown(facts, exercise)
    assert page.view is not None
    for row in page.view.options:
        answer = KIND.taken(exercise, facts, {"first": row.key, "second": "none", "sure": sure})
        told = shown(AttemptFacts(1, facts.seed, facts.level, [*facts.answers, answer]), exercise).answered[0]
        if told.first.grade is grade:
            return answer
    raise AssertionError(f"nothing is {grade}")


def done(*grades: Grade, sure: str = "85", exercise: Exercise = EXERCISE, level: int = 2) -> AttemptFacts:
    facts = attempt(level=level)
    for grade in grades:
        facts = attempt(*facts.answers, picked(facts, grade, sure, exercise), level=level)
    return facts


def test_it_is_registered_under_its_name() -> None:
    assert isinstance(KINDS["choice"], Choice)


def test_all_best_passes_and_says_so_with_its_count_and_need() -> None:
    outcome = KIND.outcome(EXERCISE, done(*[Grade.BEST] * CASES))
    assert outcome is not None
    assert (outcome.score, outcome.is_passed) == (1.0, True)
    assert outcome.words == "3.00 of 3 points, needs 2.10; the best one chosen first in 3 of 3"


def test_what_is_acceptable_three_times_just_passes_and_one_wrong_of_three_does_not() -> None:
    outcome = KIND.outcome(EXERCISE, done(*[Grade.ACCEPTABLE] * CASES))
    assert outcome is not None
    assert (round(outcome.score, 3), outcome.is_passed) == (0.7, True)
    failed = KIND.outcome(EXERCISE, done(Grade.BEST, Grade.WRONG, Grade.BEST))
    assert failed is not None
    assert (round(failed.score, 3), failed.is_passed) == (0.667, False)


def test_being_sure_and_wrong_fails_where_the_file_asks_for_a_brier_score() -> None:
    strict = Exercise("s", "choice", "S", "?", passes={"share": 0.3, "brier": 0.2}, content={"ask_items": 1})
    sure = KIND.outcome(strict, done(Grade.ACCEPTABLE, sure="97", exercise=strict))
    modest = KIND.outcome(strict, done(Grade.BEST, sure="97", exercise=strict))
    assert sure is not None
    assert modest is not None
    assert not sure.is_passed
    assert "Brier score 0.94, needs 0.20 or less" in sure.words
    assert modest.is_passed


def test_it_goes_on_where_it_was_left_with_the_same_case() -> None:
    left = done(Grade.WRONG, Grade.BEST)
    assert KIND.outcome(EXERCISE, left) is None
    page, again = shown(left), shown(AttemptFacts(1, left.seed, left.level, list(left.answers)))
    assert page == again
    assert (page.number, page.total, page.points) == (3, 3, 1.0)
    assert [one.first.grade for one in page.answered] == [Grade.BEST, Grade.WRONG]  # the newest first
    assert shown(attempt(seed=12)).view != shown(attempt(seed=11)).view


def test_what_was_answered_shows_every_reason_and_what_the_studio_says_of_the_newest() -> None:
    page = shown(done(Grade.WRONG, Grade.ACCEPTABLE))
    newest, older = page.answered
    assert {one.option.key for one in newest.key.judged} == {row.key for row in newest.view.options}
    assert [heading for heading, _ in newest.steps] == ["Gap", "Driver", "Activities", "Filters", "Evidence"]
    assert newest.studio_first in {row.name for row in newest.view.options}
    assert older.studio_first == ""
    assert page.brier == pytest.approx(0.85**2)


def test_the_answer_is_that_of_the_reasoned_key() -> None:
    answer = picked(attempt(), Grade.BEST)
    assert answer["first"] == answer_key(case_of("11.0", 2)).best.key


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sure": "85"}, "first"),
        ({"first": "none of these", "sure": "85"}, "first"),
        ({"first": "0", "second": "0", "sure": "85"}, "second"),
        ({"first": "0", "second": "none of these", "sure": "85"}, "second"),
        ({"first": "0"}, "sure"),
        ({"first": "0", "second": "none", "sure": "12"}, "sure"),
        ({"first": "0", "second": "none", "sure": "50"}, "sure"),
    ],
)
def test_what_is_no_answer_is_refused_at_its_field(given: dict[str, str], field: str) -> None:
    page = shown(attempt())
    assert page.view is not None
    keys = {str(place): row.key for place, row in enumerate(page.view.options)}
    with pytest.raises(Unanswered) as refused:
        KIND.taken(EXERCISE, attempt(), {name: keys.get(value, value) for name, value in given.items()})
    assert refused.value.field == field


def test_a_second_choice_is_kept() -> None:
    page = shown(attempt())
    assert page.view is not None
    first, second = (row.key for row in page.view.options[:2])
    answer = KIND.taken(EXERCISE, attempt(), {"first": first, "second": second, "sure": "20"})
    assert answer == {"first": first, "second": second, "sure": 20}
    told = shown(attempt(answer)).answered[0]
    assert told.second is not None
    assert told.second.option.key == second


def test_it_gets_harder_after_two_passed_and_easier_after_one_that_was_not() -> None:
    assert KIND.level_after([]) == 1
    assert KIND.level_after([(1, True), (1, True)]) == 2
    assert KIND.level_after([(1, True), (1, True), (2, False)]) == 1
    page = shown(attempt(level=3))
    assert page.view is not None
    assert page.view.level == 3


@pytest.mark.parametrize(
    ("content", "passes", "said"),
    [
        ({"ask_items": 0}, {}, "ask_items"),
        ({"ask_items": "six"}, {}, "ask_items"),
        ({"ask_items": 6}, {"share": 1.4}, "passes"),
        ({}, {"share": 0.7}, ""),
    ],
)
def test_it_says_what_is_wrong_with_a_file(content: dict[str, object], passes: dict[str, float], said: str) -> None:
    found = KIND.problems(Exercise("x", "choice", "X", "?", passes=passes, content=content))
    assert [problem.split(":")[0] for problem in found] == ([said] if said else [])
