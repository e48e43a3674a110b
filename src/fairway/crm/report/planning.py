"""How one file of activities is to be read: which column gives what, and the choices that somebody may still
change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum

from fairway.crm.report.date_columns import DateColumn
from fairway.crm.report.day_order import OrderFinding
from fairway.crm.report.meanings import Judged
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.roles import Role
from fairway.crm.report.statuses import Standing
from fairway.crm.report.subjects import SubjectRule
from fairway.crm.report.tabling import Table
from fairway.exchange.intake import Meaning as M

UNSURE = "unsure"  # the answer that leaves a word for a status as little understood as it was


class DateRule(StrEnum):
    """What a date that only says when something was due tells about when it happened."""

    BY_STATUS = "by_status"  # happened if done, planned otherwise
    HAPPENED = "happened"
    PLANNED = "planned"


class DoneRule(StrEnum):
    """Which of two dates says when something done took place."""

    COMPLETED = "completed"
    PLANNED = "planned"


class EventRule(StrEnum):
    """What a calendar entry in the past is that nobody marked."""

    UNCONFIRMED = "unconfirmed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything about an upload that answers may change, with the guess in its place."""

    home: tzinfo
    today: date
    now: datetime
    week_starts_on: int
    date_rule: DateRule = DateRule.BY_STATUS
    done_rule: DoneRule = DoneRule.COMPLETED
    event_rule: EventRule = EventRule.UNCONFIRMED
    uses_created: bool = False  # rows without another date are dated by when they were logged
    status_words: Mapping[str, Standing | None] = field(default_factory=dict)  # folded words no table knows


@dataclass(frozen=True, slots=True)
class Profiled:
    """A table with its columns profiled over all rows, and its first rows."""

    table: Table
    profiles: Sequence[ColumnProfile]
    head: Sequence[Sequence[str]]

    @property
    def rows(self) -> int:
        return self.profiles[0].rows if self.profiles else 0


@dataclass(frozen=True, slots=True)
class Counted:
    """A column that says how many: of the kind it is called after, or of the row's own where `kind` is empty."""

    place: int
    kind: str


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One file understood. Columns are places in its rows."""

    table: Table
    role: Role
    profiles: Sequence[ColumnProfile]
    judged: Sequence[Judged]
    columns: Mapping[M, tuple[int, ...]]
    dates: Mapping[int, DateColumn]
    findings: Mapping[int, OrderFinding]  # of date columns whose order is open
    duration_units: Mapping[int, tuple[str, bool]]
    subject_rule: SubjectRule | None = None
    is_kind_from_subject: bool = False
    is_calendar: bool = False  # entries with a start and an end
    has_standing: bool = False  # some column says how activities stand
    is_only_logged: bool = False  # no column says when anything was, but for when it was logged
    tells_done_by_date: bool = False  # what has no date of completion, in a file that has them, is not done
    grouped: tuple[int, ...] = ()  # columns written once for several rows
    is_filled_down: bool = True  # whether their empty cells repeat the one above
    has_sections: bool = False  # a seller's name stands alone above the seller's rows
    titled_seller: str = ""  # a person's name in the title of a file without a column of sellers
    whole_file_seller: str = ""
    counts: tuple[Counted, ...] = ()  # columns that say how many activities a row stands for
    could_count: tuple[Counted, ...] = ()  # the same, whatever somebody answered
    file_kind: str = ""  # what its rows are where no column says so
    file_type: str = ""  # call, email, meeting, task when the file's name says so
    language: str = ""
    is_technical: bool = False

    @property
    def filled_down(self) -> tuple[int, ...]:
        return self.grouped if self.is_filled_down else ()

    def place(self, meaning: M) -> int | None:
        places = self.columns.get(meaning)
        return places[0] if places else None

    def header(self, meaning: M) -> str:
        place = self.place(meaning)
        return "" if place is None else self.table.header[place]
