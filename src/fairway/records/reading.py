"""Lake files as DuckDB relations. The connection lives in memory; the files are never locked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from fairway.lib.home import home
from fairway.records.schema import DAY, INSTANT, TABLES, TableShape

if TYPE_CHECKING:
    import duckdb

SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.bool_(): "BOOLEAN",
    pa.float64(): "DOUBLE",
    DAY: "DATE",
    INSTANT: "TIMESTAMPTZ",
    pa.decimal128(18, 2): "DECIMAL(18,2)",
}


def connect(*, threads: int | None = None, memory: str | None = None) -> "duckdb.DuckDBPyConnection":
    """A fresh in-memory DuckDB that reads zones as UTC and looks nothing up outside."""
    import duckdb

    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
    # What does not fit into memory goes where an erasure looks for it, not into the working folder.
    spill = str(home() / "scratch" / "spill").replace("'", "''")
    connection.execute(f"SET temp_directory = '{spill}'")
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    if memory:
        connection.execute(f"SET memory_limit = '{memory}'")
    return connection


def relation(shape: TableShape, files: Sequence[str]) -> str:
    """SQL that selects a table's columns from lake files.

    An empty table has no file at all and still has its columns; a column a file lacks (added since) is null there.
    Instants stay instants: casting them to plain timestamps costs four to ten times the scan.
    """
    if not files:
        return f"SELECT {_nothing(shape)} WHERE false"
    columns = ", ".join(_quoted(name) for name in _stored(shape))
    rows = f"read_parquet({_listed(files)}, union_by_name = true, hive_partitioning = false)"
    return f"SELECT {columns} FROM {completed(shape, rows)}"


def _stored(shape: TableShape) -> Mapping[str, pa.DataType]:
    return {**shape.columns, "record_key": pa.string(), "row_hash": pa.string()}


def _nothing(shape: TableShape) -> str:
    return ", ".join(f"NULL::{SQL_TYPES[kind]} AS {_quoted(name)}" for name, kind in _stored(shape).items())


def completed(shape: TableShape, rows: str) -> str:
    """Rows with every column of the table, where columns were added since some files were written."""
    if not ADDED_SINCE_FIRST_SCHEMA.get(shape.name):
        return rows
    return f"(SELECT {_nothing(shape)} WHERE false UNION ALL BY NAME SELECT * FROM {rows})"


# Columns added after LAKE_SCHEMA 1, per table: files written before lack them.
ADDED_SINCE_FIRST_SCHEMA: dict[str, tuple[str, ...]] = {}


def _listed(files: Sequence[str]) -> str:
    return "[" + ", ".join("'" + file.replace("'", "''") + "'" for file in files) + "]"


def _quoted(name: str) -> str:
    return f'"{name}"'


def add_view(connection: "duckdb.DuckDBPyConnection", name: str, files: Sequence[str]) -> None:
    """Make a lake table readable under its name on a connection."""
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {_quoted(name)} AS {relation(TABLES[name], files)}")


def rows_by_key(
    files: Sequence[str], shape: TableShape, keys: Sequence[str], columns: Sequence[str]
) -> dict[str, dict[str, object]]:
    """The rows of those record keys, with the month each was placed in."""
    if not files or not keys:
        return {}
    connection = connect()
    wanted = pa.table({"record_key": pa.array(keys, pa.string())})
    connection.register("wanted", wanted)
    chosen = ", ".join(_quoted(name) for name in ("record_key", *columns))
    rows = connection.sql(
        f"SELECT {chosen}, placed_month FROM {with_months(files, shape)}"
        " WHERE record_key IN (SELECT record_key FROM wanted)"
    ).to_arrow_table()
    return {row["record_key"]: row for row in rows.to_pylist()}


def with_months(files: Sequence[str], shape: TableShape | None = None) -> str:
    """SQL that reads files with the month each row was placed in; with a shape, every column of it is there."""
    rows = (
        f"read_parquet({_listed(files)}, union_by_name = true, hive_partitioning = true, "
        f"hive_types = {{'placed_month': VARCHAR}})"
    )
    return rows if shape is None else completed(shape, rows)


def whole_rows(
    connection: "duckdb.DuckDBPyConnection", shape: TableShape, files: Sequence[str], condition: str
) -> list[dict[str, Any]]:
    """Every column of the rows that meet a condition, the month they were placed in included."""
    rows = connection.sql(f"SELECT * FROM {with_months(files, shape)} WHERE {condition}").to_arrow_table()
    return [{name: row.get(name) for name in shape.schema.names} for row in rows.to_pylist()]
