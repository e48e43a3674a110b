"""DuckDB in memory over lake files: the engine of one machine."""

from collections.abc import Mapping, Sequence
from types import TracebackType

import pyarrow as pa

from fairway.engines.scope import Scope
from fairway.records import reading

DIALECT = "duckdb"


class DuckSession:
    """One connection with the lake's tables and a scope. Use as a context; not shared between threads."""

    dialect = DIALECT

    def __init__(
        self, files: Mapping[str, Sequence[str]], scope: Scope, *, threads: int | None = None, memory: str | None = None
    ) -> None:
        self._connection = reading.connect(threads=threads, memory=memory)
        for name, paths in files.items():
            reading.add_view(self._connection, name, paths)
        self.look_at(scope)

    def look_at(self, scope: Scope) -> None:
        """Ask what follows about another scope; what is known of the files stays."""
        for name, table in scope.tables().items():
            self._connection.register(f"given_{name}", table)
            # A table rather than the Arrow view: joins against it then prune lake files by its smallest and largest
            # day.
            self._connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM given_{name}')
            self._connection.unregister(f"given_{name}")

    def run(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()

    def explain(self, sql: str) -> str:
        """The plan DuckDB would use, for benches and for operations."""
        rows = self._connection.execute(f"EXPLAIN {sql}").fetchall()
        return "\n".join(text for _, text in rows)

    def __enter__(self) -> "DuckSession":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
