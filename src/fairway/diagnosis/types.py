"""Diagnoses as other rooms see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from fairway.execution.types import Status
from fairway.signs.types import Cause

# What is asked about: short, in doubt or away. Of somebody on pace nobody asks why.
ASKED_ABOUT = frozenset({Status.BEHIND, Status.CHECK_DATA, Status.AWAY})


class Strength(StrEnum):
    STRONG = "strong"
    SOME = "some"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class SaidSign:
    """A sign in words, with the metrics and closed weeks whose records its numbers count."""

    text: str
    pattern: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    metric_keys: tuple[str, ...] = ()
    weeks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedCause:
    """One likely reason: how strongly it is supported, one to three sentences with numbers, one open question."""

    cause: Cause
    strength: Strength
    weight: float  # 0 to 1
    signs: tuple[SaidSign, ...]  # heaviest first
    question: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """What its signs say, each sentence once."""
        return tuple(dict.fromkeys(sign.text for sign in self.signs))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the seller says it was. It stands above whatever the records show."""

    cause: Cause | None  # None: only in their own words
    text: str
    said_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why one HIA of one seller may be short; no cause at all is an answer too."""

    person_key: int
    metric_key: str
    causes: tuple[RankedCause, ...]
    answer: Answer | None = None
    week_on: date | None = None  # the closed week it is about, where it is stored

    @property
    def first_cause(self) -> str:
        """What a miss is counted under: the seller's answer, else the likeliest; empty for own words or no sign."""
        if self.answer is not None:
            return self.answer.cause or ""
        return self.causes[0].cause if self.causes else ""
