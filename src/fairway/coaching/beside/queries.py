"""Reads of co-coaches: for the two of a session, and for the co-coach their one page."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from fairway.audit.recording import row_as_json
from fairway.coaching.beside.types import CoCoachFacts, Side, page_of
from fairway.coaching.models import CoCoach, Session
from fairway.coaching.queries.coaches import leader_among, leading, who_leads
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts, State
from fairway.people import access
from fairway.people.queries import facts_of, names_of
from fairway.people.types import Viewer


def co_coach_facts(row: CoCoach) -> CoCoachFacts:
    return CoCoachFacts(
        key=row.pk,
        session_key=row.session_id,
        person_key=row.person_id,
        asked_on=row.asked_on,
        seller_agreed_on=row.seller_agreed_on,
        coach_key=row.coach_id,
        coach_agreed_on=row.coach_agreed_on,
        ended_on=row.ended_on,
    )


def co_coach_of(key: int) -> CoCoachFacts | None:
    """Who was asked for or is in, of a session the caller asked the access door about."""
    row = CoCoach.objects.filter(session_id=key, ended_on=None).first()
    return co_coach_facts(row) if row else None


def session_beside(viewer: Viewer, key: int) -> tuple[SessionFacts, CoCoachFacts]:
    """A session for its co-coach; Hidden for everybody else, also the two, who have a page of their own."""
    own_key = access.require_person(viewer)
    row = CoCoach.objects.filter(session_id=key, person_id=own_key, ended_on=None).first()
    if row is None:
        raise access.Hidden
    one, facts = session_facts(row.session), co_coach_facts(row)
    access.require_guest(viewer, one.person_key, page_of(key))
    if not facts.is_agreed(one.state, who_leads(one.person_key, viewer.on)):
        raise access.Hidden
    return one, facts


def sessions_beside(viewer: Viewer) -> list[SessionFacts]:
    """Sessions whose page the viewer may open as a co-coach today, by time."""
    own_key, pages = viewer.person_key, access.guest_of(viewer)
    if own_key is None or not pages:
        return []
    rows = CoCoach.objects.filter(person_id=own_key, ended_on=None).select_related("session")
    found = [(session_facts(row.session), co_coach_facts(row)) for row in rows.order_by("session__starts_at", "pk")]
    found = [(one, facts) for one, facts in found if (one.person_key, page_of(one.key)) in pages]
    leaders = leading({one.person_key for one, _ in found}, viewer.on)
    return [one for one, facts in found if facts.is_agreed(one.state, leaders[one.person_key])]


def asked_of(viewer: Viewer) -> list[SessionFacts]:
    """Sessions to come in which the other of the two asked for a co-coach and the viewer has not answered."""
    own_key = viewer.person_key
    if own_key is None:
        return []
    sellers = access.led_directly(viewer) | {own_key}
    rows = CoCoach.objects.filter(session__person_id__in=sellers, ended_on=None).select_related("session")
    rows = rows.filter(session__state__in=[State.PLANNED, State.OPEN]).order_by("session__starts_at", "pk")
    found = [(session_facts(row.session), co_coach_facts(row)) for row in rows]
    leaders = leading({one.person_key for one, _ in found}, viewer.on)
    return [
        one for one, facts in found if not facts.has_agreed(side_of(viewer, one), one.state, leaders[one.person_key])
    ]


def side_of(viewer: Viewer, one: SessionFacts) -> Side:
    """For which side of a session somebody speaks who may read it."""
    return Side.SELLER if viewer.person_key == one.person_key else Side.COACH


def helped(keys: Collection[int]) -> dict[int, list[CoCoachFacts]]:
    """By session whoever was ever agreed to be beside it, those it ended with as well."""
    rows = CoCoach.objects.filter(session_id__in=list(keys)).order_by("pk")
    found: dict[int, list[CoCoachFacts]] = {key: [] for key in keys}
    for row in rows.exclude(Q(seller_agreed_on=None) | Q(coach_agreed_on=None)):
        found[row.session_id].append(co_coach_facts(row))
    return found


def helped_soon(now: datetime) -> dict[int, tuple[SessionFacts, list[CoCoachFacts]]]:
    """The same of sessions to come that nobody has begun, and of those called off before they came; by session."""
    rows = Session.objects.filter(co_coaches__isnull=False, starts_at__gt=now).distinct()
    rows = rows.filter(state__in=[State.PLANNED, State.CALLED_OFF]).defer("told").order_by("pk")
    sessions = {row.pk: session_facts(row) for row in rows}
    return {key: (sessions[key], beside) for key, beside in helped(sessions).items()}


def kept_of_co_coaches(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person for that person's own export: a seller reads who was let in and when, whoever led a
    session what they said, a co-coach that they were one. Of somebody who was asked for and not yet agreed to, the row
    is the two's alone.
    """
    own = CoCoach.objects.filter(session__person_id=person_key).select_related("person").order_by("pk")
    led = CoCoach.objects.filter(coach_id=person_key).exclude(session__person_id=person_key).order_by("pk")
    been = CoCoach.objects.filter(person_id=person_key).order_by("pk")
    been = been.exclude(Q(seller_agreed_on=None) | Q(coach_agreed_on=None))
    return {
        "co_coaches_in_your_sessions": [{**row_as_json(row), "name": row.person.name} for row in own],
        "co_coaches_in_sessions_you_led": [
            {**row_as_json(row), "person_id": None, "seller_agreed_on": None} for row in led
        ],
        "sessions_you_were_co_coach_in": [
            {**row_as_json(row), "asked_by": None, "coach_id": None, "seller_agreed_on": None, "coach_agreed_on": None}
            for row in been
        ],
    }


def two_of(one: SessionFacts, on: date) -> dict[int, str]:
    """By key the names of the two, the seller first: whoever leads a session to come by today, else who led it. Whoever
    is erased since is missing.
    """
    return two_of_each([one], on)[one.key]


def two_of_each(found: Collection[SessionFacts], on: date) -> dict[int, dict[int, str]]:
    """The same by session, in statements constant in their number."""
    coming = {one.person_key for one in found if one.is_to_come}
    sellers = {seller.key: seller for seller in facts_of(coming, on)} if coming else {}
    managers = leading(sellers, on)
    both = {}
    for one in found:
        seller = sellers.get(one.person_key)
        led_by = leader_among(seller, one.coach_key, managers[seller.key]) if seller else one.coach_key
        both[one.key] = [key for key in (one.person_key, led_by) if key is not None]
    names = names_of({key for keys in both.values() for key in keys})
    return {session: {key: names[key] for key in keys if key in names} for session, keys in both.items()}
