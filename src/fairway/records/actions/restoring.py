"""Putting a backup into an empty home and an empty database of the same kind. Everything is checked first, then laid
out beside, then moved into place: a restore that fails leaves the home as empty as it was.
"""

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from fairway.exchange.queries import sources
from fairway.lib.home import folder, home
from fairway.people.queries import is_untouched
from fairway.records.actions.archiving import listed, own_connection, tables_of
from fairway.records.archives import (
    CHUNK,
    DATABASE,
    LAKE,
    MANIFEST,
    SECRETS,
    SQLITE_ENTRY,
    WrongPassphrase,
    unsealed,
)

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
UNREADABLE = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


class RestoreRefused(RuntimeError):
    """The file is no whole backup, or the home is not empty."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


def restore_backup(source: Path, *, passphrase: str = "") -> str:
    """Put a backup into an empty home and an empty database. Refuses anything else, and a file that is not whole.

    Returns a summary.
    """
    try:
        file = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError) as error:
        raise RestoreRefused(f"{source} is no backup of Fairway, or it was cut off ({error})") from error
    with file, tempfile.TemporaryDirectory(dir=folder("scratch"), prefix="restore-") as scratch:
        manifest = _checked(file)
        _refuse_unless_empty()
        _refuse_other_database(manifest)
        laid_out = Path(scratch)
        keys = _open_keys(file, manifest, passphrase)
        for name in manifest["hashes"]:
            if name.startswith(f"{LAKE}/") or name == SQLITE_ENTRY:
                _extract(file, name, laid_out)
        if connection.vendor == "sqlite":
            _move_in(laid_out, keys)
        else:
            _restore_postgres(file, manifest, then=lambda: _move_in(laid_out, keys))
    call_command("migrate", verbosity=0)
    taken = f"{manifest['taken_at'][:16].replace('T', ' ')} UTC by version {manifest['fairway']}"
    left = "" if manifest["with_secrets"] else "; it holds no keys: put the old home's secrets folder in place now"
    return f"restored what was taken at {taken}{left}"


def _checked(file: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, once every entry is what it says."""
    try:
        manifest: dict[str, Any] = json.loads(file.read(MANIFEST))
        hashes: dict[str, str] = manifest["hashes"]
    except (*UNREADABLE, ValueError) as error:
        raise RestoreRefused("this file is no backup of Fairway, or it was cut off while it was written") from error
    for name, wanted in hashes.items():
        digest = sha256()
        try:
            for chunk in _chunks(file, name):
                digest.update(chunk)
        except UNREADABLE as error:
            raise RestoreRefused(f"{name} is damaged or missing in this backup") from error
        if digest.hexdigest() != wanted:
            raise RestoreRefused(f"{name} differs from what was backed up")
    return manifest


def _chunks(file: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with file.open(name) as entry:
        while chunk := entry.read(CHUNK):
            yield chunk


def _refuse_unless_empty() -> None:
    if not is_untouched() or sources() or any(folder(LAKE).iterdir()):
        raise RestoreRefused(
            f"the home {home()} is not empty", advice="Point FAIRWAY_HOME (and FAIRWAY_DATABASE_URL) at empty ones."
        )


def _refuse_other_database(manifest: dict[str, Any]) -> None:
    found = manifest["database"]
    if found != connection.vendor:
        raise RestoreRefused(
            f"this backup is of a {KINDS.get(found, found)} database, this home uses {KINDS[connection.vendor]}",
            advice="Set or unset FAIRWAY_DATABASE_URL to match. `fairway export` and `import` carry data across.",
        )
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    unknown = [f"{app} {name}" for app, name in manifest["migrations"] if (app, name) not in known]
    if unknown:
        raise RestoreRefused(
            f"this backup was taken by Fairway {manifest['fairway']}, which knows more than this one: {unknown[0]}",
            advice="Install that version or a later one.",
        )


def _open_keys(file: zipfile.ZipFile, manifest: dict[str, Any], passphrase: str) -> dict[str, bytes]:
    """Keys by file name, in clear."""
    names = [name for name in manifest["hashes"] if name.startswith(f"{SECRETS}/")]
    if names and manifest.get("salt") and not passphrase:
        raise RestoreRefused("the keys of this backup are locked", advice="Give its --passphrase-file.")
    keys = {}
    for name in names:
        content = file.read(name)
        try:
            keys[Path(name).name] = unsealed(content, passphrase, manifest["salt"]) if manifest.get("salt") else content
        except WrongPassphrase as error:
            raise RestoreRefused(str(error)) from error
    return keys


def _extract(file: zipfile.ZipFile, name: str, target: Path) -> None:
    """An entry as a file under a folder, on disk. Refuses a name that leads out of it."""
    path = target / name
    if not path.resolve().is_relative_to(target.resolve()):
        raise RestoreRefused(f"{name} would be written outside the home")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        for chunk in _chunks(file, name):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _move_in(laid_out: Path, keys: dict[str, bytes]) -> None:
    """Lake, then keys, then the database: until that is there, the home counts as empty."""
    for table in sorted((laid_out / LAKE).iterdir()) if (laid_out / LAKE).exists() else ():
        shutil.move(table, folder(LAKE) / table.name)
    for name, content in keys.items():
        target = folder(SECRETS) / name
        draft = target.with_suffix(".part")
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        draft.replace(target)
    if connection.vendor == "sqlite":
        connection.close()
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        for leftover in (database.with_name(f"{database.name}-wal"), database.with_name(f"{database.name}-shm")):
            leftover.unlink(missing_ok=True)
        shutil.move(laid_out / SQLITE_ENTRY, database)


def _restore_postgres(file: zipfile.ZipFile, manifest: dict[str, Any], *, then: Callable[[], None]) -> None:
    """Bring the schema to where the backup stood, then fill it, set sequences on and do `then` in one transaction."""
    newest: dict[str, str] = dict(manifest["migrations"])
    for app, name in newest.items():
        call_command("migrate", app, name, verbosity=0)
    with own_connection() as postgres:
        present = tables_of(postgres)
        postgres.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in present) + " CASCADE")
        postgres.execute("SET CONSTRAINTS ALL DEFERRED")  # tables point at each other in every direction
        for table in present:
            entry, columns = f"{DATABASE}/{table}.copy", manifest["columns"].get(table)
            if entry in manifest["hashes"]:
                with postgres.cursor().copy(f"COPY {listed(table, columns)} FROM STDIN") as copy:
                    for chunk in _chunks(file, entry):
                        copy.write(chunk)
        for table in present:
            _set_sequence(postgres, table)
        then()


def _set_sequence(postgres: Any, table: str) -> None:
    row = postgres.execute(
        "SELECT pg_get_serial_sequence(%s, 'id') WHERE EXISTS (SELECT 1 FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = %s AND column_name = 'id')",
        [f'"{table}"', table],
    ).fetchone()
    if row and row[0]:
        postgres.execute(f'SELECT setval(%s, coalesce((SELECT max(id) FROM "{table}"), 0) + 1, false)', [row[0]])
