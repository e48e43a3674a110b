"""Writing lines. Called inside the transaction of the change itself, so that neither exists without the other."""

from collections.abc import Collection, Mapping

from django.db import connection
from django.utils import timezone

from fairway.audit.models import AuditLine, LookLine


def record_change(*, actor_id: int | None, action: str, subject: tuple[str, object], detail: Mapping[str, object]) -> None:
    """Append one change. `subject` is (kind, key); `detail` must be JSON and must not repeat secrets."""
    kind, key = subject
    AuditLine.objects.create(
        at=timezone.now(), actor_id=actor_id, action=action, subject_kind=kind, subject_key=str(key), detail=dict(detail)
    )


def record_looks(*, viewer_id: int, subject_keys: Collection[int], page: str) -> None:
    """Note that a viewer saw these people on a page. One statement, whatever the team's size."""
    if not subject_keys:
        return
    now = timezone.now()
    table = connection.ops.quote_name(LookLine._meta.db_table)
    rows = ", ".join(["(%s, %s, %s, %s, %s, 1)"] * len(subject_keys))
    values: list[object] = []
    for key in subject_keys:
        values += [viewer_id, key, page, now.date(), now]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} (viewer_id, subject_key, page, "on", last_at, count) VALUES {rows} '
            f'ON CONFLICT (viewer_id, subject_key, page, "on") '
            f"DO UPDATE SET last_at = excluded.last_at, count = {table}.count + 1",
            values,
        )


def forget_subject(subject_kinds: Collection[str], subject_key: object) -> None:
    """Remove every line about one erased person."""
    AuditLine.objects.filter(subject_kind__in=subject_kinds, subject_key=str(subject_key)).delete()
    LookLine.objects.filter(subject_key=int(str(subject_key))).delete()
