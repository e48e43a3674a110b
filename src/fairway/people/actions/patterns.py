"""Dated working patterns as an export of Fairway states them."""

from collections.abc import Sequence

from fairway.people.models import Identity, WorkPattern
from fairway.people.statements import NO_SUCH_SELLER, Misfit, Stored, says_otherwise
from fairway.people.types import PatternRow

FIELDS = ("timezone", "country", "region", "fte", "working_days")


def store_patterns(rows: Sequence[PatternRow], *, source: str) -> Stored:
    """Patterns keyed by person and first day. What Fairway's own pages changed of one stays until its row says
    something else. Call inside a transaction, after their people were stored, without rows of erased people.
    """
    stored = Stored()
    everyone = dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))
    present = {(p.person_id, p.valid_from_on): p for p in WorkPattern.objects.filter(person_id__in=everyone.values())}
    written: dict[tuple[int, object], WorkPattern] = {}
    for row in rows:
        person_key = everyone.get(row.native_id)
        if person_key is None:
            stored.problems.append(Misfit(row, "seller_id", row.native_id, NO_SUCH_SELLER))
            continue
        key = (person_key, row.valid_from_on)
        pattern = present.get(key) or WorkPattern(person_id=person_key, valid_from_on=row.valid_from_on)
        before = pattern.stated if pattern.origin == source else {}
        said = _said(row)
        if before == said:
            stored.unchanged += 1
            continue
        moved = [
            name
            for name in FIELDS
            if says_otherwise(before, said, name) and (not pattern.pk or getattr(pattern, name) != getattr(row, name))
        ]
        pattern.origin, pattern.stated = source, said
        present[key] = written[key] = pattern
        if not moved:
            stored.unchanged += 1
            continue
        stored.added += not pattern.pk
        stored.changed += bool(pattern.pk)
        stored.touched.add(person_key)
        if "timezone" in moved:
            stored.rezoned.add(person_key)
        for name in moved:
            setattr(pattern, name, getattr(row, name))
    WorkPattern.objects.bulk_create([row for row in written.values() if row.pk is None], batch_size=500)
    WorkPattern.objects.bulk_update(
        [row for row in written.values() if row.pk], [*FIELDS, "origin", "stated"], batch_size=500
    )
    return stored


def _said(row: PatternRow) -> dict[str, str]:
    """A row as JSON; 0.60 says what 0.6 says."""
    return {name: str(getattr(row, name)) for name in FIELDS} | {"fte": f"{row.fte.normalize():f}"}
