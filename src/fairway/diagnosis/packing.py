"""Causes to JSON and back, for storage and for answers in the contract's words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fairway.diagnosis.types import RankedCause, Strength
from fairway.signs.types import Cause


def packed(causes: Iterable[RankedCause]) -> list[dict[str, Any]]:
    """Causes as JSON, whole."""
    return [
        {
            **as_answer(cause),
            "weight": cause.weight,
            "pattern": cause.pattern,
            "metric_keys": list(cause.metric_keys),
            "weeks": [week_on.isoformat() for week_on in cause.weeks],
        }
        for cause in causes
    ]


def unpacked(facts: Iterable[Mapping[str, Any]]) -> tuple[RankedCause, ...]:
    """What `packed` made, as it was."""
    return tuple(
        RankedCause(
            cause=Cause(fact["cause"]),
            strength=Strength(fact["strength"]),
            weight=fact["weight"],
            evidence=tuple(fact["evidence"]),
            question=fact["question"],
            pattern=fact["pattern"],
            metric_keys=tuple(fact["metric_keys"]),
            weeks=tuple(date.fromisoformat(week) for week in fact["weeks"]),
        )
        for fact in facts
    )


def as_answer(cause: RankedCause) -> dict[str, Any]:
    """One cause in the contract's words (docs/reference/json-answers.md)."""
    return {
        "cause": str(cause.cause),
        "strength": str(cause.strength),
        "evidence": list(cause.evidence),
        "question": cause.question,
    }
