"""What reading an unknown export promises: what was understood, what is still open, and what came of every row.

Plain frozen records, so that a page, a command and a test see the same thing. `Inspection` says what was read and
guessed; `Answers` holds what somebody said about it; a `ReportReader` turns both into batches of canonical rows.
Instants are aware UTC, `_on` are days in the organisation's zone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from fairway.exchange.types import Batch

Stated = TypeVar("Stated")
Told = Callable[[int, int], None]  # rows worked through so far, and of how many: an estimate that may be passed
SHOWN_WEEKS = 13


def tell_nobody(_rows: int, _of: int) -> None:
    """For callers that show no progress."""


class Confidence(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    NOT_SURE = "not sure"


class KindClass(StrEnum):
    """By the consent test: what the seller does alone, what needs the customer, what comes of both."""

    ACTIVITY = "activity"
    OBJECTIVE = "objective"
    RESULT = "result"


class Meaning(StrEnum):
    """What a column can be. The value is its word in answers; `MEANING_LABELS` has the words of the page."""

    ACTIVITY_ID = "activity_id"
    SELLER = "seller"
    SELLER_FIRST = "seller_first_name"
    SELLER_LAST = "seller_last_name"
    SELLER_EMAIL = "seller_email"
    SELLER_ID = "seller_id"
    MANAGER = "manager"
    TEAM = "team"
    KIND = "kind"
    TYPE = "type"
    SUBJECT = "subject"
    DATE = "date"  # a date that does not say whether it was planned or happened
    PLANNED = "planned"
    START = "start"
    HAPPENED = "happened"
    COMPLETED = "completed"
    TIME = "time"
    END = "end"
    CREATED = "created"
    MODIFIED = "modified"
    STATUS = "status"
    IS_DONE = "is_done"
    OUTCOME = "outcome"
    DIRECTION = "direction"
    DURATION = "duration"
    COUNT = "count"  # how many activities a row stands for, of its own kind or of the one the column is called after
    ACCOUNT = "account"
    ACCOUNT_ID = "account_id"
    OPPORTUNITY = "opportunity"
    OPPORTUNITY_ID = "opportunity_id"
    CONTACT = "contact"
    CONTACT_ID = "contact_id"
    LEAD = "lead"
    LEAD_ID = "lead_id"
    RELATED_ID = "related_id"  # an account or an opportunity, told by the shape of the id
    WHO_ID = "who_id"  # a contact or a lead, told by the shape of the id
    IS_AUTO = "is_auto"
    IS_DELETED = "is_deleted"
    IS_SERIES = "is_series"
    LEAVE_OUT = "leave_out"


MEANING_LABELS: Mapping[Meaning, str] = {
    Meaning.ACTIVITY_ID: "Id of the activity",
    Meaning.SELLER: "Seller",
    Meaning.SELLER_FIRST: "Seller’s first name",
    Meaning.SELLER_LAST: "Seller’s last name",
    Meaning.SELLER_EMAIL: "Seller’s e-mail",
    Meaning.SELLER_ID: "Seller’s id",
    Meaning.MANAGER: "Seller’s manager",
    Meaning.TEAM: "Team",
    Meaning.KIND: "Kind of activity",
    Meaning.TYPE: "Call, e-mail, meeting or task",
    Meaning.SUBJECT: "Subject",
    Meaning.DATE: "A date, but which?",
    Meaning.PLANNED: "When it was planned",
    Meaning.START: "When it starts",
    Meaning.HAPPENED: "When it happened",
    Meaning.COMPLETED: "When it was completed",
    Meaning.TIME: "Time of day",
    Meaning.END: "When it ends",
    Meaning.CREATED: "When it was logged",
    Meaning.MODIFIED: "When it was last changed",
    Meaning.STATUS: "Done or not",
    Meaning.IS_DONE: "Done, yes or no",
    Meaning.OUTCOME: "Outcome",
    Meaning.DIRECTION: "In or out",
    Meaning.DURATION: "How long",
    Meaning.COUNT: "How many were done",
    Meaning.ACCOUNT: "Customer",
    Meaning.ACCOUNT_ID: "Customer’s id",
    Meaning.OPPORTUNITY: "Opportunity",
    Meaning.OPPORTUNITY_ID: "Opportunity’s id",
    Meaning.CONTACT: "Contact",
    Meaning.CONTACT_ID: "Contact’s id",
    Meaning.LEAD: "Lead",
    Meaning.LEAD_ID: "Lead’s id",
    Meaning.RELATED_ID: "Id of customer or opportunity",
    Meaning.WHO_ID: "Id of contact or lead",
    Meaning.IS_AUTO: "Captured automatically",
    Meaning.IS_DELETED: "Deleted in the CRM",
    Meaning.IS_SERIES: "Head of a series",
    Meaning.LEAVE_OUT: "Leave out",
}


@dataclass(frozen=True, slots=True)
class LineAround:
    """A line that is no row: title, filter, total, notice."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file, or one sheet of a workbook. `rows` counts what stands under the heading, whatever became of it.

    `role` is "activities", "people", "accounts", "opportunities" or "not read"; `problem` says why it is the last.
    """

    name: str
    role: str
    rows: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_line: int | None = None  # None: the file names no columns
    preamble: tuple[LineAround, ...] = ()
    footer: tuple[LineAround, ...] = ()  # the first of the lines below the heading that are no rows
    lines_around: int = 0  # all of them, names above groups of rows included
    blank_lines: int = 0
    repeated_headers: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    file: str
    header: str
    meaning: Meaning
    confidence: Confidence
    samples: tuple[str, ...]
    summary: str  # "24 names", "6 values", "41 lie ahead"
    why: str
    alternatives: tuple[Meaning, ...] = ()
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    consequence: str  # one sentence with counts
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Asked only when the answer changes something. `key` goes into `Answers.questions` with the option's key."""

    key: str
    text: str
    options: tuple[Option, ...]
    about: str = ""  # the column or word it is about
    file: str = ""
    answered: str | None = None

    @property
    def guess(self) -> Option:
        return next(option for option in self.options if option.is_guess)


@dataclass(frozen=True, slots=True)
class KindGuess:
    """A word for a kind of activity as the file has it, with what it seems to be. Counted when done, open or not."""

    word: str
    rows: int
    sellers: int
    suggested_name: str
    kind_class: KindClass
    why: str
    activity_type: str  # call, email, meeting, task, other
    is_guess: bool  # the name or class was worked out from an abbreviation or not found in any table
    is_suited: bool = True  # False: hygiene or administration, which makes no High-Impact Activity
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class PersonGuess:
    """One person and the spellings taken for them. `is_guess`: a spelling was matched, not stated."""

    native_id: str
    name: str
    rows: int
    spellings: tuple[str, ...]
    email: str | None = None
    why: str = ""
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows left out for one reason, with one of them and what can be done about all of them."""

    reason: str
    rows: int
    example: str
    action: str
    action_key: str
    lines: tuple[tuple[str, int], ...] = ()  # file and line of the first few
    is_left_out: bool = True
    about: str = ""  # the spelling of a seller or the word it is about, for an answer


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A row as it was read, in words for a table of five."""

    file: str
    line: int
    seller: str
    kind: str
    account: str
    on: date | None
    status: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything the set-up page shows. `rows_read` = `rows_readable` + `rows_left_out`, over all files."""

    files: tuple[FileRead, ...]
    columns: tuple[ColumnGuess, ...]
    questions: tuple[Question, ...]
    kinds: tuple[KindGuess, ...]
    people: tuple[PersonGuess, ...]
    problems: tuple[Problem, ...]
    examples: tuple[ExampleRow, ...]
    rows_read: int
    rows_readable: int
    rows_left_out: int
    sellers: int
    first_on: date | None
    last_on: date | None
    closed_weeks: int
    done_rows: int
    seconds: float
    # Activities done in the newest closed weeks, the last one last: by person's id and word of the kind.
    weeks_on: tuple[date, ...] = ()
    weekly: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    # Different customers called and written to in the same weeks, by person's id and canonical type.
    reached: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KindAnswer:
    """What somebody said about a kind. `same_as` counts it as another word of the file."""

    name: str = ""
    kind_class: str = ""
    activity_type: str = ""
    same_as: str = ""
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What somebody said about a spelling of a seller: who it is, that it stands alone, or that its rows stay out."""

    is_person: str = ""  # another spelling, name, e-mail or id in the files, or a new name
    name: str = ""  # how the person is called
    is_alone: bool = False
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the organisation knows already, so that a name in a second report is not a second person."""

    native_id: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything somebody said about an upload; empty is a good start. JSON both ways.

    `known` is not said by anybody: it comes from the house, with the reading. `columns` maps a heading, or
    "file|heading", to a Meaning. `questions` maps a question's key to an option's key.
    """

    timezone: str = "UTC"
    week_starts_on: int = 0
    today: date | None = None  # which dates lie ahead; None is the day of reading
    columns: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, KindAnswer] = field(default_factory=dict)
    people: Mapping[str, PersonAnswer] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    known: tuple[KnownPerson, ...] = ()

    @classmethod
    def from_json(cls, stated: Mapping[str, object]) -> "Answers":
        """Answers from a JSON object. ValueError naming the key that cannot be read; unknown keys are passed over."""
        today = stated.get("today")
        return cls(
            timezone=_text(stated, "timezone", "UTC"),
            week_starts_on=_whole(stated, "week_starts_on"),
            today=date.fromisoformat(str(today)) if today else None,
            columns=_words(stated, "columns"),
            questions=_words(stated, "questions"),
            sheets=_words(stated, "sheets"),
            kinds={word: _record(KindAnswer, said, "kinds") for word, said in _mapping(stated, "kinds").items()},
            people={word: _record(PersonAnswer, said, "people") for word, said in _mapping(stated, "people").items()},
            known=tuple(_record(KnownPerson, person, "known") for person in _listed(stated, "known")),
        )

    def as_json(self) -> dict[str, object]:
        return {
            **asdict(self),
            "today": self.today.isoformat() if self.today else None,
            "known": [asdict(person) for person in self.known],
        }


def _mapping(stated: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = stated.get(key) or {}
    if not isinstance(value, Mapping):
        raise ValueError(f"answers: {key!r} must be an object, not {type(value).__name__}")
    return value


def _listed(stated: Mapping[str, object], key: str) -> Sequence[object]:
    value = stated.get(key) or ()
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"answers: {key!r} must be a list, not {type(value).__name__}")
    return value


def _words(stated: Mapping[str, object], key: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in _mapping(stated, key).items()}


def _text(stated: Mapping[str, object], key: str, default: str) -> str:
    return str(stated.get(key) or default)


def _whole(stated: Mapping[str, object], key: str) -> int:
    value = stated.get(key) or 0
    if not isinstance(value, int) or not 0 <= value <= 6:
        raise ValueError(f"answers: {key!r} must be a weekday from 0 (Monday) to 6")
    return value


def _record(kind: type[Stated], said: object, key: str) -> Stated:
    if not isinstance(said, Mapping):
        raise ValueError(f"answers: every entry of {key!r} must be an object")
    known = {name: value for name, value in said.items() if name in getattr(kind, "__dataclass_fields__", {})}
    return kind(**known)


class Unreadable(ValueError):
    """None of the files can be read as a table of activities. `advice` says what to upload instead."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice


class ReportReader(Protocol):
    """Reads uploads nobody has described. Both calls read the files again; neither keeps anything.

    `inspect` raises Unreadable when no file holds a table, ValueError for answers that name no zone or meaning.
    `batches` yields people first, then accounts, opportunities and contacts, then activities with `places`; every row
    that does not load is a Reject with file, line, column, value and what to do.
    """

    def inspect(self, paths: Sequence[Path], answers: Answers, told: Told = tell_nobody) -> Inspection: ...

    def batches(self, paths: Sequence[Path], answers: Answers) -> Iterator[Batch]: ...
