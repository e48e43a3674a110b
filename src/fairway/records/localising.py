"""The local day and week of an instant, in the zone its person was in then. The only place where instants become
days.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from fairway.lib.periods import MONDAY, week_of, zone


class LocalCalendar:
    """Turns instants into days where people were, with dated zones, and days into weeks as the organisation starts
    them.
    """

    def __init__(
        self,
        *,
        home_zone: str,
        week_starts_on: int = MONDAY,
        zones: Mapping[int, Sequence[tuple[date, str]]] | None = None,
    ) -> None:
        """`zones` gives for each person the zones with the day each came into force, oldest first; empty is the home
        zone.
        """
        self.week_starts_on = week_starts_on
        self._home = zone(home_zone)
        self._starts: dict[int, list[date]] = {}
        self._zones: dict[int, list[tzinfo]] = {}
        for person_key, history in (zones or {}).items():
            self._starts[person_key] = [start_on for start_on, _ in history]
            self._zones[person_key] = [zone(name) if name else self._home for _, name in history]

    def zone_on(self, person_key: int | None, day: date) -> tzinfo:
        """The zone somebody was in on a day: before their first dated zone, that one; without any, the
        organisation's.
        """
        zones = self._zones.get(person_key) if person_key is not None else None
        if not zones:
            return self._home
        if len(zones) == 1:
            return zones[0]
        place = bisect_right(self._starts[person_key or 0], day) - 1
        return zones[max(place, 0)]

    def day(self, person_key: int | None, instant: datetime | None) -> date | None:
        """The local day of an instant. The zone is the one in force on the instant's UTC day."""
        if instant is None:
            return None
        return instant.astimezone(self.zone_on(person_key, instant.astimezone(UTC).date())).date()

    def week(self, day: date | None) -> date | None:
        return None if day is None else week_of(day, self.week_starts_on)

    def instant(self, person_key: int | None, clock_time: datetime) -> datetime:
        """A clock time without offset, as its person meant it, in UTC."""
        return clock_time.replace(tzinfo=self.zone_on(person_key, clock_time.date())).astimezone(UTC)

    def day_start(self, person_key: int | None, day: date) -> datetime:
        return self.instant(person_key, datetime.combine(day, time.min))

    def day_end(self, person_key: int | None, day: date) -> datetime:
        return self.day_start(person_key, day + timedelta(days=1)) - timedelta(microseconds=1)


# The columns that hold a local day, with the instant each is worked out from.
DAYS_OF: dict[str, tuple[tuple[str, str], ...]] = {
    "activities": (
        ("when", "when_at"),
        ("completed", "completed_at"),
        ("logged", "logged_at"),
        ("scheduled", "scheduled_start_at"),
    ),
    "leads": (("created", "created_at"), ("converted", "converted_at")),
}


def with_local_days(table: str, row: Mapping[str, Any], calendar: LocalCalendar) -> dict[str, Any]:
    """An activity or lead of the lake with its days and weeks as the calendar has them now. A day it is due is a day
    already.
    """
    moved = dict(row)
    person = row["person_key"] if table == "activities" else row["owner_key"]
    for column, instant in DAYS_OF[table]:
        is_a_day = column in {"when", "scheduled"} and row["due_on"] is not None and row["scheduled_start_at"] is None
        if is_a_day and row["when_source"] == "due" and column == "when":
            moved["when_at"] = calendar.day_start(person, row["due_on"])
        if not (is_a_day and (column == "scheduled" or row["when_source"] == "due")):
            moved[f"{column}_on"] = calendar.day(person, row[instant])
        moved[f"{column}_week_on"] = calendar.week(moved[f"{column}_on"])
    return moved
