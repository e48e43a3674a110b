"""Whether 04/11 is the 4th of November or the 11th of April: decided by everything a file says, asked only if
it matters.

A day above 12 settles it. Otherwise the reading that gives working days, a short span, the past and rows in order is
the likely one; headings in German, French or Spanish and clock times in halves of a day add to it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log

from fairway.crm.report.dates import Moment, Numeric, Order, moment, numeric, written_day
from fairway.lib.periods import week_of

DAY_FIRST_LANGUAGES = {"de", "fr", "es"}
WEEKEND_IF_RIGHT, WEEKEND_IF_WRONG = 0.05, 2 / 7
FAR_AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the file around a column says."""

    today: date
    week_starts_on: int = 0
    language: str = ""  # of the headings
    has_halves: bool = False  # clock times with am and pm
    is_american: bool = False  # the organisation's zone lies in North America


@dataclass(frozen=True, slots=True)
class OrderFinding:
    """The likely order, the log-odds of it being day first, and how many rows the other order would move."""

    order: Order
    odds: float
    is_open: bool  # more than one order is possible
    rows: int  # that the other order reads as another day
    moving_weeks: int  # rows among them that land in another week
    contradicting: int  # rows that only the other order can read
    is_usual: bool = False  # the way of writing is that of a country with one order

    @property
    def is_worth_asking(self) -> bool:
        """No date settles the order, and the other one would count rows in other weeks."""
        return self.is_open and self.moving_weeks > 0 and (not self.is_usual or self.contradicting > 0)


@dataclass(frozen=True, slots=True)
class Agreed:
    """How days are written in files that name the same columns, and whether some date of theirs settles it."""

    order: Order
    odds: float
    is_certain: bool


def finding_of(days: Mapping[str, int], in_order: Sequence[str], setting: Setting) -> OrderFinding | None:
    """What the day parts of a column say; None when none of its dates leaves the order open."""
    parts = {text: found for text in days if (found := numeric(text) or numeric(text.split(" ")[-1])) is not None}
    if not parts:
        return None
    if _is_year_first(parts, days, setting.today):
        return OrderFinding(Order.YEAR_FIRST, 99.0, False, 0, 0, 0)
    only_day_first = sum(days[text] for text, found in parts.items() if found.first > 12)
    only_month_first = sum(days[text] for text, found in parts.items() if found.second > 12)
    odds = _odds(parts, in_order, setting)
    is_open = True
    if only_day_first or only_month_first:
        odds = 99.0 * (only_day_first - only_month_first) / (only_day_first + only_month_first)
        is_open = bool(only_day_first and only_month_first)
        odds = odds or _odds(parts, in_order, setting)
    order = Order.DAY_FIRST if odds >= 0 else Order.MONTH_FIRST
    rows, moving = _moved(parts, days, setting)
    is_usual = order is Order.DAY_FIRST and (
        setting.language in DAY_FIRST_LANGUAGES or all(found.sign == "." for found in parts.values())
    )
    contradicting = only_month_first if order is Order.DAY_FIRST else only_day_first
    return OrderFinding(order, odds, is_open, rows, moving, contradicting, is_usual)


def _is_year_first(parts: Mapping[str, Numeric], days: Mapping[str, int], today: date) -> bool:
    """26/11/04: two-digit years in front, when the last numbers vary like days and the first are this or
    recent years.
    """
    short = {text: found for text, found in parts.items() if found.year_digits == 2}
    if len(short) < len(parts) or len(parts) < 3:
        return False
    years = {found.first for found in short.values()}
    lasts = {found.third for found in short.values()}
    recent = all(today.year - 6 <= 2000 + year <= today.year + 2 for year in years)
    return (
        recent
        and len(years) <= 3 < len(lasts)
        and not all(today.year - 6 <= 2000 + last <= today.year + 2 for last in lasts)
    )


def _odds(parts: Mapping[str, Numeric], in_order: Sequence[str], setting: Setting) -> float:
    """Log-odds of day first. Every different day is one observation, however many rows it has."""
    signs = Counter(found.sign for found in parts.values())
    sign = signs.most_common(1)[0][0]
    odds = 15.0 if sign == "." else 1.0 if sign == "-" else 0.0
    odds += 7.0 if setting.language in DAY_FIRST_LANGUAGES else 0.0
    odds -= 1.5 if setting.has_halves and setting.language not in DAY_FIRST_LANGUAGES else 0.0
    odds -= 1.5 if setting.is_american else 0.0
    readings = {
        order: [day for text in parts if (day := written_day(text, order)) is not None]
        for order in (Order.DAY_FIRST, Order.MONTH_FIRST)
    }
    day_first, month_first = readings[Order.DAY_FIRST], readings[Order.MONTH_FIRST]
    odds += _weekday_odds(day_first) - _weekday_odds(month_first)
    odds += _ahead_odds(day_first, setting.today) - _ahead_odds(month_first, setting.today)
    odds += _span_odds(day_first, month_first)
    return odds + _row_order_odds(in_order)


def _weekday_odds(days: Sequence[date]) -> float:
    weekend = sum(day.weekday() >= 5 for day in days)
    right = log(WEEKEND_IF_RIGHT / WEEKEND_IF_WRONG) * weekend
    return max(right + log((1 - WEEKEND_IF_RIGHT) / (1 - WEEKEND_IF_WRONG)) * (len(days) - weekend), -30.0)


def _ahead_odds(days: Sequence[date], today: date) -> float:
    """Days far ahead are rare in a list of what was done."""
    return -1.2 * min(sum(day > today + FAR_AHEAD for day in days), 6)


def _span_odds(day_first: Sequence[date], month_first: Sequence[date]) -> float:
    """The wrong reading scatters a few weeks over a year."""
    if len(day_first) < 3 or len(month_first) < 3:
        return 0.0
    spans = [(max(days) - min(days)).days + 10 for days in (day_first, month_first)]
    return max(min(2.0 * log(spans[1] / spans[0]), 4.0), -4.0)


def _row_order_odds(in_order: Sequence[str]) -> float:
    """Rows sorted by date under one reading only."""
    shares = []
    for order in (Order.DAY_FIRST, Order.MONTH_FIRST):
        days = [found.day for text in in_order if isinstance(found := moment(text, order), Moment)]
        steps = [(later - earlier).days for earlier, later in zip(days, days[1:], strict=False) if later != earlier]
        if len(steps) < 5:
            return 0.0
        shares.append(max(sum(step > 0 for step in steps), sum(step < 0 for step in steps)) / len(steps))
    return 12.0 * (shares[0] - shares[1]) if max(shares) > 0.85 else 0.0


def _moved(parts: Mapping[str, Numeric], days: Mapping[str, int], setting: Setting) -> tuple[int, int]:
    rows = moving = 0
    for text in parts:
        one, other = written_day(text, Order.DAY_FIRST), written_day(text, Order.MONTH_FIRST)
        if one is None or other is None or one == other:
            continue
        rows += days[text]
        moving += days[text] * (week_of(one, setting.week_starts_on) != week_of(other, setting.week_starts_on))
    return rows, moving
