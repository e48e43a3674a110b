"""Examining every metric that somebody has as an HIA, once a night."""

from django.db import transaction
from django.utils import timezone

from fairway.studio.models import MetricSign
from fairway.studio.queries.watched import told_of, watched_metrics


def examine_metrics() -> int:
    """Examine every metric in force anew and keep what was found in place of what was; returns how many metrics."""
    at = timezone.now()
    found = {definition.key: told_of(definition) for definition in watched_metrics()}
    rows = [
        MetricSign(metric_key=key, kind=told.kind, finding=told.finding, sentence=told.sentence, examined_at=at)
        for key, every in found.items()
        for told in every
    ]
    with transaction.atomic():
        MetricSign.objects.all().delete()
        MetricSign.objects.bulk_create(rows)
    return len(found)
