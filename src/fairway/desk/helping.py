"""`helping` as JSON, in the contract's words: is it helping this seller, which state is that, and what to do."""

from dataclasses import replace
from datetime import date
from typing import Any

from fairway.diagnosis.states import Stand, is_on_track, said_of, state_of
from fairway.evidence.pilots.stored import telling_of
from fairway.evidence.queries.gathering import gathered
from fairway.evidence.queries.landings import landings_of
from fairway.evidence.queries.verdicts import Sides, in_force, verdicts_of
from fairway.evidence.verdict import Help
from fairway.execution.queries import standings
from fairway.people.queries import names_of
from fairway.web.words import first_name

OUTCOME = "share more of the objective for +1 per week"


def helping_answer(person_key: int, as_of_on: date) -> list[dict[str, Any]]:
    """One entry for each HIA in force."""
    since = in_force([person_key], as_of_on)
    if not since:
        return []
    standing = standings([person_key], as_of_on).get(person_key)
    hias = {hia.metric_key: hia for hia in standing.hias} if standing else {}
    found = gathered(as_of_on)
    sides = Sides(found) if found else None
    told = verdicts_of(sides, since, as_of_on)[person_key]
    lands = landings_of(found, sides.everybody, as_of_on, person_keys={person_key}) if found and sides else []
    chances = [one.now.chance(one.goal.amount) for one in lands if one.goal.amount is not None]
    reached = is_on_track(chances[0] if chances else None)
    whose = f"{first_name(names_of([person_key])[person_key])}’s"
    pilots = telling_of(since[person_key])
    stands = {key: Stand(hia, None, reached, as_of_on, pilots.get(key)) for key, hia in hias.items()}
    return [_entry(one, stands.get(one.metric), reached, whose) for one in told]


def _entry(one: Help, stand: Stand | None, reached: bool | None, whose: str) -> dict[str, Any]:
    stand, effect = replace(stand, help=one) if stand else None, one.effect
    state = stand.state if stand else state_of(one, None, is_on_track=reached)
    said = said_of(stand, whose) if stand else None
    return {
        "metric": one.metric,
        "objective": one.objective,
        "verdict": str(one.verdict),
        "until": one.until_on.isoformat() if one.until_on else None,
        "probability_helps": None if one.chance is None else round(one.chance, 3),
        "effect": None
        if effect is None
        else {
            "mean": round(effect.mean, 4), "low": round(effect.low, 4), "high": round(effect.high, 4),
            "level": effect.level, "outcome": OUTCOME,
        },
        "pooled_with": one.pooled_with,
        "state": str(state),
        "says": f"{said.first} {said.more}".strip() if said else "",
        "action": f"{said.action if said else 'Hold'}.",
    }  # fmt: skip
