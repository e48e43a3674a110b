"""Drafts are acts somebody could agree to, with a target they already reach."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.metrics.types import Condition, Definition, MetricClass, Unit
from fairway.metrics.words import customers_reached, offered
from fairway.plans.drafting import attainable, drafts_for

STEADY = [3.0, 4, 2, 3, 5, 3, 4, 3]


def word(key: str, name: str = "", **facts: object) -> Definition:
    made = offered(key)
    values = {
        "key": key,
        "name": name or made.name,
        "metric_class": made.metric_class,
        "records": "activities",
        **facts,
    }
    return Definition(where=(Condition(test="is", field="word", values=(key,)),), **values)  # type: ignore[arg-type]


def drafted(
    weekly: Mapping[str, Sequence[float]], *definitions: Definition, beside: Sequence[Definition] = ()
) -> list[str]:
    """Keys drafted for one seller from those weeks; definitions not given are the offered ones."""
    known = {key: offered(key) for key in weekly}
    known |= {definition.key: definition for definition in (*definitions, *beside)}
    own = set(weekly) - {definition.key for definition in beside}
    return [hia.metric_key for hia in drafts_for({1: weekly}, known, own_words=own).get(1, [])]


@pytest.mark.parametrize(
    "key",
    [
        "Call",
        "Phone call",
        "Outbound call",
        "E-mail",
        "Email sent",
        "Task",
        "To do",
        "Anruf",
        "Appel sortant",
        "Nota",
        "SMS",
    ],
)
def test_it_never_drafts_a_bare_count_of_calls_or_mails(key: str) -> None:
    assert drafted({key: STEADY}) == []


@pytest.mark.parametrize(
    "key", ["Customer meeting", "Demo held", "Termin wahrgenommen", "Réunion", "Deal won", "Reply received"]
)
def test_it_never_drafts_what_needs_the_customer_or_comes_of_it(key: str) -> None:
    assert drafted({key: STEADY}) == []


def test_it_never_drafts_what_somebody_classed_as_objective_or_good_order() -> None:
    asked = "Discovery requested"
    assert drafted({asked: STEADY}) == [asked]
    assert drafted({asked: STEADY}, word(asked, metric_class=MetricClass.OBJECTIVE)) == []
    assert drafted({asked: STEADY}, word(asked, is_hygiene=True)) == []
    assert drafted({asked: STEADY}, word(asked, is_raw_volume=True)) == []
    assert drafted({asked: STEADY}, word(asked, unit=Unit.SHARE)) == []


def test_it_takes_somebodys_word_that_a_word_is_an_act_however_it_sounds_but_not_that_calls_are_no_volume() -> None:
    won, call = word("Deal won"), word("Call")
    known = {won.key: won, call.key: call}
    weekly = {1: {won.key: STEADY, call.key: STEADY}}
    assert drafts_for(weekly, known, own_words=known) == {}
    found = drafts_for(weekly, known, own_words=known, classed=known)
    assert [hia.metric_key for hia in found[1]] == ["Deal won"]


def test_it_drafts_at_most_two_and_those_that_can_be_planned_first() -> None:
    weekly = {"Ping": [18.0] * 8, "Plan proposed": [1.0] * 8, "Sample sent": STEADY, "Intro asked": [6.0] * 8}
    assert drafted(weekly) == ["Intro asked", "Sample sent"]


def test_it_drafts_no_masses_whatever_they_are_called() -> None:
    assert drafted({"Leaflet dropped": [60.0] * 8}) == []


def test_it_needs_a_habit_of_four_weeks_that_still_holds() -> None:
    assert drafted({"Sample sent": [3.0, 3, 3]}) == []
    assert drafted({"Sample sent": [3.0, 0, 0, 3, 0]}) == []
    assert drafted({"Sample sent": [5.0] * 8 + [0.0] * 4}) == []
    assert drafted({"Sample sent": [5.0] * 8 + [0.0] * 3 + [2.0]}) == ["Sample sent"]


def test_it_takes_customers_reached_where_only_calls_are_logged_and_own_words_before_them() -> None:
    reach = customers_reached("call")
    weeks = {"Call": [30.0] * 8, reach.key: [7.0] * 8}
    assert drafted(weeks, beside=[reach]) == [reach.key]
    assert drafted({**weeks, "Sample sent": [1.0] * 8}, beside=[reach]) == ["Sample sent", reach.key]


def test_it_prefers_what_more_of_the_team_does() -> None:
    known = {key: offered(key) for key in ("Ping", "Ask", "Deck")}
    team = {
        "a": {"Ping": [3.0] * 6, "Ask": [3.0] * 6, "Deck": [3.0] * 6},
        "b": {"Ask": [4.0] * 6, "Deck": [2.0] * 6},
        "c": {"Deck": [5.0] * 6},
    }
    found = drafts_for(team, known, own_words=known)
    assert {person: [hia.metric_key for hia in hias] for person, hias in found.items()} == {
        "a": ["Deck", "Ask"],
        "b": ["Deck", "Ask"],
        "c": ["Deck"],
    }


@given(st.lists(st.integers(0, 12), min_size=4, max_size=13))
def test_its_target_is_the_largest_whole_number_reached_in_half_of_the_weeks(weeks: list[int]) -> None:
    target = attainable([float(times) for times in weeks])

    def reached(number: int) -> Fraction:
        return Fraction(sum(times >= number for times in weeks), len(weeks))

    assert reached(target) >= Fraction(1, 2)
    assert reached(target + 1) < Fraction(1, 2)


@given(st.lists(st.integers(0, 12), min_size=4, max_size=13), st.randoms())
def test_it_drafts_the_same_whatever_the_order_of_words(weeks: list[int], shuffler: object) -> None:
    keys = ["Ask", "Deck", "Ping", "Quote offered"]
    shuffler.shuffle(keys)  # type: ignore[attr-defined]
    assert drafted({key: [float(t) for t in weeks] for key in keys}) in ([], ["Ask", "Deck"])
