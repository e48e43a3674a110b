"""The lake as one run has it: what is published with the run's own, still unpublished writes on top."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pyarrow as pa

from fairway.records import reading
from fairway.records.actions.publishing import lake, published
from fairway.records.lake import TableVersion
from fairway.records.schema import TABLES
from fairway.records.shaping import LakeRow


class WorkingLake:
    """Reads and writes for the holder of the lease. `mark` is the step its writes will be published as."""

    def __init__(self, mark: int) -> None:
        self.house = lake()
        self.versions: dict[str, TableVersion] = dict(published())
        self.mark = mark

    def files(self, table: str) -> list[str]:
        return self.house.files(self.versions[table])

    def known(self, table: str, keys: Sequence[str], columns: Sequence[str]) -> dict[str, dict[str, object]]:
        """Those columns of the rows with those record keys, and the month each was placed in."""
        return reading.rows_by_key(self.files(table), TABLES[table], keys, columns)

    def rows(self, table: str, condition: str, wanted: Collection[str] = ()) -> list[LakeRow]:
        """Whole rows that meet a condition; it may name `wanted`, a table with those values in a column `value`."""
        files = self.files(table)
        if not files:
            return []
        connection = reading.connect()
        connection.register("wanted", pa.table({"value": pa.array(list(wanted), pa.string())}))
        return reading.whole_rows(connection, TABLES[table], files, condition)

    def rows_of(self, table: str, column: str, values: Collection[str]) -> list[LakeRow]:
        """Whole rows that have one of those values in a column."""
        return self.rows(table, f"{column} IN (SELECT value FROM wanted)", values) if values else []

    def keys(self, table: str, condition: str, wanted: Collection[str] = ()) -> list[str]:
        """Record keys of the rows that meet a condition."""
        files = self.files(table)
        if not files:
            return []
        connection = reading.connect()
        reading.add_view(connection, table, files)
        connection.register("wanted", pa.table({"value": pa.array(list(wanted), pa.string())}))
        found = connection.execute(f"SELECT record_key FROM {table} WHERE {condition}").fetchall()
        return [key for (key,) in found]

    def write(
        self,
        table: str,
        *,
        fresh: Sequence[LakeRow] = (),
        changed: Sequence[LakeRow] = (),
        gone: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Add, replace and remove rows, each in a commit of its own. `gone` rows need only key and month."""
        schema = TABLES[table].schema
        if fresh:
            self._moved(self.house.append(self.versions[table], _columns(fresh, schema), self.mark))
        if changed:
            self._moved(self.house.replace(self.versions[table], _columns(changed, schema), self.mark))
        if gone:
            rows = [{name: row[name] for name in ("record_key", "placed_month")} for row in gone]
            self._moved(self.house.remove(self.versions[table], pa.Table.from_pylist(rows), self.mark))

    def _moved(self, state: TableVersion) -> None:
        self.versions[state.name] = state


def _columns(rows: Sequence[LakeRow], schema: pa.Schema) -> pa.Table:
    """Rows as a table, column by column: twice as fast as row by row."""
    return pa.Table.from_pydict({name: [row.get(name) for row in rows] for name in schema.names}, schema)
