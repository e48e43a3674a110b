"""Clock times as people write them, alone or behind a day, with the zone that may follow."""

import re
from datetime import time, timedelta

ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "bst": 60,
    "west": 60,
    "cet": 60,
    "mez": 60,
    "cest": 120,
    "mesz": 120,
    "eet": 120,
    "eest": 180,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
}


CLOCK = re.compile(
    r"(?<![\d.])(?:(?P<hour>\d{1,2})\s?(?::|(?<=\d)[hH](?=\d))\s?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[aApP])\.?\s?[mM]\.?(?![a-z]))?|(?P<hour2>\d{1,2})\s?(?P<half2>[aApP])\.?\s?[mM]\.?(?![a-z])"
    r"|(?P<hour3>\d{1,2})\s?(?:h\b|Uhr)|(?:(?<=\d\s)|(?<=\d,\s))(?P<hour4>\d{1,2})\.(?P<minute4>\d{2})(?=\s*(?:Uhr|$)))"
    r"(?:\s*(?:Uhr|hrs?|h)\b)?",
    re.UNICODE,
)


OFFSET = re.compile(r"\(?(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?\b\)?", re.IGNORECASE)


SPAN = re.compile(r"^\s*(?:[–—]|-\s|bis\b|to\b|au\b|à\b|a\b|hasta\b)\s*\d{1,2}[:.h]\d{2}(?:\s?Uhr)?", re.IGNORECASE)


WORDS = re.compile(r"[^\W\d_]+")
SPACES = re.compile(r"\s+")


def clock_apart(text: str) -> tuple[time | None, timedelta | None, str]:
    """Clock time, offset, and what is left when both are taken out. An unreadable clock leaves the text whole."""
    found = CLOCK.search(text)
    if found is None:
        return None, None, text
    clock = _clock_of(found)
    if clock is None:
        return None, None, text
    before, after = text[: found.start()], text[found.end() :]
    offset, after = _zone_apart(after, clock)
    return clock, offset, SPACES.sub(" ", f"{before.rstrip(' ,T-–|@')} {after}").strip(" ,()[]-–|")


def _zone_apart(after: str, begins: time) -> tuple[timedelta | None, str]:
    """The offset behind a clock time. `14:00-15:00` is a span, not an offset of minus fifteen hours."""
    after = SPAN.sub(" ", after)
    stated = OFFSET.search(after)
    if stated:
        hours, minutes = int(stated[2]), int(stated[3] or 0)
        rest = f"{after[: stated.start()]} {after[stated.end() :]}"
        if stated[1] == "-" and (hours, minutes) > (begins.hour, begins.minute):
            return None, rest
        rest = re.sub(r"\([^)]*\)|\b(?:utc|gmt)\b", " ", rest, flags=re.IGNORECASE)
        return (-1 if stated[1] == "-" else 1) * timedelta(hours=min(hours, 14), minutes=min(minutes, 59)), rest
    for word in WORDS.findall(after):
        minutes = ZONES.get(word.lower(), -1)
        if minutes != -1:
            return timedelta(minutes=minutes), after.replace(word, " ", 1)
    return None, after


def _clock_of(found: "re.Match[str]") -> time | None:
    part = found.groupdict()
    hour = int(part["hour"] or part["hour2"] or part["hour3"] or part["hour4"])
    minute = int(part["minute"] or part["minute4"] or 0)
    half = (part["half"] or part["half2"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return clock_time(hour, minute, int(part["second"] or 0))


def clock(text: str) -> time | None:
    """A text that is a clock time and nothing else, `14:30`, `2.30 pm`, `14h30`, `0930`; None for all others."""
    stripped = text.strip()
    if not stripped or len(stripped) > 20 or not stripped[0].isdecimal():
        return None
    found = CLOCK.match(stripped) or CLOCK.match(" " + stripped, 1)
    if found is not None and found.end() == len(stripped):
        return _clock_of(found)
    dotted = re.fullmatch(r"(\d{1,2})[.,](\d{2})", stripped)
    if dotted:
        return clock_time(int(dotted[1]), int(dotted[2]), 0)
    return clock_time(int(stripped[:2]), int(stripped[2:]), 0) if re.fullmatch(r"\d{4}", stripped) else None


def clock_time(hour: int, minute: int, second: int) -> time | None:
    """That time of day, 24:00 being midnight; None when there is none such."""
    if hour == 24 and minute == 0:
        hour = 0
    try:
        return time(hour, minute, min(second, 59))
    except ValueError:
        return None
