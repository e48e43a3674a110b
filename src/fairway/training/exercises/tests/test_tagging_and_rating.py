"""Tagging a talk and rating samples: what is heard when, what agrees how far, and what passes."""

from typing import Any

import pytest

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.agreement import NO_VARIATION
from fairway.training.exercises.rating import Rating
from fairway.training.exercises.tagging import Tagging
from fairway.training.exercises.types import AttemptFacts, Unanswered

TURNS: list[dict[str, Any]] = [
    {"who": "seller", "says": "Morning."},
    {"who": "manager", "says": "Where do you land?", "is": "result", "mode": "ask", "because": "The score."},
    {"who": "seller", "says": "Sixty."},
    {"who": "manager", "says": "How many plans?", "is": "activity", "mode": "ask", "because": "Their own."},
    {"who": "manager", "says": "I get you the list.", "is": "obstacle", "mode": "tell", "because": "Away."},
    {"who": "seller", "says": "Thanks."},
]
TALK = Exercise("talk", "tagging", "t", "a", passes={"share": 0.6}, content={"setting": "Monday.", "turns": TURNS})
SAMPLES = [
    {"title": f"Plan {place}", "text": "t", "ratings": {"step": place % 3}, "because": {"step": "So."}}
    for place in range(6)
]
PLANS = Exercise(
    "plans",
    "rating",
    "t",
    "a",
    passes={"kappa": 0.6},
    content={"criteria": {"step": "A next step"}, "scale": ["No", "Partly", "Yes"], "samples": SAMPLES},
)


def after(*tags: str) -> AttemptFacts:
    return AttemptFacts(1, 1, 1, [{"is": tag} for tag in tags])


def rated(*places: int) -> AttemptFacts:
    return AttemptFacts(1, 1, 1, [{"ratings": {"step": place}} for place in places])


def test_it_shows_the_talk_up_to_the_turn_that_is_tagged() -> None:
    first = Tagging().page(TALK, after())
    assert [said.turn["says"] for said in first.before] == ["Morning."]
    assert first.item is not None
    assert first.item["says"] == "Where do you land?"
    second = Tagging().page(TALK, after("result"))
    assert [said.turn["says"] for said in second.before] == ["Morning.", "Where do you land?", "Sixty."]
    assert [said.turn["says"] for said in second.lately] == ["Sixty."]
    assert [said.looked is not None for said in second.before] == [False, True, False]


def test_it_shows_all_of_the_talk_with_the_agreement_at_the_end() -> None:
    page = Tagging().page(TALK, after("result", "other", "obstacle"))
    assert page.item is None
    assert len(page.before) == len(TURNS)
    assert page.agreement is not None
    assert (page.agreement.alike, page.agreement.count) == (2, 3)
    # Alike in 2 of 3; by chance in 2 of 9, for result and obstacle once each on both sides: (6/9 - 2/9) / (7/9).
    assert page.agreement.beyond_chance == pytest.approx(4 / 7)


@pytest.mark.parametrize(
    ("tags", "is_passed"), [(("result", "other", "obstacle"), True), (("result", "other", "other"), False)]
)
def test_it_passes_a_talk_by_the_share_tagged_as_in_the_key(tags: tuple[str, ...], is_passed: bool) -> None:
    outcome = Tagging().outcome(TALK, after(*tags))
    assert outcome is not None
    assert outcome.is_passed is is_passed
    assert "of 3 tagged as in the key, needs 2; kappa 0." in outcome.words
    assert Tagging().outcome(TALK, after(*tags[:2])) is None


def test_it_tells_what_is_wrong_with_a_talk() -> None:
    turns = [{"who": "leader", "says": "Hm."}, {"who": "manager", "says": "So?", "is": "weather"}]
    found = Tagging().problems(Exercise("talk", "tagging", "t", "a", content={"turns": turns}))
    assert found == [
        "Hm.: manager or seller, and what they say.",
        "So?: it is one of result, objective, activity, obstacle, practice, other.",
        "So?: its mode is one of ask, tell.",
        "So?: say why.",
        "State the setting in a sentence.",
    ]
    assert Tagging().problems(TALK) == []


@pytest.mark.parametrize(
    ("places", "is_passed", "words"),
    [
        ((0, 1, 2, 0, 1, 2), True, "6 of 6 ratings exactly as in the key, 6 within one step"),
        ((0, 1, 2, 0, 1, 1), True, "5 of 6 ratings exactly as in the key, 6 within one step"),
        ((2, 2, 2, 2, 2, 2), False, "2 of 6 ratings exactly as in the key, 4 within one step"),
        ((2, 1, 0, 2, 1, 0), False, "kappa −0.50"),
    ],
)
def test_it_passes_ratings_by_kappa(places: tuple[int, ...], is_passed: bool, words: str) -> None:
    outcome = Rating().outcome(PLANS, rated(*places))
    assert outcome is not None
    assert outcome.is_passed is is_passed
    assert words in outcome.words
    assert 0 <= outcome.score <= 1
    assert Rating().outcome(PLANS, rated(*places[:-1])) is None


def test_it_says_so_where_kappa_cannot_be_told() -> None:
    same = [{**sample, "ratings": {"step": 2}} for sample in SAMPLES]
    plans = Exercise("p", "rating", "t", "a", passes={"kappa": 0.6}, content={**PLANS.content, "samples": same})
    outcome = Rating().outcome(plans, rated(2, 2, 2, 2, 2, 1))
    assert outcome is not None
    assert f"by Gwet’s coefficient. {NO_VARIATION}" in outcome.words
    assert outcome.is_passed


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((0, 1, 2, 0, 1, 2), "No lean to either side."),
        ((1, 2, 2, 1, 2, 2), "You rate 0.7 steps higher than the key on average"),
        ((0, 0, 1, 0, 0, 1), "You rate 0.7 steps lower than the key on average"),
    ],
)
def test_it_says_to_which_side_somebody_leans_on_a_criterion(places: tuple[int, ...], words: str) -> None:
    line = Rating().page(PLANS, rated(*places)).lines[0]
    assert line.words.startswith(words)
    assert line.count == 6


def test_it_takes_a_rating_only_with_every_criterion() -> None:
    assert Rating().taken(PLANS, rated(), {"on_step": "1"}) == {"ratings": {"step": 1}}
    for given in ({}, {"on_step": "3"}, {"on_step": "x"}):
        with pytest.raises(Unanswered, match="Rate this too: A next step") as refused:
            Rating().taken(PLANS, rated(), given)
        assert refused.value.field == "on_step"


def test_it_tells_what_is_wrong_with_samples() -> None:
    samples = [{"title": "One", "text": "", "ratings": {"step": 3}, "because": {}}]
    found = Rating().problems(Exercise("p", "rating", "t", "a", content={**PLANS.content, "samples": samples}))
    assert found == [
        "One: step needs a place of the scale, from 0.",
        "One: say why, of step.",
        "One: give it a title and a text.",
    ]
    assert Rating().problems(PLANS) == []
    assert Rating().problems(Exercise("p", "rating", "t", "a")) == [
        "State criteria, and a scale of two steps at least."
    ]
