"""Records that were kept long enough go: an activity by its day, a lead and a deal by the day it was over.

Deals that are still open stay with their whole history, whatever their age: they are somebody's work of today. What the
lake forgot leaves its files with the next tidying up.
"""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa
from django.db import transaction

from fairway.records import reading
from fairway.records.actions.labelling import forget_labels
from fairway.records.actions.matching import forget_matches_before
from fairway.records.actions.publishing import extend, publish, recover, writing
from fairway.records.actions.upgrading import bring_up_to_date
from fairway.records.actions.working import WorkingLake
from fairway.records.ageing import HANGS_ON_OVER, OVER
from fairway.records.schema import TABLES
from fairway.records.touching import Moved

CHUNK = 50_000


def forget_records_before(day: date) -> dict[str, int]:
    """Take records that were over before a day out of the lake, with their names and texts. Returns how many by table.

    Raises LakeBusy when another process is writing.
    """
    forgotten: dict[str, int] = {}
    forget_matches_before(day)
    bring_up_to_date()
    with writing() as lease:
        recover(lease)
        working = WorkingLake(lease.mark + 1)
        over = {table: _places(working, table, condition.format(day=day)) for table, condition in OVER.items()}
        for table, column, of in HANGS_ON_OVER.values():
            over[table] = _hanging(working, table, column, list(over[of]))
        for table, places in over.items():
            rows = [{"record_key": key, "placed_month": month} for key, month in places.items()]
            for start in range(0, len(rows), CHUNK):
                working.write(table, gone=rows[start : start + CHUNK])
                extend(lease)
            if rows:
                forgotten[table] = len(rows)
        if forgotten:
            with transaction.atomic():
                publish(lease, versions=working.versions, positions={}, moved=Moved())
                for table in OVER:
                    forget_labels(table, list(over[table]))
    return forgotten


def _places(working: WorkingLake, table: str, condition: str, wanted: Sequence[str] = ()) -> dict[str, str]:
    """Record keys of the rows that meet a condition, with the month each was placed in. The condition may name
    `wanted`, those values in a column `value`.
    """
    files = working.files(table)
    if not files:
        return {}
    connection = reading.connect()
    connection.register("wanted", pa.table({"value": pa.array(list(wanted), pa.string())}))
    rows = reading.with_months(files, TABLES[table])
    found = connection.execute(f"SELECT record_key, placed_month FROM {rows} WHERE {condition}").fetchall()
    return dict(found)


def _hanging(working: WorkingLake, table: str, column: str, keys: Sequence[str]) -> dict[str, str]:
    return _places(working, table, f"{column} IN (SELECT value FROM wanted)", keys) if keys else {}
