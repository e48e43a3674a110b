"""What the ledger gives to other rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fairway.records.types import MatchFacts


@dataclass(frozen=True, slots=True)
class Count:
    """One metric of one person in one week or part of a week."""

    done: float = 0.0
    of: float = 0.0
    unconfirmed: float = 0.0
    quality: float = 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.done + other.done,
            self.of + other.of,
            self.unconfirmed + other.unconfirmed,
            self.quality + other.quality,
        )


NOTHING = Count()

# (person, metric key, week) -> {month: count}. Weeks without any record are absent.
Counts = Mapping[tuple[int, str, date], Mapping[date, Count]]


def of_week(counts: Counts, person_key: int, metric: str, week_on: date) -> Count:
    """A whole week, its parts added up."""
    parts = counts.get((person_key, metric, week_on))
    if not parts:
        return NOTHING
    first, *more = parts.values()  # nearly every week lies in one month, and pages ask for thousands
    return sum(more, first) if more else first


@dataclass(frozen=True, slots=True)
class RecordBehind:
    """One CRM record behind a number."""

    record_id: str  # the lake's key
    native_id: str
    table: str
    day_on: date
    is_counted: bool
    is_unconfirmed: bool
    is_base: bool = False  # of a share or an average: belongs to what it is out of
    value: float = 1.0  # what it adds when it is counted
    part: str = ""  # of a ratio: the metric it counts in
    word: str = ""
    when_at: datetime | None = None
    about: str = ""  # the account's or opportunity's name
    link: str | None = None
    source: str = ""
    account_id: str = ""
    matched: MatchFacts | None = None  # who said that it is one of these, where the CRM knows it otherwise


def number_behind(records: Iterable[RecordBehind]) -> Count:
    """What the records add up to: the number that stands on the board."""
    found = Count()
    for record in records:
        done = record.value if record.is_counted else 0.0
        found += Count(done=done, of=float(record.is_base), unconfirmed=float(record.is_unconfirmed))
    return found
