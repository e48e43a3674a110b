"""A date or time as people and programs write it, in any of the languages Babel is asked for here.

`moment` takes a text apart into day, clock time and offset; it never guesses the order of day and month, which a
column decides as a whole (day_order.py). Nothing is read into words: "Call in May" is no date.
"""

import re
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from fairway.crm.report.clocks import clock_apart, clock_time
from fairway.crm.report.folding import fold

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "pl", "cs", "fi", "hu", "ro", "tr", "ru", "uk")
CENTURY_PIVOT = 70  # two-digit years from here on are 19xx


class Order(StrEnum):
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


class Moment(NamedTuple):
    """A day as written, with the clock time and the offset from UTC where they stand beside it."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None


class Numeric(NamedTuple):
    """Three numbers with one sign between them; the year is last and may have two digits."""

    first: int
    second: int
    third: int
    sign: str
    year_digits: int


def _names(kinds: tuple[str, ...], which: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES:
        table = getattr(Locale(language), which)
        for context in ("format", "stand-alone"):
            for width in kinds:
                for number, name in table.get(context, {}).get(width, {}).items():
                    found.setdefault(fold(str(name)).strip(". "), int(number))
    return {name: number for name, number in found.items() if len(name) >= 2}


MONTHS = _names(("wide", "abbreviated"), "months") | {
    "sept": 9,
    "mrz": 3,
    "marz": 3,
    "maerz": 3,
    "juil": 7,
    "avr": 4,
    "fevr": 2,
}
WEEKDAYS = set(_names(("wide", "abbreviated", "short"), "days")) | {"tues", "thur", "thurs", "weds"}
FILLERS = {
    "de",
    "del",
    "of",
    "the",
    "le",
    "el",
    "den",
    "der",
    "am",
    "on",
    "at",
    "um",
    "a",
    "las",
    "la",
    "er",
    "st",
    "nd",
    "rd",
    "th",
    "dated",
    "vom",
    "du",
    "los",
    "ore",
    "alle",
    "klo",
}

ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$"
)
NUMERIC = re.compile(r"(\d{1,2})\s?([./\-\s])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?$")
YEAR_FIRST = re.compile(r"(\d{4})\s?([./\-\s年])\s?(\d{1,2})\s?[./\-\s月]\s?(\d{1,2})日?\.?$")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z)?)?$")
WEEK = r"(?:kw|cw|wk|w|s|week|woche|semaine|semana|sem|vecka|uge|tydzień|týden)\.?\s*(\d{1,2})"
ISO_WEEK = re.compile(rf"(?:(20\d\d)\s*[-/.,]?\s*{WEEK}|{WEEK}\s*[-/.,]?\s*(20\d\d))$", re.IGNORECASE)
PIECES = re.compile(r"[^\W\d_]+|\d+")
LONGEST = 90


@lru_cache(maxsize=200_000)
def moment(text: str, order: Order = Order.DAY_FIRST) -> Moment | None:
    """A written date, with its time if it has one; None when the text is anything else, in part too."""
    stripped = text.strip().strip("'\"")
    if not 4 <= len(stripped) <= LONGEST or not any(letter.isdecimal() for letter in stripped):
        return None
    iso = ISO.match(stripped)
    if iso:
        return _iso(iso)
    compact = COMPACT.match(stripped)
    if compact:
        return _compact(compact)
    week = ISO_WEEK.match(stripped)
    if week:
        return _monday(int(week[1] or week[4]), int(week[2] or week[3]))
    clock, offset, rest = clock_apart(stripped)
    day = written_day(rest, order)
    return None if day is None else Moment(day, clock, offset)


def _monday(year: int, week: int) -> Moment | None:
    """The first day of an ISO week: `2026-W42`, `KW 42/2026`."""
    try:
        return Moment(date.fromisocalendar(year, week, 1))
    except ValueError:
        return None


def _iso(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second, zone = match.groups()
    found = _date(int(year), int(month), int(day))
    if found is None or hour is None:
        return Moment(found) if found else None
    clock = clock_time(int(hour), int(minute), int(second or 0))
    return Moment(found, clock, _offset(zone)) if clock is not None else None


def _compact(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second, zone = match.groups()
    found = _date(int(year), int(month), int(day))
    if found is None or hour is None:
        return Moment(found) if found else None
    clock = clock_time(int(hour), int(minute), int(second or 0))
    return Moment(found, clock, timedelta(0) if zone else None) if clock is not None else None


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone in {"Z", "UTC"}:
        return timedelta(0)
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))


def numeric(text: str) -> Numeric | None:
    """The three numbers of a date like 04/11/2026 whose order its column must decide; None for other writings."""
    found = NUMERIC.match(text.strip(" .")) if len(text) < 20 else None
    if not found:
        return None
    return Numeric(int(found[1]), int(found[3]), int(found[4]), found[2], len(found[4]))


def day_text(text: str) -> str:
    """The part of a text that names the day, without clock time, zone and weekday."""
    return _without_weekday(clock_apart(text.strip())[2])


def _without_weekday(text: str) -> str:
    return " ".join(piece for piece in text.replace(",", " ").split() if fold(piece).strip(".") not in WEEKDAYS)


@lru_cache(maxsize=100_000)
def written_day(text: str, order: Order) -> date | None:
    """A day without time. In a column of the other order, a date that only fits this one is still read."""
    stripped = text.strip()
    found = YEAR_FIRST.match(stripped)
    if found:
        return _date(int(found[1]), int(found[3]), int(found[4]))
    parts = numeric(stripped)
    if parts is None and stripped and not stripped[0].isdecimal():
        parts = numeric(_without_weekday(stripped))
    if parts is not None:
        return _ordered(parts, order)
    return _with_name(stripped)


def _ordered(parts: Numeric, order: Order) -> date | None:
    if order is Order.YEAR_FIRST:
        return _date(2000 + parts.first, parts.second, parts.third) if parts.year_digits == 2 else None
    year = _year(parts.third, parts.year_digits)
    day_first = _date(year, parts.second, parts.first)
    month_first = _date(year, parts.first, parts.second)
    return (day_first or month_first) if order is Order.DAY_FIRST else (month_first or day_first)


def _year(number: int, digits: int) -> int:
    if digits == 4:
        return number
    return number + (1900 if number >= CENTURY_PIVOT else 2000)


def _with_name(text: str) -> date | None:
    """`4 Nov 2026`, `November 4th, 2026`, `mardi 4 novembre 2026`, `2026-Nov-04`, `04-Nov-26`."""
    month, numbers = 0, []
    for piece in PIECES.findall(text):
        if piece.isdecimal():
            numbers.append(piece)
            continue
        word = fold(piece)
        if word in MONTHS and not month:
            month = MONTHS[word]
        elif word not in WEEKDAYS and word not in FILLERS and word not in MONTHS:
            return None
    if not month or len(numbers) != 2:
        return None
    first, second = numbers
    if len(first) == 4:
        first, second = second, first
    if len(first) > 2 or len(second) not in {2, 4}:
        return None
    return _date(_year(int(second), len(second)), month, int(first))


@lru_cache(maxsize=4096)
def without_year(text: str, order: Order = Order.DAY_FIRST) -> tuple[int, int] | None:
    """Month and day of a date that leaves its year out: `4 Nov`, `Nov 4`, `04.11.`, `4/11`; None for all others."""
    stripped = text.strip()
    short = re.fullmatch(r"(\d{1,2})[./](\d{1,2})\.?", stripped)
    if short:
        day, month = (
            (int(short[1]), int(short[2])) if order is not Order.MONTH_FIRST else (int(short[2]), int(short[1]))
        )
    else:
        pieces = PIECES.findall(stripped)
        named = [MONTHS[fold(piece)] for piece in pieces if fold(piece) in MONTHS]
        numbers = [piece for piece in pieces if piece.isdecimal()]
        others = [
            piece
            for piece in pieces
            if not piece.isdecimal()
            and fold(piece) not in MONTHS
            and fold(piece) not in WEEKDAYS
            and fold(piece) not in FILLERS
        ]
        if len(named) != 1 or len(numbers) != 1 or len(numbers[0]) > 2 or others:
            return None
        month, day = named[0], int(numbers[0])
    return (month, day) if _date(2000, month, day) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
