"""How long something took, in minutes. A column of bare numbers decides its unit as a whole."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from fairway.crm.report.folding import tokens

CLOCKED = re.compile(
    r"(?:(\d+)\s*d(?:ays?)?\s*)?(\d{1,4}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?\s*(?:h|std|hrs?|min|m)?\.?$",
    re.IGNORECASE,
)
ISO = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$")
UNITS = {
    "ms": "ms",
    "msec": "ms",
    "millisecond": "ms",
    "milliseconds": "ms",
    "millisekunden": "ms",
    "s": "s",
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "sek": "s",
    "sekunde": "s",
    "sekunden": "s",
    "seconde": "s",
    "secondes": "s",
    "seg": "s",
    "segundo": "s",
    "segundos": "s",
    "m": "m",
    "min": "m",
    "mins": "m",
    "minute": "m",
    "minutes": "m",
    "minuten": "m",
    "mn": "m",
    "minuto": "m",
    "minutos": "m",
    "minuti": "m",
    "h": "h",
    "hr": "h",
    "hrs": "h",
    "hour": "h",
    "hours": "h",
    "std": "h",
    "stunde": "h",
    "stunden": "h",
    "heure": "h",
    "heures": "h",
    "hora": "h",
    "horas": "h",
    "ore": "h",
    "uur": "h",
    "d": "d",
    "day": "d",
    "days": "d",
    "tag": "d",
    "tage": "d",
    "jour": "d",
    "jours": "d",
    "dia": "d",
    "dias": "d",
}
IN_MINUTES = {"ms": Decimal(1) / 60_000, "s": Decimal(1) / 60, "m": Decimal(1), "h": Decimal(60), "d": Decimal(1440)}
WORDED = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-zA-Zµ]+)\.?")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?$")
LONGEST_MINUTES = Decimal(100_000)


@lru_cache(maxsize=8192)
def is_duration(text: str) -> bool:
    return minutes_of(text, "m") is not None


@lru_cache(maxsize=16_384)
def minutes_of(text: str, unit: str, is_minutes_first: bool = False) -> Decimal | None:
    """Minutes with two decimals; None when the text is no duration or an absurd one.

    `unit` (ms, s, m, h) reads bare numbers. `is_minutes_first` reads 12:30 as minutes and seconds.
    """
    stripped = text.strip().lower()
    value = _clocked(stripped, is_minutes_first)
    if value is None:
        value = _iso(text.strip())
    if value is None and NUMBER.match(stripped):
        value = Decimal(stripped.replace(",", ".")) * IN_MINUTES[unit]
    if value is None:
        value = _worded(stripped)
    if value is None or not 0 <= value <= LONGEST_MINUTES:
        return None
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _clocked(text: str, is_minutes_first: bool) -> Decimal | None:
    found = CLOCKED.match(text)
    if not found:
        return None
    days, first, second, third = (int(part) if part else 0 for part in found.groups())
    if found[4] is None and is_minutes_first:
        return Decimal(first) + Decimal(second) / 60
    return Decimal(days * 1440 + first * 60 + second) + Decimal(third) / 60


def _iso(text: str) -> Decimal | None:
    found = ISO.match(text)
    if not found or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (Decimal(part or 0) for part in found.groups())
    return days * 1440 + hours * 60 + minutes + seconds / 60


def _worded(text: str) -> Decimal | None:
    """`15 min`, `1h 15m`, `1,5 Std.`; None when a word is no unit."""
    parts = WORDED.findall(text)
    if not parts or WORDED.sub("", text).strip(" ,.") not in {"", "und", "and", "et", "y"}:
        trailing = re.fullmatch(r"(\d+)\s*h\s*(\d{1,2})", text)
        return Decimal(int(trailing[1]) * 60 + int(trailing[2])) if trailing else None
    total = Decimal(0)
    for number, word in parts:
        unit = UNITS.get(word)
        if unit is None:
            return None
        total += Decimal(number.replace(",", ".")) * IN_MINUTES[unit]
    return total


def unit_of(heading: str, values: Sequence[str]) -> tuple[str, bool]:
    """The unit of a column's bare numbers, and whether its 12:30 is minutes and seconds.

    The heading says it, else the size of the numbers: calls and meetings last minutes to hours.
    """
    words = tokens(heading)
    stated = next((UNITS[word] for word in words if word in UNITS and word not in {"d", "tag", "day", "m", "s"}), None)
    is_minutes_first = "mm:ss" in heading.lower() and "hh" not in heading.lower()
    clocked = [found for found in map(CLOCKED.match, values) if found and found[4] is None]
    if clocked and not is_minutes_first:
        is_minutes_first = sum(int(found[2]) > 8 for found in clocked) > 0.4 * len(clocked)
    numbers = sorted(float(value.strip().replace(",", ".")) for value in values if NUMBER.match(value.strip()))
    if stated or not numbers:
        return stated or "m", is_minutes_first
    middle = numbers[len(numbers) // 2]
    if middle >= 20_000:
        return "ms", is_minutes_first
    if middle > 300 or (middle > 90 and sum(number % 5 != 0 for number in numbers) > 0.5 * len(numbers)):
        return "s", is_minutes_first
    if middle <= 8 and sum(number % 1 != 0 for number in numbers) > 0.2 * len(numbers):
        return "h", is_minutes_first
    return "m", is_minutes_first
