"""Diagnoses as other rooms see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from fairway.signs.types import Cause


class Strength(StrEnum):
    STRONG = "strong"
    SOME = "some"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class RankedCause:
    """One likely reason: how strongly it is supported, one to three sentences with numbers, one open question."""

    cause: Cause
    strength: Strength
    weight: float  # 0 to 1
    evidence: tuple[str, ...]
    question: str
    pattern: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    metric_keys: tuple[str, ...] = ()
    weeks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why one HIA of one seller may be short; no cause at all is an answer too."""

    person_key: int
    metric_key: str
    causes: tuple[RankedCause, ...]
