"""Figures in sentences and tables in cases, read as a person reads them."""

from typing import Any

import pytest

from fairway.studio.cases.fields import Field, field_of
from fairway.studio.cases.prose import readings
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.cases.reading import read_case
from fairway.studio.cases.tables import as_rows


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("22 % of handovers", Kind.SHARE, 0.22, 0.22),
        ("on one in eight", Kind.SHARE, 0.125, 0.125),
        ("2 of her last 14 stage 2 exits", Kind.SHARE, 2 / 14, 2 / 14),
        ("of the last 20 flags, four got a plan", Kind.SHARE, 0.2, 0.2),
        ("four fifths", Kind.SHARE, 0.8, 0.8),
        ("a quarter of her deals", Kind.SHARE, 0.25, 0.25),
        ("a quarter to show", Kind.WEEKS, 13, 13),
        ("2 to 3 weeks", Kind.WEEKS, 2, 3),
        ("about four months", Kind.WEEKS, 52 / 3, 52 / 3),
        ("one and a half hours", Kind.MINUTES, 90, 90),
        ("about 40 minutes each", Kind.MINUTES, 40, 40),
        ("she does 1 a week", Kind.RATE, 1, 1),
        ("9 a month", Kind.RATE, 9 * 12 / 52, 9 * 12 / 52),
        ("zwei bis drei Wochen", Kind.WEEKS, 2, 3),
        ("drei pro Woche", Kind.RATE, 3, 3),
        ("neun von zehn", Kind.SHARE, 0.9, 0.9),
        ("une fois sur deux", Kind.SHARE, 0.5, 0.5),
        ("tres veces por semana", Kind.RATE, 3, 3),
        ("uno de cada ocho", Kind.SHARE, 0.125, 0.125),
    ],
)
def test_it_reads_a_figure_with_its_unit(text: str, kind: Kind, low: float, high: float) -> None:
    figure = quantities(folded(text))[0]
    assert (figure.kind, figure.low, figure.high) == (kind, pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


def said(text: str) -> dict[Field, float]:
    found: dict[Field, float] = {}
    for reading in readings(text):
        found.setdefault(reading.field, reading.value)
    return found


def test_it_tells_level_recording_effort_and_lag_apart() -> None:
    text = (
        "Plans before the call. 10 %, best quarter 70 %. Logged on 94 % of records, same day. "
        "4 min each; effect in 2 to 4 weeks."
    )
    assert said(text) == pytest.approx(
        {Field.OWN: 0.1, Field.TOP: 0.7, Field.FILL: 0.94, Field.TIMELY: 0.94, Field.MINUTES: 4, Field.LAG: 3}
    )


@pytest.mark.parametrize(
    "text",
    [
        "Leads called within 15 minutes",
        "Accounts touched in the last 90 days",
        "Renewals with outreach at least 120 days before the end",
        "Target accounts with three touches on two contacts in 14 days",
    ],
)
def test_it_takes_a_rule_for_no_figure_of_the_seller(text: str) -> None:
    assert said(text) == {}


def test_it_believes_what_is_kept_outside_the_system_to_be_unrecorded() -> None:
    assert said("Obstacles are kept in her notebook.")[Field.FILL] < 0.1
    assert said("Logged automatically.")[Field.FILL] > 0.9


def test_it_notices_figures_that_are_made_up() -> None:
    assert Field.GAMING in said("58 % end within five seconds")
    assert Field.GAMING in said("79% of entries were logged in one batch on Friday")
    assert Field.GAMING not in said("Attempts to tier A contacts, redials and bulk sends removed: 15 a week")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("current_per_week",), Field.OWN),
        (("level", "peersP75"), Field.TOP),
        (("benchmark", "median"), Field.MIDDLE),
        (("dataQuality", "sameDayPct"), Field.TIMELY),
        (("fill_rate",), Field.FILL),
        (("leadTimeWeeks",), Field.LAG),
        (("minutesPerOccurrence",), Field.MINUTES),
        (("effort", "unitsPerWeekAtTarget"), Field.UNITS),
        (("erfassung", "erfasst_prozent"), Field.FILL),
        (("definition",), Field.TEXT),
    ],
)
def test_it_knows_what_a_field_means_by_its_words(path: tuple[str, ...], field: Field) -> None:
    assert field_of(path) is field


@pytest.mark.parametrize(
    "table",
    [
        {"columns": ["metric", "own", "best"], "rows": [["a", 1, 2], ["b", 3, 4], ["c", 5, 6]]},
        [["metric", "own", "best"], ["a", 1, 2], ["b", 3, 4], ["c", 5, 6]],
        {"metric": ["a", "b", "c", "d"], "own": [1, 3, 5, 7], "best": [2, 4, 6, 8]},
    ],
)
def test_it_reads_a_table_however_it_was_laid_out(table: Any) -> None:
    assert as_rows(table)[0] == {"metric": "a", "own": 1, "best": 2}


def test_it_finds_candidates_drivers_time_and_hours_wherever_they_stand() -> None:
    profile = read_case(
        {
            "caseId": "c7",
            "person": {"position": "Inside sales"},
            "horizon": {"daysLeft": 63},
            "budget": {"hoursFreePerWeek": 6},
            "scorecard": {"winRate": {"hers": 0.2, "roleMedian": 0.3}},
            "levers": {
                "plans": {"what": "Plans written", "lastWeeks": [1, 2, 3, 2], "peers": [5, 6, 7, 8], "lagDays": 14},
                "mails": {"what": "Mails", "lastWeeks": [9, 9, 9, 9], "peers": [5, 6, 7, 8], "lagDays": [7, 14]},
            },
        }
    )
    assert (profile.id, profile.weeks_left, profile.hours_free) == ("c7", 9.0, 6.0)
    assert [(d.own, d.middle) for d in profile.drivers] == [(0.2, 0.3)]
    plans = profile.candidates[0]
    assert (plans.own, plans.middle, plans.lag_weeks) == (2.0, 6.5, (2.0, 2.0))


def test_it_finds_candidates_that_stand_in_a_text() -> None:
    told = "She is an SDR.\nShe could:\n- plans: 10 %, best 80 %\n- mails: 5 a week\n- calls: 9 a week"
    profile = read_case({"id": "t", "text": told})
    assert [candidate.key for candidate in profile.candidates] == ["plans", "mails", "calls"]
    assert (profile.candidates[0].own, profile.candidates[0].top) == pytest.approx((0.1, 0.8))
    assert "best 80" not in profile.prose
    assert profile.drivers == []
    listed = read_case({"id": "t", "candidates": "A01, A02, A12"})
    assert [candidate.key for candidate in listed.candidates] == ["A01", "A02", "A12"]


def test_it_opens_a_case_that_is_wrapped() -> None:
    candidates = [{"metric": {"key": "a", "name": "Plans"}}, {"metric": {"key": "b"}}]
    wrapped = {"case": {"meta": {"id": "k1"}, "candidates": candidates}}
    profile = read_case(wrapped)
    assert profile.id == "k1"
    assert [candidate.key for candidate in profile.candidates] == ["a", "b"]
