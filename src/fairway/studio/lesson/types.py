"""What the lesson knows. Frozen records without database or page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from fairway.people.types import PersonFacts


class Step(StrEnum):
    """The steps of the lesson, in their order. Each is a page of its own."""

    MEASURED = "measured"
    CONSENT = "consent"
    CHOOSE = "choose"
    ONE_TO_ONE = "one_to_one"
    NEXT = "next"


class Branch(StrEnum):
    """The one question of a 1:1, by what is known of the seller: the data are doubted before the person."""

    WHY = "why"  # not executing
    HELPING = "helping"  # executing
    BEGUN = "begun"  # agreed, and no week has closed yet
    RECORDS = "records"  # the records are in doubt
    CHOOSE = "choose"  # nothing is in force
    BACK = "back"  # away


class Topic(StrEnum):
    """What a 1:1 goes through. The number is not among them."""

    LAST_TIME = "last_time"
    ACTIVITIES = "activities"
    QUESTION = "question"
    COMMITMENTS = "commitments"


@dataclass(frozen=True, slots=True)
class Agreed:
    """That a leader agreed, on which day of the organisation's, and to which version of the text."""

    on: date
    version: int


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody above, and whether they have agreed. Without it nothing is wrong: it is asked for, not owed."""

    person: PersonFacts
    agreed: Agreed | None


@dataclass(frozen=True, slots=True)
class ManagerLed:
    """A manager who reports to the viewer, and the day on which they finished the first lesson."""

    person: PersonFacts
    finished_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is. `sorted_metrics` holds a class by metric, `consents` yes or no by situation."""

    sorted_metrics: Mapping[str, str] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)
    seller_key: int | None = None
    has_begun: bool = False
    finished_on: date | None = None


@dataclass(frozen=True, slots=True)
class Learning:
    """What the studio's first page says of the lesson and of agreements."""

    progress: Progress
    is_for_lesson: bool  # whether there is a lesson for this viewer
    managers: tuple[ManagerLed, ...]
    leaders: tuple[Leader, ...]
    mine: Agreed | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A 1:1 as it was planned. `branch` is the question's when it was written; the seller may stand otherwise since."""

    key: int
    person_key: int
    planned_by: int | None  # an account
    starts_at: datetime
    minutes: int
    topics: tuple[Topic, ...]
    branch: Branch
    question: str
    commitment: str
