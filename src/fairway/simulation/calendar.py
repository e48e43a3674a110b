"""Weeks that are lived through, and the days and hours at which one person works."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_STARTS = 8 * 60 + 30  # minutes after local midnight
FIRST_START = 9 * 60  # what is done with others begins no earlier
LAST_START = 16 * 60 + 30  # nothing begins later
DAY_ENDS = 18 * 60


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks by number, Mondays first: 0 is the first of the warm-up, `first` the first of the history."""

    zero_on: date
    first: int
    last_closed: int  # the last one whose Sunday is no later than the last day
    count: int  # with those after the last day, for what is already in the diary

    def monday(self, number: int) -> date:
        return self.zero_on + timedelta(days=7 * number)

    def number(self, day: date) -> int:
        return (day - self.zero_on).days // 7

    def ago(self, weeks_ago: int) -> int:
        """Number of a week counted in closed weeks back from the last closed one, which is 1."""
        return self.last_closed + 1 - weeks_ago


def weeks_of(last_day: date, *, history: int, warm_up: int, ahead: int = 2) -> Weeks:
    """The history holds that many weeks and ends with the one of the last day, closed or not."""
    last_week_on = last_day - timedelta(days=last_day.weekday())
    zero_on = last_week_on - timedelta(days=7 * (history - 1 + warm_up))
    last = warm_up + history - 1
    is_closed = last_day.weekday() == 6
    return Weeks(zero_on=zero_on, first=warm_up, last_closed=last if is_closed else last - 1, count=last + 1 + ahead)


@lru_cache(maxsize=200_000)
def _midnight(zone_name: str, day: date) -> datetime:
    """Twelve hours before noon: clock times of a working day count from here, whatever the night did."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone_name))
    return noon.astimezone(UTC) - timedelta(hours=12)


def instant(zone_name: str, day: date, minute: float) -> datetime:
    """A minute of a working day in a zone, as an aware UTC instant."""
    return _midnight(zone_name, day) + timedelta(minutes=minute)


def day_end(zone_name: str, day: date) -> datetime:
    """The last microsecond of a day in a zone, as an aware UTC instant."""
    following = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone_name))
    return following.astimezone(UTC) - timedelta(microseconds=1)


class WorkCalendar:
    """On which days one person works. Absences are (first day, last day), both included."""

    def __init__(
        self,
        *,
        working_days: Collection[int],
        fte: float,
        employed: tuple[date, date | None],
        absences: Collection[tuple[date, date]],
        holidays: frozenset[date],
    ) -> None:
        self._working_days = frozenset(working_days)
        self._hired_on, self._left_on = employed
        self._away = {
            start + timedelta(days=n) for start, end in absences for n in range((end - start).days + 1)
        } | holidays
        # A full-time week has five days; each usual day carries an equal part of what the person works of it.
        self._days: dict[date, list[date]] = {}
        self.day_share = min(fte, len(self._working_days) / 5, 1.0) / len(self._working_days)

    def is_employed(self, day: date) -> bool:
        return day >= self._hired_on and (self._left_on is None or day <= self._left_on)

    def is_working(self, day: date) -> bool:
        return day.weekday() in self._working_days and self.is_employed(day) and day not in self._away

    def days(self, monday: date) -> list[date]:
        """Working days of a week."""
        if monday not in self._days:
            week = (monday + timedelta(days=n) for n in range(7))
            self._days[monday] = [day for day in week if self.is_working(day)]
        return self._days[monday]

    def after(self, day: date, count: int) -> date | None:
        """The working day that many working days later; None when they have left or are away for long."""
        for n in range(1, 120):
            following = day + timedelta(days=n)
            if self.is_working(following):
                count -= 1
                if count <= 0:
                    return following
        return None

    def before(self, day: date, count: int) -> date | None:
        """The working day that many working days earlier; None when there is none within a month."""
        for n in range(1, 31):
            earlier = day - timedelta(days=n)
            if self.is_working(earlier):
                count -= 1
                if count <= 0:
                    return earlier
        return None
