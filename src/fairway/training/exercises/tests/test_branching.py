"""Cases that branch: which graphs are refused, and walks that go wrong and are mended."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.branching import Branching
from fairway.training.exercises.graph import graph_problems
from fairway.training.exercises.types import AttemptFacts, Unanswered

CASE: dict[str, Any] = {
    "title": "Why did Noor stop?",
    "opening": "Six a week, and now two.",
    "chart": [6, 6, 2],
    "target": 6,
    "start": "open",
    "nodes": {
        "open": {
            "says": "She waits.",
            "choices": [
                {"do": "Ask about Tuesday", "to": "tuesday", "because": "What happened."},
                {"do": "Blame", "to": "silence", "because": "She defends herself."},
            ],
        },
        "silence": {
            "says": "Nothing.",
            "choices": [{"do": "Begin again", "to": "open", "because": "The way back."}],
            "name_cause": True,
        },
        "tuesday": {"says": "They still call me."},
    },
    "causes": {"capacity": "Load", "effort": "What comes first", "skill": "How it works"},
    "cause": "capacity",
    "because": "Old accounts take her mornings.",
    "wrong": {"effort": "She sits down to it."},
}
RIGHT = [{"do": 0}, {"cause": "capacity"}]


def exercise(*cases: dict[str, Any], right: int = 1) -> Exercise:
    return Exercise("why", "branching", "t", "a", passes={"right": right}, content={"cases": cases or (CASE,)})


def attempt(*answers: dict[str, Any], seed: int = 5) -> AttemptFacts:
    return AttemptFacts(1, seed, 1, answers)


def changed(path: str, value: Any) -> dict[str, Any]:
    case = deepcopy(CASE)
    *ahead, last = path.split("/")
    at: Any = case
    for name in ahead:
        at = at[int(name) if isinstance(at, list) else name]
    at[last] = value
    return case


def test_it_finds_nothing_wrong_with_a_case_that_can_be_walked() -> None:
    assert Branching().problems(exercise()) == []


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (changed("start", "nowhere"), "it starts at nowhere, which is no node."),
        (changed("nodes/open/choices/0/to", "nowhere"), "a choice leads to nowhere, which is no node."),
        (changed("nodes/alone", {"says": "Nobody hears this."}), "nothing leads to alone."),
        (
            changed("nodes/tuesday/choices", [{"do": "Again", "to": "tuesday", "because": "Once more."}]),
            "no way leads from tuesday to naming the cause.",
        ),
        (changed("cause", "weather"), "its cause is one of two causes at least."),
        (changed("wrong", {}), "say of one tempting cause at least why it is wrong."),
        (changed("wrong", {"capacity": "It is not."}), "capacity is no wrong cause of it."),
        (changed("nodes/tuesday/says", ""), "tuesday says nothing."),
        (
            changed("nodes/open/choices/0/because", ""),
            "open: each choice needs what to do and why that is good or bad.",
        ),
        ({name: value for name, value in CASE.items() if name != "because"}, "state because."),
    ],
)
def test_it_tells_what_is_wrong_with_a_case(case: dict[str, Any], problem: str) -> None:
    assert graph_problems(case) == [problem]


def test_it_cannot_need_more_cases_than_there_are() -> None:
    assert Branching().problems(exercise(right=2)) == ["More cases have to be right than there are."]
    assert Branching().problems(Exercise("why", "branching", "t", "a")) == ["There is no case."]


@given(st.lists(st.lists(st.integers(0, 5), max_size=3), min_size=1, max_size=6))
def test_it_takes_exactly_the_graphs_from_which_every_walk_can_end(leads: list[list[int]]) -> None:
    many = len(leads)
    nodes = {
        str(name): {"says": "x", "choices": [{"do": "d", "to": str(to % many), "because": "b"} for to in ahead]}
        for name, ahead in enumerate(leads)
    }

    def walked_from(start: int) -> set[int]:
        seen: set[int] = {start}
        for _ in range(many):
            seen |= {to % many for name in seen for to in leads[name]}
        return seen

    is_fine = walked_from(0) == set(range(many)) and all(
        any(not leads[end] for end in walked_from(name)) for name in range(many)
    )
    assert (graph_problems({**CASE, "start": "0", "nodes": nodes}) == []) is is_fine


def test_it_lets_a_wrong_way_be_mended() -> None:
    page = Branching().page(exercise(), attempt({"do": 1}, {"do": 0}, {"do": 0}))
    assert page.walk is not None
    assert [step.do for step in page.walk.steps] == ["Blame", "Begin again", "Ask about Tuesday"]
    assert page.walk.says == "They still call me."
    assert not page.choices
    assert set(page.causes) == set(CASE["causes"])
    outcome = Branching().outcome(exercise(), attempt({"do": 1}, {"do": 0}, *RIGHT))
    assert outcome is not None
    assert outcome.is_passed
    assert outcome.words == "The cause of 1 of 1 cases found, needs 1"


def test_it_lets_the_cause_be_named_only_where_it_can_be() -> None:
    def taken(given: dict[str, str], *so_far: dict[str, Any]) -> Any:
        return Branching().taken(exercise(), attempt(*so_far), given)

    assert taken({"do": "1"}) == {"do": 1}
    assert taken({"cause": "skill"}, {"do": 1}) == {"cause": "skill"}
    for sent, so_far, field in (
        ({"cause": "skill"}, (), "cause"),
        ({"do": "2"}, (), "do"),
        ({}, ({"do": 1},), "do"),
        ({"cause": ""}, ({"do": 1},), "cause"),
        ({"do": "0"}, ({"do": 0},), "cause"),
    ):
        with pytest.raises(Unanswered) as refused:
            taken(sent, *so_far)
        assert refused.value.field == field


def test_it_offers_the_causes_only_where_they_can_be_named() -> None:
    opening, silence = (Branching().page(exercise(), attempt(*so_far)) for so_far in ((), ({"do": 1},)))
    assert (len(opening.choices), len(opening.causes)) == (2, 0)
    assert (len(silence.choices), len(silence.causes)) == (1, 3)


def test_it_counts_cases_with_the_right_cause_and_explains_the_tempting_one() -> None:
    second = {**CASE, "title": "Why did Elif stop?"}
    both = exercise(CASE, second, right=2)
    answers = attempt(*RIGHT, {"do": 1}, {"cause": "skill"})
    outcome = Branching().outcome(both, answers)
    assert outcome is not None
    assert (outcome.score, outcome.is_passed) == (0.5, False)
    page = Branching().page(both, answers)
    assert [(walk.is_right, walk.tempting) for walk in page.walked] == [(False, "skill"), (True, "effort")]
    assert Branching().outcome(both, attempt(*RIGHT)) is None
    assert Branching().page(both, attempt(*RIGHT)).number == 2


def test_it_shows_choices_in_an_order_of_its_own_that_stays() -> None:
    orders = {tuple(Branching().page(exercise(), attempt(seed=seed)).choices) for seed in range(20)}
    assert orders == {(0, 1), (1, 0)}
    one = [tuple(Branching().page(exercise(), attempt(seed=3)).choices) for _ in range(3)]
    assert len(set(one)) == 1
    assert Branching().page(exercise(), attempt()).walk is not None


CIRCLE = changed("nodes/silence", {"says": "Nothing.", "choices": [{"do": "On", "to": "open", "because": "Again."}]})
AUTHORED = [
    case
    for module in curriculum().values()
    for part in module.parts
    if part.exercise is not None and part.exercise.kind == "branching"
    for case in part.exercise.content["cases"]
]


def test_it_does_not_offer_again_from_one_place_what_was_done_there() -> None:
    back = Branching().page(exercise(CIRCLE), attempt({"do": 1}, {"do": 0}))
    assert list(back.choices) == [0]
    with pytest.raises(Unanswered):
        Branching().taken(exercise(CIRCLE), attempt({"do": 1}, {"do": 0}), {"do": "1"})


def test_it_asks_the_cause_where_nothing_is_left_to_do() -> None:
    only = changed("nodes/open/choices", [{"do": "Wait", "to": "open", "because": "Nothing comes of it."}])
    stuck = Branching().page(exercise(only), attempt({"do": 0}))
    assert (dict(stuck.choices), set(stuck.causes)) == ({}, set(CASE["causes"]))
    assert Branching().taken(exercise(only), attempt({"do": 0}), {"cause": "skill"}) == {"cause": "skill"}
    with pytest.raises(Unanswered) as refused:
        Branching().taken(exercise(only), attempt({"do": 0}), {"do": "0"})
    assert refused.value.field == "cause"


def test_it_reads_kept_answers_in_which_a_choice_was_made_again_and_again() -> None:
    round_and_round = [{"do": 1}, {"do": 0}] * 13
    page = Branching().page(exercise(CIRCLE), attempt(*round_and_round))
    assert page.walk is not None
    assert len(page.walk.steps) == 26
    assert list(page.choices) == [0]
    outcome = Branching().outcome(exercise(CIRCLE), attempt(*round_and_round, *RIGHT))
    assert outcome is not None
    assert outcome.is_passed


@given(case=st.sampled_from(AUTHORED), data=st.data())
def test_every_walk_through_every_case_of_the_curriculum_ends(case: dict[str, Any], data: st.DataObject) -> None:
    """Whatever is offered is chosen at random; the cause only where nothing else is left. The hardest way to end."""
    most = sum(len(node.get("choices", ())) for node in case["nodes"].values()) + 1
    answers: list[Any] = []
    for _ in range(most):
        page = Branching().page(exercise(case), attempt(*answers))
        offered = [{"do": str(place)} for place in page.choices] or [{"cause": name} for name in page.causes]
        given_now = data.draw(st.sampled_from(offered))
        answers.append(Branching().taken(exercise(case), attempt(*answers), given_now))
        if "cause" in given_now:
            break
    assert Branching().outcome(exercise(case), attempt(*answers)) is not None
