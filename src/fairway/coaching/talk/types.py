"""What the reader hands on: conversations as they came, words as they were heard, and what was understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Speaker = Literal["manager", "seller"]
Focus = Literal["result", "objective", "activity", "obstacle", "practice", "other"]
Mode = Literal["ask", "tell", "other"]
Verdict = Literal["result_only", "result_heavy", "balanced", "activity_led"]
FOCUSES: tuple[Focus, ...] = ("result", "objective", "activity", "obstacle", "practice", "other")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the two said before the other spoke."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """`text` in small letters, `lemma` its rough base form or a figure's sign, `value` of a number; where it stands."""

    text: str
    lemma: str
    start: int
    stop: int
    value: float | None = None
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Words up to a full stop. `end` is the sign they end by, "" where there is none; `is_quoted` inside marks."""

    words: tuple[Word, ...]
    end: str = ""
    is_quoted: bool = False

    @property
    def is_asked(self) -> bool:
        return "?" in self.end


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn in words."""

    speaker: Speaker
    text: str
    clauses: tuple[Clause, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for clause in self.clauses for word in clause.words)


@dataclass(frozen=True, slots=True)
class Label:
    """What a turn was about and, of a manager's turn, what it did; each with the reason in words."""

    focus: Focus
    mode: Mode | None
    why: str
    why_mode: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something promised, or asked for and accepted. `turn` is where it was, counted from 0."""

    who: Speaker
    what: str
    metric_word: str
    quantity: float | None
    due_text: str
    turn: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a conversation."""

    id: str
    labels: Sequence[Label]
    share_of_manager_turns_on_results: float
    first_topic: Focus
    commitments: Sequence[Commitment]
    verdict: Verdict
