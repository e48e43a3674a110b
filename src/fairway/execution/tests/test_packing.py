"""Standings come out of the database as they went in."""

import json
from datetime import date, timedelta

import pytest

from fairway.execution.packing import packed, unpacked
from fairway.execution.quality import QualityFigure
from fairway.execution.types import HiaStanding, ObjectiveFigure, Status, WeekMark, WeekState

NEWEST = date(2026, 6, 8)


def standing(**other: object) -> HiaStanding:
    marks = tuple(
        WeekMark(
            week_on=NEWEST - timedelta(days=7 * back),
            done=float(place),
            expected=4.5,
            target=5.0,
            state=state,
            unconfirmed=0.5 * place,
            is_closed=state is not WeekState.PARTIAL,
            is_blind=place == 2,
        )
        for place, (back, state) in enumerate(zip((3, 2, 1, 0), WeekState, strict=True))
    )
    usual: dict[str, object] = {
        "metric_key": "besuch_geplant", "name": "Besuch geplant", "qualifier": "bei Kunden", "target": 5.0,
        "per": "month", "status": Status.CHECK_DATA, "reason": "Zwei unbestätigt.", "done": 3.0,
        "expected_by_now": 4.25, "unconfirmed": 2.0, "weeks": marks, "needs_yes": True, "starts_on": date(2026, 1, 5),
        "objective": ObjectiveFigure("held", "met", None, "Held", (1.0, 2.0)),
        "quality": QualityFigure(3.0, 20.0, 0.8),
    }  # fmt: skip
    return HiaStanding(**{**usual, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other", [{}, {"objective": None}, {"starts_on": None, "is_draft": True}, {"weeks": ()}, {"quality": None}]
)
def test_it_gives_back_a_standing_as_it_was_stored(other: dict[str, object]) -> None:
    stored = json.loads(json.dumps(packed(standing(**other))))
    assert unpacked(stored) == standing(**other)


def test_it_gives_back_weeks_and_states_by_their_kinds() -> None:
    mark = unpacked(json.loads(json.dumps(packed(standing())))).weeks[1]
    assert isinstance(mark, WeekMark)
    assert mark.state is WeekState.MISSED
    assert mark.week_on == NEWEST - timedelta(days=14)


def test_it_reads_a_standing_stored_before_quality_was_counted() -> None:
    stored = json.loads(json.dumps(packed(standing())))
    del stored["quality"]
    assert unpacked(stored) == standing(quality=None)
