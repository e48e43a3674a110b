"""Drawing the samples of the last closed week, once for each seller, at night."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db import transaction

from fairway.studio import models
from fairway.studio.quality.counted import counted_in, hias_of, last_closed_week
from fairway.studio.quality.drawing import drawn
from fairway.studio.quality.types import CountedRecord

AT_ONCE = 500  # values in a statement


def draw_samples() -> None:
    """Draw for everybody with activities in force. Who has samples of that week keeps them."""
    week_on = last_closed_week()
    hias = hias_of(week_on)
    done = set(models.Sample.objects.filter(week_on=week_on).values_list("person_id", flat=True))
    found = counted_in(week_on, {person: keys for person, keys in hias.items() if person not in done})
    seen = _seen_before(found)
    rows = [
        row
        for person_key, by_activity in found.items()
        for row in _rows(person_key, week_on, drawn(person_key, week_on, by_activity, seen[person_key]))
    ]
    with transaction.atomic():  # two who draw at once draw the same; a lake read in between changes nothing twice
        models.Sample.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def _seen_before(person_keys: Collection[int]) -> dict[int, set[tuple[str, str]]]:
    seen: dict[int, set[tuple[str, str]]] = defaultdict(set)
    keys = list(person_keys)
    for start in range(0, len(keys), AT_ONCE):
        rows = models.Sample.objects.filter(person_id__in=keys[start : start + AT_ONCE])
        for person_key, table, record_id in rows.values_list("person_id", "table", "record_id"):
            seen[person_key].add((table, record_id))
    return seen


def _rows(person_key: int, week_on: date, records: Collection[CountedRecord]) -> list[models.Sample]:
    return [
        models.Sample(
            person_id=person_key,
            week_on=week_on,
            place=place,
            metric_key=one.metric_key,
            table=one.table,
            record_id=one.record_id,
            account_id=one.account_id,
            opportunity_id=one.opportunity_id,
            word=one.word,
            day_on=one.day_on,
        )
        for place, one in enumerate(records, 1)
    ]
