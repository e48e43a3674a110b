"""Findings as the contract's JSON; verdicts as they are stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fairway.evidence.types import Finding, Picture, Span
from fairway.evidence.verdict import Help, Verdict

PER, OUTCOME = "+1 per seller per week", "expected bookings per seller per week"


def as_candidate(finding: Finding, *, manageable: bool, name: str) -> dict[str, Any]:
    """One candidate of an `evidence` answer."""
    return {
        "metric": finding.metric,
        "name": name,
        "rank": finding.rank,
        "grade": str(finding.grade),
        "reason": finding.reason,
        "effect": _span(finding.effect, {"per": PER, "outcome": OUTCOME}),
        "dose": {"from_per_week": round(finding.per_week, 3), "to_per_week": round(finding.per_week + finding.dose, 3)},
        "chain": _chain(finding),
        "lag_weeks": list(finding.lag_weeks) if finding.lag_weeks else None,
        "diminishing_above_per_week": _rounded(finding.diminishing_above_per_week),
        "headroom_per_week": _rounded(finding.headroom_per_week),
        "manageable": manageable,
        "weeks_needed": finding.weeks_needed,
        "checks": [{"name": one.name, "passed": one.passed, "detail": one.detail} for one in finding.checks],
    }


def _span(span: Span | None, first: Mapping[str, str]) -> dict[str, Any] | None:
    if span is None:
        return None
    ends = {"mean": _rounded(span.mean), "low": _rounded(span.low), "high": _rounded(span.high)}
    return {**first, **ends, "level": span.level}


def _chain(finding: Finding) -> dict[str, Any] | None:
    if finding.chain is None:
        return None
    return {
        "objective": finding.objective,
        "effect_mean": _rounded(finding.chain.mean),
        "low": _rounded(finding.chain.low),
        "high": _rounded(finding.chain.high),
    }


def _rounded(value: float | None) -> float | None:
    """Four significant figures: more than that nobody knows."""
    return None if value is None else float(f"{value:.4g}")


def packed(one: Help) -> dict[str, Any]:
    """What is stored of a verdict beside its name and day."""
    return {
        "objective": one.objective,
        "chance": _rounded(one.chance),
        "effect": _ends(one.effect) if one.effect else None,
        "pooled_with": one.pooled_with,
        "differs": one.differs,
        "is_own": one.is_own,
        "picture": _drawn(one.picture) if one.picture else None,
    }


def unpacked(metric: str, verdict: str, until_on: date | None, told: Mapping[str, Any]) -> Help:
    """A verdict as it was stored."""
    picture = told["picture"]
    return Help(
        metric=metric,
        objective=told["objective"],
        verdict=Verdict(verdict),
        until_on=until_on,
        chance=told["chance"],
        effect=Span(*told["effect"]) if told["effect"] else None,
        pooled_with=told["pooled_with"],
        differs=told["differs"],
        is_own=told.get("is_own", True),
        picture=None
        if picture is None
        else Picture(
            weeks=picture["weeks"],
            with_act=Span(*picture["with_act"]),
            without=Span(*picture["without"]),
            sellers=picture["sellers"],
            deals=picture["deals"],
        ),
    )


def _drawn(picture: Picture) -> dict[str, Any]:
    return {
        "weeks": picture.weeks,
        "with_act": _ends(picture.with_act),
        "without": _ends(picture.without),
        "sellers": picture.sellers,
        "deals": picture.deals,
    }


def _ends(span: Span) -> list[float | None]:
    return [_rounded(span.mean), _rounded(span.low), _rounded(span.high)]
