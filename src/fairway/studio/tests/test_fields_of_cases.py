"""What the fields of a case mean: by their names, else by what all candidates say in them."""

from typing import Any

import pytest

from fairway.studio.cases.columns import columns_of
from fairway.studio.cases.field_names import Field
from fairway.studio.cases.reading import read_case
from fairway.studio.cases.told_drivers import told_beside

FEMI = [
    {
        "code": "PLAN",
        "libelle": "Call plan written",
        "counted": "Calls with a plan written before, out of all calls of the week.",
        "femi": "20 %",
        "good": "80 %",
        "cost": "1 h/week",
        "w": 3,
        "in_crm": "92 %",
        "heard": "The north team won more of its calls after it began with this.",
    },
    {
        "code": "DIALS",
        "libelle": "Dials per day",
        "counted": "Every number that was dialled, whoever it belongs to.",
        "femi": "45",
        "good": "70",
        "cost": "4 h/week",
        "w": 1,
        "in_crm": "100 %",
        "heard": "Busy people dial more, and that is all one can say of it.",
    },
]


def test_it_tells_fields_nobody_can_read_by_their_names_from_what_stands_in_them() -> None:
    found = {path[0]: field for path, field in columns_of(FEMI).items()}
    assert found["femi"] is Field.OWN
    assert found["good"] is Field.TOP
    assert found["w"] is Field.LAG
    assert found["libelle"] is Field.NAME
    assert (found["counted"], found["heard"]) == (Field.TEXT, Field.EVIDENCE)


def test_a_field_of_units_is_no_level() -> None:
    rows: list[dict[str, Any]] = [{"level": {"me": 12, "in": "per wk"}}, {"level": {"me": 20, "in": "%"}}]
    found = columns_of(rows)
    assert found["level", "in"] is Field.UNIT
    assert found["level", "me"] is Field.OWN


def test_what_is_said_in_weeks_is_when_it_shows_and_no_effort() -> None:
    found = columns_of([{"time_to_see": "3 weeks"}, {"time_to_see": "26 weeks"}])
    assert found["time_to_see",] is Field.LAG
    assert columns_of([{"time": "45 min a week"}, {"time": "2 hours a week"}])["time",] is Field.MINUTES


def test_it_fills_a_candidate_in_by_those_fields() -> None:
    first = read_case({"id": "x", "shortlist": FEMI}).candidates[0]
    assert (first.own, first.top, first.lag_weeks, first.hours) == (0.2, 0.8, (3, 3), 1)
    assert first.name == "Call plan written"
    assert first.fill == pytest.approx(0.92)
    assert "north team" in first.evidence


@pytest.mark.parametrize(
    ("name", "value", "field", "wanted"),
    [
        ("lag_d", 28, "lag_weeks", (4, 4)),
        ("min_wk", 90, "hours", 1.5),
        ("cost_h_wk", 2, "hours", 2),
        ("h_per_wk", 2, "hours", 2),
        ("sichtbar_nach_tagen", 14, "lag_weeks", (2, 2)),
    ],
)
def test_it_reads_units_at_the_end_of_a_name(name: str, value: float, field: str, wanted: object) -> None:
    case = {"candidates": [{"key": "a", name: value, "own": 3}, {"key": "b", name: value, "own": 4}]}
    assert getattr(read_case(case).candidates[0], field) == wanted


@pytest.mark.parametrize(
    ("text", "own", "others", "before"),
    [
        ("52; own history 51; peers 50", 52, 50, 51),
        ("Sanjay 1.2, before 2.7, peers 2.8", 1.2, 2.8, 2.7),
        ("98 %; 97 % before; 95 % for peers", 0.98, 0.95, 0.97),
        ("31 % vs. peers 44 %", 0.31, 0.44, None),
    ],
)
def test_it_reads_a_driver_told_in_a_line(text: str, own: float, others: float, before: float | None) -> None:
    driver = told_beside("step", text)
    assert driver is not None
    assert (driver.own, driver.middle, driver.before) == pytest.approx((own, others, before))


@pytest.mark.parametrize(
    "text",
    ["52", "three calls, two mails", "She called 3 of them, and peers were happy with 20 of the others they met"],
)
def test_a_sentence_is_no_driver(text: str) -> None:
    assert told_beside("step", text) is None


def test_rows_are_named_by_a_list_beside_them() -> None:
    case = {
        "cols": ["step", "this period", "own average", "peer median"],
        "funnel": [["call to meeting %", 9, 15, 16], ["meeting to order %", 30, 31, 30]],
        "candidates": ["call plan", "dials"],
    }
    drivers = read_case(case).drivers
    assert [(one.name, one.own, one.middle) for one in drivers] == [
        ("call to meeting %", 9, 16),
        ("meeting to order %", 30, 30),
    ]


def test_days_left_beside_days_of_a_cycle_are_no_driver() -> None:
    case = {"runway": {"days": 140, "typical_cycle_days": 150}, "candidates": ["call plan", "dials"]}
    profile = read_case(case)
    assert profile.drivers == []
    assert profile.weeks_left == 20
