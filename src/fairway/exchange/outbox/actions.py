"""Putting tasks into the outbox and taking them back, in the transaction of whoever promises; leasing them to a worker,
and writing down what became of them.

A lease is a word of its own, drawn anew each time. Whoever lost it, because it was slow or was taken for dead, writes
down nothing any more.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from fairway.audit.scrubbing import without_words
from fairway.exchange.models import OutboxEntry, Source
from fairway.exchange.outbox.queries import is_free, writing_sources
from fairway.exchange.outbox.types import TASK, Leased, State, Task, Wish
from fairway.lib.spellings import Spellings

# Longer than one entry can take: four calls of at most 45 s, and what a CRM still does after we stopped waiting.
LEASE = timedelta(minutes=5)
LONGEST_REASON = 2000
LONGEST_KEY_KEPT = 170  # of 200, so that a number fits behind


@transaction.atomic
def put(task: Task, *, source: str, key: str, person_key: int) -> bool:
    """Ask a source to hold a task. The same task under the same key changes nothing, a changed one makes an update.
    What was taken back and is put again is another task: the old one ends as it was asked to.

    Returns False, and keeps nothing, where that source is not to be written to.
    """
    if source not in writing_sources():
        return False
    _make_room(key)
    now, payload = timezone.now(), task.as_payload()
    entry, is_new = OutboxEntry.objects.select_for_update().get_or_create(
        key=key,
        defaults={
            "source": source,
            "kind": TASK,
            "token": secrets.token_hex(16),
            "person_id": person_key,
            "payload": payload,
            "next_at": now,
            "changed_at": now,
        },
    )
    if not is_new and entry.payload != payload:
        _wish_anew(entry, now, payload=payload)
    return True


def _make_room(key: str) -> None:
    """An entry that was taken back gives its key away. It stays under another: it may wait to be ended, and what it
    made is told again by its id when the CRM is read.
    """
    ended = OutboxEntry.objects.select_for_update().filter(key=key).exclude(wish=Wish.OPEN).first()
    if ended is not None:
        OutboxEntry.objects.filter(pk=ended.pk).update(key=f"{key[:LONGEST_KEY_KEPT]}~{ended.pk}")


@transaction.atomic
def take_back(key: str, *, is_done: bool) -> None:
    """A task is not wanted any more, because it is done or because it was withdrawn. What no CRM was asked for goes;
    else it is asked to mark it done, or to remove it. An unknown key, and one taken back before, changes nothing.
    """
    entry = OutboxEntry.objects.select_for_update().filter(key=key, wish=Wish.OPEN).first()
    if entry is None:
        return
    if entry.sent_at is None:
        entry.delete()
        return
    _wish_anew(entry, timezone.now(), wish=Wish.DONE if is_done else Wish.REMOVED)


def _wish_anew(entry: OutboxEntry, now: datetime, **wished: object) -> None:
    """Whoever is sending it keeps the lease: the old wish must have its end before the new one is sent."""
    OutboxEntry.objects.filter(pk=entry.pk).update(
        version=F("version") + 1, state=State.PENDING, attempts=0, reason="", next_at=now, changed_at=now, **wished
    )


def lease_entry(source: str) -> Leased | None:
    """Take the entry of a source that has been due longest, for five minutes. None when nothing is due."""
    now = timezone.now()
    for entry in OutboxEntry.objects.filter(is_free(now), source=source).order_by("next_at", "pk")[:5]:
        lease = secrets.token_hex(8)
        taken = OutboxEntry.objects.filter(is_free(now), pk=entry.pk).update(
            state=State.SENT,
            lease=lease,
            lease_until_at=now + LEASE,
            attempts=F("attempts") + 1,
            sent_at=Coalesce(F("sent_at"), now),
        )
        if taken:
            entry.refresh_from_db()
            return _leased(entry, lease)
    return None


def _leased(entry: OutboxEntry, lease: str) -> Leased:
    return Leased(
        pk=entry.pk,
        token=entry.token,
        task=Task.of(entry.payload),
        wish=Wish(entry.wish),
        native_id=entry.native_id,
        lease=lease,
        version=entry.version,
        attempts=entry.attempts,
    )


def confirm(entry: Leased, *, native_id: str) -> None:
    """The CRM did what was wished. What was wished meanwhile is sent next, with the CRM's id."""
    held = _held(entry)
    has_ended = held.filter(version=entry.version).update(
        state=State.CONFIRMED, native_id=native_id, reason="", lease="", lease_until_at=None, changed_at=timezone.now()
    )
    if not has_ended:
        held.update(native_id=native_id, lease="", lease_until_at=None)


def refuse(entry: Leased, *, reason: str) -> None:
    """The CRM will not, for a reason of its own. It is asked again once something else is wished."""
    held = _held(entry)
    has_ended = held.filter(version=entry.version).update(
        state=State.REJECTED, reason=_told(reason), lease="", lease_until_at=None, changed_at=timezone.now()
    )
    if not has_ended:
        held.update(lease="", lease_until_at=None)


def put_off(entry: Leased, *, reason: str, wait: timedelta) -> None:
    """It did not come through, or nobody knows: it is sent again after a while. A wish made meanwhile is not held up
    by that.
    """
    held = _held(entry)
    has_waited = held.filter(version=entry.version).update(
        state=State.PENDING, reason=_told(reason), next_at=timezone.now() + wait, lease="", lease_until_at=None
    )
    if not has_waited:
        held.update(lease="", lease_until_at=None)


def _held(entry: Leased) -> QuerySet[OutboxEntry]:
    return OutboxEntry.objects.filter(pk=entry.pk, lease=entry.lease)


def _told(reason: str) -> str:
    """A reason that a database takes."""
    return reason.replace("\x00", "").encode("utf-8", "backslashreplace").decode()[:LONGEST_REASON]


def hold_source(source: str, *, wait: timedelta) -> None:
    """Nothing is written to a source for a while: it asked for that, or does not answer."""
    Source.objects.filter(name=source).update(write_after_at=timezone.now() + wait)


@transaction.atomic
def try_again(source: str) -> None:
    """A source was connected anew, perhaps with another key or with more rights: what waits and what was refused is
    sent at once.
    """
    Source.objects.filter(name=source).update(write_after_at=None)
    OutboxEntry.objects.filter(source=source, state__in=(State.PENDING, State.REJECTED)).update(
        state=State.PENDING, attempts=0, next_at=timezone.now()
    )


def drop_entries_before(at: datetime) -> None:
    """Remove what was last wished or answered before an instant; the CRM keeps what it has."""
    OutboxEntry.objects.filter(changed_at__lt=at).delete()


def forget_tasks(identities: Collection[tuple[str, str]], spellings: Spellings) -> None:
    """Somebody goes, by (source, id): tasks they had go with them, and their name out of tasks of others. Those about
    them go with the person.
    """
    for source, native_id in identities:
        OutboxEntry.objects.filter(source=source, payload__owner=native_id).delete()
    for entry in OutboxEntry.objects.iterator():
        said = {"payload": entry.payload, "reason": entry.reason}
        cleaned = without_words(said, spellings)
        if cleaned != said:
            OutboxEntry.objects.filter(pk=entry.pk).update(**cleaned)
