"""Reading a transcript of a held session: both agree first, either ends it at any time. No text passes through here
that not both keep, and none stands in the audit.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.actions.promising import promise_in
from fairway.coaching.found_promises import KEPT_DAYS, FoundPromise
from fairway.coaching.measured import Measured
from fairway.coaching.models import ReadingConsent, Session, TalkReading
from fairway.coaching.types import Refused, State
from fairway.commitments.types import Promise

NOT_AGREED = "Both of you agree first. Nothing was read."


@transaction.atomic
def agree_to_reading(key: int, person_key: int, *, keeps_words: bool, actor_id: int | None) -> None:
    """One of the two agrees, first as a proposal; said again it changes whether the words are kept, until it is read.
    Refused for a talk that was not held, that was read, and for whoever is not one of the two.
    """
    row = _held(key)
    if person_key not in {row.person_id, row.coach_id} or row.coach_id is None:
        raise Refused("Only the two who talked can agree to this.")
    if TalkReading.objects.filter(session=row).exists():
        raise Refused("This talk was read already.")
    said = {"keeps_words": keeps_words, "agreed_at": timezone.now()}
    ReadingConsent.objects.update_or_create(session=row, person_id=person_key, defaults=said)
    _record("agree_to_reading", row, actor_id, keeps_words=keeps_words)


@transaction.atomic
def withdraw_reading(key: int, *, actor_id: int | None) -> None:
    """Either says no, before or after: what was agreed ends for both, and everything that was read is deleted."""
    row = Session.objects.select_for_update().get(pk=key)
    TalkReading.objects.filter(session=row).delete()
    gone, _ = ReadingConsent.objects.filter(session=row).delete()
    if gone:
        _record("withdraw_reading", row, actor_id)


@transaction.atomic
def keep_reading(
    key: int,
    measured: Measured,
    *,
    promises_found: Sequence[FoundPromise],
    words: Sequence[dict[str, str]],
    actor_id: int | None,
) -> bool:
    """Keep the figures of a reading; its words only where both said so: returns whether. Refused without both, and a
    second time.
    """
    row = _held(key)
    keeps_words = require_agreed(key)
    TalkReading.objects.create(
        session=row,
        read_at=timezone.now(),
        measured=measured.as_json(),
        promises_found=[one.as_json() for one in promises_found],
        words=list(words) if keeps_words else [],
    )
    _record("read_talk", row, actor_id, keeps_words=keeps_words)
    return keeps_words


def require_agreed(key: int) -> bool:
    """Whether both want the words kept. Refused where not both agreed, and where it was read."""
    both = set(Session.objects.filter(pk=key, state=State.HELD).values_list("person_id", "coach_id").first() or (None,))
    given = dict(ReadingConsent.objects.filter(session_id=key).values_list("person_id", "keeps_words"))
    if None in both or set(given) != both:
        raise Refused(NOT_AGREED)
    if TalkReading.objects.filter(session_id=key).exists():
        raise Refused("This talk was read already. Delete that first.")
    return all(given.values())


@transaction.atomic
def drop_words(key: int, *, actor_id: int | None) -> None:
    """Either deletes the words; the figures stay. Nobody's agreement covers them any more."""
    row = _held(key)
    ReadingConsent.objects.filter(session=row).update(keeps_words=False)
    if TalkReading.objects.filter(session=row).exclude(words=[]).update(words=[]):
        _record("drop_words", row, actor_id)


@transaction.atomic
def answer_found(key: int, found_key: int, promised: Promise | None, *, on: date, actor_id: int | None) -> None:
    """A commitment that was found becomes one of the session, in the words somebody confirmed; without a promise it is
    dropped. Refused once it was answered.
    """
    _held(key)  # locked first, as everywhere else
    row = TalkReading.objects.select_for_update().filter(session_id=key).first()
    left = [one for one in row.promises_found if one["key"] != found_key] if row else []
    if row is None or len(left) == len(row.promises_found):
        raise Refused("That was answered already.")
    if promised is not None:
        promise_in(key, promised, on=on, actor_id=actor_id)
    row.promises_found = left
    row.save(update_fields=["promises_found"])


def forget_found() -> None:
    """Drop found commitments nobody answered for two weeks."""
    edge = timezone.now() - timedelta(days=KEPT_DAYS)
    TalkReading.objects.filter(read_at__lt=edge).exclude(promises_found=[]).update(promises_found=[])


def forget_readings_of(person_key: int) -> None:
    """Whoever led a talk is erased: what was read of it was of both, and goes."""
    TalkReading.objects.filter(session__coach_id=person_key).delete()
    ReadingConsent.objects.filter(session__coach_id=person_key).delete()


def _held(key: int) -> Session:
    row = Session.objects.select_for_update().get(pk=key)
    if row.state != State.HELD:
        raise Refused("Only a talk that was held can be read.")
    return row


def _record(action: str, row: Session, actor_id: int | None, **detail: Any) -> None:
    subject = ("person", row.person_id)
    record_change(actor_id=actor_id, action=action, subject=subject, detail={"kind": row.kind, **detail})
