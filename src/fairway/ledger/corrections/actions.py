"""Noting what versions of metrics changed in closed weeks."""

from datetime import date
from itertools import islice

from django.db import transaction
from django.utils import timezone

from fairway.ledger.corrections.comparing import Compared, compared
from fairway.ledger.models import CorrectedCount, Correction, CountedMetric
from fairway.lib.periods import local_day
from fairway.metrics.actions import note_compared
from fairway.metrics.queries import uncompared_versions
from fairway.metrics.versions import Version
from fairway.people.queries import organisation

ROWS_AT_ONCE = 5_000


def note_corrections() -> int:
    """Keep, of every version not yet compared with what held before it, the numbers it changes in closed weeks. Returns
    how many versions changed any. Finds out by itself what is left to do; a version is noted once, whoever asks.
    """
    today = local_day(timezone.now(), organisation().timezone)
    noted = 0
    for key, versions in uncompared_versions().items():
        metric = CountedMetric.objects.filter(key=key).exclude(counted_as="").first()
        for place, version in enumerate(versions):
            if version.is_compared:
                continue
            # Nobody saw a number that was never counted: whatever came before it corrects nothing.
            found = compared(key, versions[:place], versions[: place + 1], today) if metric else Compared()
            noted += _note(metric, key, version, found, today)
    return noted


@transaction.atomic
def _note(metric: CountedMetric | None, key: str, version: Version, found: Compared, today: date) -> bool:
    is_first = note_compared(key, version.definition.version)
    if metric is None or not is_first or not found.weeks:
        return False
    correction = Correction.objects.create(
        metric=metric, version=version.definition.version, people=found.people, weeks=found.weeks, noted_on=today
    )
    rows = (
        CorrectedCount(
            person_key=row.person_key,
            correction=correction,
            week_on=row.week_on,
            done_before=row.before.done,
            of_before=row.before.of,
            done=row.now.done,
            of=row.now.of,
        )
        for row in found.rows()
    )
    while some := list(islice(rows, ROWS_AT_ONCE)):
        CorrectedCount.objects.bulk_create(some)
    return True


def drop_corrected_before(day: date) -> None:
    """Remove corrected weeks that began before a day, and corrections of which no week is left."""
    CorrectedCount.objects.filter(week_on__lt=day).delete()
    Correction.objects.filter(counts__isnull=True).delete()


def forget_corrected(person_key: int) -> None:
    """Remove an erased person's corrected weeks. How many people there were stays a number."""
    CorrectedCount.objects.filter(person_key=person_key).delete()
