"""Starting a pilot: the draw, and the HIA put in force for whoever was drawn to begin, as one change."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.actions.proposing import entering, said_as_json
from fairway.evidence.pilots.lots import Draw, Entrant, drawn
from fairway.evidence.pilots.outlook import Past, outlook_of
from fairway.evidence.pilots.rules import require_metrics, require_seeing
from fairway.evidence.pilots.stored import pilot_facts
from fairway.evidence.pilots.types import Design, Drawn, Kind, PilotFacts, Refused, State, Wish
from fairway.metrics.queries import definitions
from fairway.people.actions.holding import hold_people
from fairway.people.types import PersonFacts
from fairway.plans.actions.changing import Known, add, retire
from fairway.plans.queries import plans_of
from fairway.plans.types import PlanDraft
from fairway.plans.types import Refused as PlanRefused


@transaction.atomic
def start_pilot(key: int, *, on: date, actor_id: int | None) -> int:
    """Draw who begins and put the HIA in force for them. Returns how many sellers take part.

    Refused once it was started, when its first day has come, and where those who could take part by now are too few
    to see a change worth having.
    """
    row = Pilot.objects.select_for_update().filter(pk=key).first()
    if row is None or (facts := pilot_facts(row)).state is not State.PROPOSED:
        raise Refused("This pilot is not waiting any more. Load the page again to see where it stands.")
    if facts.wish.starts_on <= on:
        raise Refused("Its first day has come. Withdraw it and propose it anew with a later one.")
    require_metrics(facts.wish)
    found, past = entering(facts.wish, on, is_for_everybody=facts.is_for_everybody)
    people = found.people
    keys = [person.key for person in people]
    hold_people(keys)
    outlook = outlook_of(facts.wish, past)
    require_seeing(outlook, facts.wish, found)
    draw = draw_of(facts, people, past)
    with undoable(
        actor_id=actor_id,
        action="start_pilot",
        subject=("people", keys),
        detail={"metric": facts.wish.metric_key, "pilot": key, "seed": facts.seed},
        sheets=[
            Sheet("evidence.Pilot", {"pk": key}),
            Sheet("evidence.PilotSeller", {"pilot_id": key}),
            Sheet("plans.Plan", {"person_id__in": keys}),
            Sheet("plans.Agreement", {"person_id__in": keys}),
        ],
    ):
        row.said, row.started_by, row.started_at = said_as_json(outlook.said), actor_id, timezone.now()
        row.save(update_fields=["said", "started_by", "started_at"])
        _put_in_place(facts, people, draw, past)
    return len(keys)


def draw_of(facts: PilotFacts, people: Sequence[PersonFacts], past: Past) -> Draw:
    """Arms and strata of those people; of one team alike where teams are drawn."""
    design = facts.wish.design
    levels = past.levels
    if design.drawn is Drawn.SELLERS:
        entrants = [
            Entrant(person.key, str(person.manager_key or 0), float(level))
            for person, level in zip(people, levels, strict=True)
        ]
        return drawn(entrants, design.arms, facts.seed)
    names, of = np.unique(past.teams, return_inverse=True)
    teams = [Entrant(int(team), "", float(levels[of == place].mean())) for place, team in enumerate(names)]
    found = drawn(teams, design.arms, facts.seed)
    return Draw(tuple(found.arms[place] for place in of), tuple(found.strata[place] for place in of))


def span_of(design: Design, arm: int, starts_on: date) -> tuple[date | None, date | None]:
    """From when to when an arm has the activity; (None, None) for those who wait, no last day where it goes on."""
    step = timedelta(days=7 * design.step)
    if design.kind is Kind.CROSSOVER:
        first_on = starts_on + arm * step
        return first_on, first_on + step - timedelta(days=1)
    if arm == design.arms - 1:
        return None, None
    return starts_on + arm * step, None


def _put_in_place(facts: PilotFacts, people: Sequence[PersonFacts], draw: Draw, past: Past) -> None:
    wish, levels, known = facts.wish, past.levels, definitions()
    for number, person in enumerate(people):
        first_on, last_on = span_of(wish.design, draw.arms[number], wish.starts_on)
        PilotSeller.objects.create(
            pilot_id=facts.key,
            person_id=person.key,
            team_key=person.manager_key or 0,
            arm=draw.arms[number],
            stratum=draw.strata[number],
            past=float(levels[number]),
            starts_on=first_on,
            ends_on=last_on,
        )
        if first_on is not None:
            _put_in_force(person.key, wish, (first_on, last_on), known)


def _put_in_force(person_key: int, wish: Wish, span: tuple[date, date | None], known: Known) -> None:
    (first_on, last_on), draft = span, PlanDraft(wish.metric_key, wish.target, wish.per)
    try:
        if wish.retired_key and _has(person_key, wish.retired_key, first_on):
            retire(person_key, wish.retired_key, first_on - timedelta(days=1))
        add(person_key, draft, first_on, known)
        if last_on is not None:
            retire(person_key, draft.metric_key, last_on)
    except PlanRefused as refusal:
        raise Refused(f"It cannot begin for everybody who was drawn: {refusal}") from refusal


def _has(person_key: int, metric_key: str, on: date) -> bool:
    plans = plans_of([person_key], on, on).get(person_key, [])
    return any(plan.metric_key == metric_key and not plan.is_draft for plan in plans)
