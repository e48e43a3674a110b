"""Whether two ways of counting said the same: every figure that is not zero, compared in both directions."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

AXES = ("person_key", "week_on", "month_on")


def assert_same_answers(ours: Iterable[Any], by_hand: Iterable[pa.Table]) -> int:
    """Returns how many figures agree. Raises AssertionError with some that differ."""
    import duckdb

    connection = duckdb.connect()
    _store_ours(connection, ours)
    _store_by_hand(connection, by_hand)
    cells = int(connection.execute("SELECT count(*) FROM by_hand").fetchone()[0])
    for one, other in (("ours", "by_hand"), ("by_hand", "ours")):
        strange = connection.execute(f"SELECT * FROM (FROM {one} EXCEPT ALL FROM {other}) LIMIT 5").fetchall()
        assert not strange, f"only in {one}: {strange}"
    assert cells, "nothing was counted: equal answers would prove nothing"
    return cells


def _store_ours(connection: Any, columns: Iterable[Any]) -> None:
    connection.execute(
        "CREATE TABLE ours (metric VARCHAR, part VARCHAR, person_key BIGINT, week_on DATE, month_on DATE, n DOUBLE)"
    )
    for column in columns:
        axes = {name: getattr(column, name) for name in AXES}
        for part, numbers in column.parts.items():
            given = pa.table({**axes, "n": numbers})
            connection.register("given", given)
            connection.execute(
                "INSERT INTO ours SELECT ?, ?, person_key, week_on, month_on, n FROM given WHERE n <> 0",
                [column.metric, part],
            )


def _store_by_hand(connection: Any, tables: Iterable[pa.Table]) -> None:
    connection.execute("CREATE TABLE by_hand AS FROM ours LIMIT 0")
    for table in tables:
        connection.register("given", table)
        for name in table.column_names[len(AXES) :]:
            metric, part = name.split("|")
            rows = f'SELECT ?, ?, person_key, week_on, month_on, "{name}" FROM given WHERE "{name}" <> 0'
            connection.execute(f"INSERT INTO by_hand {rows}", [metric, part])
