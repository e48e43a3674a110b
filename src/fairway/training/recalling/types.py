"""What a round of questions is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from fairway.lib.periods import local_day
from fairway.training.curriculum.types import RecallQuestion

MOST_A_WEEK = 8  # about five minutes


class Recalled(StrEnum):
    """How an answer came."""

    WRONG = "wrong"
    GUESSED = "guessed"  # right, and said to be a guess
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """One question of one person. `state` is the scheduler's; times are aware."""

    key: int
    question: str
    state: Mapping[str, Any]
    due_at: datetime
    recalled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The last answer, to be told why it was right or wrong."""

    question: RecallQuestion
    is_right: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """How much is likely to be remembered now: the scheduler's estimate, over questions met so far."""

    module: str
    met: int
    likely: float


@dataclass(frozen=True, slots=True)
class Round:
    """This week's questions: the one that is asked now, how many were answered, when the next one is due."""

    asked: RecallQuestion | None
    card: CardFacts | None
    done: int
    left: int
    next_at: datetime | None
    memories: Sequence[Memory]
    right_lately: int
    answered_lately: int

    def next_on(self, zone_name: str) -> date | None:
        """The day on which something comes back."""
        return local_day(self.next_at, zone_name) if self.next_at is not None else None

    @property
    def met(self) -> int:
        return sum(one.met for one in self.memories)

    @property
    def likely(self) -> float:
        """How many of those met."""
        return sum(one.likely for one in self.memories)
