"""Keeping how far somebody is. No audit line holds what they answered: it is about nobody else, and theirs alone."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from fairway.studio import models


@transaction.atomic
def keep_sorted(person_key: int, classes: Mapping[str, str]) -> None:
    """Add the class each metric was put into; what was answered before and not again stays."""
    row = _row(person_key)
    row.sorted_metrics = {**row.sorted_metrics, **classes}
    _save(row, "sorted_metrics")


@transaction.atomic
def keep_consents(person_key: int, answers: Mapping[str, str]) -> None:
    """Add a yes or no by situation."""
    row = _row(person_key)
    row.consents = {**row.consents, **answers}
    _save(row, "consents")


@transaction.atomic
def keep_seller(person_key: int, seller_key: int) -> None:
    """The seller of one's own for whom the lesson goes on."""
    row = _row(person_key)
    row.seller_id = seller_key
    _save(row, "seller")


@transaction.atomic
def finish(person_key: int) -> None:
    """The lesson is done, and stays done whatever becomes of its proposal."""
    row = _row(person_key)
    row.finished_at = row.finished_at or timezone.now()
    _save(row, "finished_at")


def _row(person_key: int) -> models.Lesson:
    models.Lesson.objects.get_or_create(person_id=person_key)
    return models.Lesson.objects.select_for_update().get(person_id=person_key)


def _save(row: models.Lesson, column: str) -> None:
    row.saved_at = timezone.now()
    row.save(update_fields=[column, "saved_at"])
