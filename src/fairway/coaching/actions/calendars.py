"""How somebody's own calendar learns of their sessions: an address it reads, and mails."""

import secrets

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.models import CalendarChoice

RANDOM_BYTES = 24  # of an address


@transaction.atomic
def make_address(person_key: int, *, actor_id: int) -> None:
    """Give somebody's calendar an address, or another one: the one before leads nowhere from then on."""
    new = {"serial": secrets.token_urlsafe(RANDOM_BYTES), "since": timezone.now()}
    CalendarChoice.objects.update_or_create(person_id=person_key, defaults=new)
    _record("make_calendar_address", person_key, actor_id)


@transaction.atomic
def withdraw_address(person_key: int, *, actor_id: int) -> None:
    """The address leads nowhere from then on. Without one nothing happens."""
    if CalendarChoice.objects.filter(person_id=person_key, serial__isnull=False).update(serial=None, since=None):
        _record("withdraw_calendar_address", person_key, actor_id)


@transaction.atomic
def choose_invites(person_key: int, *, is_on: bool, actor_id: int) -> None:
    """Whether somebody wants a mail for each session that is planned, moved or called off."""
    CalendarChoice.objects.update_or_create(person_id=person_key, defaults={"is_mail_off": not is_on})
    _record("choose_invites", person_key, actor_id, on=is_on)


def _record(action: str, person_key: int, actor_id: int, **detail: object) -> None:
    record_change(actor_id=actor_id, action=action, subject=("person", person_key), detail=detail)
