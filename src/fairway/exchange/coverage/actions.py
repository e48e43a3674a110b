"""Keeping coverage as sources state it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fairway.exchange.models import Coverage
from fairway.exchange.types import CoverageRow, Tally
from fairway.people.queries import erased_ids

FACTS = ("to_on", "state", "note")
Key = tuple[int, str, date]  # person, type, first day


def store_coverage(
    rows: Sequence[CoverageRow], *, source: str, people: Mapping[str, int]
) -> tuple[Tally, list[CoverageRow]]:
    """Coverage a source states, keyed by seller, type and first day. Call inside a transaction.

    Returns the tally and the rows whose seller nobody knows.
    """
    tally, unknown, erased = Tally(), [], erased_ids()
    present = {_key(row): row for row in Coverage.objects.filter(source=source)}
    fresh: dict[Key, Coverage] = {}
    changed: dict[Key, Coverage] = {}
    for row in rows:
        tally.read += 1
        if row.native_seller_id not in people:
            unknown.append(row)
            continue
        if erased.is_named_in(row.note):
            row = replace(row, note="")  # noqa: PLW2901
        key = (people[row.native_seller_id], row.activity_type, row.from_on)
        found = present.get(key)
        if found is None:
            person_key, activity_type, from_on = key
            found = present[key] = fresh[key] = Coverage(
                person_id=person_key, activity_type=activity_type, from_on=from_on, source=source
            )
            tally.added += 1
        elif all(getattr(found, name) == getattr(row, name) for name in FACTS):
            tally.unchanged += 1
            continue
        elif key in fresh or key in changed:
            tally.unchanged += 1  # stated twice in one go: the later one counts
        else:
            changed[key] = found
            tally.changed += 1
        for name in FACTS:
            setattr(found, name, getattr(row, name))
    Coverage.objects.bulk_create(list(fresh.values()), batch_size=500)
    Coverage.objects.bulk_update(list(changed.values()), FACTS, batch_size=500)
    return tally, unknown


def _key(row: Coverage) -> Key:
    return row.person_id, row.activity_type, row.from_on


def remove_coverage(keys: Collection[str], *, source: str, people: Mapping[str, int]) -> int:
    """Coverage no longer stated, by `seller|type|from_on`; a key that names no row of this source is passed over.

    Returns how many went.
    """
    wanted = {
        (people[seller], activity_type, date.fromisoformat(from_on))
        for seller, activity_type, from_on in (key.split("|") for key in keys)
        if seller in people
    }
    gone = [row.pk for row in Coverage.objects.filter(source=source) if _key(row) in wanted]
    for start in range(0, len(gone), 500):
        Coverage.objects.filter(pk__in=gone[start : start + 500]).delete()
    return len(gone)
