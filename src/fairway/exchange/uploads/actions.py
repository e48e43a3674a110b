"""Keeping uploads and what was understood of them, until they are imported, thrown away, or a week old."""

import secrets
import shutil
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import PurePath

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fairway.exchange.models import SyncRun, Upload
from fairway.exchange.uploads.queries import INSPECTION_LEASE, UploadFacts, upload_facts
from fairway.lib.home import folder

KEPT_FOR = timedelta(days=7)
LONGEST_NAME = 120  # characters; file systems take 255 bytes


def keep_upload(files: Iterable[tuple[str, Iterable[bytes]]], *, owner_id: int) -> str:
    """Store uploaded files in a folder of their own, readable by this server only. Returns the upload's token."""
    token = secrets.token_urlsafe(18)
    target = folder("uploads") / token
    target.mkdir(mode=0o700)
    names: list[str] = []
    try:
        for name, chunks in files:
            plain = _free_name(PurePath(name).name.replace("\x00", ""), names)
            with (target / plain).open("wb") as out:
                out.writelines(chunks)
            names.append(plain)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    Upload.objects.create(token=token, owner_id=owner_id, file_names=names)
    return token


def _free_name(name: str, taken: Iterable[str]) -> str:
    """The file's own name, short enough; two of one name are told apart by a number."""
    stem, suffix = PurePath(name).stem[:LONGEST_NAME] or "file", PurePath(name).suffix[:12]
    used = {other.casefold() for other in taken}
    free = f"{stem}{suffix}"
    number = 2
    while free.casefold() in used:
        free, number = f"{stem} ({number}){suffix}", number + 1
    return free


@transaction.atomic
def answer_upload(token: str, answers: Mapping[str, object]) -> None:
    """Keep what somebody said about an upload; they may stop and come back. Another answer needs another inspection."""
    row = Upload.objects.select_for_update().filter(token=token).first()
    if row is not None and row.answers != dict(answers):
        row.answers, row.inspection_wanted_at, row.inspected_rows, row.inspected_of = dict(answers), None, 0, 0
        row.save(update_fields=["answers", "inspection_wanted_at", "inspected_rows", "inspected_of"])


def want_inspection(token: str) -> None:
    """Ask the worker to inspect an upload; a wish that is there already keeps its place."""
    Upload.objects.filter(token=token, inspection_wanted_at__isnull=True).update(inspection_wanted_at=timezone.now())


def lease_inspection() -> UploadFacts | None:
    """Take the upload that has waited longest and that nobody inspects now. None when there is none."""
    now = timezone.now()
    free = Q(inspection_beat_at__isnull=True) | Q(inspection_beat_at__lt=now - INSPECTION_LEASE)
    waiting = Upload.objects.filter(free, inspection_wanted_at__isnull=False).order_by("inspection_wanted_at")
    for row in waiting[:5]:
        if Upload.objects.filter(free, pk=row.pk).update(inspection_beat_at=now, inspected_rows=0, inspected_of=0):
            row.refresh_from_db()
            return upload_facts(row)
    return None


def beat_inspection(token: str, *, rows: int, of: int) -> bool:
    """Say that an inspection goes on and how far it is. False when nobody wants it any more."""
    wanted = Upload.objects.filter(token=token, inspection_wanted_at__isnull=False)
    return bool(wanted.update(inspection_beat_at=timezone.now(), inspected_rows=rows, inspected_of=of))


@transaction.atomic
def store_inspection(token: str, *, answers: Mapping[str, object], inspected: Mapping[str, object]) -> None:
    """Keep what was understood with those answers. A wish for other answers, made meanwhile, stands."""
    row = Upload.objects.select_for_update().filter(token=token).first()
    if row is None:
        return
    row.inspected, row.inspected_with, row.inspection_beat_at = dict(inspected), dict(answers), None
    if row.answers == row.inspected_with:
        row.inspection_wanted_at = None
    row.save(update_fields=["inspected", "inspected_with", "inspection_beat_at", "inspection_wanted_at"])


def give_up_inspection(token: str) -> None:
    """Stop without a result; whoever wants it finds it free."""
    Upload.objects.filter(token=token).update(inspection_beat_at=None)


def drop_upload(token: str) -> None:
    """Remove an upload, its files, and what was said about the people in them; runs keep only the files' names."""
    shutil.rmtree(folder("uploads") / token, ignore_errors=True)
    Upload.objects.filter(token=token).delete()
    for run in SyncRun.objects.filter(asked__upload=token).exclude(state="running"):
        run.asked = {"files": run.asked.get("files", [])}
        run.save(update_fields=["asked"])


def drop_old_uploads() -> None:
    """Remove uploaded files nobody came back for within a week."""
    for row in Upload.objects.filter(created_at__lt=timezone.now() - KEPT_FOR):
        drop_upload(row.token)
