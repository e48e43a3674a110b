"""Standings to JSON and back, for storage and for answers in the contract's words."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from fairway.execution.quality import QualityFigure
from fairway.execution.types import HiaStanding, ObjectiveFigure, SellerStanding, Status, WeekMark, WeekState
from fairway.lib.periods import week_label
from fairway.web.words import noun_for


def packed(hia: HiaStanding) -> dict[str, Any]:
    """A standing as JSON, weeks as short lists."""
    facts = {item.name: getattr(hia, item.name) for item in fields(hia)}
    facts["objective"] = asdict(hia.objective) if hia.objective else None
    facts["quality"] = asdict(hia.quality) if hia.quality else None
    facts["starts_on"] = hia.starts_on.isoformat() if hia.starts_on else None
    facts["weeks"] = [
        [
            mark.week_on.isoformat(),
            mark.done,
            mark.expected,
            mark.target,
            str(mark.state),
            mark.unconfirmed,
            mark.is_closed,
            mark.is_blind,
        ]
        for mark in hia.weeks
    ]
    return facts


READ_APART = frozenset({"weeks", "objective", "starts_on", "status", "quality"})
WEEK_STATES = {str(state): state for state in WeekState}  # looked up hundreds of times for a board


def unpacked(facts: Mapping[str, Any]) -> HiaStanding:
    """What `packed` made, as it was."""
    weeks = tuple(
        WeekMark(date.fromisoformat(day), done, expected, target, WEEK_STATES[state], unconfirmed, closed, blind)
        for day, done, expected, target, state, unconfirmed, closed, blind in facts["weeks"]
    )
    figure = facts["objective"]
    objective = ObjectiveFigure(**{**figure, "weeks": tuple(figure.get("weeks", ()))}) if figure else None
    starts_on = date.fromisoformat(facts["starts_on"]) if facts["starts_on"] else None
    quality = QualityFigure(**facts["quality"]) if facts.get("quality") else None
    rest = {name: value for name, value in facts.items() if name not in READ_APART}
    return HiaStanding(
        **rest, status=Status(facts["status"]), weeks=weeks, objective=objective, starts_on=starts_on, quality=quality
    )


def tidy(value: float) -> float | int:
    """Whole numbers as whole numbers, others to two places."""
    return round(value) if abs(value - round(value)) < 1e-6 else round(value, 2)


def as_answer(standing: SellerStanding) -> dict[str, Any]:
    """A seller's part of the board's JSON (docs/reference/json-answers.md)."""
    return {
        "state": str(standing.state),
        "next_step": {
            "kind": str(standing.next_step.kind),
            "text": standing.next_step.text,
            "note": standing.next_step.note,
        },
        "away_until_on": standing.away_until_on.isoformat() if standing.away_until_on else None,
        "hias": [_hia_answer(hia) for hia in standing.hias],
    }


def _hia_answer(hia: HiaStanding) -> dict[str, Any]:
    objective = hia.objective
    return {
        "metric": hia.metric_key,
        "name": hia.name,
        "target": tidy(hia.target),
        "per": hia.per,
        "done": tidy(hia.done),
        "expected_by_now": hia.expected_by_now,
        "unconfirmed": tidy(hia.unconfirmed),
        "status": str(hia.status),
        "reason": hia.reason,
        "is_draft": hia.is_draft,
        "needs_yes": hia.needs_yes,
        "objective": {
            "metric": objective.metric_key,
            "name": objective.name,
            "noun": noun_for(objective.done, objective.noun),
            "done": None if objective.done is None else tidy(objective.done),
        }
        if objective
        else None,
        "quality": {"met": tidy(quality.good), "of": tidy(quality.of), "is_low": hia.is_quality_low}
        if (quality := hia.quality)
        else None,
        "weeks": [
            {
                "week": week_label(mark.week_on),
                "done": tidy(mark.done),
                "target": tidy(mark.expected),
                "full_target": tidy(mark.target),
                "state": str(mark.state),
                "unconfirmed": tidy(mark.unconfirmed),
                "is_blind": mark.is_blind,
            }
            for mark in hia.weeks
        ],
    }
