"""Backups: one ZIP file with the database as of one instant, the lake versions it publishes, and the keys.

The database is copied first, as a snapshot; it says which lake versions belong to it, and those never change. If a file
of such a version is tidied away before it was copied, the whole backup starts again. Every entry has its SHA-256 in the
manifest, and a restore refuses a file in which anything is missing or different.
"""

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from fairway import __version__
from fairway.lib.home import folder
from fairway.records.actions.publishing import lake
from fairway.records.archives import CHUNK, DATABASE, MANIFEST, SECRETS, SQLITE_ENTRY, new_salt, sealed
from fairway.records.durability import checkpoints, commit_file
from fairway.records.lake import MissingFiles, TableVersion

ATTEMPTS = 4


class BackupFailed(RuntimeError):
    """No consistent backup could be taken."""


@dataclass(slots=True)
class Archive:
    """A ZIP file being written, with the hash of each entry."""

    file: zipfile.ZipFile
    hashes: dict[str, str] = field(default_factory=dict)
    columns: dict[str, list[str]] = field(default_factory=dict)  # of each PostgreSQL table, as they were copied

    def add_file(self, path: Path, name: str, *, is_packed: bool = False) -> None:
        digest = sha256()
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        with path.open("rb") as source, self.file.open(entry, "w", force_zip64=True) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
        self.hashes[name] = digest.hexdigest()

    def add_bytes(self, content: bytes, name: str) -> None:
        self.file.writestr(name, content, zipfile.ZIP_DEFLATED)
        self.hashes[name] = sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Keys:
    """What a backup does with the home's keys: leaves them out, or takes them, locked with a passphrase or open."""

    are_taken: bool = True
    passphrase: str = ""


def write_backup(target: Path, keys: Keys = Keys()) -> str:
    """Write a backup, readable by its owner only. Returns a summary. BackupFailed when the lake never held still."""
    draft = target.with_name(target.name + ".part")
    for _ in range(ATTEMPTS):
        try:
            size = _attempt(draft, keys)
        except (FileNotFoundError, MissingFiles):
            continue  # tidied away between snapshot and copy: take both anew
        else:
            draft.replace(target)
            return f"{target}: {size:,} entries, {target.stat().st_size / 1e6:,.1f} MB, {_said(keys)}"
        finally:
            draft.unlink(missing_ok=True)
    raise BackupFailed("the lake was tidied again and again while it was copied; try once more in an hour")


def _said(keys: Keys) -> str:
    if not keys.are_taken:
        return "without keys: keep a copy of the home's secrets folder, or it cannot be used"
    if keys.passphrase:
        return "keys locked with the passphrase"
    return "keys included: keep it as safe as the home itself"


def _attempt(draft: Path, keys: Keys) -> int:
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with (
        tempfile.TemporaryDirectory(dir=folder("scratch"), prefix="backup-", ignore_cleanup_errors=True) as scratch,
        zipfile.ZipFile(draft, "w", allowZip64=True) as file,
    ):
        archive = Archive(file)
        copy = _copy_sqlite if connection.vendor == "sqlite" else _copy_postgres
        states, migrations = copy(archive, Path(scratch))
        for state in states:
            _copy_table(archive, state)
        salt = _copy_keys(archive, keys)
        manifest = {
            "fairway": __version__,
            "taken_at": datetime.now(UTC).isoformat(),
            "database": connection.vendor,
            "migrations": migrations,
            "columns": archive.columns,
            "hashes": archive.hashes,
            "with_secrets": keys.are_taken,
            "salt": salt,
        }
        file.writestr(MANIFEST, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)
    return len(archive.hashes)


def _copy_keys(archive: Archive, keys: Keys) -> str:
    """The home's keys, locked where there is a passphrase. Returns the salt it was stretched with, empty without."""
    salt = new_salt() if keys.passphrase and keys.are_taken else ""
    for file in sorted(folder("secrets").iterdir()) if keys.are_taken else ():
        if file.suffix == ".key":
            content = file.read_bytes()
            archive.add_bytes(sealed(content, keys.passphrase, salt) if salt else content, f"{SECRETS}/{file.name}")
    return salt


def _copy_sqlite(archive: Archive, scratch: Path) -> tuple[list[TableVersion], list[list[str]]]:
    """One step of SQLite's own backup sees one state, whoever writes meanwhile."""
    copy = scratch / SQLITE_ENTRY
    name = settings.DATABASES["default"]["NAME"]
    with closing(sqlite3.connect(f"file:{name}?mode=ro", uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        states = target.execute("SELECT name, generation, version FROM records_laketable").fetchall()
        migrations = target.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    archive.add_file(copy, SQLITE_ENTRY)
    return [TableVersion(*row) for row in states], [list(row) for row in migrations]


def _copy_postgres(archive: Archive, scratch: Path) -> tuple[list[TableVersion], list[list[str]]]:
    """Every table by COPY, in one read-only snapshot."""
    with own_connection() as postgres:
        postgres.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table, columns in tables_of(postgres).items():
            part = scratch / f"{table}.copy"
            with part.open("wb") as out, postgres.cursor().copy(f"COPY {listed(table, columns)} TO STDOUT") as copy:
                for chunk in copy:
                    out.write(chunk)
            archive.add_file(part, f"{DATABASE}/{table}.copy")
            archive.columns[table] = list(columns)
            part.unlink()
        states = postgres.execute("SELECT name, generation, version FROM records_laketable").fetchall()
        migrations = postgres.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return [TableVersion(*row) for row in states], [list(row) for row in migrations]


def own_connection() -> Any:
    """A connection beside Django's, in a transaction of its own that ends with its block."""
    import psycopg

    entry: dict[str, Any] = settings.DATABASES["default"]
    return psycopg.connect(
        dbname=entry["NAME"],
        user=entry["USER"] or None,
        password=entry["PASSWORD"] or None,
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
        **entry.get("OPTIONS", {}),
    )


def tables_of(postgres: Any) -> Mapping[str, Sequence[str]]:
    """Every table of the schema, with its columns."""
    rows = postgres.execute(
        "SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position) "
        "FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) "
        "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return dict(rows)


def listed(table: str, columns: Sequence[str]) -> str:
    """A table with its columns named, so that their order does not matter."""
    return f'"{table}" (' + ", ".join(f'"{column}"' for column in columns) + ")"


def _copy_table(archive: Archive, state: TableVersion) -> None:
    """A lake table up to a version: its log so far and the files that version reads."""
    house = lake()
    path = house.path(state.name, state.generation)
    prefix = f"lake/{state.name}/{path.name}"
    files = house.files(state)
    log = [entry for number in range(state.version + 1) if (entry := commit_file(path, number)).exists()]
    for entry in [*log, *(file for file, at in checkpoints(path).items() if at <= state.version)]:
        archive.add_file(entry, f"{prefix}/{entry.relative_to(path)}")
    for name in files:
        data = Path(name)
        archive.add_file(data, f"{prefix}/{data.relative_to(path)}", is_packed=True)
