"""`landing` as JSON, in the contract's words: where each seller's period may land, now and with HIAs at target."""

from datetime import date
from typing import Any

from fairway.evidence.helping import Peers
from fairway.evidence.landing import as_figures
from fairway.evidence.queries.gathering import gathered
from fairway.evidence.queries.landings import landings_of
from fairway.evidence.queries.looking_back import looked_back


def landing_answer(as_of_on: date, *, seller_key: int | None = None, seed: int = 0) -> list[dict[str, Any]]:
    """One entry for each seller with deals on record, or for one of them."""
    found = gathered(as_of_on)
    if found is None:
        return []
    asked = None if seller_key is None else {seller_key}
    return [
        {
            "seller_id": one.person.native_id,
            "name": one.person.name,
            "period_end_on": one.goal.ends_on.isoformat(),
            "goal": None if one.goal.amount is None else round(one.goal.amount, 2),
            "now": as_figures(one.now, one.goal.amount),
            "at_target": as_figures(one.at_target, one.goal.amount),
        }
        for one in landings_of(found, Peers(found.past), as_of_on, person_keys=asked, seed=seed)
    ]


def looking_back_answer(as_of_on: date, *, seed: int = 0) -> list[dict[str, Any]]:
    """One entry for each of the last four quarters that were over: what was said before it began, and what came."""
    return [
        {
            "starts_on": one.starts_on.isoformat(),
            "ends_on": one.ends_on.isoformat(),
            "sellers": one.sellers,
            "inside": one.inside,
            "error": round(one.error),
            "error_of_rate": round(one.error_of_rate),
        }
        for one in looked_back(as_of_on, seed=seed)
    ]
