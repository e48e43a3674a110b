"""`evidence` as JSON, in the contract's words. The same for the command line and the API."""

from datetime import date
from typing import Any

from fairway.evidence.findings import findings_of
from fairway.evidence.packing import as_candidate
from fairway.evidence.queries.gathering import gathered, group_name
from fairway.metrics.types import MetricClass
from fairway.people.queries import organisation


def evidence_answer(as_of_on: date, *, role: str | None = None, team: str | None = None) -> dict[str, Any]:
    """Every candidate activity of a group, best first, from what was recorded by that day."""
    found = gathered(as_of_on, role=role, team=team)
    answer: dict[str, Any] = {
        "group": group_name(role, team),
        "sellers": found.past.sellers if found else 0,
        "weeks": found.weeks if found else 0,
        "as_of": as_of_on.isoformat(),
        "outcome": "bookings",
        "currency": organisation().currency,
        "candidates": [],
    }
    if found:
        for one in findings_of(found.past):
            definition = found.definitions[one.metric]
            manageable = definition.metric_class is MetricClass.ACTIVITY
            answer["candidates"].append(as_candidate(one, manageable=manageable, name=definition.name))
    return answer
