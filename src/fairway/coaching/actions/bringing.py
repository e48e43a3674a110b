"""Sessions of a past that comes in whole: the same rows planning, opening, writing, tapping, promising and holding
leave, stored together because hundreds of single actions would take minutes.

One audit line says that they came in: nobody planned or held them here, so nobody is said to have.
"""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.coaching.kinds import kind_of
from fairway.coaching.models import Session, SessionNote, SessionPromise, SessionRhythm, SessionTap
from fairway.coaching.past import PastRhythm, PastSession
from fairway.coaching.types import Part, State
from fairway.commitments.actions.bringing import bring_promises

BATCH = 500  # rows in a statement


@transaction.atomic
def bring_sessions(held: Sequence[PastSession], rhythms: Sequence[PastRhythm]) -> int:
    """Store what was held and agreed before. Returns how many sessions. What became of promises that can be counted is
    for `check_commitments` to say.
    """
    rows = Session.objects.bulk_create([_row(one) for one in held], batch_size=BATCH)
    pairs = list(zip(rows, held, strict=True))
    SessionNote.objects.bulk_create([note for row, one in pairs for note in _notes(row, one)], batch_size=BATCH)
    SessionTap.objects.bulk_create(
        [SessionTap(session=row, focus=tap.focus, at=tap.at) for row, one in pairs for tap in one.taps],
        batch_size=BATCH,
    )
    keys = iter(bring_promises([promise for one in held for promise in one.promises]))
    SessionPromise.objects.bulk_create(
        [SessionPromise(session=row, commitment_id=next(keys)) for row, one in pairs for _ in one.promises],
        batch_size=BATCH,
    )
    SessionRhythm.objects.bulk_create(
        [
            SessionRhythm(
                person_id=one.person_key,
                kind=one.kind,
                every_days=one.every_days,
                since_on=one.since_on,
                set_by=one.set_by,
            )
            for one in rhythms
        ]
    )
    people = {one.person_key for one in held} | {one.person_key for one in rhythms}
    detail = {"sessions": len(rows)}
    record_change(actor_id=None, action="bring_sessions", subject=("people", sorted(people)), detail=detail)
    return len(rows)


def _row(one: PastSession) -> Session:
    return Session(
        person_id=one.person_key,
        coach_id=one.coach_key,
        kind=one.kind,
        starts_at=one.starts_at,
        parts=[[str(part), minutes] for part, minutes in kind_of(one.kind).parts.items()],
        state=State.HELD,
        planned_by=one.planned_by,
        planned_at=one.planned_at,
        opened_at=one.opened_at,
        held_at=one.held_at,
        metric_key=one.metric_key,
        told=dict(one.told),
    )


def _notes(row: Session, one: PastSession) -> list[SessionNote]:
    saves: Counter[Part] = Counter()
    found = []
    for note in one.notes:
        saves[note.part] += 1
        found.append(
            SessionNote(
                session=row,
                part=note.part,
                version=saves[note.part],
                text=note.text,
                sent=note.text,
                edited_by=note.by,
                edited_at=note.at,
            )
        )
    return found
