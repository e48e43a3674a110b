"""What the people room gives to and takes from other rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from fairway.lib.periods import Period

BEGINNING = date(1900, 1, 1)  # "for all time" in a dated row
ENDLESS = date(9999, 12, 31)


class LineKind(StrEnum):
    LINE = "line"  # the person's manager
    ACTING = "acting"  # stands in for a while
    SECOND = "second"  # a second manager beside the first


class Relation(StrEnum):
    """What a viewer is to a person today; each may see more than the next."""

    SELF = "self"
    MANAGER = "manager"  # direct, acting or second
    ABOVE = "above"  # a manager's manager, at any height
    OPERATIONS = "operations"
    NONE = "none"


class Facet(StrEnum):
    """The kinds of things that can be known about a person."""

    COUNTS = "counts"  # activities, targets, statuses
    RECORDS = "records"  # the CRM rows behind a number
    ABSENCE = "absence"  # that and when somebody is away
    ABSENCE_KIND = "absence_kind"
    NOTES = "notes"
    REASONS = "reasons"
    DIAGNOSES = "diagnoses"
    TRANSCRIPTS = "transcripts"
    TALK_BALANCE = "talk_balance"
    LOOKS = "looks"  # who looked at this person
    CHOICES = "choices"  # what was proposed as an HIA, why, and what became of it
    LESSON = "lesson"  # that somebody has finished the first lesson
    OBSTACLES = "obstacles"  # what stands in somebody's way, why, and who promised to remove it


class Edit(StrEnum):
    """The kinds of things that can be changed about a person."""

    PLAN = "plan"  # HIAs and targets
    TIME_OFF = "time_off"
    MATCH = "match"  # what the CRM's records of them are taken for; a manager proposes it
    PLACE = "place"  # manager, team, last day, working pattern
    OBSTACLE = "obstacle"  # what stands in their way


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody logged in, as the access rules see them. `person_key` is None for an account without a person."""

    user_id: int
    person_key: int | None
    is_operations: bool
    on: date  # today in the organisation's zone; lines in force that day decide
    has_read_notice: bool = True  # what is kept about them and who sees it; without a person there is nothing to read
    # What access rules have read for this viewer, who lasts for one request: a page asks some of it a dozen times.
    read_before: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person as of a day."""

    key: int
    native_id: str
    name: str
    slug: str
    role: str
    team: str
    manager_key: int | None
    hired_on: date | None
    left_on: date | None
    timezone: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PatternFacts:
    valid_from_on: date
    timezone: str
    country: str
    region: str
    fte: Decimal
    working_days: frozenset[int]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Everything that says on which days somebody was expected to work, for every week asked about."""

    patterns: tuple[PatternFacts, ...]  # oldest first, never empty
    absences: tuple[Period, ...]
    hired_on: date | None = None
    left_on: date | None = None
    ramp: tuple[tuple[int, Decimal], ...] = ()  # (until week of employment, share), rising
    # Days the calendar takes away, per (country, region); shared between people, so never copied.
    days_off: Mapping[tuple[str, str], frozenset[date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineSpan:
    """One reporting line as keys and days; None is without an end."""

    person_key: int
    manager_key: int | None
    kind: LineKind
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Employment:
    """From when to when somebody is there; None is not known, or not over."""

    person_key: int
    hired_on: date | None
    left_on: date | None
    is_operations: bool
    role: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    name: str
    timezone: str
    week_starts_on: int
    country: str
    currency: str
    fiscal_pattern: str
    fiscal_first_month: int
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a source states them; None means nobody, nothing, or that the source does not say.

    `unsaid` names fields the source has no place for: what it said of them before stays.
    """

    native_id: str
    name: str
    email: str | None = None
    manager_native_id: str | None = None
    team: str | None = None
    role: str | None = None
    hired_on: date | None = None
    left_on: date | None = None
    timezone: str | None = None
    country: str | None = None
    region: str | None = None
    fte: Decimal | None = None
    working_days: str | None = None
    is_active: bool = True
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LineRow:
    """A dated reporting line as a source states it."""

    native_id: str
    valid_from_on: date
    manager_native_id: str | None = None
    team: str | None = None
    role: str | None = None
    valid_to_on: date | None = None


NOT_MY_WEEK = "not my week"  # the kind of days off by which a seller takes a week out of what is judged


@dataclass(frozen=True, slots=True)
class MarkedWeek:
    """A week its seller marked as not theirs. `marked_at` is UTC."""

    key: int
    week_on: date
    reason: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    native_id: str
    start_on: date
    end_on: date
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PatternRow:
    """Where and how much somebody works from a day on, as an export of Fairway states it."""

    native_id: str
    valid_from_on: date
    timezone: str = ""
    country: str = ""
    region: str = ""
    fte: Decimal = Decimal(1)
    working_days: str = "Mon-Fri"
