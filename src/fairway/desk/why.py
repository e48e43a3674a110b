"""`why` as JSON, in the contract's words. The same for the command line and the API."""

from dataclasses import replace
from datetime import date
from typing import Any

from fairway.diagnosis.packing import as_answer, said_by_seller
from fairway.diagnosis.queries import answers_of, diagnoses_from
from fairway.execution.queries import ground_for, standings_on
from fairway.lib.periods import end_of_day
from fairway.people.queries import organisation, sellers_on
from fairway.plans.queries import has_plan
from fairway.signs.queries import closed_weeks


def why_answer(
    as_of_on: date, *, seller_key: int | None = None, metric: str | None = None, at_its_end: bool = False
) -> list[dict[str, Any]]:
    """One entry for each HIA in force of everybody, or of one seller or metric, also of those on pace: without causes.
    `answer` stands in it where the seller said what it was.

    A day that is not over is answered as of now, or with `at_its_end` as if it were over.
    """
    people = {person.key: person for person in sellers_on(as_of_on, with_plan=has_plan(as_of_on))}
    keys = [key for key in people if seller_key in {None, key}]
    ground = ground_for(keys, as_of_on, at_its_end=at_its_end)
    standings = standings_on(ground, keys)
    diagnoses = diagnoses_from(standings.values(), ground.signs)
    [week_on] = closed_weeks(as_of_on, ground.last_over_on, count=1)
    said = answers_of(keys, week_on, until_at=end_of_day(as_of_on, organisation().timezone))
    return [
        {
            "seller_id": people[key].native_id,
            "metric": hia.metric_key,
            "name": hia.name,
            "status": str(hia.status),
            "reason": hia.reason,
            **said_by_seller(replace(diagnoses[key, hia.metric_key], answer=said.get((key, hia.metric_key)))),
            "causes": [as_answer(cause) for cause in diagnoses[key, hia.metric_key].causes],
        }
        for key in keys
        for hia in standings[key].hias
        if not hia.is_draft and metric in {None, hia.metric_key}
    ]
