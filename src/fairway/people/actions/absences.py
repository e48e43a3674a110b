"""Days off as sources state them."""

from collections.abc import Sequence

from fairway.people.models import Absence, Identity
from fairway.people.queries.identities import erased_ids
from fairway.people.statements import NO_SUCH_SELLER, Misfit, Stored
from fairway.people.types import AbsenceRow

LONGEST_KIND = 40


def store_absences(rows: Sequence[AbsenceRow], *, source: str) -> Stored:
    """Absences a source states, keyed by person and both days. Call inside a transaction, without the rows of erased
    people.
    """
    stored, erased = Stored(), erased_ids()
    everyone = dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))
    present = {(a.person_id, a.start_on, a.end_on): a for a in Absence.objects.filter(origin=source)}
    fresh, changed = [], {}
    for row in rows:
        person_key = everyone.get(row.native_id)
        if person_key is None:
            stored.problems.append(Misfit(row, "seller_id", row.native_id, NO_SUCH_SELLER))
            continue
        key, kind = (
            (person_key, row.start_on, row.end_on),
            "" if erased.is_named_in(row.kind) else row.kind[:LONGEST_KIND],
        )
        absence = present.get(key)
        if absence is None:
            absence = present[key] = Absence(
                person_id=person_key, start_on=row.start_on, end_on=row.end_on, origin=source
            )
            fresh.append(absence)
            stored.added += 1
        elif absence.kind == kind or not absence.pk or key in changed:
            stored.unchanged += 1
        else:
            changed[key] = absence
            stored.changed += 1
        if absence.kind != kind or not absence.pk:
            stored.touched.add(person_key)
        absence.kind = kind
    Absence.objects.bulk_create(fresh, batch_size=500)
    Absence.objects.bulk_update(list(changed.values()), ["kind"], batch_size=500)
    return stored
