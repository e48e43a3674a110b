"""Writing lines. Called inside the transaction of the change itself, so that neither exists without the other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from fairway.audit.models import AuditLine, LookLine
from fairway.audit.recording import row_as_json, row_from_json
from fairway.audit.scrubbing import without_rows_of, without_words
from fairway.audit.types import Outdated, Sheet


def record_change(
    *, actor_id: int | None, action: str, subject: tuple[str, object], detail: Mapping[str, object]
) -> None:
    """Append one change. `subject` is (kind, key); `detail` must be JSON and must not repeat secrets."""
    kind, key = subject
    AuditLine.objects.create(
        at=timezone.now(),
        actor_id=actor_id,
        action=action,
        subject_kind=kind,
        subject_key=str(key),
        detail=dict(detail),
    )


@contextmanager
def undoable(
    *,
    actor_id: int | None,
    action: str,
    subject: tuple[str, object],
    sheets: Sequence[Sheet],
    detail: Mapping[str, object] | None = None,
) -> Iterator[None]:
    """Record a change with the rows of some sheets before and after it, in one transaction, so that it can be
    undone.
    """
    with transaction.atomic():
        before = [_rows(sheet) for sheet in sheets]
        yield
        pages = [
            {"model": sheet.model, "where": dict(sheet.where), "before": old, "after": _rows(sheet)}
            for sheet, old in zip(sheets, before, strict=True)
        ]
        record_change(actor_id=actor_id, action=action, subject=subject, detail={**(detail or {}), "sheets": pages})


def _rows(sheet: Sheet) -> list[dict[str, str | None]]:
    model = apps.get_model(sheet.model)
    return [row_as_json(row) for row in model.objects.filter(**sheet.where).order_by("pk")]


@transaction.atomic
def undo_change(key: int, *, actor_id: int | None) -> AuditLine:
    """Put the rows of a change back as they were before it. Outdated when they have been changed again since."""
    line = AuditLine.objects.select_for_update().get(pk=key)
    pages = line.detail.get("sheets", [])
    if line.detail.get("is_undone") or not pages:
        raise Outdated("this change has already been undone, or cannot be")
    for page in pages:
        if _rows(Sheet(page["model"], page["where"])) != page["after"]:
            raise Outdated("something was changed again since; undo that first, or make the change by hand")
    for page in pages:
        model = apps.get_model(page["model"])
        model.objects.filter(**page["where"]).delete()
        model.objects.bulk_create([row_from_json(model, row) for row in page["before"]])
    line.detail["is_undone"] = True
    line.save(update_fields=["detail"])
    record_change(
        actor_id=actor_id,
        action=f"undo_{line.action}"[:60],
        subject=(line.subject_kind, line.subject_key),
        detail={"of": key},
    )
    return line


def record_looks(*, viewer_id: int, subject_keys: Collection[int], page: str) -> None:
    """Note that a viewer saw these people on a page. One statement, whatever the team's size."""
    if not subject_keys:
        return
    now = timezone.now()
    table = connection.ops.quote_name(LookLine._meta.db_table)
    rows = ", ".join(["(%s, %s, %s, %s, %s, 1)"] * len(subject_keys))
    values: list[int | str | date | datetime] = []
    for key in subject_keys:
        values += [viewer_id, key, page, now.date(), now]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (viewer_id, subject_key, page, "on", last_at, count) VALUES {rows} '
            f'ON CONFLICT (viewer_id, subject_key, page, "on") '
            f"DO UPDATE SET last_at = excluded.last_at, count = {table}.count + 1",
            values,
        )


def forget_person(person_key: int, *, names: Collection[str], ids: Collection[str]) -> None:
    """Remove every line about one erased person, and them from lines about others.

    A text that holds one of their names (or e-mail address), and one that equals one of their ids, is replaced.
    """
    key = str(person_key)
    AuditLine.objects.filter(subject_kind="person", subject_key=key).delete()
    LookLine.objects.filter(subject_key=person_key).delete()
    for line in AuditLine.objects.exclude(subject_kind="person").iterator(chunk_size=2000):
        people = line.subject_key.split(",") if line.subject_kind == "people" else []
        if people == [key]:
            line.delete()
            continue
        detail = without_words(without_rows_of(line.detail, key), names=names, ids=ids)
        subject = ",".join(other for other in people if other != key) if people else line.subject_key
        subject = without_words(subject, names=names, ids=ids)
        if detail != line.detail or subject != line.subject_key:
            line.detail, line.subject_key = detail, subject
            line.save(update_fields=["detail", "subject_key"])


def forget_older_than(*, changes_on: date, looks_on: date) -> None:
    """Remove changes and looks from before those days."""
    AuditLine.objects.filter(at__date__lt=changes_on).delete()
    LookLine.objects.filter(on__lt=looks_on).delete()


def forget_viewer(viewer_id: int) -> None:
    """Remove what an erased account looked at; its changes stay as the operator's."""
    LookLine.objects.filter(viewer_id=viewer_id).delete()
    AuditLine.objects.filter(actor_id=viewer_id).update(actor_id=None)
