"""Giving a rating. The audit says that it was given, and not what."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.plans.types import Refused
from fairway.studio import models
from fairway.studio.quality.queries import sample_facts
from fairway.studio.quality.types import Answer, Side, may_rate


@transaction.atomic
def rate(key: int, side: Side, answers: Mapping[str, Answer], note: str, *, on: date, actor_id: int) -> None:
    """Give one side's rating of a sample, or give it anew while the other side has not rated.

    Refused when the other side, another manager or the last day came first.
    """
    row = models.Sample.objects.select_for_update().get(pk=key)
    if not may_rate(sample_facts(row), side, actor_id, on):
        raise Refused("This rating cannot be given any more: the other side has seen it, or the time is over")
    models.Rating.objects.update_or_create(
        sample=row,
        side=side.value,
        defaults={
            "person_id": row.person_id,
            "answers": {name: answer.value for name, answer in answers.items()},
            "note": note,
            "rated_by": actor_id,
            "rated_at": timezone.now(),
        },
    )
    record_change(actor_id=actor_id, action="rate_sample", subject=("person", row.person_id), detail={})
