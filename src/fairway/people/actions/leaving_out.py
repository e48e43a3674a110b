"""Taking out what a source no longer states about people, by its own ids; parts of a compound one are joined by `|`.

Nothing here reaches into what Fairway's own pages changed: those rows belong to nobody's source.
"""

from collections.abc import Collection
from datetime import date

from fairway.people.actions.reporting import origin_of_history, restate_lines
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Absence, Identity, Person, ReportingLine, WorkPattern


def known_people(native_ids: Collection[str], *, source: str) -> dict[str, int]:
    """Those of a source's ids that name somebody, with the person's key."""
    wanted = set(native_ids)
    everyone = Identity.objects.filter(source=source).values_list("native_id", "person_id")
    return {native_id: key for native_id, key in everyone if native_id in wanted}


def remove_people(native_ids: Collection[str], *, source: str) -> int:
    """Remove people, unless another source knows them too: then only this source's id and lines go. Returns how many.

    Their plans, days off and lines go with them. Call in the transaction that publishes the lake without their records.
    """
    removed = 0
    wanted = set(native_ids)
    for identity in Identity.objects.filter(source=source).select_related("person"):
        if identity.native_id not in wanted:
            continue
        person = identity.person
        if person.identities.count() > 1:
            identity.delete()
            ReportingLine.objects.filter(person=person, origin__in=(source, origin_of_history(source))).delete()
        else:
            Person.objects.filter(pk=person.pk).delete()
        removed += 1
    if removed:
        rebuild_spans()
    return removed


def remove_lines(native_ids: Collection[str], *, source: str) -> int:
    """Remove dated lines: `seller_id|valid_from_on`. Returns how many. Call inside a transaction.

    Neighbouring lines run again as they were stated; somebody without any dated line has the manager of their own row.
    """
    wanted = _from_days(native_ids, source)
    lines = ReportingLine.objects.filter(origin=origin_of_history(source))
    gone = [line for line in lines if (line.person_id, line.valid_from_on) in wanted]
    ReportingLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    if gone:
        restate_lines({line.person_id for line in gone}, source=source)
    return len(gone)


def _from_days(native_ids: Collection[str], source: str) -> set[tuple[int, date]]:
    """Person and first day of each `seller_id|valid_from_on` whose seller the source knows."""
    people = known_people({native_id.split("|")[0] for native_id in native_ids}, source=source)
    return {
        (people[seller], date.fromisoformat(from_on))
        for seller, from_on in (native_id.split("|") for native_id in native_ids)
        if seller in people
    }


def remove_absences(native_ids: Collection[str], *, source: str) -> int:
    """Remove days off: `seller_id|start_on|end_on`. Returns how many. Call inside a transaction."""
    people = known_people({native_id.split("|")[0] for native_id in native_ids}, source=source)
    wanted = {
        (people[seller], date.fromisoformat(start_on), date.fromisoformat(end_on))
        for seller, start_on, end_on in (native_id.split("|") for native_id in native_ids)
        if seller in people
    }
    rows = Absence.objects.filter(origin=source)
    gone = [row.pk for row in rows if (row.person_id, row.start_on, row.end_on) in wanted]
    Absence.objects.filter(pk__in=gone).delete()
    return len(gone)


def remove_patterns(native_ids: Collection[str], *, source: str) -> list[int]:
    """Remove dated patterns: `seller_id|valid_from_on`. Returns the person of each. Call inside a transaction."""
    wanted = _from_days(native_ids, source)
    gone = [row for row in WorkPattern.objects.filter(origin=source) if (row.person_id, row.valid_from_on) in wanted]
    WorkPattern.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return [row.person_id for row in gone]


def stated_absences(*, source: str) -> set[str]:
    """The days off a source stated and did not take back: `seller_id|start_on|end_on`."""
    ids = {
        key: native_id
        for native_id, key in Identity.objects.filter(source=source).values_list("native_id", "person_id")
    }
    rows = Absence.objects.filter(origin=source)
    return {f"{ids[row.person_id]}|{row.start_on}|{row.end_on}" for row in rows if row.person_id in ids}


def drop_absences_before(day: date) -> int:
    """Remove days off that ended before a day. Returns how many."""
    return Absence.objects.filter(end_on__lt=day).delete()[0]
