"""What a record of learning is told, read by Ralph's own models of xAPI, and what becomes of it on its way."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ralph.models.xapi.base.statements import BaseXapiStatement

from fairway.training.curriculum.reading import curriculum
from fairway.training.standards.stating import Learner, of_attempt, of_certificate, of_module, of_part

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ANN = Learner("ann@example.com")


def every_statement() -> list[Any]:
    found: list[Any] = [of_certificate(ANN, AT, AT.replace(year=2027))]
    for module in curriculum().values():
        found.append(of_module(ANN, module, AT))
        for part in module.parts:
            found += [of_part(ANN, module, part, AT), of_attempt(ANN, module, part, (0.75, True), AT)]
    return found


def test_every_statement_of_every_module_is_read_by_another_implementation() -> None:
    for said in every_statement():
        read = BaseXapiStatement(**said)
        assert str(read.id) == said["id"]
        assert str(read.verb.id.root) == said["verb"]["id"]


def test_that_implementation_refuses_what_is_wrong() -> None:
    said = every_statement()[0]
    for broken in ({"verb": {"id": "done"}}, {"actor": {"objectType": "Agent"}}, {"version": "2"}):
        with pytest.raises(ValueError):
            BaseXapiStatement(**{**said, **broken})


def test_no_two_statements_have_the_same_id_wherever_they_are_made() -> None:
    ids = [said["id"] for said in every_statement() + every_statement()]
    assert len(set(ids)) == len(ids)


@given(st.floats(0, 1), st.booleans())
def test_any_score_of_any_attempt_is_read(score: float, is_passed: bool) -> None:
    module = next(iter(curriculum().values()))
    said: Any = of_attempt(ANN, module, module.parts[0], (score, is_passed), AT)
    read = BaseXapiStatement(**said)
    assert read.result.success is is_passed
    assert abs(float(read.result.score.scaled) - score) < 0.001


def test_no_statement_says_a_name_or_an_address() -> None:
    assert all("ann" not in str(said["actor"]) for said in every_statement())
