"""Certificates given by what records show, once a night."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.people.queries import managers_among
from fairway.training.certifying.queries import led_over, newest_certificates, standings_by, weeks_counted
from fairway.training.certifying.rules import facts_of, is_met, may_renew, requirements
from fairway.training.certifying.types import year_after
from fairway.training.curriculum.types import Track
from fairway.training.models import Certificate
from fairway.training.progress.queries import began_on
from fairway.training.standards.actions import state_certificate


def grant_certificates(on: date) -> int:
    """Give a certificate to everybody who began the managers' track, leads somebody on that day, and has all that is
    needed: for a year, or a year more within the last days of the one before. Returns how many.
    """
    begun = set(began_on(Track.MANAGERS))
    held = newest_certificates(begun)
    asked = {key for key in begun if key not in held or may_renew(held[key].expires_on, on)}
    granted = 0
    for key, found in standings_by(led_over(_leading(asked, on), weeks_counted(on), on)).items():
        all_of = requirements(found)
        if is_met(all_of):
            before = held.get(key)
            since_on = before.expires_on if before is not None and before.holds_on(on) else on
            _grant(key, on, year_after(since_on), facts_of(all_of))
            granted += 1
    return granted


def _leading(person_keys: Collection[int], on: date) -> list[int]:
    return sorted(managers_among(person_keys, on))


@transaction.atomic
def _grant(person_key: int, on: date, expires_on: date, facts: object) -> None:
    _, is_new = Certificate.objects.get_or_create(
        person_id=person_key, granted_on=on, defaults={"expires_on": expires_on, "facts": facts}
    )
    if is_new:
        detail = {"expires_on": expires_on.isoformat()}
        record_change(actor_id=None, action="grant_certificate", subject=("person", person_key), detail=detail)
        state_certificate(person_key, on, expires_on)
