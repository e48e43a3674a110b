"""When a record was over is said in SQL for the lake and in Python for rows on their way in: both mean the same."""

from datetime import date, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.records.ageing import OVER, over_on
from fairway.records.schema import DAY, TABLES

FIRST_ON = date(2020, 1, 1)
HOUSE = duckdb.connect()
DAYS = st.integers(0, 5).map(lambda number: FIRST_ON + timedelta(days=number))


def day_columns(table: str) -> list[str]:
    return [name for name, kind in TABLES[table].columns.items() if kind == DAY]


@pytest.mark.parametrize("table", OVER)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_it_was_over_in_the_lake_when_it_was_over_on_its_way_in(table: str, data: st.DataObject) -> None:
    columns = day_columns(table)
    row = st.fixed_dictionaries({name: st.none() | DAYS for name in columns})
    rows = data.draw(st.lists(row, min_size=1, max_size=12))
    day = data.draw(DAYS)
    held = pa.table(
        {name: pa.array([row[name] for row in rows], DAY) for name in columns} | {"number": range(len(rows))}
    )
    found = HOUSE.from_arrow(held).filter(OVER[table].format(day=day)).project("number").fetchall()
    expected = {number for number, row in enumerate(rows) if (over := over_on(table, row)) is not None and over < day}
    assert {number for (number,) in found} == expected


@pytest.mark.parametrize("table", sorted(TABLES.keys() - OVER.keys()))
def test_rows_of_other_tables_are_never_over(table: str) -> None:
    assert over_on(table, dict.fromkeys(TABLES[table].columns, FIRST_ON)) is None
