"""Removing a person from the database. The lake and everything worked out from it are removed by `execution`."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection, transaction
from django.db.models import Model

from fairway.audit.actions import forget_person, forget_viewer
from fairway.audit.scrubbing import MARK, without_words
from fairway.lib.spellings import Spellings, spellings_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.erased import digest_of, digest_of_record, digests_of
from fairway.people.models import (
    Absence,
    CalendarDay,
    ErasedIdentity,
    Identity,
    Person,
    RampStep,
    ReportingLine,
    User,
)
from fairway.people.statements import INSTEAD, role_instead


def remember_erased_records(table: str, keys: Iterable[str], *, on: date) -> None:
    """Erased contacts or leads, by the lake's keys: they are not taken in again."""
    for key in keys:
        ErasedIdentity.objects.get_or_create(digest=digest_of_record(table, key), defaults={"erased_on": on})


@transaction.atomic
def erase_person(person_key: int, *, on: date) -> None:
    """Remove a person, their account, and every mention of them among other people's rows."""
    person = Person.objects.get(pk=person_key)
    identities = list(person.identities.all())
    for identity in identities:
        ErasedIdentity.objects.get_or_create(
            digest=digest_of(identity.source, identity.native_id), defaults={"erased_on": on}
        )
        _scrub_mentions(identity)
    spellings = spellings_of_person(person_key)
    ErasedIdentity.objects.bulk_create(
        [ErasedIdentity(digest=digest, erased_on=on) for digest in digests_of(spellings)], ignore_conflicts=True
    )
    _scrub_work(spellings)
    _scrub_columns(spellings)
    forget_person(person_key, spellings=spellings, ids=[identity.native_id for identity in identities])
    user_id = person.user_id
    _clean_sessions(user_id, spellings)
    person.delete()
    if user_id is not None:
        forget_viewer(user_id)
        User.objects.filter(pk=user_id).delete()
    rebuild_spans()


def _scrub_mentions(identity: Identity) -> None:
    """Sources repeat a manager's id in each report's statement."""
    for other in Identity.objects.filter(source=identity.source):
        if other.stated.get("manager_native_id") == identity.native_id:
            other.stated = {**other.stated, "manager_native_id": MARK}
            other.save(update_fields=["stated"])
    for line in ReportingLine.objects.filter(origin__startswith=identity.source):
        if line.stated and line.stated[0] == identity.native_id:
            line.stated = [MARK, *line.stated[1:]]
            line.save(update_fields=["stated"])


def _scrub_work(spellings: Spellings) -> None:
    """Teams and jobs are sometimes called after somebody."""
    for other in Identity.objects.all():
        said_of_work = {name: other.stated[name] for name in INSTEAD if name in other.stated}
        stated = {**other.stated, **_work_without(spellings, said_of_work)}
        if stated != other.stated:
            other.stated = stated
            other.save(update_fields=["stated"])
    for line in ReportingLine.objects.all():
        before = [line.team, line.role, line.stated]
        line.team, line.role = _work_without(spellings, {"team": line.team, "role": line.role}).values()
        named = zip(("manager", "team", "role", "last"), line.stated, strict=False)
        line.stated = list(_work_without(spellings, dict(named)).values())
        if before != [line.team, line.role, line.stated]:
            line.save(update_fields=["team", "role", "stated"])


def _work_without(spellings: Spellings, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of somebody's work, in its order, without anybody's name."""
    return {
        name: without_words(value, spellings, marked=INSTEAD.get(name, lambda _: MARK)) for name, value in said.items()
    }


# Columns of other rows that are texts of their own, and what stands there instead of each.
COLUMNS: tuple[tuple[type[Model], str, Callable[[str], str]], ...] = (
    (Absence, "kind", lambda _: ""),
    (Absence, "reason", lambda _: MARK),
    (Person, "role", role_instead),
    (RampStep, "role", role_instead),
    (CalendarDay, "name", lambda _: MARK),
)


def _scrub_columns(spellings: Spellings) -> None:
    for model, column, instead in COLUMNS:
        rows = model._default_manager.exclude(**{column: ""})
        named = [text for text in rows.values_list(column, flat=True).distinct() if spellings.stand_in(text)]
        for text in named:
            rows.filter(**{column: text}).update(**{column: instead(text)})


def spellings_of_person(person_key: int) -> Spellings:
    """Every way somebody may be called in texts: by name, e-mail address, the name in addresses of pages, ids."""
    person = Person.objects.get(pk=person_key)
    stated = list(person.identities.values_list("native_id", "stated__name", "stated__email"))
    names = [person.name, person.email, person.slug, *(text for _, *said in stated for text in said)]
    return spellings_of(filter(None, names), [native_id for native_id, *_ in stated])


def _clean_sessions(user_id: int | None, spellings: Spellings) -> None:
    """End the person's own sessions, and take them out of messages that wait to be shown to others."""
    for session in Session.objects.all():
        said = session.get_decoded()
        if user_id is not None and str(said.get("_auth_user_id")) == str(user_id):
            session.delete()
            continue
        cleaned = without_words(said, spellings)
        if cleaned != said:
            session.session_data = Session.objects.encode(cleaned)
            session.save(update_fields=["session_data"])


def was_erased(native_id: str, sources: Iterable[str]) -> bool:
    """Whether a person of that id was erased before, from any of those sources."""
    digests = [digest_of(source, native_id) for source in sources]
    return ErasedIdentity.objects.filter(digest__in=digests).exists()


def forget_bytes() -> list[str]:
    """Make the database give back the bytes of deleted rows. Takes an exclusive lock while it runs.

    Returns what could not be done, in sentences.
    """
    with connection.cursor() as cursor:
        return _shrink_sqlite(cursor) if connection.vendor == "sqlite" else _shrink_postgres(cursor)


def _shrink_sqlite(cursor: Any) -> list[str]:
    cursor.execute("VACUUM")
    # The log keeps old pages until nobody reads them any more; this waits as long as any statement may.
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    is_busy = bool(cursor.fetchone()[0])
    if is_busy:
        return ["the database's log could not be emptied while somebody was reading; run the same command again"]
    return []


def _shrink_postgres(cursor: Any) -> list[str]:
    """Statistics are taken anew first: they keep the most common names and addresses of a table as samples."""
    kept = _wait_for_older_transactions(cursor)
    cursor.execute("VACUUM (FULL, ANALYZE)")
    kept = kept or _wait_for_older_transactions(cursor)  # the old statistics are deleted rows as well
    cursor.execute("VACUUM FULL pg_catalog.pg_statistic")
    try:
        cursor.execute("CHECKPOINT")  # removes the files that were replaced
        return kept + _overwrite_log(cursor)
    except ProgrammingError:
        return [
            *kept,
            "PostgreSQL removes replaced files at its next checkpoint, within minutes, and its write-ahead log holds "
            "what was written until it is used again; a superuser's erasure sees to both at once",
        ]


def _wait_for_older_transactions(cursor: Any) -> list[str]:
    """A deleted row is kept as long as any transaction of the whole server, in whatever database, is older than its
    deletion, or a statement of this database still looks at what was before it.
    """
    cursor.execute("SELECT pg_current_xact_id()::text::bigint, pg_current_xact_id()::xid::text")
    newest, short = cursor.fetchone()
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint <= %s OR EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND age(backend_xmin) >= age(%s::text::xid))",
            [newest, short],
        )
        if not cursor.fetchone()[0]:
            return []
        if time.monotonic() >= until:
            return [
                "PostgreSQL keeps deleted rows while a transaction that is older is open; run the same command again"
            ]
        time.sleep(ASK_AGAIN_SECONDS)


PATIENCE_SECONDS, ASK_AGAIN_SECONDS = 240, 0.2  # longer than any transaction of ours
MESSAGE_BYTES = 1_000_000
MOST_LOG_FILES = 256  # 4 GB: more than a server keeps unless somebody else needs it


def _overwrite_log(cursor: Any) -> list[str]:
    """Go once through every file of the write-ahead log: each keeps its old content until it is written again.

    ProgrammingError without the right to see or switch the log.
    """
    cursor.execute("SELECT pg_switch_wal()")
    cursor.execute("CHECKPOINT")
    cursor.execute("SELECT count(*), max(size) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'")
    files, size = cursor.fetchone()
    if files > MOST_LOG_FILES:
        return [
            f"PostgreSQL keeps {files} files of its write-ahead log for others; they hold what was written till then"
        ]
    for _ in range((files + 1) * size // MESSAGE_BYTES + 1):
        cursor.execute("SELECT pg_logical_emit_message(false, 'fairway', repeat('0', %s))", [MESSAGE_BYTES])
    cursor.execute("SELECT pg_switch_wal()")
    cursor.execute("CHECKPOINT")
    return []
