"""`helping` as JSON, in the contract's words: is it helping this seller, which state is that, and what to do."""

from datetime import date
from typing import Any

from fairway.desk.landing import landings_of
from fairway.evidence.helping import Help, Peers, Verdict, helps
from fairway.evidence.narrowing import narrowed
from fairway.evidence.queries.gathering import Gathered, gathered
from fairway.execution.queries import standings
from fairway.execution.types import HiaStanding, Status
from fairway.plans.queries import plans_of
from fairway.web.words import day

ON_TRACK = 0.5  # chance to reach the goal from which a seller is on track
FEWEST_PEERS = 8  # of one role, below which a seller leans on everybody
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
    since = {
        plan.metric_key: plan.starts_on
        for plan in plans_of([person_key], as_of_on, as_of_on).get(person_key, ())
        if plan.holds_on(as_of_on) and not plan.is_draft
    }
    if not since:
        return []
    standing = standings([person_key], as_of_on).get(person_key)
    hias = {hia.metric_key: hia for hia in standing.hias} if standing else {}
    found = gathered(as_of_on)
    place = next((n for n, one in enumerate(found.people) if one.key == person_key), None) if found else None
    if found is None or place is None:
        unknown = [Help(metric, "", Verdict.CANNOT_TELL, None, None, None, 0) for metric in since]
        return [_entry(one, hias.get(one.metric), is_on_track=False) for one in unknown]
    told = helps(*_peers(found, place), since, as_of_on)
    is_on_track = _is_on_track(found, person_key, as_of_on)
    return [_entry(one, hias.get(one.metric), is_on_track=is_on_track) for one in told]


def _is_on_track(found: Gathered, person_key: int, as_of_on: date) -> bool:
    [landing] = landings_of(found, as_of_on, seller_key=person_key)
    chance = landing["now"]["chance"]
    return chance is not None and chance >= ON_TRACK


def _peers(found: Gathered, place: int) -> tuple[Peers, int]:
    """Everybody of the seller's role, everybody at all where they are too few; and the seller's number among them."""
    role = found.people[place].role
    same = [n for n, person in enumerate(found.people) if role and person.role == role]
    if len(same) < FEWEST_PEERS:
        return Peers(found.past), place
    return Peers(narrowed(found.past, same)), same.index(place)


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
