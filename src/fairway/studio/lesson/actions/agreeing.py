"""A leader agrees, and takes it back. Both stand in the audit; only the one who agreed can take it back."""

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.studio import models
from fairway.studio.lesson.content import agreement_text
from fairway.studio.lesson.queries import agreed_by


@transaction.atomic
def agree(person_key: int, *, actor_id: int | None) -> None:
    """Agree to the text as it stands now. Agreeing again to the same text changes nothing."""
    version = agreement_text().version
    before = agreed_by([person_key]).get(person_key)
    if before is not None and before.version == version:
        return
    _end(person_key)
    models.LeaderAgreement.objects.create(person_id=person_key, version=version, agreed_at=timezone.now())
    _record("agree_as_leader", person_key, actor_id)


@transaction.atomic
def take_back(person_key: int, *, actor_id: int | None) -> None:
    """End what is agreed to; nothing where nothing is. That it held once stays written."""
    if _end(person_key):
        _record("take_back_agreement", person_key, actor_id)


def _end(person_key: int) -> int:
    open_rows = models.LeaderAgreement.objects.filter(person_id=person_key, taken_back_at__isnull=True)
    return open_rows.update(taken_back_at=timezone.now())


def _record(action: str, person_key: int, actor_id: int | None) -> None:
    record_change(actor_id=actor_id, action=action, subject=("person", person_key), detail={})
