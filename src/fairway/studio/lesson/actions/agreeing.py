"""A leader agrees, and takes it back. Both stand in the audit; only the one who agreed can take it back."""

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.studio import models
from fairway.studio.lesson.content import agreement_text
from fairway.studio.lesson.queries import agreed_by


@transaction.atomic
def agree(person_key: int, *, actor_id: int | None) -> None:
    """Agree to the text as it stands now. Agreeing again to the same text changes nothing.

    What was agreed to before is replaced and keeps its row as it is: nobody took that back.
    """
    if person_key in agreed_by([person_key]):
        return
    version = agreement_text().version
    models.LeaderAgreement.objects.create(person_id=person_key, version=version, agreed_at=timezone.now())
    _record("agree_as_leader", person_key, actor_id)


@transaction.atomic
def take_back(person_key: int, *, actor_id: int | None) -> None:
    """End what is agreed to; nothing where nothing is. That it held once stays written."""
    newest = models.LeaderAgreement.objects.select_for_update().filter(person_id=person_key).order_by("-pk").first()
    if newest is None or newest.taken_back_at is not None:
        return
    newest.taken_back_at = timezone.now()
    newest.save(update_fields=["taken_back_at"])
    _record("take_back_agreement", person_key, actor_id)


def _record(action: str, person_key: int, actor_id: int | None) -> None:
    record_change(actor_id=actor_id, action=action, subject=("person", person_key), detail={})
