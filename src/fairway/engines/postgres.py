"""PostgreSQL holding the canonical tables, as a warehouse would: the same statements, row for row the same answers."""

from types import TracebackType
from typing import Any

import pyarrow as pa

from fairway.engines.scope import Scope
from fairway.records.schema import DAY, INSTANT, TABLES

DIALECT = "postgres"
SQL_TYPES = {
    "string": "text",
    "int64": "bigint",
    "bool": "boolean",
    "double": "double precision",
    "date32[day]": "date",
    "decimal128(18, 2)": "numeric(18,2)",
}


def sql_type(kind: pa.DataType) -> str:
    if kind == INSTANT:
        return "timestamptz"
    return "date" if kind == DAY else SQL_TYPES[str(kind)]


class PostgresSession:
    """One connection with temporary scope tables. The canonical tables are looked up in `schema`."""

    dialect = DIALECT

    def __init__(self, dsn: str, scope: Scope, *, schema: str = "public") -> None:
        import psycopg

        self._connection, self._schema = psycopg.connect(dsn, autocommit=True), schema
        self._connection.execute("SET TIME ZONE 'UTC'")
        self._connection.execute(f'SET search_path TO pg_temp, "{schema}"')
        for name, table in scope.tables().items():
            self.add_table(name, table, is_temporary=True)

    def add_table(self, name: str, table: pa.Table, *, is_temporary: bool = False) -> None:
        """Make a table from Arrow, replacing one of that name."""
        columns = ", ".join(f'"{field.name}" {sql_type(field.type)}' for field in table.schema)
        # Named with its schema: the first one of the search path holds temporary tables only.
        place = f'"{"pg_temp" if is_temporary else self._schema}"."{name}"'
        self._connection.execute(f"DROP TABLE IF EXISTS {place}; CREATE TABLE {place} ({columns})")
        names = ", ".join(f'"{column}"' for column in table.column_names)
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {place} ({names}) FROM STDIN") as copy:
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                copy.write_row(row)

    def add_canonical(self, name: str, rows: pa.Table) -> None:
        """A canonical table with the lake's columns."""
        self.add_table(name, rows.select(list(TABLES[name].columns)))

    def run(self, sql: str) -> pa.Table:
        cursor = self._connection.execute(sql)
        names = [column.name for column in cursor.description or ()]
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        columns = list(zip(*rows, strict=True)) if rows else [() for _ in names]
        return pa.table({name: list(column) for name, column in zip(names, columns, strict=True)})

    def explain(self, sql: str) -> str:
        return "\n".join(row[0] for row in self._connection.execute(f"EXPLAIN ANALYZE {sql}").fetchall())

    def __enter__(self) -> "PostgresSession":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
