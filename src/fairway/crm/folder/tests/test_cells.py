"""What a cell may hold, and what is said about one that cannot be read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.crm.folder import values
from fairway.crm.folder.rows import stage_name, timezone, working_days
from fairway.crm.folder.values import Unreadable
from fairway.crm.folder.writing import cell_of
from fairway.records.types import ActivityType


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-12T14:30:00+02:00", datetime(2026, 6, 12, 12, 30, tzinfo=UTC)),
        ("2026-06-12T14:30:00Z", datetime(2026, 6, 12, 14, 30, tzinfo=UTC)),
        ("2026-06-12 14:30", datetime.fromisoformat("2026-06-12T14:30")),
        ("20260612T143000", datetime.fromisoformat("2026-06-12T14:30")),
        ("2026-06-12T23:59:59.999999-11:30", datetime(2026, 6, 13, 11, 29, 59, 999999, tzinfo=UTC)),
    ],
)
def test_it_reads_instants_with_and_without_offset(text: str, expected: datetime) -> None:
    assert values.instant(text) == expected


@pytest.mark.parametrize(
    "text", ["2026-06-12", "2026-06-12T24:01Z", "1969-12-31T00:00Z", "12.06.2026 14:30", "9999-01-01T00:00"]
)
def test_it_refuses_what_is_no_plausible_instant(text: str) -> None:
    with pytest.raises(Unreadable):
        values.instant(text)


def test_it_takes_days_from_tables_that_know_them() -> None:
    assert values.day(date(2026, 6, 12)) == date(2026, 6, 12)
    assert values.day(datetime.fromisoformat("2026-06-12T09:00")) == date(2026, 6, 12)
    assert values.instant(datetime(2026, 6, 12, 9, tzinfo=ZoneInfo("Asia/Tokyo"))) == datetime(2026, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["2026-02-29", datetime.fromisoformat("3026-06-12"), "tomorrow", "06/12/2026"])
def test_it_refuses_what_is_no_plausible_day(cell: object) -> None:
    with pytest.raises(Unreadable):
        values.day(cell)


@pytest.mark.parametrize("text", ["1e400", "Infinity", "-nan", "1,5", "1 000", "=1+1", "0x10", "1000000000000000"])
def test_it_refuses_what_is_no_plain_number(text: str) -> None:
    with pytest.raises(Unreadable):
        values.number(text)


def test_it_reads_numbers_exactly() -> None:
    assert values.number("1234.50") == Decimal("1234.50")
    assert values.number(0.1) == Decimal("0.1")
    assert values.whole("7.0") == 7


@pytest.mark.parametrize("text", ["0", "-3", "0.004", "10000000"])
def test_it_refuses_a_target_no_plan_can_hold(text: str) -> None:
    with pytest.raises(Unreadable):
        values.target(text)


@pytest.mark.parametrize(("text", "kept"), [("1", 1), ("0.6", "0.6"), ("0.0005001", "0.001"), ("1.0004", 1)])
def test_it_takes_a_share_as_it_is_kept(text: str, kept: str | int) -> None:
    assert values.share(text) == Decimal(kept)


@pytest.mark.parametrize("text", ["0", "1e-30", "0.0004", "-0.5", "1.001", "60"])
def test_it_refuses_a_share_no_export_could_give_back(text: str) -> None:
    with pytest.raises(Unreadable):
        values.share(text)


def test_it_lists_the_words_a_column_takes() -> None:
    read = values.one_of(ActivityType)
    assert read(" Call ".strip()) is ActivityType.CALL
    with pytest.raises(Unreadable, match="call, email, meeting, task, other"):
        read("fax")


@pytest.mark.parametrize(
    "cell", [b"caf\xe9", "bad \udce9 byte", "zero\x00byte", "x" * 20_001, ["a", "list"], {"a": "map"}]
)
def test_it_refuses_what_is_no_text(cell: object) -> None:
    with pytest.raises(Unreadable):
        values.text(cell)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_it_reads_back_every_text_it_wrote(text: str) -> None:
    """A guard against formulas is put in front when written and taken off when read, whatever the text begins with."""
    plain = text.strip()
    assert values.text(cell_of(plain).strip()) == plain
    assert cell_of(plain)[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (timezone, "CET+1"),
        (timezone, "/etc/localtime"),
        (working_days, "Mon-Funday"),
        (stage_name, "write to jo@ex.am"),
        (stage_name, "x" * 61),
    ],
)
def test_it_refuses_places_and_names_nobody_knows(read: object, text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)  # type: ignore[operator]
