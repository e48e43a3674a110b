"""What the curriculum is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

ENGLISH = "en"


class Track(StrEnum):
    """For whom modules are. Whoever leads managers has the one of managers too."""

    MANAGERS = "managers"
    LEADERS = "leaders"
    OPERATIONS = "operations"
    GROUND = "ground"  # practice that belongs to no module: as often as one likes


class PartKind(StrEnum):
    TEXT = "text"
    EXERCISE = "exercise"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from. `caveat`: how far it can be trusted, in a sentence."""

    key: str
    who: str
    title: str
    year: str
    caveat: str
    where: str = ""  # an address, where there is one


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise as its file states it. `content` is read by its kind alone; `passes` too."""

    key: str
    kind: str
    title: str
    ask: str
    minutes: int = 5
    passes: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecallQuestion:
    """A question that comes back weeks later."""

    key: str  # unique over all modules: module key, a dot, and its own
    ask: str
    options: Sequence[str]
    right: int
    because: str


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a module: a text, an exercise, or the assignment on one's own team."""

    key: str
    kind: PartKind
    title: str
    minutes: int
    markdown: str = ""
    exercise: Exercise | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """One module in one language; not translated where it stands in English for whoever reads another. `evidence` names
    what of the field its assignment is checked by, empty where a leader reads it alone; `needs` how many of these.
    """

    key: str
    track: Track
    number: int
    version: int
    title: str
    can: str
    to_pass: str
    parts: Sequence[Part]
    sources: Mapping[str, Source]
    language: str = ENGLISH
    is_translated: bool = True
    evidence: str = ""
    needs: int = 0
    recall: Sequence[RecallQuestion] = ()

    @property
    def minutes(self) -> int:
        """Of reading, practice and what is done together; without the assignment."""
        return sum(part.minutes for part in self.parts if part.kind is not PartKind.ASSIGNMENT)

    @property
    def field_minutes(self) -> int:
        """Of the assignment: with one's own team, over days or weeks. 0 where there is none."""
        return sum(part.minutes for part in self.parts if part.kind is PartKind.ASSIGNMENT)

    def part(self, key: str) -> Part | None:
        return next((one for one in self.parts if one.key == key), None)

    def after(self, key: str) -> Part | None:
        """The part that follows one."""
        keys = [one.key for one in self.parts]
        place = keys.index(key) + 1
        return self.parts[place] if place < len(self.parts) else None
