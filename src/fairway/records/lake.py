"""The lake: one Delta table per canonical table, in a folder of the home.

A table lives in a generation folder. Erasing somebody writes a new generation and removes the old folder, so that no
version keeps a byte of them. Versions become visible to readers only when `records.actions` publishes them.
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake

from fairway.records.durability import commit_file, refuse_without_hard_links, sync_commits
from fairway.records.schema import TABLES, TableShape

APP_ID = "fairway"
SMALL_TABLE_MONTH = "all"


@dataclass(frozen=True, slots=True)
class TableVersion:
    """One published state of a table."""

    name: str
    generation: int
    version: int


class MissingFiles(RuntimeError):
    """A published version points at files that are not there, after lost writes or a partial copy."""


class Lake:
    """Reading and writing Delta tables under one folder. Knows nothing of what is published."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        refuse_without_hard_links(root)
        self.root = root

    def path(self, name: str, generation: int) -> Path:
        return self.root / name / f"g{generation:04d}"

    def open(self, name: str, generation: int, version: int | None = None) -> DeltaTable:
        """The table at a version, made empty if it is not there yet."""
        path = self.path(name, generation)
        if not (path / "_delta_log").exists():
            path.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(str(path), schema=TABLES[name].schema, partition_by=["placed_month"])
            sync_commits(path, [0])
        return DeltaTable(str(path), version=version)

    def latest(self, name: str, generation: int) -> int:
        return self.open(name, generation).version()

    def files(self, state: TableVersion) -> list[str]:
        """Data files of a version; an empty list for an empty table."""
        path = self.path(state.name, state.generation)
        try:
            return sorted(DeltaTable(str(path), version=state.version).file_uris())
        except Exception as error:  # deltalake raises its own, undocumented kinds for a broken log
            if not commit_file(path, state.version).exists():
                raise MissingFiles(f"{path} has no version {state.version}") from error
            raise

    def require_files(self, state: TableVersion) -> None:
        """Raise MissingFiles unless every file of that version is there with the size its commit wrote down."""
        path = self.path(state.name, state.generation)
        if not commit_file(path, state.version).exists() or commit_file(path, state.version).stat().st_size == 0:
            raise MissingFiles(f"{path} has no version {state.version}")
        table = DeltaTable(str(path), version=state.version)
        added = pa.table(table.get_add_actions(flatten=True))
        for name, size in zip(added["path"].to_pylist(), added["size_bytes"].to_pylist(), strict=True):
            file = path / name
            if not file.exists() or file.stat().st_size != size:
                raise MissingFiles(f"{file} is missing or cut short")

    def roll_back(self, state: TableVersion) -> int:
        """Undo whatever was committed after a version and never published. Returns the version that now equals it."""
        table = self.open(state.name, state.generation)
        if table.version() == state.version:
            return state.version
        table.restore(state.version)
        sync_commits(self.path(state.name, state.generation), [table.version()])
        return table.version()

    def append(self, shape: TableShape, generation: int, rows: pa.Table, mark: int) -> int:
        """Add rows that are known to be new. Returns the new version, on disk."""
        table = self.open(shape.name, generation)
        before = table.version()
        write_deltalake(table, rows, mode="append", commit_properties=_properties(mark))
        return self._kept(table, generation, shape.name, before)

    def replace(self, shape: TableShape, generation: int, rows: pa.Table, mark: int) -> int:
        """Put rows in the place of those with the same record key and month. Returns the new version, on disk."""
        table = self.open(shape.name, generation)
        before = table.version()
        (
            table.merge(
                rows,
                f"t.record_key = s.record_key AND {_months_clause(rows)}",
                source_alias="s",
                target_alias="t",
                commit_properties=_properties(mark),
            )
            .when_matched_update_all()
            .when_not_matched_insert_all()
            .execute()
        )
        return self._kept(table, generation, shape.name, before)

    def remove(self, shape: TableShape, generation: int, keys: pa.Table, mark: int) -> int:
        """Take rows out by record key and month. Returns the new version, on disk."""
        table = self.open(shape.name, generation)
        before = table.version()
        (
            table.merge(
                keys,
                f"t.record_key = s.record_key AND {_months_clause(keys)}",
                source_alias="s",
                target_alias="t",
                commit_properties=_properties(mark),
            )
            .when_matched_delete()
            .execute()
        )
        return self._kept(table, generation, shape.name, before)

    def _kept(self, table: DeltaTable, generation: int, name: str, before: int) -> int:
        sync_commits(self.path(name, generation), range(before + 1, table.version() + 1))
        return table.version()

    def compact(self, name: str, generation: int) -> int:
        """Join small files of each month. The content stays; the version rises."""
        table = self.open(name, generation)
        before = table.version()
        table.optimize.compact()
        return self._kept(table, generation, name, before)

    def vacuum(self, state: TableVersion) -> int:
        """Remove files that only versions before this one use. Returns how many."""
        table = self.open(state.name, state.generation)
        if table.version() != state.version:
            return 0
        return len(table.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False))

    def write_generation(self, shape: TableShape, generation: int, batches: Iterable[pa.Table], mark: int) -> int:
        """Write a table anew into a generation folder of its own. Returns its version, on disk."""
        path = self.path(shape.name, generation)
        if path.exists():
            shutil.rmtree(path)
        version = self.latest(shape.name, generation)
        for batch in batches:
            if batch.num_rows:
                version = self.append(shape, generation, batch, mark)
        return version

    def drop_generations(self, name: str, keep: Sequence[int]) -> None:
        """Remove every generation folder of a table but those."""
        folder = self.root / name
        for child in folder.glob("g*") if folder.exists() else ():
            if int(child.name[1:]) not in keep:
                shutil.rmtree(child)


def _properties(mark: int) -> CommitProperties:
    return CommitProperties(app_transactions=[Transaction(APP_ID, mark)])


def _months_clause(rows: pa.Table) -> str:
    """Naming the months lets Delta skip every other partition."""
    months = sorted(set(rows["placed_month"].to_pylist()))
    return "t.placed_month = s.placed_month AND t.placed_month IN (" + ", ".join(f"'{month}'" for month in months) + ")"
