"""Writing lines. Called inside the transaction of the change itself, so that neither exists without the other."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from fairway.audit.models import AuditLine, ChangedPerson, LookLine
from fairway.audit.recording import fields_from_json, row_as_json, row_from_json
from fairway.audit.scrubbing import without_person, without_words
from fairway.audit.types import UNDO, Outdated, Sheet
from fairway.lib.spellings import Spellings

LOOKS_AT_ONCE = 5_000  # databases take some ten thousand values in a statement
CHANGED_AGAIN = "something was changed again since; undo that first, or make the change by hand"


def record_change(
    *, actor_id: int | None, action: str, subject: tuple[str, object], detail: Mapping[str, object]
) -> None:
    """Append one change. `subject` is (kind, key), or ("people", keys) for several; `detail` must be JSON and must
    not repeat secrets.
    """
    kind, key = subject
    people = _people_of(kind, key)
    line = AuditLine.objects.create(
        at=timezone.now(),
        actor_id=actor_id,
        action=action[:60],
        subject_kind=kind,
        subject_key="" if kind == "people" else str(key),
        detail=dict(detail),
    )
    ChangedPerson.objects.bulk_create(ChangedPerson(line=line, person_key=person) for person in sorted(people))


def _people_of(kind: str, key: object) -> set[int]:
    if kind == "people" and isinstance(key, Iterable):
        return {int(person) for person in key}
    return {int(str(key))} if kind == "person" else set()


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


def _rows(sheet: Sheet) -> list[dict[str, Any]]:
    model = apps.get_model(sheet.model)
    return [row_as_json(row) for row in model.objects.filter(**sheet.where).order_by("pk")]


@transaction.atomic
def undo_change(key: int, *, actor_id: int | None, then: Callable[[], object] = lambda: None) -> None:
    """Put the rows of a change back as they were before it, then do what follows from them, or nothing at all.

    Outdated when they have been changed again since, when it has been undone already, or when something they point at
    is gone.
    """
    line = AuditLine.objects.select_for_update().get(pk=key)
    pages = line.detail.get("sheets", [])
    if line.detail.get("is_undone"):
        raise Outdated("it has been undone already")
    if not pages:
        raise Outdated("a change of this kind cannot be undone")
    for page in pages:
        if _rows(Sheet(page["model"], page["where"])) != page["after"]:
            raise Outdated(CHANGED_AGAIN)
    try:
        for page in pages:
            _put_back(page)
        connection.check_constraints([apps.get_model(page["model"])._meta.db_table for page in pages])
    except IntegrityError as error:
        raise Outdated("somebody it concerns has been removed since") from error
    line.detail["is_undone"] = True
    line.save(update_fields=["detail"])
    people = list(line.people.values_list("person_key", flat=True))
    subject = (line.subject_kind, people if line.subject_kind == "people" else line.subject_key)
    record_change(actor_id=actor_id, action=f"{UNDO}{line.action}", subject=subject, detail={"of": key})
    then()


def _put_back(page: Mapping[str, Any]) -> None:
    """Rows are changed in place where they still stand: deleting one would take along everything that hangs on it."""
    model = apps.get_model(page["model"])
    name = model._meta.pk.attname
    before, after = ({row[name]: row for row in page[side]} for side in ("before", "after"))
    model.objects.filter(pk__in=[key for key in after if key not in before]).delete()
    for key, row in before.items():
        if key in after and row != after[key]:
            model.objects.filter(pk=key).update(**fields_from_json(model, row))
    model.objects.bulk_create([row_from_json(model, row) for key, row in before.items() if key not in after])


def record_looks(*, viewer_id: int, subject_keys: Collection[int], page: str, on: date) -> None:
    """Note that a viewer saw these people on a page, one line a day. One statement for as many as any team has.

    `on` is the running day in the organisation's zone.
    """
    keys = sorted(set(subject_keys))
    for start in range(0, len(keys), LOOKS_AT_ONCE):
        _note_looks(viewer_id, keys[start : start + LOOKS_AT_ONCE], page, on)


def _note_looks(viewer_id: int, keys: Sequence[int], page: str, on: date) -> None:
    now = timezone.now()
    table = connection.ops.quote_name(LookLine._meta.db_table)
    rows = ", ".join(["(%s, %s, %s, %s, %s, 1)"] * len(keys))
    values: list[int | str | date | datetime] = []
    for key in keys:
        values += [viewer_id, key, page, on, now]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (viewer_id, subject_key, page, "on", last_at, count) VALUES {rows} '
            f'ON CONFLICT (viewer_id, subject_key, page, "on") '
            f"DO UPDATE SET last_at = excluded.last_at, count = {table}.count + 1",
            values,
        )


def forget_person(person_key: int, *, spellings: Spellings, ids: Collection[str]) -> None:
    """Remove every line about one erased person, and them from lines about others.

    A text in which their name or address stands, and one that equals one of their ids, is replaced.
    """
    key = str(person_key)
    about = set(ChangedPerson.objects.filter(person_key=person_key).values_list("line_id", flat=True))
    shared = set(
        ChangedPerson.objects.filter(line_id__in=about).exclude(person_key=person_key).values_list("line_id", flat=True)
    )
    AuditLine.objects.filter(pk__in=about - shared).delete()
    ChangedPerson.objects.filter(person_key=person_key).delete()
    LookLine.objects.filter(subject_key=person_key).delete()
    for line in AuditLine.objects.iterator(chunk_size=2000):
        detail = without_person(line.detail, key, spellings=spellings, ids=ids)
        subject = without_words(line.subject_key, spellings, ids=ids)
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
