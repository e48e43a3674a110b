"""What every kind of exercise takes and gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fairway.training.curriculum.types import Exercise

Answer = Mapping[str, Any]  # as it is kept: plain JSON


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """One go at an exercise, as far as it went."""

    key: int
    seed: int
    level: int
    answers: Sequence[Answer]
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt. `score`: 0 to 1; `words` says it with its count and what was needed."""

    score: float
    is_passed: bool
    words: str


class Unanswered(ValueError):
    """What was sent is no answer to what was asked. Says at which field, and what to do.

    `also`: what to do at other fields, where several were refused at once.
    """

    def __init__(self, field: str, sentence: str, also: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.field = field
        self.by_field = {field: sentence, **(also or {})}


class Kind(Protocol):
    """One kind of exercise. All of it is worked out anew from the answers; nothing is remembered."""

    def problems(self, exercise: Exercise) -> list[str]:
        """What is wrong with an exercise as its file states it, in sentences. Tests ask it of every exercise."""
        ...

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        """What was sent, as an answer to what is asked now. Unanswered where it is none."""
        ...

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        """What came of it, once nothing more is asked; None before."""
        ...

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> Any:
        """What its template shows: what is asked now, what was answered and why it was right or wrong."""
        ...

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        """How hard the next attempt is, from those before: level and whether it was passed, the oldest first."""
        ...
