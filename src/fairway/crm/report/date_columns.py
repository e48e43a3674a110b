"""A column of dates: how its values are written, and each value as a day or an instant.

Days without a time stay days: nothing turns them into midnights, which would fall on the day before elsewhere.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from fairway.crm.report import clocks, dates, number_dates, statuses
from fairway.crm.report.dates import Moment, Order
from fairway.crm.report.folding import tokens
from fairway.lib.periods import zone

NOON = time(12)
YEARS_BACK, YEARS_AHEAD = 30, 5
# Days that programs write for "no date".
PLACEHOLDERS = {
    date(1970, 1, 1),
    date(1969, 12, 31),
    date(1900, 1, 1),
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1899, 12, 29),
    date(1901, 1, 1),
    date(1601, 1, 1),
    date(1753, 1, 1),
    date(1980, 1, 1),
    date(2000, 1, 1),
    date(4501, 1, 1),
    date(4000, 12, 31),
    date(2999, 12, 31),
    date(2099, 12, 31),
    date(2100, 1, 1),
    date(1904, 1, 1),
    date(1900, 1, 2),
}
MOST_CACHED = 60_000


class Form(StrEnum):
    TEXT = "text"
    SERIAL = "serial"
    EPOCH = "epoch"


class Trouble(StrEnum):
    BLANK = "blank"
    UNREADABLE = "unreadable"
    PLACEHOLDER = "placeholder"
    IMPLAUSIBLE = "implausible"


class Stamp(NamedTuple):
    """When something was: a day where the organisation is, and the instant if a clock time was given."""

    on: date
    at: datetime | None
    local: datetime | None = None  # the clock time as written, where no offset stands beside it

    def instant(self, home: tzinfo) -> datetime:
        """The instant; noon of the day where no time is given, which is that day nearly everywhere."""
        return self.at or datetime.combine(self.on, NOON, tzinfo=home).astimezone(UTC)


@dataclass(slots=True)
class DateColumn:
    """How one column writes its dates. `read` gives a Stamp or what is wrong with the cell."""

    header: str
    form: Form
    order: Order
    home: tzinfo
    wall: tzinfo  # what clock times without offset mean
    is_day_only: bool  # times are all midnight and mean nothing
    today: date
    lacks_years: bool = False
    is_swapped: bool = False  # a spreadsheet took days for months wherever it could
    year: int | None = None  # of dates without one, where the title of the file names it
    _cache: dict[str, Stamp | Trouble] = field(default_factory=dict)

    def read(self, text: str) -> Stamp | Trouble:
        found = self._cache.get(text)
        if found is None:
            found = self._read(text)
            if len(self._cache) < MOST_CACHED:
                self._cache[text] = found
        return found

    def _read(self, text: str) -> Stamp | Trouble:
        if statuses.is_blank(text):
            return Trouble.BLANK
        written = self._moment(text)
        if written is None:
            return Trouble.BLANK if text.strip(" 0.:/-") == "" else Trouble.UNREADABLE
        if written.day in PLACEHOLDERS or written.day.year <= 1 or written.day.year >= 9999:
            return Trouble.PLACEHOLDER
        if not self.today.year - YEARS_BACK <= written.day.year <= self.today.year + YEARS_AHEAD:
            return Trouble.IMPLAUSIBLE
        if written.clock is None or self.is_day_only:
            return Stamp(written.day, None)
        local = datetime.combine(written.day, written.clock)
        if written.offset is not None:
            at = (local - written.offset).replace(tzinfo=UTC)
            return Stamp(at.astimezone(self.home).date(), at)
        at = local.replace(tzinfo=self.wall).astimezone(UTC)
        return Stamp(at.astimezone(self.home).date(), at, local)

    def _moment(self, text: str) -> Moment | None:
        if self.is_swapped and dates.ISO.match(text.strip()):
            found = dates.moment(text, self.order)
            return (
                found._replace(day=found.day.replace(day=found.day.month, month=found.day.day))
                if found and found.day.day <= 12
                else found
            )
        if self.form is Form.SERIAL:
            found = number_dates.from_serial(text)
        elif self.form is Form.EPOCH:
            found = number_dates.from_epoch(text)
        else:
            found = dates.moment(text, self.order)
            return self._in_some_year(text) if found is None and self.lacks_years else found
        return found or dates.moment(text, self.order)

    def _in_some_year(self, text: str) -> Moment | None:
        """A day without a year: that of the file's title, else the latest that does not lie far ahead."""
        found = dates.without_year(dates.day_text(text), self.order)
        if found is None:
            return None
        latest = self.today + timedelta(days=60)
        for year in [self.year] if self.year else [latest.year, latest.year - 1]:
            try:
                day = date(year, *found)
            except ValueError:
                continue
            if self.year or day <= latest:
                return Moment(day)
        return None

    def with_clock(self, stamp: Stamp, clock: time) -> Stamp:
        """A day with the time of day that another column gives."""
        local = datetime.combine(stamp.on, clock)
        at = local.replace(tzinfo=self.wall).astimezone(UTC)
        return Stamp(at.astimezone(self.home).date(), at, local)


def form_of(judged: Sequence[tuple[str, int]]) -> Form:
    """Whether dates are written as text, as Excel's serial numbers or as seconds since 1970."""
    counts: Counter[Form] = Counter()
    for text, times in judged:
        if dates.moment(text) is not None:
            counts[Form.TEXT] += times
        elif number_dates.from_serial(text) is not None:
            counts[Form.SERIAL] += times
        elif number_dates.from_epoch(text) is not None:
            counts[Form.EPOCH] += times
    return counts.most_common(1)[0][0] if counts else Form.TEXT


def is_day_only(judged: Sequence[tuple[str, int]]) -> bool:
    """Whether every time in the column is midnight: days that a program wrote as instants. They must not be
    shifted.
    """
    timed = [found for text, _ in judged if (found := dates.moment(text)) is not None and found.clock is not None]
    return len(timed) > 1 and all(found.clock == time.min for found in timed)


def stated_zone(header: str) -> tzinfo | None:
    """The zone a heading names: "Created (UTC)", "Start [Europe/Berlin]"."""
    for part in header.replace("(", " ").replace(")", " ").replace("[", " ").replace("]", " ").split():
        if "/" in part and part[0].isupper():
            try:
                return zone(part.strip(",;"))
            except ValueError:
                continue
    words = set(tokens(header))
    if words & {"utc", "gmt", "zulu"}:
        return UTC
    minutes = next((clocks.ZONES[word] for word in words if word in {"cet", "mez", "est", "pst", "cst", "mst"}), None)
    return None if minutes is None else _fixed(minutes)


def _fixed(minutes: int) -> tzinfo:
    from datetime import timezone

    return timezone(timedelta(minutes=minutes))


def is_technical(headers: Sequence[str]) -> bool:
    """Whether the columns are named by a program (`SystemModstamp`, `hs_createdate`): its clock times are UTC."""
    folded = [header.strip() for header in headers if header.strip()]
    marks = {
        "systemmodstamp",
        "system_modstamp",
        "_fivetran_synced",
        "isdeleted",
        "is_deleted",
        "ownerid",
        "owner_id",
        "whatid",
        "what_id",
        "_airbyte_extracted_at",
        "_dlt_load_id",
        "hs_timestamp",
        "hubspot_owner_id",
        "hs_createdate",
        "createdbyid",
        "created_by_id",
    }
    hits = sum(header.lower().removeprefix("property_") in marks for header in folded)
    plain = sum(" " not in header and header.isascii() for header in folded)
    return hits >= 1 and plain >= 0.9 * len(folded)


def is_mangled(days: Mapping[str, int]) -> bool:
    """Whether a spreadsheet of the wrong country read the column: its real dates all have days up to 12, and
    every date
    it left as text has a number above 12. Then the real ones have day and month the wrong way round.
    """
    real = [found.day for text in days if dates.ISO.match(text) and (found := dates.moment(text)) is not None]
    left = [parts for text in days if (parts := dates.numeric(text)) is not None]
    if len(real) < 8 or len(left) < 3:
        return False
    return all(day.day <= 12 for day in real) and all(parts.first > 12 or parts.second > 12 for parts in left)


def years_missing(days: Mapping[str, int]) -> float:
    """Share of day parts that name a day and a month but no year, `4 Nov` or `04.11.`."""
    total = sum(days.values())
    return sum(times for text, times in days.items() if dates.without_year(text) is not None) / total if total else 0.0
