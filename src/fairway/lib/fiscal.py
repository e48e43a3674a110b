"""Fiscal quarters: calendar months from any first month, or weeks in a 4-4-5, 4-5-4 or 5-4-4 pattern."""

from dataclasses import dataclass
from datetime import date, timedelta

from fairway.lib.periods import Period, week_of

WEEK_PATTERNS = {"445": (4, 4, 5), "454": (4, 5, 4), "544": (5, 4, 4)}


@dataclass(frozen=True, slots=True)
class Quarter:
    """A fiscal quarter with its name, such as `Q2 2026`, the fiscal year being named after the year it ends in."""

    name: str
    period: Period

    def week_number(self, week_on: date) -> int:
        """Which week of the quarter a week is, counted from the week that holds its first day."""
        first = week_of(self.period.start_on, week_on.weekday())
        return (week_on - first).days // 7 + 1

    def weeks(self, week_starts_on: int) -> int:
        first = week_of(self.period.start_on, week_starts_on)
        return (week_of(self.period.end_on, week_starts_on) - first).days // 7 + 1


def quarter_of(day: date, *, pattern: str, first_month: int, week_starts_on: int = 0) -> Quarter:
    """The fiscal quarter a day falls in. Pattern is months, 445, 454 or 544; week patterns start with the week of the
    first day of the first month, as most of their users do."""
    if pattern in WEEK_PATTERNS:
        return _weekly(day, first_month, week_starts_on)
    months_in = (day.month - first_month) % 12
    number = months_in // 3
    year = day.year - (1 if day.month < first_month else 0)
    start = _month(year, first_month + 3 * number)
    end = _month(year, first_month + 3 * number + 3) - timedelta(days=1)
    return Quarter(f"Q{number + 1} {_fiscal_year(year, first_month)}", Period(start, end))


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _fiscal_year(year: int, first_month: int) -> int:
    return year if first_month == 1 else year + 1


def _weekly(day: date, first_month: int, week_starts_on: int) -> Quarter:
    start = _year_start(day.year, first_month, week_starts_on)
    if day < start:
        start = _year_start(day.year - 1, first_month, week_starts_on)
    following = _year_start(start.year + 1 if start.month != 12 else start.year + 2, first_month, week_starts_on)
    number = min((day - start).days // 91, 3)
    first = start + timedelta(days=91 * number)
    last = following - timedelta(days=1) if number == 3 else first + timedelta(days=90)
    base_year = (start + timedelta(days=6)).year
    return Quarter(f"Q{number + 1} {_fiscal_year(base_year, first_month)}", Period(first, last))


def _year_start(year: int, first_month: int, week_starts_on: int) -> date:
    return week_of(date(year, first_month, 1), week_starts_on)
