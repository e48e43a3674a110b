"""Sessions as somebody's calendar has them, and how their calendar learns of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Q

from fairway.coaching.appointing import SHOWN_BACK
from fairway.coaching.groups.standing import is_stood_for, standing_for
from fairway.coaching.models import CalendarChoice, Session
from fairway.coaching.queries.coaches import leader_of
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts, State
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.queries import accounts_that_enter, facts_of, names_of, organisation
from fairway.people.types import Facet, Viewer

SIGNER = Signer(salt="fairway.calendar", sep=".")


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """How somebody's calendar learns of their sessions. Without `token` there is no address."""

    token: str | None = None
    since: datetime | None = None
    is_mail_off: bool = False


def calendar_of(person_key: int) -> CalendarFacts:
    row = CalendarChoice.objects.filter(person_id=person_key).first()
    if row is None:
        return CalendarFacts()
    return CalendarFacts(SIGNER.sign(row.serial) if row.serial else None, row.since, row.is_mail_off)


def subscriber_of(token: str, now: datetime) -> Viewer | None:
    """Whose calendar an address is: None for one that was never given out, was renewed or withdrawn, or whose owner
    could not log in today.
    """
    try:
        serial = SIGNER.unsign(token)
    except BadSignature:
        return None
    key = CalendarChoice.objects.filter(serial=serial).values_list("person_id", flat=True).first()
    if key is None:
        return None
    viewer, _ = accounts_that_enter([key], local_day(now, organisation().timezone)).get(key, (None, ""))
    return viewer


def appointments_of(viewer: Viewer, now: datetime) -> list[SessionFacts]:
    """Sessions the viewer has with whoever leads them or leads themselves: to come, called off, and held or planned in
    the last ninety days; by time. A group the viewer leads is one of them.
    """
    since, led = now - SHOWN_BACK, access.led_directly(viewer)
    led = access.visible_keys(viewer, led, Facet.NOTES)
    is_shown = Q(state=State.HELD, held_at__gte=since) | (~Q(state=State.HELD) & Q(starts_at__gte=since))
    rows = Session.objects.filter(is_shown, person_id__in=[*led, viewer.person_key]).defer("told")
    found = [session_facts(row) for row in rows.order_by("starts_at", "pk")]
    sellers = {seller.key: seller for seller in facts_of(led, viewer.on)}
    own = [
        one
        for one in found
        if viewer.person_key in {one.person_key, one.coach_key}
        or (
            one.state is not State.HELD
            and one.person_key in sellers
            and leader_of(sellers[one.person_key], one.coach_key, viewer.on) == viewer.person_key
        )
    ]
    gathered = gathered_by(own, viewer)
    return [one for one in own if not is_stood_for(one, viewer.person_key, gathered)]


def gathered_by(found: Iterable[SessionFacts], viewer: Viewer) -> dict[tuple[int, int], list[int]]:
    """By group the viewer leads, the sessions of its sellers."""
    return standing_for((one, viewer.person_key) for one in found if one.person_key != viewer.person_key)


def gathered_beside(found: Iterable[SessionFacts], viewer: Viewer) -> dict[tuple[int, int], list[int]]:
    """The same for sessions that stand for a whole group: with the others of it that the viewer leads."""
    groups = {one.group_key for one in found if one.group_key is not None and one.person_key != viewer.person_key}
    led = access.visible_keys(viewer, access.led_directly(viewer), Facet.NOTES) if groups else set()
    rows = Session.objects.filter(group_id__in=groups, person_id__in=led).defer("told") if groups else ()
    return gathered_by([session_facts(row) for row in rows], viewer)


def others_in(found: list[SessionFacts], viewer: Viewer) -> Mapping[int, str | None]:
    """By session the name of the other of the two, as its viewer may know it; None once they are erased."""
    own = viewer.person_key
    others = {one.key: one.coach_key if one.person_key == own else one.person_key for one in found}
    names = names_of({key for key in others.values() if key is not None})
    return {key: names.get(other) if other is not None else None for key, other in others.items()}
