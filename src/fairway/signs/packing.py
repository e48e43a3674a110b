"""Signs to JSON and back, for storage."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fairway.signs.types import Cause, Sign

FAINTEST_KEPT = 0.05


def packed(signs: Iterable[Sign]) -> list[dict[str, Any]]:
    """Signs as JSON; those too faint to mean anything are left out."""
    return [
        {
            "cause": str(sign.cause),
            "pattern": sign.pattern,
            "weight": round(float(sign.weight), 4),
            "numbers": {name: _plain(value) for name, value in sign.numbers.items()},
            "metric_keys": list(sign.metric_keys),
            "weeks": [week_on.isoformat() for week_on in sign.weeks],
        }
        for sign in signs
        if sign.weight >= FAINTEST_KEPT
    ]


def unpacked(facts: Iterable[Mapping[str, Any]]) -> tuple[Sign, ...]:
    """What `packed` made, as it was."""
    return tuple(
        Sign(
            cause=Cause(fact["cause"]),
            pattern=fact["pattern"],
            weight=fact["weight"],
            numbers=fact["numbers"],
            metric_keys=tuple(fact["metric_keys"]),
            weeks=tuple(date.fromisoformat(week) for week in fact["weeks"]),
        )
        for fact in facts
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | bool) else round(float(value), 3)
