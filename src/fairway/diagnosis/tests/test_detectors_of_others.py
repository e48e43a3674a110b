"""A package may offer a detector of its own: its signs are ranked and worded like ours, and its faults hurt nobody."""

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint
from types import SimpleNamespace
from typing import Any

import pytest

from fairway.diagnosis import wording
from fairway.diagnosis.wording import diagnosis_of
from fairway.signs import finding
from fairway.signs.finding import signs_in
from fairway.signs.tests.desks import Desk, steady
from fairway.signs.types import Case, Cause, Sign

SAYS = {"says": "{now} requests wait with the desk.", "asks": "What does the desk need from you?"}


def slow_desk(case: Case) -> Iterator[Sign]:
    yield Sign(Cause.OPPORTUNITY, "slow_desk", 0.99, {"now": 7.0})


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Puts detectors among the entry points."""

    def offer(*modules: object) -> None:
        points = [SimpleNamespace(load=lambda module=module: module) for module in modules]
        monkeypatch.setattr(finding, "entry_points", lambda group: points if group == "fairway.detectors" else [])
        finding.detectors.cache_clear()
        wording.sentences.cache_clear()

    yield offer
    monkeypatch.undo()
    finding.detectors.cache_clear()
    wording.sentences.cache_clear()


def test_it_is_ranked_and_worded_like_ours(offered: Any) -> None:
    offered(SimpleNamespace(find=slow_desk, SENTENCES={"slow_desk": SAYS}))
    diagnosis = diagnosis_of(1, "demo_asked", signs_in(Desk(steady(5, [1, 0, 1, 1])).case()))
    first = diagnosis.causes[0]
    assert (first.cause, first.evidence, first.question) == (
        Cause.OPPORTUNITY,
        ("7 requests wait with the desk.",),
        "What does the desk need from you?",
    )


def test_one_that_fails_is_left_out(offered: Any, caplog: pytest.LogCaptureFixture) -> None:
    def broken(case: Case) -> Iterable[Sign]:
        raise KeyError("their own fault")

    desk = Desk(steady(5, [1, 0, 1, 1]))
    without = signs_in(desk.case())
    offered(SimpleNamespace(find=broken))
    assert signs_in(desk.case()) == without
    assert "their own fault" in caplog.text


def test_a_pattern_without_a_question_is_left_out_and_named(offered: Any, caplog: pytest.LogCaptureFixture) -> None:
    offered(SimpleNamespace(find=slow_desk, SENTENCES={"slow_desk": {"says": "Something."}}))
    assert all(sign.pattern != "slow_desk" for sign in signs_in(Desk(steady(5, [1, 0, 1, 1])).case()))
    assert "slow_desk" in caplog.text


def test_entry_points_of_that_group_are_what_is_loaded() -> None:
    point = EntryPoint("desk", "fairway.signs.detectors.target", finding.GROUP)
    assert point.load().find
