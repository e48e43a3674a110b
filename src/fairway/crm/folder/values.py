"""Reading one cell: text to id, instant, day, number, yes or no. A cell that cannot be read says what would be read.

Cells of CSV are text, those of Parquet may be anything; both come stripped and never empty.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

EARLIEST_YEAR = 1970
LATEST_YEAR = 2100
LONGEST_TEXT = 20_000
LONGEST_ID = 120
# A guard that spreadsheets need in front of a formula; ours when we export, theirs when they edit.
GUARDED = re.compile(r"^'(?='*[=+\-@])")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # what a byte that is no UTF-8 was read as


class Unreadable(ValueError):
    """The cell does not hold what its column needs. The message says what it should look like; `column` names it where
    it is not the one being read.
    """

    def __init__(self, problem: str, *, column: str = "") -> None:
        super().__init__(problem)
        self.column = column


def text(cell: Any) -> str:
    value = cell if type(cell) is str else _as_text(cell)
    if value[:1] == "'":
        value = GUARDED.sub("", value)
    if len(value) > LONGEST_TEXT:
        raise Unreadable(f"is {len(value):,} characters long; at most {LONGEST_TEXT:,} can be kept")
    if "\x00" in value:
        raise Unreadable("holds a zero byte; save the file as text again")
    if not value.isascii() and LONE_SURROGATE.search(value):
        raise Unreadable("is not UTF-8; save the file as UTF-8, or use the set-up page, which reads other encodings")
    return value


def _as_text(cell: Any) -> str:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "surrogateescape").strip()
    if isinstance(cell, list | dict):
        raise Unreadable("is a list; every cell holds one value")
    return str(cell)


def text_up_to(longest: int) -> Callable[[Any], str]:
    """A reader for text of a limited length."""

    def read(cell: Any) -> str:
        value = text(cell)
        if len(value) > longest:
            raise Unreadable(f"is {len(value):,} characters long; at most {longest} can be kept")
        return value

    return read


def identifier(cell: Any) -> str:
    value = text(cell)
    if len(value) > LONGEST_ID:
        raise Unreadable(f"is {len(value):,} characters long; an id has at most {LONGEST_ID}")
    if "|" in value or "\n" in value:
        raise Unreadable("holds a | or a line break, which no id may")
    return value


def instant(cell: Any) -> datetime:
    """An ISO 8601 instant. Without an offset it comes back naive: a clock time where its seller was."""
    if isinstance(cell, datetime):
        return _plausible(cell)
    value = text(cell)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise Unreadable("is not an instant; write it like 2026-06-12T14:30:00+02:00") from error
    if len(value) <= len("2026-06-12"):
        raise Unreadable("has no time of day; write it like 2026-06-12T14:30:00+02:00")
    return _plausible(moment)


def _plausible(moment: datetime) -> datetime:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise Unreadable(f"lies in the year {moment.year}; between {EARLIEST_YEAR} and {LATEST_YEAR} is plausible")
    return moment.astimezone(UTC) if moment.tzinfo else moment


def day(cell: Any) -> date:
    if isinstance(cell, datetime):
        value = cell.date()
    elif isinstance(cell, date):
        value = cell
    else:
        try:
            value = date.fromisoformat(text(cell))
        except ValueError as error:
            raise Unreadable("is not a date; write it like 2026-06-12") from error
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise Unreadable(f"lies in the year {value.year}; between {EARLIEST_YEAR} and {LATEST_YEAR} is plausible")
    return value


def number(cell: Any) -> Decimal:
    try:
        value = Decimal(text(cell))
    except InvalidOperation as error:
        raise Unreadable("is not a number; write it like 1234.50, without signs for thousands or currency") from error
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise Unreadable("is not a finite number below 10^15")
    return value


def positive(cell: Any) -> Decimal:
    value = number(cell)
    if value < 0:
        raise Unreadable("is below zero")
    return value


def target(cell: Any) -> Decimal:
    """A plan's number: above zero once rounded to hundredths, and such that a plan can hold it."""
    value = number(cell)
    if not Decimal("0.005") < value < 10**7:
        raise Unreadable("must be above zero and below ten million")
    return value


def share(cell: Any) -> Decimal:
    """A part of full time in thousandths, as it is kept."""
    value = round(number(cell), 3)
    if not 0 < value <= 1:
        raise Unreadable("is not a share; write 0.6 for three days of five")
    return value


def whole(cell: Any) -> int:
    value = number(cell)
    if value != value.to_integral_value():
        raise Unreadable("is not a whole number")
    return int(value)


def yes_or_no(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    value = text(cell).lower()
    if value not in {"true", "false"}:
        raise Unreadable("is neither true nor false")
    return value == "true"


def currency(cell: Any) -> str:
    value = text(cell).upper()
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise Unreadable("is not a currency; use an ISO 4217 code such as EUR")
    return value


def country(cell: Any) -> str:
    value = text(cell).upper()
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise Unreadable("is not a country; use an ISO 3166 code such as DE")
    return value


def one_of(kind: type[StrEnum]) -> Callable[[Any], StrEnum]:
    """A reader for a fixed list of words."""
    words = {str(member): member for member in kind}

    def read(cell: Any) -> StrEnum:
        value = text(cell)
        found = words.get(value) or words.get(value.lower())
        if found is None:
            raise Unreadable("is not one of " + ", ".join(kind))
        return found

    return read
