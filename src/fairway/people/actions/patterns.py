"""Dated working patterns as an export of Fairway states them."""

from collections.abc import Sequence

from fairway.people.models import Identity, WorkPattern
from fairway.people.queries.identities import erased_ids
from fairway.people.statements import NO_SUCH_SELLER, Misfit, Stored
from fairway.people.types import PatternRow

FIELDS = ("timezone", "country", "region", "fte", "working_days")


def store_patterns(rows: Sequence[PatternRow], *, source: str) -> Stored:
    """Patterns keyed by person and first day. Call inside a transaction, after their people were stored."""
    stored, erased = Stored(), erased_ids()
    everyone = dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))
    present = {(p.person_id, p.valid_from_on): p for p in WorkPattern.objects.filter(person_id__in=everyone.values())}
    written: dict[tuple[int, object], WorkPattern] = {}
    for row in rows:
        person_key = everyone.get(row.native_id)
        if person_key is None:
            if erased.has_person(source, row.native_id):
                stored.unchanged += 1
            else:
                stored.problems.append(Misfit(row, "seller_id", row.native_id, NO_SUCH_SELLER))
            continue
        key = (person_key, row.valid_from_on)
        pattern = present.get(key) or WorkPattern(person_id=person_key, valid_from_on=row.valid_from_on)
        if pattern.pk and all(getattr(pattern, name) == getattr(row, name) for name in FIELDS):
            stored.unchanged += 1
            continue
        stored.added += not pattern.pk
        stored.changed += bool(pattern.pk)
        stored.touched.add(person_key)
        if pattern.timezone != row.timezone or not pattern.pk:
            stored.rezoned.add(person_key)
        for name in FIELDS:
            setattr(pattern, name, getattr(row, name))
        present[key] = written[key] = pattern
    WorkPattern.objects.bulk_create([row for row in written.values() if row.pk is None], batch_size=500)
    WorkPattern.objects.bulk_update([row for row in written.values() if row.pk], FIELDS, batch_size=500)
    return stored
