"""Agendas as they are stated: support first, the number never, and their minutes add up."""

import copy
from typing import Any

import pytest

from fairway.leadership.figures import of_half
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.reviews.agenda import Ground, agenda, seen_by_both
from fairway.leadership.reviews.kinds import FILE, kind_from, kinds
from fairway.leadership.reviews.types import Side, Talked
from fairway.leadership.types import Half, Sum, Told
from fairway.leadership.wording import QUESTIONS
from fairway.lib.yaml_files import read_yaml
from tests.leadership.organisations import ON


def stated(word: str) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(read_yaml(FILE)[word])
    return found


def test_a_week_takes_thirty_minutes_and_a_quarter_ninety_in_six_items() -> None:
    weekly, quarterly = kinds()["weekly"], kinds()["quarterly"]
    assert weekly.minutes == 30
    assert {one.key: one.minutes for one in quarterly.items} == {
        "activities": 25,
        "causes": 15,
        "objectives": 15,
        "changes": 15,
        "promises": 10,
        "position": 10,
    }


def test_activities_come_before_objectives_and_results_last_and_folded() -> None:
    for kind in kinds().values():
        assert kind.items[0].side is Side.SUPPORT
        assert kind.items[-1].side is Side.RESULTS
        assert kind.items[-1].is_read_before
        assert not any(one.is_read_before for one in kind.items[:-1])


def first(items: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: items[key], **{other: one for other, one in items.items() if other != key}}


@pytest.mark.parametrize(
    ("word", "number"), (("weekly", "number"), ("quarterly", "position"), ("quarterly", "objectives"))
)
def test_a_kind_that_begins_with_results_is_refused(word: str, number: str) -> None:
    said = stated(word)
    said["items"] = first(said["items"], number)
    with pytest.raises(ValueError, match="the first item asks about support"):
        kind_from(word, said)


@pytest.mark.parametrize("figure", [one.key for one in of_half(Half.RESULTS) if one.key != "helping"])
def test_a_first_item_that_shows_a_result_is_refused(figure: str) -> None:
    said = stated("weekly")
    said["items"]["working"]["shows"].append(figure)
    with pytest.raises(ValueError, match="never the number"):
        kind_from("weekly", said)


def test_minutes_that_do_not_add_up_and_figures_nobody_knows_are_refused() -> None:
    said = stated("weekly")
    said["items"]["working"]["minutes"] = 13
    with pytest.raises(ValueError, match="take 31 minutes, not 30"):
        kind_from("weekly", said)
    said = stated("weekly")
    said["items"]["needed"]["shows"] = ["charm"]
    with pytest.raises(ValueError, match="no figure is called charm"):
        kind_from("weekly", said)


@pytest.mark.parametrize("question", [words for both in QUESTIONS.values() for words in both])
def test_the_question_from_data_stands_first_and_is_of_support(question: str) -> None:
    for kind in kinds().values():
        entries = agenda(kind, Ground(question=question), {}, Talked(), None)
        assert entries[0].questions == [question, *kind.items[0].questions]
        assert entries[0].item.side is Side.SUPPORT
        assert all(question not in one.questions for one in entries[1:])


def test_figures_hidden_from_either_are_hidden_from_both() -> None:
    told = {"held": Sum(3, 4, 6), "kept": Sum(1, 2, 5)}
    one = Seen({ON: Told(ON, told, partial=frozenset({"held"}))}, {})
    other = Seen({ON: Told(ON, {"held": told["held"]}, hidden=frozenset({"kept"}))}, {})
    for both in (seen_by_both(one, other), seen_by_both(other, one)):
        assert both.weeks[ON].sums == {"held": told["held"]}
        assert both.weeks[ON].hidden == {"kept"}
        assert both.weeks[ON].partial == {"held"}
    assert not seen_by_both(one, Seen({}, {})).weeks
