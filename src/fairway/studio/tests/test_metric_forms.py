"""The form of a definition says what its YAML says, to and fro; what is wrong stands beside its field."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.fields import DATES, FIELDS
from fairway.metrics.spec import definition_from, definitions_from, yaml_of
from fairway.metrics.types import Counting
from fairway.studio.building import labels
from fairway.studio.building.draft import Draft, draft_of, draft_sent, with_row_added, with_row_removed
from fairway.studio.building.page import BuilderPage
from fairway.studio.building.reading import fresh_key, read
from fairway.studio.building.rows import Row, typed_number
from fairway.studio.building.tried import slow_words
from tests.engines.random_definitions import random_definition

KNOWN = catalogue()


def sent_by(draft: Draft) -> dict[str, str]:
    """What a browser sends of a form: every field with its text, every row with its parts."""
    sent = {"base": json.dumps(dict(draft.base)), **draft.texts, **dict.fromkeys(draft.marks, "on")}
    for name, rows in draft.lists.items():
        for number, row in enumerate(rows):
            if row.whole:
                sent[f"{name}-{number}-whole"] = row.whole
            else:
                sent |= {f"{name}-{number}-{part}": getattr(row, part) for part in ("field", "test", "value")}
    return sent


@given(rng=st.randoms(use_true_random=False, note_method_calls=False))
def test_it_says_any_definition_as_a_form_and_reads_it_back(rng: Random) -> None:
    definition = random_definition(rng, "own metric")
    draft = draft_of(definition)
    assert read(draft_sent(sent_by(draft), draft.statuses), KNOWN).definition == definition


@pytest.mark.parametrize("key", sorted(KNOWN))
def test_it_says_every_metric_of_the_catalogue_as_a_form_and_reads_it_back(key: str) -> None:
    draft = draft_of(KNOWN[key])
    reading = read(draft_sent(sent_by(draft), draft.statuses), KNOWN)
    assert (reading.definition, list(reading.problems)) == (KNOWN[key], [])
    assert definitions_from(yaml_of([KNOWN[key]])) == [KNOWN[key]]


def test_it_shows_most_conditions_of_the_catalogue_as_rows_that_can_be_changed() -> None:
    rows = [row for definition in KNOWN.values() for kept in draft_of(definition).lists.values() for row in kept]
    whole = [row.words for row in rows if row.whole]
    assert len(rows) > 150
    assert len(whole) <= len(rows) // 10, whole


def test_it_puts_each_fault_beside_the_field_it_is_about() -> None:
    texts = {"name": "Short calls", "class": "activity", "records": "activities", "objective": "bookings"}
    lists = {"where": (Row("type", "is", "call"), Row("duration_min", "at_most", "five"), Row("stage", "is", "New"))}
    reading = read(Draft(texts=texts, lists=lists, statuses=()), KNOWN)
    assert set(reading.beside) == {"objective", "where-1", "where-2", "statuses"}
    assert "write a number such as 20" in reading.beside["where-1"][0]
    assert "no such field" in reading.beside["where-2"][0]
    assert "name an objective" in reading.beside["objective"][0]


def test_it_says_what_is_missing_and_what_is_no_number() -> None:
    reading = read(Draft(texts={"counting": "followed", "follow-within_hours": "soon", "minutes": "x"}), KNOWN)
    assert not reading.can_be_tried
    assert "is not a number" in reading.beside["follow"][0]
    assert "whole number" in reading.beside["minutes"][0]
    assert "A name is needed" in read(Draft(texts={"records": "activities"}), KNOWN).beside["name"][0]


def test_it_leaves_out_what_does_not_go_with_the_counting_that_was_chosen() -> None:
    draft = draft_of(KNOWN["win_rate"])
    counted = Draft(
        draft.base, {**draft.texts, "counting": "count", "unit": ""}, draft.statuses, draft.marks, draft.lists
    )
    definition = read(counted, KNOWN).definition
    assert definition is not None
    assert (definition.counting, definition.of, definition.unit) == (Counting.COUNT, (), "count")


def test_it_adds_and_removes_rows() -> None:
    draft = with_row_added(with_row_added(Draft(lists={"where": (Row("type", "is", "call"),)}), "where"), "any")
    assert (len(draft.rows("where")), len(draft.rows("any"))) == (2, 1)
    assert with_row_removed(draft, "where", 0).rows("where") == (Row(),)


def test_it_passes_rows_over_in_which_nothing_was_chosen() -> None:
    draft = with_row_added(draft_of(KNOWN["outbound_calls"]), "where")
    assert read(draft_sent(sent_by(draft), draft.statuses), KNOWN).definition == KNOWN["outbound_calls"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Plans for tier A", "plans_for_tier_a"),
        ("商談 の 準備", "商談_の_準備"),
        ("Win rate", "win_rate_2"),
        ("!", "metric"),
    ],
)
def test_it_makes_a_key_of_a_name_of_any_script(name: str, key: str) -> None:
    assert fresh_key(name, KNOWN) == key


def test_it_has_words_for_everything_the_syntax_has() -> None:
    assert set(labels.RECORDS) == set(FIELDS)
    assert set(labels.DAYS) >= {day for days in DATES.values() for day in days}
    assert set(labels.COUNTINGS) == set(Counting)
    for records in FIELDS:
        named = [label for _, fields in labels.grouped_fields(records) for _, label in fields]
        assert all(named)
        draft = Draft(texts={"records": records})
        page = BuilderPage(draft, read(draft, KNOWN), "", KNOWN)
        assert page.credit
        assert page.days


def test_different_days_are_counted_and_asked_about_in_no_condition() -> None:
    draft = replace(draft_of(KNOWN["outbound_calls"]), lists={"where": (Row("day", "known"),)})
    page = BuilderPage(draft, read(draft, KNOWN), "", KNOWN)
    assert dict(page.values)["day"] == "day it counts on"
    assert "day" not in {name for _, fields in page.fields("activities") for name, _ in fields}
    assert page.reading.at("where-0") == [
        "Day it counts on cannot be a condition; to count different days, use counting distinct."
    ]


def test_it_offers_the_values_a_field_usually_has() -> None:
    draft = Draft(texts={"records": "activities"}, lists={"where": (Row("type"), Row("word"), Row("account.tier"))})
    page = BuilderPage(draft, read(draft, KNOWN), "", KNOWN, words=("visit", "demo"))
    offered = {field: values for _, field, values in page.value_lists}
    assert offered["word"] == ["demo", "visit"]
    assert "meeting" in offered["type"]
    assert "account.tier" not in offered


def test_it_keeps_what_no_field_shows() -> None:
    entry = {
        "key": "a",
        "name": "A",
        "class": "activity",
        "records": "activities",
        "roles": ["sdr"],
        "lag_weeks": [1, 2],
    }
    definition = definition_from(entry)
    assert read(draft_sent(sent_by(draft_of(definition)), ["done"]), KNOWN).definition == definition


def test_it_says_how_long_counting_took_where_that_is_longer_than_one_waits() -> None:
    assert slow_words(1.9) == ""
    assert "3.4 seconds" in slow_words(3.4)


@pytest.mark.parametrize(
    ("text", "number"),
    [("20", 20), ("-3", -3), ("4,5", 4.5), ("0.125", 0.125), ("1,000", "1,000"), ("1.000", "1.000"), ("x", "x")],
)
def test_it_takes_no_thousand_for_a_one(text: str, number: float | str) -> None:
    assert typed_number(text) == number


@pytest.mark.parametrize("name", ["Meeting", "call", "TASK"])
def test_a_new_metric_takes_no_type_of_activity_for_its_key(name: str) -> None:
    assert fresh_key(name, KNOWN) == f"{name.casefold()}_2"


def test_it_loses_no_condition_of_a_long_list() -> None:
    where = [{"field": "type", "is_not": f"kind {number}"} for number in range(45)]
    entry = {"key": "own", "name": "Own", "class": "activity", "records": "activities", "where": where}
    definition = definition_from(entry)
    draft = draft_of(definition)
    assert read(draft_sent(sent_by(draft), draft.statuses), KNOWN).definition == definition
