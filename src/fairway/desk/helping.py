"""`helping` as JSON, in the contract's words: is it helping this seller, which state is that, and what to do."""

from datetime import date
from typing import Any

from fairway.evidence.helping import Help, Verdict
from fairway.evidence.queries.gathering import gathered
from fairway.evidence.queries.landings import landings_of
from fairway.evidence.queries.verdicts import Sides, in_force, verdicts_of
from fairway.execution.queries import standings
from fairway.execution.types import HiaStanding, Status
from fairway.web.words import day

ON_TRACK = 0.5  # chance to reach the goal from which a seller is on track
OUTCOME = "share more of the objective for +1 per week"
NOT_EXECUTING = frozenset({Status.BEHIND})
ACTIONS = {
    "diagnose": "Ask why it is not being done.",
    "question_the_hia": "The goal is in reach without it. Ask whether it is the right activity.",
    "fix_measurement": "Match or log what is missing before anything is said about it.",
    "raise_quality": "Watch one, agree on what good looks like, practise it.",
    "hold": "Hold. Change nothing yet.",
    "swap_or_tune": "Choose again in the studio: another activity, or this one done otherwise.",
    "scale_or_reset": "It helps. Do more of it, or look at goal and territory.",
    "sustain_and_share": "Keep it up, and pair with a colleague who needs it.",
}


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
    is_on_track = any(one.goal.amount is not None and one.now.chance(one.goal.amount) >= ON_TRACK for one in lands)
    return [_entry(one, hias.get(one.metric), is_on_track=is_on_track) for one in told]


def state_of(help_: Help, hia: HiaStanding | None, *, is_on_track: bool = False) -> str:
    """Which of the eight states it is. What nobody can know yet is held."""
    status = hia.status if hia else None
    if status is Status.CHECK_DATA:
        return "fix_measurement"
    if status in NOT_EXECUTING:
        return "question_the_hia" if is_on_track else "diagnose"
    if help_.verdict in {Verdict.TOO_EARLY, Verdict.CANNOT_TELL}:
        return "hold"
    if help_.verdict is Verdict.NOT_HELPING:
        return "swap_or_tune"
    return "sustain_and_share" if is_on_track else "scale_or_reset"


def _entry(one: Help, hia: HiaStanding | None, *, is_on_track: bool) -> dict[str, Any]:
    state = state_of(one, hia, is_on_track=is_on_track)
    effect = one.effect
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
        "state": state,
        "action": _action(state, one),
    }  # fmt: skip


def _action(state: str, one: Help) -> str:
    if state == "hold" and one.until_on:
        return f"Hold until {day(one.until_on)}: then it can be known."
    if state == "hold":
        return "Keep to what was agreed until its review. At this volume it will not be known; a pilot could tell."
    return ACTIONS[state]
