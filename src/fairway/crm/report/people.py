"""Who is who among all spellings of sellers in an upload.

Same id or address, or same full name without a contradiction, is one person. A shorter spelling (`M. Bell`, `mbell`,
`marcus.bell@x.com`) joins a person only if exactly one fits; where several do, somebody is asked. Native ids: that of a
person the organisation knows already, else the address, else the id of the file, else the name in lower case with
dashes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fairway.crm.report.folding import fold
from fairway.crm.report.people_names import email_of, is_system_user, name_from_email, name_of
from fairway.exchange.intake import KnownPerson


class Spelling(NamedTuple):
    """A seller as one row names them; empty where the row does not."""

    name: str = ""
    email: str = ""
    id: str = ""

    @property
    def shown(self) -> str:
        return self.name or self.email or self.id


NOBODY = Spelling()


@dataclass(frozen=True, slots=True)
class Listed:
    """A person of a file of people: users, owners, staff."""

    id: str
    name: str
    email: str | None = None
    manager: str = ""
    team: str = ""
    is_active: bool = True
    timezone: str = ""  # an IANA name
    file: str = ""
    line: int = 0
    said: frozenset[str] = frozenset()  # fields the list has a column for, filled in or not


@dataclass(slots=True)
class Person:
    """One person with every spelling taken for them."""

    spellings: list[Spelling] = field(default_factory=list)
    listed: Listed | None = None
    known: KnownPerson | None = None  # whom the organisation knows already
    renamed: str = ""
    why: str = ""
    is_guess: bool = False
    rows: int = 0

    @property
    def email(self) -> str | None:
        if self.listed and self.listed.email:
            return self.listed.email.lower()
        if self.known and self.known.email:
            return self.known.email.lower()
        return next((spelling.email for spelling in self.spellings if spelling.email), None)

    @property
    def stated_id(self) -> str:
        return (self.listed.id if self.listed else "") or next(
            (spelling.id for spelling in self.spellings if spelling.id), ""
        )

    @property
    def keys(self) -> set[str]:
        beside = [stated.name for stated in (self.listed, self.known) if stated]
        names = [spelling.name for spelling in self.spellings if spelling.name] + beside
        return {name_of(name).key for name in names if name_of(name).words}

    @property
    def name(self) -> str:
        """The fullest spelling: whole words before initials, then the most words, then the one with accents."""
        if self.renamed:
            return self.renamed
        if self.listed and self.listed.name:
            return name_of(self.listed.name).shown or self.listed.name
        if self.known:
            return self.known.name
        names = [
            name_of(spelling.name) for spelling in self.spellings if spelling.name and name_of(spelling.name).words
        ]
        if names:
            best = max(
                names, key=lambda name: (not name.has_initial, len(name.words), not name.shown.isascii(), name.shown)
            )
            if best.has_initial is False and len(best.words) > 1:
                return best.shown
        if self.email:
            from_email = name_from_email(self.email)
            if not names or len(from_email.split()) > 1:
                return from_email
        return best.shown if names else self.stated_id or "Unknown"

    @property
    def native_id(self) -> str:
        return self.known.native_id if self.known else self.email or self.stated_id or slug(self.name)

    @property
    def is_system(self) -> bool:
        shown = [spelling.shown for spelling in self.spellings] + ([self.listed.name] if self.listed else [])
        return not self.renamed and bool(shown) and all(is_system_user(text) for text in shown if text)


def named_manager(listed: Listed) -> Spelling | None:
    """The manager a list names in words, who need not stand in it; None for an id, which only lists explain."""
    stated = listed.manager
    if "@" in stated:
        address = email_of(stated)
        return Spelling(email=address) if address else None
    is_name = any(letter.isalpha() for letter in stated) and not any(letter.isdecimal() for letter in stated)
    return Spelling(name=stated) if is_name else None


def slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", fold(name)).strip("-") or "unknown"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A spelling that several people could be."""

    spelling: Spelling
    rows: int
    candidates: tuple[str, ...]  # native ids
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The outcome: a person for each spelling, those left out on somebody's word, and what is in doubt."""

    everyone: Sequence[Person]
    by_spelling: Mapping[Spelling, Person]
    left_out: frozenset[Spelling]
    doubts: Sequence[Doubt]

    def of(self, spelling: Spelling) -> Person | None:
        return self.by_spelling.get(spelling)
