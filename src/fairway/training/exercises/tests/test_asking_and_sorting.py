"""Questions with how sure, and sorting: what passes, what has to be right, and what being sure is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.asking import Asking, brier, brier_of_guessing, sure_levels
from fairway.training.exercises.itemwise import Looked, needed_right, shuffled
from fairway.training.exercises.sorting import Sorting
from fairway.training.exercises.types import AttemptFacts, Unanswered

ITEMS = [{"ask": f"{n}?", "options": ["Yes", "No"], "right": n % 2, "because": "So."} for n in range(5)]
QUESTIONS = Exercise("q", "asking", "t", "a", passes={"share": 0.8, "brier": 0.22}, content={"items": ITEMS})


def answered(exercise: Exercise, *, wrong: frozenset[str] = frozenset(), sure: int = 85, seed: int = 4) -> AttemptFacts:
    order = shuffled(exercise.content["items"], AttemptFacts(1, seed, 1, []), None)
    answers = [{"option": 1 - item["right"] if item["ask"] in wrong else item["right"], "sure": sure} for item in order]
    return AttemptFacts(1, seed, 1, answers)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from((50, 70, 85, 97))), min_size=1, max_size=30))
def test_it_scores_being_sure_by_the_mean_square_of_the_distance(said: list[tuple[bool, int]]) -> None:
    looked = [Looked({}, {"sure": sure}, is_right) for is_right, sure in said]
    far = [((100 - sure) / 100) ** 2 if is_right else (sure / 100) ** 2 for is_right, sure in said]
    assert brier(looked) == pytest.approx(sum(far) / len(far))


@pytest.mark.parametrize(("options", "sure"), [(2, 50), (3, 33), (4, 25), (5, 20)])
def test_a_guess_is_as_sure_as_there_are_options(options: int, sure: int) -> None:
    levels = list(sure_levels(options))
    assert levels[0] == str(sure)
    assert sorted(map(int, levels)) == list(map(int, levels))
    guessed = [Looked({}, {"sure": sure}, place == 0) for place in range(options)]  # right once in so many
    assert brier(guessed) == pytest.approx(brier_of_guessing([options]), abs=0.0005)


def test_it_says_what_always_guessing_would_get_in_this_mix() -> None:
    three = {"ask": "Which?", "options": ["A", "B", "C"], "right": 1, "because": "So."}
    mixed = Exercise("q", "asking", "t", "a", content={"items": [ITEMS[0], three]})
    more = Asking().page(mixed, AttemptFacts(1, 1, 1, [])).more
    assert more["guessing"] == pytest.approx((1 / 4 + 2 / 9) / 2)


def test_it_offers_and_takes_how_sure_by_the_options_of_each_question() -> None:
    three = {"ask": "Which?", "options": ["A", "B", "C"], "right": 1, "because": "So."}
    asked = Exercise("q", "asking", "t", "a", content={"items": [three]})
    start = AttemptFacts(1, 1, 1, [])
    assert list(Asking().page(asked, start).more["sure"]) == ["33", "60", "85", "97"]
    assert Asking().taken(asked, start, {"option": "1", "sure": "33"}) == {"option": 1, "sure": 33}
    for refused in ("50", "70", "25", "-33", "33.0", ""):
        with pytest.raises(Unanswered):
            Asking().taken(asked, start, {"option": "1", "sure": refused})


def test_it_scores_answers_kept_with_other_numbers() -> None:
    three = {"ask": "Which?", "options": ["A", "B", "C"], "right": 1, "because": "So."}
    asked = Exercise("q", "asking", "t", "a", content={"items": [three]})
    kept = AttemptFacts(1, 1, 1, [{"option": 1, "sure": 70}])
    assert Asking().page(asked, kept).more["brier"] == pytest.approx(0.09)
    assert Asking().outcome(asked, kept) is not None


SURE_SCORED = [
    part.exercise
    for module in curriculum().values()
    for part in module.parts
    if part.exercise is not None and "brier" in part.exercise.passes
]


@pytest.mark.parametrize("exercise", SURE_SCORED, ids=lambda one: one.key)
def test_as_many_right_as_are_needed_pass_where_one_is_fairly_sure(exercise: Exercise) -> None:
    total = len(exercise.content.get("items", ())) or int(exercise.content["ask_items"])
    needed = needed_right(exercise, total)
    said = [Looked({}, {"sure": 85}, place < needed) for place in range(total)]
    assert brier(said) <= exercise.passes["brier"]
    lowest = 50 if exercise.kind == "signals" else 33
    assert brier([Looked({}, {"sure": lowest}, True)]) > exercise.passes["brier"], "right, and never sure"


def test_it_needs_the_share_and_the_brier_score() -> None:
    for attempt, is_passed in (
        (answered(QUESTIONS), True),
        (answered(QUESTIONS, wrong=frozenset({"1?"})), True),
        (answered(QUESTIONS, wrong=frozenset({"1?", "2?"})), False),
        (answered(QUESTIONS, sure=50), False),
    ):
        outcome = Asking().outcome(QUESTIONS, attempt)
        assert outcome is not None
        assert outcome.is_passed is is_passed


def test_it_fails_where_one_that_has_to_be_right_is_not() -> None:
    items = [{**item, "is_must": item["ask"] == "1?"} for item in ITEMS]
    musts = Exercise("q", "asking", "t", "a", passes=QUESTIONS.passes, content={"items": items})
    outcome = Asking().outcome(musts, answered(musts, wrong=frozenset({"1?"})))
    assert outcome is not None
    assert not outcome.is_passed
    assert "1 of those that have to be right was not" in outcome.words
    other = Asking().outcome(musts, answered(musts, wrong=frozenset({"2?"})))
    assert other is not None
    assert other.is_passed


@given(st.integers(1, 60), st.sampled_from((0.6, 0.7, 0.8, 0.85, 1.0)))
def test_it_needs_the_least_count_that_reaches_the_share(total: int, share: float) -> None:
    needed = needed_right(Exercise("e", "sorting", "t", "a", passes={"share": share}), total)
    assert needed * 100 >= round(share * 100) * total > (needed - 1) * 100


def test_it_refuses_what_is_no_answer_with_the_field() -> None:
    attempt = AttemptFacts(1, 1, 1, [])
    for sent, field in (
        ({"sure": "85"}, "option"),
        ({"option": "2", "sure": "85"}, "option"),
        ({"option": "1"}, "sure"),
    ):
        with pytest.raises(Unanswered) as refused:
            Asking().taken(QUESTIONS, attempt, sent)
        assert refused.value.field == field
    with pytest.raises(Unanswered) as refused:
        Sorting().taken(QUESTIONS, attempt, {"class": "money"})
    assert refused.value.field == "class"


def test_it_tells_what_is_wrong_with_a_file() -> None:
    items = [{"ask": "One?", "options": ["Yes"], "right": 0}, {"ask": "Two?", "options": ["Yes", "No"], "right": 2}]
    found = Asking().problems(Exercise("q", "asking", "t", "a", content={"items": items}))
    assert len(found) == 4
    assert Asking().problems(QUESTIONS) == []
    sorts = [{"metric": "Win rate", "class": "money"}]
    assert len(Sorting().problems(Exercise("s", "sorting", "t", "a", content={"items": sorts}))) == 2
