"""Reading corrections: which there were, and the numbers of somebody's weeks before and after each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Many
from django.db.models import Max

from fairway.ledger.corrections.comparing import OtherCount
from fairway.ledger.models import CorrectedCount
from fairway.ledger.models import Correction as CorrectionRow
from fairway.ledger.types import Count


@dataclass(frozen=True, slots=True)
class Correction:
    """A version of a metric that gave closed weeks other numbers than they had."""

    key: int
    metric_key: str
    version: int
    people: int
    weeks: int  # of all these people together
    noted_on: date


def corrections(metric_key: str | None = None) -> list[Correction]:
    """Every correction, of one metric or of all, newest first."""
    rows = CorrectionRow.objects.select_related("metric").order_by("-noted_on", "-pk")
    if metric_key is not None:
        rows = rows.filter(metric__key=metric_key)
    return [_facts(row) for row in rows]


def corrected_weeks(
    person_key: int, metric_keys: Collection[str], since_week_on: date
) -> list[tuple[Correction, list[OtherCount]]]:
    """What corrections of those metrics changed in somebody's weeks from a week on: newest correction first, of each
    the newest week first. One statement.
    """
    rows = CorrectedCount.objects.filter(
        person_key=person_key, correction__metric__key__in=list(metric_keys), week_on__gte=since_week_on
    ).select_related("correction__metric")
    found: dict[Correction, list[OtherCount]] = defaultdict(list)
    for row in rows.order_by("-correction_id", "-week_on"):
        before, now = Count(row.done_before, row.of_before), Count(row.done, row.of)
        found[_facts(row.correction)].append(OtherCount(person_key, row.week_on, before, now))
    return list(found.items())


def weeks_corrected(correction_key: int, person_keys: Collection[int]) -> dict[int, tuple[int, date]]:
    """How many weeks of each of those people a correction changed, and the newest; whoever had none is left out."""
    rows = CorrectedCount.objects.filter(correction_id=correction_key, person_key__in=list(person_keys))
    found = rows.values_list("person_key").annotate(Many("week_on"), Max("week_on"))
    return {person_key: (many, newest_on) for person_key, many, newest_on in found}


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every corrected week of one person, for that person's own export."""
    columns = ("correction__metric__key", "correction__version", "week_on", "done_before", "of_before", "done", "of")
    rows = CorrectedCount.objects.filter(person_key=person_key).order_by("week_on", "correction_id")
    return {"corrected_counts": list(rows.values(*columns))}


def _facts(row: CorrectionRow) -> Correction:
    return Correction(row.pk, row.metric.key, row.version, row.people, row.weeks, row.noted_on)
