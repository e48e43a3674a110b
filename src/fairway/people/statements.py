"""What a source states about people, and what became of it.

A statement is kept as the source's last words, so that only its changes are applied: what Fairway's own pages changed
stays until the source says something else. Ids of erased people never get into it.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from fairway.audit.scrubbing import MARK
from fairway.people.erased import ErasedIds, replaced
from fairway.people.types import PersonRow

Statement = dict[str, object]

NO_SUCH_SELLER = "no seller has this id"
KEPT_ALONE = "no seller has this id; kept without a manager"
IN_A_CIRCLE = "the reporting line runs in a circle; kept without a manager"

UNSAID = "unsaid"  # says something about the row, nothing about the person
# What the database can hold of each text.
LONGEST = {"name": 200, "email": 254, "team": 120, "role": 80, "country": 2, "region": 10, "timezone": 64}


@dataclass(frozen=True, slots=True)
class Misfit:
    """What could not be taken of a row: all of it, or, when it is kept, that field alone."""

    row: object
    field: str
    value: str
    reason: str
    is_kept: bool = False


@dataclass(slots=True)
class Stored:
    """What became of a batch of rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    touched: set[int] = field(default_factory=set)  # person keys whose facts moved
    rezoned: set[int] = field(default_factory=set)  # those of them who were in another time zone than it was said
    problems: list[Misfit] = field(default_factory=list)


def statement_of(row: PersonRow, source: str, erased: ErasedIds, before: Statement | None = None) -> Statement:
    """A row as JSON, empty values left out; what names somebody erased as `INSTEAD` says.

    Of what the row is silent on, the words from `before` go on.
    """
    stated: Statement = {
        name: str(value) if isinstance(value, date | Decimal) else value
        for name, value in asdict(row).items()
        if value is not None and name != UNSAID and name not in row.unsaid
    }
    stated |= {name: value for name, value in (before or {}).items() if name in row.unsaid}
    if erased.has_person(source, row.manager_native_id) and "manager_native_id" not in row.unsaid:
        stated["manager_native_id"] = MARK
    for name, instead in INSTEAD.items():
        text = getattr(row, name)
        if name not in row.unsaid and erased.is_named_in(text):
            stated[name] = instead(text)
    return stated


def says_otherwise(before: Mapping[str, object], after: Mapping[str, object], name: str) -> bool:
    """Whether a source now says something else about a fact, or has taken back what it said."""
    return before.get(name) != after.get(name)


def fitted(name: str, value: str | None) -> str:
    """A text cut to what the database can hold."""
    return (value or "")[: LONGEST[name]]


def role_instead(role: str) -> str:
    """What stands for a role that is called after somebody erased: the ramp of a role finds its people by it."""
    return replaced(fitted("role", role))


# What stands for a text about somebody's work in which somebody erased is named.
INSTEAD: Mapping[str, Callable[[str], str]] = {"team": lambda _: MARK, "role": role_instead}
