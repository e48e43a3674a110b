"""Writes about sources: connecting, runs and their leases, cursors."""

import os
import socket
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.audit.scrubbing import without_words
from fairway.exchange.models import Coverage, Cursor, Source, StagedRow, SyncRun, Upload
from fairway.exchange.outbox.actions import try_again
from fairway.exchange.queries import run_facts
from fairway.exchange.types import RunFacts, Tally
from fairway.lib.home import seal
from fairway.lib.spellings import Spellings

RUN_LEASE = timedelta(minutes=3)
MOST_ATTEMPTS = 8
PLACE = ("url", "database", "path")  # settings that tell one database or folder from another


@transaction.atomic
def connect_source(
    *,
    name: str,
    kind: str,
    settings: Mapping[str, object],
    secret: str = "",
    every_minutes: int | None = None,
    actor_id: int | None = None,
) -> None:
    """Add a source or change how it is reached. The secret is stored encrypted; an empty one leaves the old.

    Where the source stood was said of another database when its place changes: it is read from the beginning then.
    What waits to be written to it, and what it refused, is tried again at once.
    """
    source, is_new = Source.objects.get_or_create(name=name, defaults={"kind": kind})
    if not is_new and any(source.settings.get(key) != settings.get(key) for key in PLACE):
        forget_positions(name)
    source.kind, source.settings, source.every_minutes = kind, dict(settings), every_minutes
    if secret:
        source.sealed_secret = seal(secret)
    source.save()
    try_again(name)
    record_change(
        actor_id=actor_id,
        action="connect_source" if is_new else "change_source",
        subject=("source", name),
        detail={"kind": kind, "settings": dict(settings)},
    )


def request_run(source_name: str, *, is_full: bool = False, asked: Mapping[str, object] | None = None) -> RunFacts:
    """Ask for a pull; one that already waits is not doubled. What is `asked` of this run alone (an upload) gets a run
    of its own, so that no other takes its place.
    """
    source = Source.objects.get(name=source_name)
    if asked:
        return run_facts(SyncRun.objects.create(source=source, is_full=is_full, asked=dict(asked)))
    run = source.runs.filter(state="waiting", asked={}).first()
    if run is None:
        run = SyncRun.objects.create(source=source, is_full=is_full)
    elif is_full and not run.is_full:
        run.is_full = True
        run.save(update_fields=["is_full"])
    return run_facts(run)


def lease_run(run_key: int | None = None) -> RunFacts | None:
    """Take the oldest waiting or abandoned run (or that one), for three minutes at a time. None when there is none."""
    now = timezone.now()
    holder = f"{socket.gethostname()}:{os.getpid()}"
    is_due = Q(not_before_at__isnull=True) | Q(not_before_at__lte=now)
    free = Q(state="waiting") & (is_due if run_key is None else Q())  # who asks for one run does not wait for it
    abandoned = Q(state="running", lease_until_at__lt=now)
    _give_up_on_killers(abandoned)
    runs = SyncRun.objects.filter(free | abandoned, source__is_paused=False).order_by("requested_at")
    if run_key is not None:
        runs = SyncRun.objects.filter(free | abandoned, pk=run_key)
    for run in runs[:5]:
        taken = SyncRun.objects.filter(Q(pk=run.pk) & (free | abandoned)).update(
            state="running",
            lease_holder=holder,
            lease_until_at=now + RUN_LEASE,
            heartbeat_at=now,
            started_at=run.started_at or now,
            attempts=F("attempts") + 1,
        )
        if taken:
            run.refresh_from_db()
            return run_facts(run)
    return None


def _give_up_on_killers(abandoned: Q) -> None:
    """A run that ended its worker time and again (out of memory, say) is not tried for ever."""
    SyncRun.objects.filter(abandoned, attempts__gte=MOST_ATTEMPTS).update(
        state="failed",
        finished_at=timezone.now(),
        lease_until_at=None,
        error=f"the process that did this ended without a word, {MOST_ATTEMPTS} times",
        advice="Look at the machine's log: memory or disk may have run out. Then ask for the run again.",
    )


def beat(run_key: int, *, progress: Mapping[str, Tally], phase: str, expected: Mapping[str, int] | None = None) -> None:
    """Say that a run is alive and how far it is. `expected` rows by table, where known, stand beside as `of`."""
    now, of = timezone.now(), expected or {}
    SyncRun.objects.filter(pk=run_key).update(
        heartbeat_at=now,
        lease_until_at=now + RUN_LEASE,
        phase=phase,
        progress={
            table: tally.as_dict() | ({"of": of[table]} if table in of else {}) for table, tally in progress.items()
        },
    )


def finish_run(run_key: int, *, progress: Mapping[str, Tally], rejects_file: str = "") -> None:
    SyncRun.objects.filter(pk=run_key).update(
        state="done",
        finished_at=timezone.now(),
        lease_until_at=None,
        error="",
        advice="",
        phase="",
        rejects_file=rejects_file,
        progress={table: tally.as_dict() for table, tally in progress.items()},
    )


def fail_run(
    run_key: int, *, error: str, advice: str, retry_after: timedelta | None, has_moved_on: bool = False
) -> None:
    """End a run with its reason; a transient one waits and is tried again, up to eight times without moving on."""
    run = SyncRun.objects.get(pk=run_key)
    if has_moved_on:
        run.attempts = 0
    may_retry = retry_after is not None and run.attempts < MOST_ATTEMPTS
    run.state = "waiting" if may_retry else "failed"
    run.not_before_at = timezone.now() + retry_after if may_retry and retry_after else None
    run.finished_at = None if may_retry else timezone.now()
    run.lease_until_at, run.error, run.advice = None, _storable(error)[:4000], advice[:1000]
    run.save()


def _storable(text: str) -> str:
    """Text that a database takes: an error may quote bytes that are none."""
    return text.replace("\x00", "").encode("utf-8", "backslashreplace").decode()


def position_of_all() -> dict[str, dict[str, object]]:
    """Every stream's position, by source."""
    positions: dict[str, dict[str, object]] = {}
    for cursor in Cursor.objects.select_related("source"):
        positions.setdefault(cursor.source.name, {})[cursor.stream] = cursor.position
    return positions


def save_positions(
    positions: Mapping[tuple[str, str], Mapping[str, object]],
    mark: int,
    *,
    replace_all_by: Mapping[str, Mapping[str, Mapping[str, object]]] | None = None,
) -> None:
    """Move cursors, by (source, stream); or replace every cursor by an earlier picture of all of them."""
    if replace_all_by is not None:
        Cursor.objects.all().delete()
        positions = {
            (source, stream): at for source, streams in replace_all_by.items() for stream, at in streams.items()
        }
    sources = {source.name: source for source in Source.objects.filter(name__in={name for name, _ in positions})}
    for (name, stream), position in positions.items():
        if name in sources:
            Cursor.objects.update_or_create(
                source=sources[name], stream=stream, defaults={"position": dict(position), "lake_mark": mark}
            )


def forget_positions(source_name: str) -> None:
    """The next run of this source reads everything again."""
    Cursor.objects.filter(source__name=source_name).delete()


def clear_staged(keys: Iterable[int]) -> None:
    StagedRow.objects.filter(pk__in=list(keys)).delete()


def forget_mentions(native_ids: Sequence[str], spellings: Spellings) -> None:
    """Remove staged rows that name an erased person, uploads and what was answered about them, and messages of runs,
    which may quote anything.
    """
    for row in StagedRow.objects.all():
        if without_words(row.payload, spellings, ids=native_ids) != row.payload:
            row.delete()
    named = [
        key for key, note in Coverage.objects.exclude(note="").values_list("pk", "note") if spellings.stand_in(note)
    ]
    for start in range(0, len(named), 500):
        Coverage.objects.filter(pk__in=named[start : start + 500]).update(note="")
    for source in Source.objects.all():
        settings = without_words(source.settings, spellings, ids=native_ids)
        if settings != source.settings:
            source.settings = settings
            source.save(update_fields=["settings"])
    Upload.objects.all().delete()
    SyncRun.objects.exclude(asked={}).update(asked={})
    SyncRun.objects.exclude(error="").update(error="", advice="")
    SyncRun.objects.exclude(rejects_file="").update(rejects_file="")


def in_one_step() -> AbstractContextManager[None]:
    """All or nothing in the database, for callers that do not know it."""
    return transaction.atomic()
