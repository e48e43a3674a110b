"""Taking out what a source no longer states about people, by its own ids; parts of a compound one are joined by `|`.

Nothing here reaches into what Fairway's own pages changed: those rows belong to nobody's source.
"""

from collections.abc import Collection, Sequence
from datetime import date

from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Absence, Identity, Person, ReportingLine


def remove_people(native_ids: Collection[str], *, source: str) -> int:
    """Remove people, unless another source knows them too: then only this source's id and lines go. Returns how many.

    Their plans, days off and lines go with them. Call inside a transaction, after their records were taken out.
    """
    removed = 0
    for identity in Identity.objects.filter(source=source, native_id__in=list(native_ids)).select_related("person"):
        person = identity.person
        if person.identities.count() > 1:
            identity.delete()
            ReportingLine.objects.filter(person=person, origin__in=(source, f"{source}:history")).delete()
        else:
            Person.objects.filter(pk=person.pk).delete()
        removed += 1
    if removed:
        rebuild_spans()
    return removed


def _keyed(native_ids: Collection[str], source: str) -> list[tuple[int, Sequence[str]]]:
    """(person key, the other parts) of compound ids whose person is known."""
    people = dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))
    split = [native_id.split("|") for native_id in native_ids]
    return [(people[first], rest) for first, *rest in split if first in people]


def remove_lines(native_ids: Collection[str], *, source: str) -> int:
    """Remove dated lines: `seller_id|valid_from_on`. Returns how many. Call inside a transaction."""
    removed = 0
    for person_key, (from_on,) in _keyed(native_ids, source):
        lines = ReportingLine.objects.filter(
            person_id=person_key, origin=f"{source}:history", valid_from_on=date.fromisoformat(from_on)
        )
        removed += lines.delete()[0]
    if removed:
        rebuild_spans()
    return removed


def remove_absences(native_ids: Collection[str], *, source: str) -> int:
    """Remove days off: `seller_id|start_on|end_on`. Returns how many. Call inside a transaction."""
    removed = 0
    for person_key, (start_on, end_on) in _keyed(native_ids, source):
        rows = Absence.objects.filter(
            person_id=person_key,
            origin=source,
            start_on=date.fromisoformat(start_on),
            end_on=date.fromisoformat(end_on),
        )
        removed += rows.delete()[0]
    return removed


def drop_absences_before(day: date) -> int:
    """Remove days off that ended before a day. Returns how many."""
    return Absence.objects.filter(end_on__lt=day).delete()[0]
