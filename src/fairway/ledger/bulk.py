"""Fast ways into the database for many plain rows: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Sequence
from typing import Any


def insert_rows(
    connection: Any, vendor: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows over the driver's own connection, inside whatever transaction is open on it. Days are ISO text.

    `vendor` is Django's name of the database. Django's cursor would rewrite every statement's placeholders.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    if vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
