"""Sending the morning mail: once a day to each who leads sellers, wants it and works that day."""

import logging
from datetime import date, datetime, time

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from fairway.audit.actions import record_change
from fairway.coaching.digest import TalkTo, mail_for
from fairway.coaching.models import DigestChoice, DigestSent
from fairway.coaching.page import ground_of
from fairway.coaching.queries.sessions import has_digest_off
from fairway.execution.queries import stored_standings
from fairway.execution.types import SellerState
from fairway.lib.periods import Period, zone
from fairway.people import access
from fairway.people.queries import accounts_that_lead, organisation, working_time_of
from fairway.people.types import Facet, Viewer
from fairway.people.working_time import is_working_day
from fairway.plans.queries import has_plan

FROM = time(7)  # where the organisation is
WHY = {
    SellerState.BEHIND: "“{name}” fell short in the closed weeks. Why comes first.",
    SellerState.CHECK_DATA: "records of “{name}” may be missing. Match them before anything is said.",
}
log = logging.getLogger(__name__)


def is_time(now: datetime) -> bool:
    """Whether the morning has come where the organisation is."""
    return now.astimezone(zone(organisation().timezone)).time() >= FROM


def send_digests(on: date) -> int:
    """Send what is to be sent for a day. Returns how many went out: whoever had one, or is in nobody's way, gets none.
    Nothing leaves a demonstration.
    """
    if organisation().is_demonstration:
        return 0
    sent = 0
    for viewer, name, address in accounts_that_lead(on):
        if address and _wants(viewer) and _works(viewer, on):
            sent += _send(viewer, name, address)
    return sent


def _wants(viewer: Viewer) -> bool:
    return not has_digest_off(viewer.person_key or 0)


def _works(viewer: Viewer, on: date) -> bool:
    key = viewer.person_key or 0
    return is_working_day(working_time_of([key], Period(on, on))[key], on)


def _send(viewer: Viewer, name: str, address: str) -> int:
    mail = mail_for(name, people_for(viewer), _address())
    if mail is None or not _claim(viewer):
        return 0
    try:
        send_mail(mail.subject, mail.text, None, [address])
    except OSError as problem:  # the mail server is away: tomorrow is another day, and two mails are worse than none
        log.warning("the morning mail could not be sent: %s", problem)
        return 0
    return 1


def _claim(viewer: Viewer) -> bool:
    """Write down that it is sent before it is, so that a crash between never sends two."""
    try:
        with transaction.atomic():
            DigestSent.objects.create(person_id=viewer.person_key or 0, sent_on=viewer.on)
    except IntegrityError:
        return False
    return True


def people_for(viewer: Viewer) -> list[TalkTo]:
    """Sellers the viewer leads directly who are behind or in doubt, with the question their 1:1 would begin with."""
    people = access.board_of(viewer, with_plan=has_plan(viewer.on))
    led = access.visible_keys(viewer, [person.key for person in people], Facet.NOTES) - {viewer.person_key}
    standings = stored_standings(led)
    found = []
    for person in people:
        standing = standings.get(person.key) if person.key in led else None
        if standing is not None and standing.state in WHY:
            branch = ground_of(viewer, person).branch
            found.append(TalkTo(person.name, WHY[standing.state].format(name=branch.name), branch.questions[0]))
    return found


def _address() -> str:
    origins = getattr(settings, "CSRF_TRUSTED_ORIGINS", None)
    return f"{origins[0]}{reverse('coaching:sessions')}" if origins else ""


@transaction.atomic
def choose_digest(person_key: int, *, is_on: bool, actor_id: int) -> None:
    """Whether somebody wants the morning mail."""
    DigestChoice.objects.update_or_create(person_id=person_key, defaults={"is_off": not is_on})
    detail = {"on": is_on}
    record_change(actor_id=actor_id, action="choose_digest", subject=("person", person_key), detail=detail)
