"""Definitions survive the way into YAML and back, whatever stands in them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.families import fingerprint
from fairway.metrics.rules import problems_of
from fairway.metrics.spec import definition_from, definitions_from, entry_of, yaml_of
from fairway.metrics.types import Definition
from fairway.metrics.words import offered
from tests.engines.random_definitions import random_definition


@given(rng=st.randoms(use_true_random=False, note_method_calls=False))
def test_it_reads_any_definition_back_from_its_yaml(rng: Random) -> None:
    definition = random_definition(rng, "own metric")
    assert definitions_from(yaml_of([definition])) == [definition]
    assert definition_from(entry_of(definition)) == definition


def test_it_reads_the_whole_catalogue_back_from_its_yaml() -> None:
    definitions = list(catalogue().values())
    assert definitions_from(yaml_of(definitions)) == definitions


@given(word=st.text(min_size=1, max_size=120).map(str.strip).filter(lambda w: w and w.isprintable()))
def test_it_takes_any_word_one_can_see_for_a_key_and_writes_it_back(word: str) -> None:
    definition = offered(word)
    assert problems_of(definition) == []
    assert definitions_from(yaml_of([definition]))[0].key == word


@pytest.mark.parametrize(
    "word", ["yes", "1", "1e3", "2026-01-01", "null", "- a", "a: b", "#5", "'x'", '"', "<b>", "商談"]
)
def test_it_keeps_words_that_yaml_would_take_for_something_else(word: str) -> None:
    assert definitions_from(yaml_of([offered(word)])) == [offered(word)]


def test_it_sees_by_the_fingerprint_what_moves_numbers_and_nothing_else() -> None:
    one = catalogue()["meetings_held"]
    shown_otherwise = definition_from({**entry_of(one), "name": "Visits", "why": "Because.", "class": "activity"})
    counted_otherwise = definition_from({**entry_of(one), "statuses": ["done", "no_show"]})
    same_in_other_words = definition_from({**entry_of(one), "date": "occurred"})
    assert fingerprint(shown_otherwise) == fingerprint(one) == fingerprint(same_in_other_words)
    assert fingerprint(counted_otherwise) != fingerprint(one)
    assert fingerprint(offered("a")) != fingerprint(offered("b"))


def test_it_credits_what_is_not_an_activity_to_its_owner_without_being_told() -> None:
    entry = {"key": "a", "name": "A", "class": "objective", "records": "opportunities"}
    definition: Definition = definition_from(entry)
    assert definition.credit == "owner"
    assert problems_of(definition) == []
