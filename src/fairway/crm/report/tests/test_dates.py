"""Dates and times as people and programs write them."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from fairway.crm.report.clocks import clock
from fairway.crm.report.date_columns import DateColumn, Form, Stamp, Trouble, is_day_only, is_mangled, stated_zone
from fairway.crm.report.dates import Moment, Order, moment, without_year
from fairway.crm.report.day_order import Setting, finding_of
from fairway.crm.report.number_dates import from_epoch, from_serial
from fairway.crm.report.tests.truth import HOME, TODAY

FOURTH = date(2026, 11, 4)
HOUR = timedelta(hours=1)

WRITTEN = {
    "2026-11-04": Moment(FOURTH),
    "2026-11-04T10:15:00.000+0000": Moment(FOURTH, time(10, 15), timedelta(0)),
    "2026-11-04 10:15:30.123456": Moment(FOURTH, time(10, 15, 30)),
    "2026/11/04 10:15": Moment(FOURTH, time(10, 15)),
    "20261104": Moment(FOURTH),
    "20261104T101500Z": Moment(FOURTH, time(10, 15), timedelta(0)),
    "04.11.2026, 10:15 Uhr": Moment(FOURTH, time(10, 15)),
    "04.11.2026 10.15": Moment(FOURTH, time(10, 15)),
    "4.11.26": Moment(FOURTH),
    "Mi, 04.11.26": Moment(FOURTH),
    "Mi., 4. November 2026": Moment(FOURTH),
    "4 Nov 2026": Moment(FOURTH),
    "04-Nov-26": Moment(FOURTH),
    "Nov 4, 2026, 3:05 PM": Moment(FOURTH, time(15, 5)),
    "Wednesday, November 4th 2026 at 3pm": Moment(FOURTH, time(15)),
    "mercredi 4 novembre 2026 à 14h30": Moment(FOURTH, time(14, 30)),
    "1er mars 2026": Moment(date(2026, 3, 1)),
    "4 de noviembre de 2026": Moment(FOURTH),
    "04/11/2026 3:05 p. m.": Moment(FOURTH, time(15, 5)),
    "10:15 04/11/2026": Moment(FOURTH, time(10, 15)),
    "04.11.2026 14:00-15:00": Moment(FOURTH, time(14)),
    "04.11.2026 14:00 – 15:00": Moment(FOURTH, time(14)),
    "2026-11-04 10:15:00 CET": Moment(FOURTH, time(10, 15), HOUR),
    "Wed Nov 04 2026 10:15:00 GMT+0100 (Central European Standard Time)": Moment(FOURTH, time(10, 15), HOUR),
    "12/31/2026": Moment(date(2026, 12, 31)),
}


@pytest.mark.parametrize("text", WRITTEN, ids=str)
def test_it_reads_a_written_date(text: str) -> None:
    assert moment(text, Order.DAY_FIRST) == WRITTEN[text]


@pytest.mark.parametrize(
    "text",
    [
        "Call in May",
        "Room 12 2026",
        "31.02.2026",
        "25/13/2026",
        "1900-01-00",
        "Q3 2026",
        "12:30",
        "5 min",
        "",
        "¹/²/2026",
    ],
)
def test_it_reads_no_date_into_words(text: str) -> None:
    assert moment(text) is None


def test_it_reads_dates_without_a_year_only_where_asked() -> None:
    assert without_year("4 Nov") == without_year("04.11.") == without_year("11/4", Order.MONTH_FIRST) == (11, 4)
    assert without_year("4 May meeting") is None


@pytest.mark.parametrize(
    "text,expected",
    [
        ("14h30", time(14, 30)),
        ("2:30 pm", time(14, 30)),
        ("0930", time(9, 30)),
        ("9 Uhr", time(9)),
        ("12 am", time(0)),
        ("25:00", None),
        ("15 min", None),
    ],
)
def test_it_reads_a_clock_time(text: str, expected: time | None) -> None:
    assert clock(text) == expected


def test_it_reads_dates_written_as_numbers() -> None:
    assert from_serial("46330,4375") == Moment(date(2026, 11, 4), time(10, 30))
    assert from_epoch("1793787300000") == from_epoch("1793787300") == Moment(FOURTH, time(10, 15), timedelta(0))
    assert from_serial("12") is from_epoch("12") is None


def column(**other: object) -> DateColumn:
    return DateColumn(
        header="Date",
        form=Form.TEXT,
        order=Order.DAY_FIRST,
        home=HOME,
        wall=HOME,
        is_day_only=False,
        today=TODAY,
        **other,
    )  # type: ignore[arg-type]


def test_it_leaves_days_days_and_makes_clock_times_instants() -> None:
    assert column().read("04/11/2026") == Stamp(FOURTH, None)
    timed = column().read("04/11/2026 10:15")
    assert isinstance(timed, Stamp)
    assert timed.at == datetime(2026, 11, 4, 9, 15, tzinfo=UTC)
    late = column().read("2026-11-04T23:30:00Z")
    assert isinstance(late, Stamp)
    assert late.on == date(2026, 11, 5)


@pytest.mark.parametrize(
    "text,trouble",
    [
        ("", Trouble.BLANK),
        ("n/a", Trouble.BLANK),
        ("00/00/0000", Trouble.BLANK),
        ("01/01/1970", Trouble.PLACEHOLDER),
        ("0001-01-01", Trouble.PLACEHOLDER),
        ("9999-12-31", Trouble.PLACEHOLDER),
        ("04/11/2206", Trouble.IMPLAUSIBLE),
        ("sometime", Trouble.UNREADABLE),
    ],
)
def test_it_says_what_is_wrong_with_a_cell(text: str, trouble: Trouble) -> None:
    assert column().read(text) is trouble


def test_it_does_not_shift_days_that_a_program_wrote_as_midnights() -> None:
    assert is_day_only([("2026-11-04T00:00:00.000Z", 3), ("2026-11-05T00:00:00.000Z", 1)])
    assert not is_day_only([("2026-11-04T00:00:00.000Z", 3), ("2026-11-05T00:10:00.000Z", 1)])


def test_it_finds_a_zone_in_a_heading() -> None:
    assert stated_zone("Created Date (UTC)") == UTC
    assert str(stated_zone("Start [Europe/Madrid]")) == "Europe/Madrid"
    assert stated_zone("Created") is None


def days(*texts: str) -> Counter[str]:
    return Counter(texts)


SETTING = Setting(TODAY)


def test_it_lets_one_day_above_twelve_decide_the_order() -> None:
    found = finding_of(days("04/11/2026", "25/11/2026"), [], SETTING)
    assert found is not None
    assert (found.order, found.is_open, found.is_worth_asking) == (Order.DAY_FIRST, False, False)
    found = finding_of(days("11/04/2026", "11/25/2026"), [], SETTING)
    assert found is not None
    assert found.order is Order.MONTH_FIRST


@pytest.mark.parametrize(
    "pattern,order", [("%d/%m/%Y", Order.DAY_FIRST), ("%m/%d/%Y", Order.MONTH_FIRST), ("%d-%m-%y", Order.DAY_FIRST)]
)
def test_it_prefers_the_order_that_gives_working_days_and_asks_all_the_same(pattern: str, order: Order) -> None:
    week = [date(2026, 11, day) for day in (2, 3, 4, 5, 6, 9, 10, 12)]
    found = finding_of(Counter({f"{day:{pattern}}": 10 for day in week}), [], SETTING)
    assert found is not None
    assert found.order is order
    assert found.is_worth_asking
    assert found.moving_weeks == 80


def test_it_does_not_ask_where_a_country_has_one_order() -> None:
    dotted = finding_of(days("04.11.2026", "05.11.2026"), [], SETTING)
    french = finding_of(days("04/11/2026", "05/11/2026"), [], Setting(TODAY, language="fr"))
    assert dotted is not None
    assert french is not None
    assert not dotted.is_worth_asking
    assert not french.is_worth_asking


def test_it_tells_years_of_two_digits_in_front() -> None:
    found = finding_of(days("26/11/04", "26/11/17", "26/10/29", "25/12/30"), [], SETTING)
    assert found is not None
    assert found.order is Order.YEAR_FIRST


def test_it_sees_that_a_spreadsheet_swapped_days_and_months() -> None:
    real = {f"2026-{month:02d}-{day:02d}": 1 for month in range(1, 13, 3) for day in (1, 5, 9)}
    left = {"13/01/2026": 1, "25/04/2026": 1, "30/07/2026": 1}
    assert is_mangled({**real, **left})
    assert not is_mangled({**real, "2026-01-17": 1, **left})
    assert column(is_swapped=True).read("2026-04-11") == Stamp(FOURTH, None)
