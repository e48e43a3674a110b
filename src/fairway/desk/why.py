"""`why` as JSON, in the contract's words. The same for the command line and the API."""

from datetime import date
from typing import Any

from fairway.diagnosis.packing import as_answer
from fairway.diagnosis.queries import diagnoses_from
from fairway.execution.queries import ground_for, standings_on
from fairway.people.queries import sellers_on
from fairway.plans.queries import has_plan


def why_answer(
    as_of_on: date, *, seller_key: int | None = None, metric: str | None = None, at_its_end: bool = False
) -> list[dict[str, Any]]:
    """One entry for each HIA in force of everybody, or of one seller or metric, also of those on pace: without causes.

    A day that is not over is answered as of now, or with `at_its_end` as if it were over.
    """
    people = {person.key: person for person in sellers_on(as_of_on, with_plan=has_plan(as_of_on))}
    keys = [key for key in people if seller_key in {None, key}]
    ground = ground_for(keys, as_of_on, at_its_end=at_its_end)
    standings = standings_on(ground, keys)
    diagnoses = diagnoses_from(standings.values(), ground.signs)
    return [
        {
            "seller_id": people[key].native_id,
            "metric": hia.metric_key,
            "name": hia.name,
            "status": str(hia.status),
            "reason": hia.reason,
            "causes": [as_answer(cause) for cause in diagnoses[key, hia.metric_key].causes],
        }
        for key in keys
        for hia in standings[key].hias
        if not hia.is_draft and metric in {None, hia.metric_key}
    ]
