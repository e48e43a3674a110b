"""Causes to JSON and back, for storage and for answers in the contract's words."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date
from typing import Any

from fairway.diagnosis.answers import in_words
from fairway.diagnosis.types import Answer, Diagnosis, RankedCause, SaidSign, Strength
from fairway.signs.types import Cause


def packed(causes: Iterable[RankedCause]) -> list[dict[str, Any]]:
    """Causes as JSON, whole."""
    return [
        {
            "cause": str(cause.cause),
            "strength": str(cause.strength),
            "weight": cause.weight,
            "question": cause.question,
            "signs": [
                {
                    "text": sign.text,
                    "pattern": sign.pattern,
                    "numbers": dict(sign.numbers),
                    "metric_keys": list(sign.metric_keys),
                    "weeks": [week_on.isoformat() for week_on in sign.weeks],
                }
                for sign in cause.signs
            ],
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
            question=fact["question"],
            signs=tuple(
                SaidSign(
                    text=sign["text"],
                    pattern=sign["pattern"],
                    numbers=sign["numbers"],
                    metric_keys=tuple(sign["metric_keys"]),
                    weeks=tuple(date.fromisoformat(week) for week in sign["weeks"]),
                )
                for sign in fact["signs"]
            ),
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


def said_by_seller(diagnosis: Diagnosis) -> dict[str, Any]:
    """`{"answer": ...}` where the seller gave one, else nothing."""
    answer = diagnosis.answer
    return {"answer": _answer(answer)} if answer is not None else {}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "cause": str(answer.cause) if answer.cause else None,
        "words": in_words(answer),
        "said_at": answer.said_at.astimezone(UTC).isoformat(),
    }
