"""A plain organisation of any size, with shortfalls planted for some of its sellers.

One kind helps deals on, one brings them forth, one does nothing, one only goes where deals go well anyway.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from fairway.simulation.names import person_name
from fairway.simulation.planting import shortfall
from fairway.simulation.scenario import (
    Cause,
    Effect,
    Kind,
    Leave,
    Moves,
    Objective,
    Place,
    PlanSpec,
    Scenario,
    SellerSpec,
    StaffSpec,
    StageSpec,
    Subject,
    TeamSpec,
)

PLACES = (Place("America/New_York", "US"), Place("America/Chicago", "US"), Place("Europe/London", "GB"))
STAGES = (
    StageSpec("Qualified", 0.22, 0.08),
    StageSpec("Discovery", 0.2, 0.07),
    StageSpec("Proposal", 0.2, 0.07),
    StageSpec("Negotiation", 0.25, 0.04),
)
HELPFUL, CREATING, IDLE, HEATED = "stakeholder_invited", "account_plan_sent", "brochure_sent", "check_in_call"

KINDS = (
    Kind(
        HELPFUL,
        "email",
        1.0,
        objective=Objective("stakeholder_met", "meeting", 0.6, (2, 8)),
        effect=Effect(Moves.PROGRESS, 0.7, (1, 4)),
        share_late=0.05,
        attempt="stakeholder_called",
    ),
    Kind(
        CREATING,
        "task",
        0.5,
        Subject.ACCOUNT,
        objective=Objective("account_plan_agreed", "other", 0.5, (2, 10)),
        effect=Effect(Moves.CREATION, 1.2, (1, 6)),
        share_scheduled=0.7,
        qualities=("complete", "thin"),
    ),
    Kind(IDLE, "email", 2.0, objective=Objective("reply_received", "email", 0.5, (1, 5)), is_decoy=True),
    Kind(HEATED, "call", 3.0, follows_heat=2.0, is_decoy=True, minutes=(5, 20)),
    Kind("stakeholder_called", "call", 0.0, minutes=(5, 15)),
    Kind("customer_meeting", "meeting", 3.0, minutes=(30, 60), share_scheduled=1.0, share_cancelled=0.1),
    Kind("follow_up_sent", "email", 5.0, is_auto_captured=True, minutes=(5, 15)),
    Kind(
        "team_meeting",
        "meeting",
        2.0,
        Subject.NOBODY,
        direction="internal",
        minutes=(30, 60),
        share_scheduled=1.0,
    ),
)
PLANS = (PlanSpec(HELPFUL, 4), PlanSpec(CREATING, 3))


def typical_scenario(
    last_day: date,
    *,
    sellers: int = 24,
    teams: int = 3,
    weeks: int = 52,
    causes: Sequence[Cause] = tuple(Cause),
    share_short: float = 0.25,
) -> Scenario:
    """An organisation whose history ends on a day, in which the last sellers of each team fall short.

    `causes` take turns, for the first planned kind and, where weeks matter, the last six closed ones.
    """
    sizes = [sellers // teams + (1 if number < sellers % teams else 0) for number in range(teams)]
    specs: list[TeamSpec] = []
    hired = short = 0
    for number, size in enumerate(sizes):
        people = [SellerSpec(person_name(hired + place)) for place in range(size)]
        hired += size
        for place in range(size - round(size * share_short), size):
            people[place] = _falling_short(people[place], causes[short % len(causes)])
            short += 1
        specs.append(_team(number, tuple(people)))
    leader = StaffSpec("Robin Vantongeren", "Sales leader", PLACES[0])
    return Scenario(last_day=last_day, teams=tuple(specs), kinds=KINDS, leader=leader, weeks=weeks)


def with_effects(scenario: Scenario, effects: Mapping[str, Effect]) -> Scenario:
    """The same organisation in which other things help, for trying estimators under other truths."""
    kinds = tuple(replace(kind, effect=effects.get(kind.word, kind.effect)) for kind in scenario.kinds)
    return replace(scenario, kinds=kinds)


def _team(number: int, sellers: tuple[SellerSpec, ...]) -> TeamSpec:
    return TeamSpec(
        name=f"Team {number + 1}",
        role="Account executive",
        manager=StaffSpec(f"{person_name(number + 700)} Marlowe", "Sales manager", PLACES[0], f"Team {number + 1}"),
        sellers=sellers,
        kinds=tuple(kind.word for kind in KINDS),
        plans=PLANS,
        stages=STAGES,
        leads_weekly=3.0,
        deals_weekly=0.5,
        places=PLACES,
    )


def _falling_short(spec: SellerSpec, cause: Cause) -> SellerSpec:
    """A seller with that cause planted for the first planned kind."""
    if cause == Cause.RAMP:
        return replace(spec, hired_weeks_ago=6)
    if cause == Cause.ABSENCE:
        return replace(spec, leaves=(Leave(-30, 3),))
    if cause == Cause.TARGET:
        return replace(spec, plans=(PlanSpec(HELPFUL, 9, usual=4.0),))
    return replace(spec, situations=(shortfall(cause, HELPFUL, from_weeks_ago=6),))
