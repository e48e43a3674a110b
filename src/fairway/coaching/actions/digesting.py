"""Sending the morning mail: once a day to each who leads sellers, wants it and works that day."""

import logging
from datetime import date, datetime, time

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from fairway.audit.actions import record_change
from fairway.coaching.digest import Mail, TalkTo, mail_for
from fairway.coaching.models import DigestChoice, DigestSent
from fairway.coaching.page import ground_of
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.sessions import has_digest_off
from fairway.execution.queries import stored_standings
from fairway.execution.types import SellerState
from fairway.lib.periods import Period, zone
from fairway.people.queries import accounts_that_lead, organisation, working_time_of
from fairway.people.types import Viewer
from fairway.people.working_time import is_working_day

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
        key = viewer.person_key
        if key is not None and address and not has_digest_off(key) and _works(key, on):
            mail = mail_for(name, people_for(viewer), _address())
            sent += mail is not None and _claim(key, on) and _send(mail, address)
    return sent


def _works(person_key: int, on: date) -> bool:
    return is_working_day(working_time_of([person_key], Period(on, on))[person_key], on)


def _send(mail: Mail, address: str) -> bool:
    try:
        send_mail(mail.subject, mail.text, None, [address])
    except OSError as problem:  # the mail server is away: tomorrow is another day, and two mails are worse than none
        log.warning("the morning mail could not be sent: %s", problem)
        return False
    return True


def _claim(person_key: int, on: date) -> bool:
    """Write down that it is sent before it is, so that a crash between never sends two."""
    try:
        with transaction.atomic():
            DigestSent.objects.create(person_id=person_key, sent_on=on)
    except IntegrityError:
        return False
    return True


def people_for(viewer: Viewer) -> list[TalkTo]:
    """Sellers the viewer leads directly who are behind or in doubt, with the question their 1:1 would begin with."""
    led = led_by(viewer)
    standings, found = stored_standings([person.key for person in led]), []
    for person in led:
        standing = standings.get(person.key)
        if standing is not None and standing.state in WHY:
            branch = ground_of(viewer, person).branch
            found.append(TalkTo(person.name, WHY[standing.state].format(name=branch.name), branch.questions[0]))
    return found


def _address() -> str:
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin}{reverse('coaching:sessions')}" if origin else ""


@transaction.atomic
def choose_digest(person_key: int, *, is_on: bool, actor_id: int) -> None:
    """Whether somebody wants the morning mail."""
    DigestChoice.objects.update_or_create(person_id=person_key, defaults={"is_off": not is_on})
    detail = {"on": is_on}
    record_change(actor_id=actor_id, action="choose_digest", subject=("person", person_key), detail=detail)
