"""What counts as raw volume, whatever somebody calls it: a count that any act of its kind would meet."""

from typing import Any

import pytest

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.spec import definition_from

CALLS = {"field": "type", "is": "call"}


def counting(*where: dict[str, Any], **more: Any) -> Any:
    entry = {"key": "own", "name": "Own", "class": "activity", "records": "activities", "where": list(where), **more}
    return definition_from(entry)


@pytest.mark.parametrize(
    "beside",
    [
        {"field": "direction", "is": "outbound"},
        {"field": "account_id", "known": True},
        {"field": "duration_min", "at_least": 0},
        {"field": "subtype", "is_not": "something else"},
        {"any": [{"field": "direction", "is": "outbound"}, {"field": "outcome", "known": True}]},
    ],
)
def test_a_condition_that_anything_meets_makes_no_population(beside: dict[str, Any]) -> None:
    assert counting(CALLS, beside).is_volume
    assert not counting(CALLS, beside).can_be_hia


@pytest.mark.parametrize(
    "beside",
    [
        {"field": "account.tier", "is": "A"},
        {"field": "opportunity_id", "known": True},
        {"field": "duration_min", "at_least": 5},
        {"field": "word", "is": "discovery_call"},
    ],
)
def test_whom_it_is_for_or_how_it_was_done_makes_one(beside: dict[str, Any]) -> None:
    assert not counting(CALLS, beside).is_volume


def test_a_type_that_a_plan_names_is_taken_as_it_was_named() -> None:
    assert not counting(CALLS, key="call").is_volume


def test_of_the_catalogues_acts_only_those_called_so_are_volume() -> None:
    acts = [one for one in catalogue().values() if one.metric_class == "activity"]
    assert {one.key for one in acts if one.is_volume} == {one.key for one in acts if one.is_raw_volume}
