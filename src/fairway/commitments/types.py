"""Commitments and obstacles as other rooms and pages see them. Frozen; no database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fairway.signs.types import Cause

LONGEST_WHAT, LONGEST_OUTCOME = 300, 500


class OwnerRole(StrEnum):
    """What the owner is to the seller."""

    SELLER = "seller"
    MANAGER = "manager"
    ENABLEMENT = "enablement"
    OPERATIONS = "operations"
    LEADER = "leader"


# Nobody is named for these: operations see what waits for them.
WITHOUT_A_NAME = frozenset({OwnerRole.OPERATIONS, OwnerRole.ENABLEMENT})


class RaisedAs(StrEnum):
    """What whoever raised an obstacle was to the seller."""

    SELLER = "seller"
    MANAGER = "manager"
    OPERATIONS = "operations"


class ObstacleState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"
    DID_NOT_HELP = "did_not_help"
    WITHDRAWN = "withdrawn"


class Kept(StrEnum):
    """What became of a commitment; OPEN until its day has come."""

    OPEN = ""
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    CANNOT_TELL = "cannot_tell"
    WITHDRAWN = "withdrawn"


class Refused(ValueError):
    """What cannot be promised, raised or answered, as a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Intervention:
    """One thing that can be done about a cause, and who does it as a rule."""

    what: str
    by: OwnerRole


@dataclass(frozen=True, slots=True)
class Care:
    """How a cause is cared for: owners.yaml as read."""

    cause: Cause
    words: str
    owners: tuple[OwnerRole, ...]
    interventions: tuple[Intervention, ...]  # the fast fixes first
    check_after_days: int
    for_everybody: OwnerRole  # who can do something about it for all sellers at once, or with each where nobody can
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who can take something on: a person, or a role where nobody is named (`person_key` None)."""

    role: OwnerRole
    person_key: int | None = None
    name: str = ""

    @property
    def token(self) -> str:
        """How a form names it."""
        return f"{self.role}:{self.person_key or ''}"


@dataclass(frozen=True, slots=True)
class Tally:
    """What the ledger counts over the days of a commitment."""

    done: float
    unconfirmed: float = 0.0
    is_seen: bool = True  # every day reached us, and the metric can be counted


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """One promise. `person_key` is the seller it is for, `owner_key` who promised; None once they are erased, or where
    a role promised without a name.
    """

    key: int
    person_key: int
    owner_key: int | None
    role: OwnerRole
    what: str
    made_on: date
    by_on: date
    is_together: bool = False  # the seller promises it too
    moved: int = 0  # how often its day was moved
    metric_key: str = ""
    quantity: float | None = None
    kept: Kept = Kept.OPEN
    tally: Tally | None = None
    checked_on: date | None = None
    if_then: str = ""
    obstacle_key: int | None = None  # where it removes one: that is answered there
    was: Kept = Kept.OPEN  # what was said of it before late or removed records changed that
    changed_on: date | None = None

    @property
    def can_be_counted(self) -> bool:
        return bool(self.metric_key) and self.quantity is not None

    def age(self, on: date) -> int:
        """Days since it was made."""
        return (on - self.made_on).days

    def is_due(self, on: date) -> bool:
        return self.kept is Kept.OPEN and on >= self.by_on

    def is_overdue(self, on: date) -> bool:
        return self.kept is Kept.OPEN and on > self.by_on


@dataclass(frozen=True, slots=True)
class ObstacleFacts:
    """What stands in a seller's way, with the promise to remove it. `cause` is None where it was raised freely."""

    key: int
    commitment: CommitmentFacts
    cause: Cause | None
    metric_key: str  # the HIA it came from, empty where it is about none
    week_on: date  # the last closed week when it was raised
    raised_by: int | None  # an account
    raised_as: RaisedAs
    state: ObstacleState = ObstacleState.OPEN
    outcome: str = ""
    closed_on: date | None = None

    @property
    def person_key(self) -> int:
        return self.commitment.person_key

    @property
    def is_open(self) -> bool:
        return self.state is ObstacleState.OPEN


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment somebody is about to make; what it counts, if it can be counted."""

    owner: Owner
    what: str
    by_on: date
    is_together: bool = False
    metric_key: str = ""
    quantity: Decimal | None = None
    if_then: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """A promise that was made on a day for a seller, by an account. What can be counted is left to the ledger; of what
    cannot, `is_kept` is what its owner said when its day had come, None where nothing was said.
    """

    person_key: int
    promise: Promise
    made_on: date
    made_by: int | None
    is_kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A likely reason as a page hands it in: the HIA it was found for, and its cause."""

    metric_key: str
    hia_name: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class WeekCount:
    """One closed week of an HIA. `done` is None where nothing can be said of it: away, or not seen."""

    week_on: date
    done: float | None
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class BeforeAndSince:
    """What the ledger counts of an HIA before an obstacle was raised, and in the closed weeks since, oldest first."""

    name: str
    before: tuple[WeekCount, ...]
    since: tuple[WeekCount, ...]
