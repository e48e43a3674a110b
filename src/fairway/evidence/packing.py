"""Findings as the contract's JSON."""

from collections.abc import Mapping
from typing import Any

from fairway.evidence.types import Finding, Span

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
