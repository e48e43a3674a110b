"""Reads of observations: for whoever observed and whoever was observed, and for nobody else."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from fairway.audit.recording import row_as_json
from fairway.coaching.beside.queries import helped, session_beside, sessions_beside
from fairway.coaching.beside.types import open_until
from fairway.coaching.models import Observation, Session
from fairway.coaching.observing.types import Given, ObservationFacts, Seen
from fairway.coaching.queries.coaches import leader_of
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts, State
from fairway.people import access
from fairway.people.queries import keys_below, organisation, person_facts, stands_above
from fairway.people.types import Viewer

BEGUN = (State.OPEN, State.HELD)


def observation_facts(row: Observation) -> ObservationFacts:
    seen = {key: Seen(rating, words) for key, (rating, words) in row.seen.items()}
    return ObservationFacts(
        key=row.pk,
        person_key=row.person_id,
        observer_key=row.observer_id,
        session_key=row.session_id,
        session_on=row.session_on,
        kind=row.kind,
        rubric=row.rubric,
        given=Given(seen, row.keep, row.to_try),
        given_at=row.given_at,
        answer=row.answer,
        answered_at=row.answered_at,
        try_by_on=row.try_by_on,
    )


def observable(viewer: Viewer, key: int) -> tuple[SessionFacts, int]:
    """A session the viewer may observe, with the key of whoever leads it: both of it agreed to have them beside it, and
    they stand above whoever leads it. Hidden for everybody else.
    """
    one, co_coach = session_beside(viewer, key)
    manager_key = led_by_now(one, viewer.on)
    if manager_key is None or not may_observe(co_coach.person_key, one, viewer.on):
        raise access.Hidden
    return one, manager_key


def may_observe(person_key: int, one: SessionFacts, on: date) -> bool:
    """Whether somebody stands above whoever leads a session, or led it: then they may observe it from beside it."""
    manager_key = led_by_now(one, on)
    return manager_key is not None and manager_key != person_key and stands_above(person_key, manager_key, on)


def led_by_now(one: SessionFacts, on: date) -> int | None:
    """Whoever led it, and before it began whoever is to lead it today."""
    return one.coach_key if one.state in BEGUN else leader_of(person_facts(one.person_key, on), one.coach_key, on)


def to_observe(viewer: Viewer) -> list[SessionFacts]:
    """Sessions whose rubric waits for the viewer: begun, beside somebody below them, and not given yet."""
    if viewer.person_key is None:
        return []
    below = keys_below(viewer.person_key, viewer.on)
    begun = [one for one in sessions_beside(viewer) if one.state in BEGUN]
    led_below = set(below.filter(person_id__in=[one.coach_key for one in begun])) if begun else set()
    rows = Observation.objects.filter(session_id__in=[one.key for one in begun], observer_id=viewer.person_key)
    given = set(rows.values_list("session_id", flat=True)) if begun else set()
    return [one for one in begun if one.coach_key in led_below and one.key not in given]


def own_session(viewer: Viewer, key: int) -> SessionFacts:
    """A session the viewer led and may still look back on by the rubric: until seven days after it. Hidden for
    everybody else.
    """
    row = Session.objects.filter(pk=key, coach_id=access.require_person(viewer), state__in=BEGUN).first()
    if row is None or open_until(session_facts(row), organisation().timezone) < viewer.on:
        raise access.Hidden
    return session_facts(row)


def to_rate(viewer: Viewer) -> list[SessionFacts]:
    """Sessions the viewer led with somebody beside them, that they may look back on before they read what was seen."""
    rows = Session.objects.filter(coach_id=viewer.person_key or 0, state__in=BEGUN, co_coaches__isnull=False).distinct()
    rows = rows.exclude(pk__in=Observation.objects.exclude(session=None).values("session_id"))
    zone = organisation().timezone
    found = [session_facts(row) for row in rows.defer("told").order_by("starts_at", "pk")]
    open_still = [one for one in found if open_until(one, zone) >= viewer.on]
    beside = helped([one.key for one in open_still])
    return [one for one in open_still if beside[one.key]]


def is_seen_by_others(key: int) -> bool:
    """Whether somebody else has given what they saw of a session."""
    return of_others().filter(session_id=key).exists()


def of_others() -> QuerySet[Observation]:
    """Everything somebody saw of another; what people say of themselves left out."""
    return Observation.objects.exclude(observer_id=F("person_id"))


def observation(viewer: Viewer, key: int) -> ObservationFacts:
    """One observation, for whoever gave it and whoever it is about; Hidden for everybody else."""
    row = _readable(viewer).filter(pk=key).first()
    if row is None:
        raise access.Hidden
    return observation_facts(row)


def observations_of(viewer: Viewer) -> list[ObservationFacts]:
    """Everything the viewer saw of others or others of them, and they of themselves; the newest session first."""
    return [observation_facts(row) for row in _readable(viewer).order_by("-session_on", "-pk")]


def beside_it(viewer: Viewer, one: ObservationFacts) -> list[ObservationFacts]:
    """The same session as others saw it, as far as the viewer may read it: whoever led it reads everything, whoever
    observed what the other said of themselves before they knew. The own look of whoever led it stands first.
    """
    if one.session_key is None:
        return []
    rows = Observation.objects.filter(session_id=one.session_key, person_id=one.person_key).exclude(pk=one.key)
    if viewer.person_key != one.person_key:
        rows = rows.filter(observer_id=F("person_id"))
    found = [observation_facts(row) for row in rows.order_by("given_at", "pk")]
    return sorted(found, key=lambda each: not each.is_own)


def _readable(viewer: Viewer) -> QuerySet[Observation]:
    own_key = access.require_person(viewer)
    return Observation.objects.filter(Q(person_id=own_key) | Q(observer_id=own_key))


def given_of(key: int, observer_key: int) -> int | None:
    """The key of what somebody gave of a session; None before."""
    rows = Observation.objects.filter(session_id=key, observer_id=observer_key)
    return rows.values_list("pk", flat=True).first()


def observations_over(
    since_on: date, until_on: date, observer_keys: Collection[int] | None = None
) -> list[ObservationFacts]:
    """What was seen of others in sessions from one day to another, both included, with the rating of each item; of all
    observers or some. For rooms that asked the access door; nothing here asks who looks.
    """
    rows = of_others().filter(session_on__range=(since_on, until_on))
    if observer_keys is not None:
        rows = rows.filter(observer_id__in=list(observer_keys))
    return [observation_facts(row) for row in rows.order_by("session_on", "pk")]


def observations_about(person_keys: Collection[int], since_on: date, until_on: date) -> list[ObservationFacts]:
    """What others saw of sessions that some people led, from one day to another, both included. The same holds."""
    rows = of_others().filter(session_on__range=(since_on, until_on), person_id__in=list(person_keys))
    return [observation_facts(row) for row in rows.order_by("session_on", "pk")]


def kept_of_observations(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person for that person's own export: how they led sessions, and what they saw of others."""
    own = Observation.objects.filter(person_id=person_key).select_related("observer").order_by("pk")
    given = Observation.objects.filter(observer_id=person_key).exclude(person_id=person_key).order_by("pk")
    return {
        "how_you_led_sessions": [
            {**row_as_json(row), "session_id": None, "observer": row.observer.name if row.observer else None}
            for row in own
        ],
        "what_you_saw_in_sessions_of_others": [
            {**row_as_json(row), "session_id": None, "person_id": None} for row in given
        ],
    }
