"""Reading pilots: who may know of them, who could take part, what the ledger counts of them."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import QuerySet

from fairway.audit.recording import row_as_json
from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.carrying import Progress, progress_of
from fairway.evidence.pilots.judging import Counts
from fairway.evidence.pilots.outlook import Past
from fairway.evidence.pilots.stored import pilot_facts, takes_part
from fairway.evidence.pilots.types import (
    LATE_RECORDS,
    Entrants,
    Numbers,
    PilotFacts,
    TakesPart,
    Wish,
)
from fairway.ledger.queries import stored_counts
from fairway.ledger.types import of_week
from fairway.lib.periods import Period
from fairway.people import access
from fairway.people.queries import (
    everyone_on,
    facts_of,
    keys_below,
    leaders_among,
    managers_among,
    sellers_on,
    stands_above,
)
from fairway.people.queries.time import working_time_of
from fairway.people.types import ENDLESS, PersonFacts, Viewer
from fairway.people.working_time import share_of_week
from fairway.plans.queries import has_plan, plans_of
from fairway.plans.rules import require_room
from fairway.plans.types import PlanFacts
from fairway.plans.types import Refused as PlanRefused


def sellers_of(pilot_key: int) -> list[TakesPart]:
    """Everybody who was drawn, in order of their keys."""
    return [takes_part(row) for row in PilotSeller.objects.filter(pilot_id=pilot_key).order_by("person_id")]


def may_propose(viewer: Viewer) -> bool:
    """Operations, and whoever leads managers."""
    if viewer.is_operations:
        return True
    return viewer.person_key is not None and bool(leaders_among({viewer.person_key}, viewer.on))


def may_cover(viewer: Viewer, head_key: int | None) -> bool:
    """Whether somebody may propose for all below a manager; without one, for everybody."""
    if viewer.is_operations:
        return True
    if head_key is None or not may_propose(viewer):
        return False
    return head_key == viewer.person_key or stands_above(viewer.person_key or 0, head_key, viewer.on)


def heads_for(viewer: Viewer) -> list[PersonFacts]:
    """Managers for all of whose people the viewer may propose, by name."""
    everyone = everyone_on(viewer.on)
    leading = managers_among([person.key for person in everyone], viewer.on)
    if not viewer.is_operations:
        own = viewer.person_key or 0
        leading &= {own} | set(keys_below(own, viewer.on))
    return [person for person in everyone if person.key in leading]


def pilots_for(viewer: Viewer) -> list[tuple[PilotFacts, list[TakesPart]]]:
    """Pilots a viewer may know of, the newest first, each with those of its sellers they may see."""
    return _known_to(viewer, Pilot.objects.order_by("-starts_on", "-pk"))


def _known_to(viewer: Viewer, pilots: QuerySet[Pilot]) -> list[tuple[PilotFacts, list[TakesPart]]]:
    found, rows = [], pilots.prefetch_related("sellers")
    everybody = {place.person_id for row in rows for place in row.sellers.all()}
    seen, proposes = access.visible_keys(viewer, everybody), may_propose(viewer)
    for row in rows:
        places = [takes_part(place) for place in row.sellers.all() if place.person_id in seen]
        if places or (proposes and may_cover(viewer, None if row.is_for_everybody else row.head_id or 0)):
            found.append((pilot_facts(row), sorted(places, key=lambda place: place.person_key)))
    return found


def pilot_for(viewer: Viewer, key: int) -> tuple[PilotFacts, list[TakesPart]]:
    """One of them; Hidden where the viewer may not know of it, or there is none."""
    found = _known_to(viewer, Pilot.objects.filter(pk=key))
    if not found:
        raise access.Hidden
    return found[0]


def pilots_of(person_key: int, on: date) -> list[tuple[PilotFacts, TakesPart]]:
    """Those somebody takes part in that run on a day or are to begin, for their own page."""
    rows = PilotSeller.objects.filter(
        person_id=person_key, pilot__stopped_on=None, pilot__judged_on=None
    ).select_related("pilot")
    found = [(pilot_facts(row.pilot), takes_part(row)) for row in rows.order_by("pk")]
    return [(facts, place) for facts, place in found if on <= facts.ends_on + LATE_RECORDS]


def entrants_for(wish: Wish, on: date, *, is_for_everybody: bool) -> Entrants:
    """Sellers on a board today below the head who could begin the activity on the pilot's first day: there is room, or
    they have what would go.
    """
    if wish.head_key is None and not is_for_everybody:
        return Entrants(())
    people = sellers_on(on, with_plan=has_plan(on), below=wish.head_key)
    leading = managers_among([person.key for person in people], on)  # their own activities are of another kind
    people = [person for person in people if person.key not in leading]
    plans = plans_of([person.key for person in people], wish.starts_on, ENDLESS)
    busy = _in_pilots({person.key for person in people}, wish.starts_on)
    free, have_it, are_full, in_another = list[PersonFacts](), 0, 0, 0
    for person in people:
        own = plans.get(person.key, [])
        if person.key in busy:
            in_another += 1
        elif any(plan.metric_key == wish.metric_key and not plan.is_draft for plan in own):
            have_it += 1
        elif not _has_room([plan for plan in own if not plan.is_draft], wish):
            are_full += 1
        else:
            free.append(person)
    return Entrants(tuple(sorted(free, key=lambda one: one.key)), have_it, are_full, in_another)


def _has_room(plans: Sequence[PlanFacts], wish: Wish) -> bool:
    left = [plan for plan in plans if plan.metric_key != wish.retired_key]
    try:
        require_room(left, wish.starts_on, wish.metric_key)
    except PlanRefused:
        return False
    return True


def _in_pilots(person_keys: Collection[int], starts_on: date) -> set[int]:
    """Those drawn into a pilot that still runs then: two at once could not be told apart."""
    rows = PilotSeller.objects.filter(
        person_id__in=list(person_keys), pilot__stopped_on=None, pilot__judged_on=None
    ).select_related("pilot")
    return {row.person_id for row in rows if pilot_facts(row.pilot).ends_on >= starts_on}


def weeks_of(facts: PilotFacts) -> list[date]:
    """Weeks before the start, then its own."""
    design = facts.wish.design
    return [facts.wish.starts_on + timedelta(days=7 * number) for number in range(-design.before, design.weeks)]


def counted(person_keys: Sequence[int], metric_key: str, weeks: Sequence[date]) -> tuple[Numbers, Numbers]:
    """Counts of a metric, and shares of a full-time week worked (people, weeks)."""
    counts = stored_counts(person_keys, weeks[0], weeks[-1], metric_keys=[metric_key])
    time = working_time_of(person_keys, Period(weeks[0], weeks[-1] + timedelta(days=6)))
    done = [[of_week(counts, key, metric_key, week).done for week in weeks] for key in person_keys]
    worked = [[share_of_week(time[key], week) if key in time else 0.0 for week in weeks] for key in person_keys]
    shape = (len(person_keys), len(weeks))  # also of nobody
    return np.array(done, dtype=float).reshape(shape), np.array(worked, dtype=float).reshape(shape)


def past_of(people: Sequence[PersonFacts], objective_key: str, weeks: Sequence[date]) -> Past:
    """What those people had of an objective."""
    done, worked = counted([person.key for person in people], objective_key, weeks)
    return Past(done, worked, np.array([person.manager_key or 0 for person in people], dtype=np.int64))


def counts_of(facts: PilotFacts, places: Sequence[TakesPart]) -> Counts:
    """What was counted of the outcome over a pilot and the weeks before it."""
    done, worked = counted([place.person_key for place in places], facts.wish.objective_key, weeks_of(facts))
    return Counts(
        done=done,
        worked=worked,
        teams=np.array([place.team_key for place in places], dtype=np.int64),
        arms=np.array([place.arm for place in places], dtype=np.int64),
        strata=np.array([place.stratum for place in places], dtype=np.int64),
    )


def people_in(places: Sequence[TakesPart], on: date) -> dict[int, PersonFacts]:
    """Facts of those who still work here, by key."""
    return {person.key: person for person in facts_of([place.person_key for place in places], on)}


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person's part in pilots, with the pilot, for that person's own export. What came of it is
    left out: of few it tells of the others, and its page says to whom it may.
    """
    rows = PilotSeller.objects.filter(person_id=person_key).select_related("pilot").order_by("pk")
    led = Pilot.objects.filter(head_id=person_key).order_by("pk")
    return {
        "pilots_you_take_part_in": [
            {**row_as_json(row), "pilot": row_as_json(row.pilot) | {"result": None}} for row in rows
        ],
        "pilots_of_people_you_lead": [row_as_json(row) for row in led],
    }


def progress(facts: PilotFacts, places: Sequence[TakesPart], on: date) -> Progress:
    """What those sellers did of the activity in the closed weeks of a pilot. Never the outcome."""
    weeks = [week for week in weeks_of(facts)[facts.wish.design.before :] if week + timedelta(days=6) < on]
    if not weeks or not places:
        return Progress(0, ())
    done, worked = counted([place.person_key for place in places], facts.wish.metric_key, weeks)
    return progress_of(places, weeks, done, worked * weekly_target(facts.wish))


def weekly_target(wish: Wish) -> float:
    """Of a full-time week."""
    return float(wish.target) * (12 / 52 if wish.per == "month" else 1)
