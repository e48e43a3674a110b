"""Looking at every metric that somebody has as an HIA, once a night or when asked."""

from django.db import transaction
from django.utils import timezone

from fairway.studio.models import MetricCheck
from fairway.studio.queries.watched import told_of, watched_metrics


def look_at_metrics() -> int:
    """Check every metric in force anew and keep what was found in place of what was; returns how many metrics."""
    at = timezone.now()
    found = {definition.key: told_of(definition) for definition in watched_metrics()}
    rows = [
        MetricCheck(metric_key=key, check_name=told.check, finding=told.finding, sentence=told.sentence, looked_at=at)
        for key, every in found.items()
        for told in every
    ]
    with transaction.atomic():
        MetricCheck.objects.all().delete()
        MetricCheck.objects.bulk_create(rows)
    return len(found)
