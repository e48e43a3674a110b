"""Backups: one ZIP file with the database as of one instant, the lake versions it publishes, and the keys.

The database is copied first, as a snapshot; it says which lake versions belong to it, and those never change. If a file
of such a version is tidied away before it was copied, the whole backup starts again. Every entry has its SHA-256 in the
manifest, and a restore refuses a file in which anything is missing or different.
"""

import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from fairway import __version__
from fairway.lib.home import folder, home
from fairway.records.actions.publishing import lake
from fairway.records.durability import commit_file
from fairway.records.lake import MissingFiles, TableVersion

MANIFEST = "manifest.json"
SQLITE_ENTRY = "database.sqlite3"
ATTEMPTS = 4
CHUNK = 1 << 20


class BackupFailed(RuntimeError):
    """No consistent backup could be taken."""


class RestoreRefused(RuntimeError):
    """The file is no whole backup, or the home is not empty."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(slots=True)
class Archive:
    """A ZIP file being written, with the hash of each entry."""

    file: zipfile.ZipFile
    hashes: dict[str, str] = field(default_factory=dict)

    def add_file(self, path: Path, name: str, *, is_packed: bool = False) -> None:
        kind = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        digest = sha256()
        entry = zipfile.ZipInfo(name)
        entry.compress_type = kind
        with path.open("rb") as source, self.file.open(entry, "w", force_zip64=True) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
        self.hashes[name] = digest.hexdigest()


def write_backup(target: Path, *, with_secrets: bool = True) -> str:
    """Write a backup, readable by its owner only. Returns a summary. BackupFailed when the lake never held still."""
    draft = target.with_suffix(target.suffix + ".part")
    for _ in range(ATTEMPTS):
        try:
            size = _attempt(draft, with_secrets=with_secrets)
        except (FileNotFoundError, MissingFiles):
            continue  # tidied away between snapshot and copy: take both anew
        finally:
            if draft.exists() and not target.exists() and _is_unfinished(draft):
                draft.unlink()
        draft.replace(target)
        return f"{target}: {size:,} entries, {target.stat().st_size / 1e6:,.1f} MB" + (
            "" if with_secrets else ", without keys"
        )
    raise BackupFailed("the lake was tidied again and again while it was copied; try once more in an hour")


def _is_unfinished(draft: Path) -> bool:
    try:
        with zipfile.ZipFile(draft) as file:
            return MANIFEST not in file.namelist()
    except zipfile.BadZipFile:
        return True


def _attempt(draft: Path, *, with_secrets: bool) -> int:
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with tempfile.TemporaryDirectory(dir=home()) as scratch, zipfile.ZipFile(draft, "w", allowZip64=True) as file:
        archive = Archive(file)
        states, migrations = (_copy_sqlite if connection.vendor == "sqlite" else _copy_postgres)(archive, Path(scratch))
        for state in states:
            _copy_table(archive, state)
        if with_secrets:
            for key in sorted(folder("secrets").iterdir()):
                archive.add_file(key, f"secrets/{key.name}")
        manifest = {
            "fairway": __version__,
            "taken_at": datetime.now(UTC).isoformat(),
            "database": connection.vendor,
            "migrations": migrations,
            "hashes": archive.hashes,
            "with_secrets": with_secrets,
        }
        file.writestr(MANIFEST, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)
    return len(archive.hashes)


def _copy_sqlite(archive: Archive, scratch: Path) -> tuple[list[TableVersion], list[list[str]]]:
    copy = scratch / SQLITE_ENTRY
    source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        states = [
            TableVersion(*row) for row in target.execute("SELECT name, generation, version FROM records_laketable")
        ]
        migrations = [list(row) for row in target.execute("SELECT app, name FROM django_migrations ORDER BY id")]
    finally:
        source.close()
        target.close()
    archive.add_file(copy, SQLITE_ENTRY)
    return states, migrations


def _copy_postgres(archive: Archive, scratch: Path) -> tuple[list[TableVersion], list[list[str]]]:
    """Every table by COPY, in one read-only snapshot."""
    with _own_connection() as postgres:
        postgres.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in _tables(postgres):
            part = scratch / f"{table}.copy"
            with part.open("wb") as out, postgres.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
                for chunk in copy:
                    out.write(chunk)
            archive.add_file(part, f"database/{table}.copy")
            part.unlink()
        states = [
            TableVersion(*row)
            for row in postgres.execute("SELECT name, generation, version FROM records_laketable").fetchall()
        ]
        migrations = [
            list(row) for row in postgres.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        ]
    return states, migrations


def _own_connection() -> Any:
    import psycopg

    entry: dict[str, Any] = settings.DATABASES["default"]
    return psycopg.connect(
        dbname=entry["NAME"],
        user=entry["USER"] or None,
        password=entry["PASSWORD"] or None,
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
    )


def _tables(postgres: Any) -> list[str]:
    rows = postgres.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    ).fetchall()
    return [name for (name,) in rows]


def _copy_table(archive: Archive, state: TableVersion) -> None:
    """A lake table up to a version: its log so far and the files that version reads."""
    house = lake()
    path = house.path(state.name, state.generation)
    prefix = f"lake/{state.name}/{path.name}"
    for number in range(state.version + 1):
        entry = commit_file(path, number)
        if entry.exists():
            archive.add_file(entry, f"{prefix}/_delta_log/{entry.name}")
    for file in house.files(state):
        data = Path(file)
        archive.add_file(data, f"{prefix}/{data.relative_to(path)}", is_packed=True)


def restore_backup(source: Path) -> str:
    """Put a backup into an empty home and an empty database. Refuses anything else, and a file that is not whole."""
    with zipfile.ZipFile(source) as file:
        manifest = _checked(file)
        _refuse_unless_empty(manifest)
        for name in manifest["hashes"]:
            if name.startswith(("lake/", "secrets/")):
                _extract(file, name, home() / name)
        if connection.vendor == "sqlite":
            connection.close()
            _extract(file, SQLITE_ENTRY, Path(str(settings.DATABASES["default"]["NAME"])))
        else:
            _restore_postgres(file, manifest)
    call_command("migrate", verbosity=0)
    return (
        f"restored what was taken at {manifest['taken_at'][:16].replace('T', ' ')} UTC by version {manifest['fairway']}"
    )


def _checked(file: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(file.read(MANIFEST))
    except KeyError:
        raise RestoreRefused("this file is no backup of Fairway, or it was cut off while it was written") from None
    for name, wanted in manifest["hashes"].items():
        digest = sha256()
        try:
            for chunk in _chunks(file, name):
                digest.update(chunk)
        except (KeyError, zipfile.BadZipFile) as error:
            raise RestoreRefused(f"{name} is damaged or missing in this backup") from error
        if digest.hexdigest() != wanted:
            raise RestoreRefused(f"{name} differs from what was backed up")
    return manifest


def _chunks(file: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with file.open(name) as entry:
        while chunk := entry.read(CHUNK):
            yield chunk


def _refuse_unless_empty(manifest: dict[str, Any]) -> None:
    from fairway.people.queries import is_untouched

    if not is_untouched() or any(folder("lake").iterdir()):
        raise RestoreRefused(
            "this home is not empty", advice="Point FAIRWAY_HOME (and FAIRWAY_DATABASE_URL) at empty ones."
        )
    if manifest["database"] != connection.vendor:
        raise RestoreRefused(
            f"this backup is of {manifest['database']}, this home uses {connection.vendor}",
            advice="Set or unset FAIRWAY_DATABASE_URL to match.",
        )


def _extract(file: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.resolve().is_relative_to(home()):
        raise RestoreRefused(f"{name} would be written outside the home")
    draft = target.with_name(target.name + ".part")
    with draft.open("wb") as out:
        for chunk in _chunks(file, name):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    for leftover in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        leftover.unlink(missing_ok=True)
    draft.replace(target)
    if name.startswith("secrets/"):
        target.chmod(0o600)


def _restore_postgres(file: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Bring the schema to where the backup stood, fill it, and set sequences on."""
    newest: dict[str, str] = {}
    for app, name in manifest["migrations"]:
        newest[app] = name
    for app, name in newest.items():
        call_command("migrate", app, name, verbosity=0)
    with _own_connection() as postgres:
        present = _tables(postgres)
        postgres.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in present) + " CASCADE")
        postgres.execute("SET session_replication_role = replica")
        for table in present:
            if f"database/{table}.copy" in manifest["hashes"]:
                with postgres.cursor().copy(f'COPY "{table}" FROM STDIN') as copy:
                    for chunk in _chunks(file, f"database/{table}.copy"):
                        copy.write(chunk)
        for table in present:
            _set_sequence(postgres, table)


def _set_sequence(postgres: Any, table: str) -> None:
    row = postgres.execute(
        "SELECT pg_get_serial_sequence(%s, 'id') WHERE EXISTS (SELECT 1 FROM information_schema.columns "
        "WHERE table_name = %s AND column_name = 'id')",
        [f'"{table}"', table],
    ).fetchone()
    if row and row[0]:
        postgres.execute(f'SELECT setval(%s, coalesce((SELECT max(id) FROM "{table}"), 0) + 1, false)', [row[0]])
