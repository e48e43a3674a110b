"""Planning a 1:1 with a seller: one undoable line in the audit, as everything written about somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.studio import models
from fairway.studio.lesson.types import Branch, Topic


@dataclass(frozen=True, slots=True)
class Written:
    """What is planned. `starts_at` is an aware instant."""

    starts_at: datetime
    minutes: int
    topics: Sequence[Topic]
    branch: Branch
    question: str
    commitment: str


@transaction.atomic
def plan_one_to_one(person_key: int, written: Written, *, actor_id: int) -> int:
    """Plan a 1:1, or move and rewrite the one of the same two that is still to come. Returns its key."""
    rows = models.OneToOne.objects.select_for_update().filter(person_id=person_key, planned_by=actor_id)
    row = rows.filter(starts_at__gte=timezone.now()).order_by("-pk").first()
    row = row or models.OneToOne(person_id=person_key, planned_by=actor_id)
    with undoable(
        actor_id=actor_id,
        action="plan_one_to_one",
        subject=("person", person_key),
        sheets=[Sheet("studio.OneToOne", {"person_id__in": [person_key]})],
    ):
        row.starts_at, row.minutes = written.starts_at, written.minutes
        row.topics, row.branch = [topic.value for topic in written.topics], written.branch.value
        row.question, row.commitment, row.planned_at = written.question, written.commitment, timezone.now()
        row.save()
    return row.pk
