"""The lake: one Delta table per canonical table, in a folder of the home.

A table lives in a generation folder. Erasing somebody writes a new generation and removes the old folder, so that no
version keeps a byte of them. Versions become visible to readers only when `records.actions` publishes them.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from fairway.records.durability import (
    LOG,
    actions_of,
    commits,
    cut_log,
    first_gap,
    later_commits,
    refuse_without_hard_links,
    sync_commits,
    sync_path,
)
from fairway.records.schema import TABLES, TableShape

APP_ID = "fairway"
SMALL_TABLE_MONTH = "all"
_tried_folders: set[Path] = set()


@dataclass(frozen=True, slots=True)
class TableVersion:
    """One published state of a table."""

    name: str
    generation: int
    version: int


class MissingFiles(RuntimeError):
    """A published version points at files that are not there, after lost writes or a partial copy."""


class LeaseLost(RuntimeError):
    """This writer was too slow and another one took over; nothing of this step was published."""


class Lake:
    """Reading and writing Delta tables under one folder. Knows nothing of what is published."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        if root not in _tried_folders:
            refuse_without_hard_links(root)
            _tried_folders.add(root)
        self.root = root

    def path(self, name: str, generation: int) -> Path:
        return self.root / name / f"g{generation:04d}"

    def open(self, name: str, generation: int) -> DeltaTable:
        """The table as last committed, made empty if it is not there yet."""
        path = self.path(name, generation)
        if not commits(path):
            path.mkdir(parents=True, exist_ok=True)
            try:
                DeltaTable.create(path.as_uri(), schema=TABLES[name].schema, partition_by=["placed_month"])
            except DeltaError:
                if not commits(path):  # else another process made it a moment earlier
                    raise
            sync_commits(path, [0])
        return DeltaTable(path.as_uri())

    def latest(self, name: str, generation: int) -> int:
        return self.open(name, generation).version()

    def files(self, state: TableVersion) -> list[str]:
        """Data files of a version; an empty list for an empty table. MissingFiles where its log is not whole."""
        path = self.path(state.name, state.generation)
        try:
            return list(_files_of(path, state.version, (path / LOG).stat().st_mtime_ns))
        except FileNotFoundError as error:
            raise MissingFiles(f"{path / LOG} is missing") from error

    def require_files(self, state: TableVersion) -> None:
        """Raise MissingFiles unless every file of that version is there with the size its commit wrote down."""
        path = self.path(state.name, state.generation)
        for name, size in _sizes_of(self.path(state.name, state.generation), state.version).items():
            file = path / name
            if not file.exists() or file.stat().st_size != size:
                raise MissingFiles(f"{file} is missing or cut short")

    def roll_back(self, state: TableVersion) -> tuple[int, bool]:
        """Undo whatever was committed after a version and never published.

        Returns the version that now equals it, and whether anything was undone. Commits that change nothing are
        passed over; a log that a power cut broke is cut where it breaks off.
        """
        path = self.path(state.name, state.generation)
        later = later_commits(path, state.version)
        if later is None:
            cut_log(path, state.version)
            return state.version, True
        if not later:
            return state.version, False
        kinds = {kind for file in later for action in actions_of(file) for kind in action}
        if kinds <= {"commitInfo", "txn"}:
            return state.version + len(later), False
        table = self.open(state.name, state.generation)
        self._committed(lambda: table.restore(state.version, commit_properties=CommitProperties(max_commit_retries=0)))
        sync_commits(path, [table.version()])
        return table.version(), True

    def append(self, state: TableVersion, rows: pa.Table, mark: int) -> TableVersion:
        """Add rows that are known to be new. Returns the new version, on disk. LeaseLost after a stranger's commit."""
        table = self._unmoved(state)
        self._committed(
            lambda: write_deltalake(
                table, rows, mode="append", schema_mode="merge", commit_properties=_properties(mark)
            )
        )
        return self._kept(table, state)

    def replace(self, state: TableVersion, rows: pa.Table, mark: int) -> TableVersion:
        """Put rows in the place of those with the same record key and month. Returns the new version, on disk."""
        table = self._unmoved(state)
        merging = self._merging(table, rows, mark, with_new_columns=True)
        self._committed(merging.when_matched_update_all().when_not_matched_insert_all().execute)
        return self._kept(table, state)

    def remove(self, state: TableVersion, keys: pa.Table, mark: int) -> TableVersion:
        """Take rows out by record key and month. Returns the new version, on disk."""
        table = self._unmoved(state)
        self._committed(self._merging(table, keys, mark).when_matched_delete().execute)
        return self._kept(table, state)

    @staticmethod
    def _merging(table: DeltaTable, rows: pa.Table, mark: int, *, with_new_columns: bool = False) -> Any:
        return table.merge(
            rows,
            f"t.record_key = s.record_key AND {_months_clause(rows)}",
            source_alias="s",
            target_alias="t",
            merge_schema=with_new_columns,
            commit_properties=_properties(mark),
        )

    def _unmoved(self, state: TableVersion) -> DeltaTable:
        """The table, if nobody committed to it since this writer did, and nobody took its folder away."""
        path = self.path(state.name, state.generation)
        table = DeltaTable(path.as_uri()) if commits(path) else None
        if table is None or table.version() != state.version:
            raise LeaseLost(f"another process wrote to {state.name}; this run starts again from its last position")
        return table

    @staticmethod
    def _committed(step: Callable[[], object]) -> None:
        try:
            step()
        except CommitFailedError as error:
            raise LeaseLost("another process wrote at the same moment; this run starts again") from error

    def _kept(self, table: DeltaTable, state: TableVersion) -> TableVersion:
        sync_commits(self.path(state.name, state.generation), range(state.version + 1, table.version() + 1))
        return replace(state, version=table.version())

    def compact(self, state: TableVersion) -> TableVersion:
        """Join small files of each month. The content stays; the version rises."""
        table = self._unmoved(state)
        self._committed(lambda: table.optimize.compact(commit_properties=CommitProperties(max_commit_retries=0)))
        return self._kept(table, state)

    def remove_unread(self, states: Sequence[TableVersion]) -> int:
        """Remove data files that none of those versions reads. All are of one table and generation; returns how many.

        Only the lease's holder may call this: a file that is being written looks like one that nobody reads.
        """
        path = self.path(states[0].name, states[0].generation)
        read = {name for state in states for name in _sizes_of(self.path(state.name, state.generation), state.version)}
        files = {str(file.relative_to(path)): file for file in path.rglob("*.parquet")}
        unread = [file for name, file in files.items() if name not in read and not name.startswith(LOG)]
        for file in unread:
            file.unlink()
        return len(unread)

    def write_generation(self, shape: TableShape, generation: int, batches: Iterable[pa.Table], mark: int) -> int:
        """Write a table anew into a generation folder of its own. Returns its version, on disk."""
        path = self.path(shape.name, generation)
        if path.exists():
            shutil.rmtree(path)
        state = TableVersion(shape.name, generation, self.latest(shape.name, generation))
        for batch in batches:
            if batch.num_rows:
                state = self.append(state, batch, mark)
        return state.version

    def drop_generations(self, name: str, keep: Sequence[int]) -> None:
        """Remove every generation folder of a table but those."""
        folder = self.root / name
        if not folder.exists():
            return
        for child in folder.glob("g*"):
            if int(child.name[1:]) not in keep:
                shutil.rmtree(child)
        sync_path(folder)

    def has_removed_anything(self, state: TableVersion) -> bool:
        """Whether a commit of this generation ever took a file out: then older bytes may still stand in its folder.

        Where the first commits were summed up and cleaned away, one of them may have.
        """
        path = self.path(state.name, state.generation)
        return 0 not in commits(path) or any(
            '"remove":' in file.read_text(encoding="utf-8") for file in commits(path).values()
        )


def _properties(mark: int) -> CommitProperties:
    """No second try: a commit that meets another writer's must fail instead of landing on top of it."""
    return CommitProperties(app_transactions=[Transaction(APP_ID, mark)], max_commit_retries=0)


def _months_clause(rows: pa.Table) -> str:
    """Naming the months lets Delta skip every other partition."""
    months = sorted(set(rows["placed_month"].to_pylist()))
    return "t.placed_month = s.placed_month AND t.placed_month IN (" + ", ".join(f"'{month}'" for month in months) + ")"


def _sizes_of(path: Path, version: int) -> dict[str, int]:
    """Bytes of each data file of a version, as its commit wrote them down, by its place in the table's folder."""
    gap = first_gap(path, version)
    if gap:
        raise MissingFiles(gap)
    try:
        added = pa.table(DeltaTable(path.as_uri(), version=version).get_add_actions(flatten=True))
    except DeltaError as error:
        raise MissingFiles(f"the log of {path} cannot be read up to version {version}") from error
    names = [unquote(name) for name in added["path"].to_pylist()]
    return dict(zip(names, added["size_bytes"].to_pylist(), strict=True))


@lru_cache(maxsize=256)
def _files_of(path: Path, version: int, log_changed_ns: int) -> tuple[str, ...]:
    """A version's files never change, and every page of a seller asks for those of each table: its log is read once for
    as long as nothing is added to it.
    """
    return tuple(sorted(str(path / name) for name in _sizes_of(path, version)))
