"""Days, weeks and months as an organisation counts them.

A week is named by its first day (`week_on`, a date). The organisation says on which weekday its weeks start;
everything else here is calendar arithmetic without time zones. Instants become local days in exactly one
function, `local_day`, in Python, because engines drop zones silently.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONDAY = 0
KNOWN_YEARS = range(1970, 2101)  # in which days and weeks are asked for; calendar arithmetic beyond runs off its ends
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A run of days, both ends included."""

    start_on: date
    end_on: date

    def __post_init__(self) -> None:
        if self.end_on < self.start_on:
            raise ValueError(f"a period cannot end ({self.end_on}) before it starts ({self.start_on})")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start_on <= day <= self.end_on

    def days(self) -> Iterator[date]:
        day = self.start_on
        while day <= self.end_on:
            yield day
            day += timedelta(days=1)


def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name; ValueError naming it when there is none."""
    try:
        return _zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone is called {name!r}; use an IANA name such as Europe/Berlin") from error


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    if not name or name.startswith(("/", ".")):
        raise ValueError(name)
    return ZoneInfo(name)


def local_day(instant: datetime, zone_name: str) -> date:
    """The calendar day of an aware instant where the person was."""
    return instant.astimezone(zone(zone_name)).date()


def end_of_day(day: date, zone_name: str) -> datetime:
    """The last microsecond of a day in a zone, as an aware UTC instant."""
    following = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone(zone_name))
    return following.astimezone(UTC) - timedelta(microseconds=1)


def on_a_weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def week_of(day: date, week_starts_on: int = MONDAY) -> date:
    """First day of the week a day falls in."""
    return day - timedelta(days=(day.weekday() - week_starts_on) % 7)


def week_period(week_on: date) -> Period:
    return Period(week_on, week_on + timedelta(days=6))


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_period(month_on: date) -> Period:
    following = (month_on.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Period(month_on, following - timedelta(days=1))


def weeks_between(first_week_on: date, last_week_on: date) -> list[date]:
    """Every week start from the first to the last, both included."""
    count = (last_week_on - first_week_on).days // 7
    return [first_week_on + timedelta(days=7 * n) for n in range(count + 1)]


def week_label(week_on: date) -> str:
    """ISO name of a week, `2026-W24`.

    A week that starts on another day than Monday takes the name of the ISO week that holds its Thursday, the
    same rule by which ISO 8601 gives a week to a year.
    """
    thursday = next(day for day in week_period(week_on).days() if day.weekday() == 3)
    year, number, _ = thursday.isocalendar()
    return f"{year}-W{number:02d}"


def week_from_label(label: str, week_starts_on: int = MONDAY) -> date:
    """First day of the week an ISO label names; ValueError when it is not one, or none of the years 1970 to 2100."""
    try:
        year, number = label.upper().split("-W")
        thursday = date.fromisocalendar(int(year), int(number), 4)
    except ValueError as error:
        raise ValueError(f"{label[:40]!r} is not a week; write it like 2026-W24") from error
    if thursday.year not in KNOWN_YEARS:
        raise ValueError(f"{label[:40]!r} is none of the weeks from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}")
    return week_of(thursday, week_starts_on)


def parse_working_days(text: str) -> frozenset[int]:
    """`Mon-Fri`, `Mon,Wed,Fri` or `Sun-Thu` as weekday numbers, Monday 0; ValueError naming the part it cannot read."""
    days: set[int] = set()
    for part in text.replace(";", ",").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first:
            continue
        start = _weekday(first)
        end = _weekday(last) if dash else start
        days.update((start + n) % 7 for n in range((end - start) % 7 + 1))
    if not days:
        raise ValueError(f"{text!r} names no working day; write it like Mon-Fri")
    return frozenset(days)


def _weekday(text: str) -> int:
    for number, name in enumerate(WEEKDAYS):
        if text[:3].title() == name:
            return number
    raise ValueError(f"{text!r} is not a weekday; use Mon, Tue, Wed, Thu, Fri, Sat or Sun")


def show_working_days(days: frozenset[int]) -> str:
    """Weekday numbers back as text, `Mon-Fri` where they run without a gap."""
    ordered = sorted(days)
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{WEEKDAYS[ordered[0]]}-{WEEKDAYS[ordered[-1]]}"
    return ",".join(WEEKDAYS[day] for day in ordered)
