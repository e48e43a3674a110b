"""Working local days and weeks out anew after the organisation's zone, its week start or people's zones changed."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from django.db import transaction

from fairway.records import reading
from fairway.records.actions.publishing import lake, publish, published, recover, writing
from fairway.records.actions.storing import calendar_of
from fairway.records.crediting import credited_change, credited_opportunity, histories
from fairway.records.lake import TableVersion
from fairway.records.localising import LocalCalendar, with_local_days
from fairway.records.schema import TABLES
from fairway.records.shaping import LakeRow
from fairway.records.touching import Moved

BATCH_ROWS = 50_000
DATED = ("activities", "leads", "opportunities", "stage_changes")


def relocalise() -> None:
    """Write every table with local days anew, each in a new generation, and publish them together."""
    with writing() as lease:
        recover(lease)
        house, states, calendar = lake(), published(), calendar_of()
        connection = reading.connect()
        owners = histories(_rows(connection, house.files(states["owner_changes"]), "owner_changes"))
        files = house.files(states["opportunities"])
        today = {row["opportunity_id"]: row["owner_key"] for row in _rows(connection, files, "opportunities")}
        written = {}
        for name in DATED:
            shape, state = TABLES[name], states[name]
            batches = _batches(
                connection, house.files(state), name, lambda row, name=name: _dated(name, row, calendar, owners, today)
            )
            version = house.write_generation(shape, state.generation + 1, batches, lease.mark + 1)
            written[name] = TableVersion(name, state.generation + 1, version)
        with transaction.atomic():
            publish(lease, versions=written, positions={}, moved=Moved(is_everything=True))
        for state in published().values():
            house.drop_generations(state.name, keep=[state.generation])


def _rows(connection: Any, files: list[str], name: str) -> list[LakeRow]:
    return reading.whole_rows(connection, TABLES[name], files, "true") if files else []


def _batches(connection: Any, files: list[str], name: str, change: Any) -> Iterator[pa.Table]:
    if not files:
        return
    shape = TABLES[name]
    reader = connection.sql(f"SELECT * FROM {reading.with_months(files, shape)}").to_arrow_reader(BATCH_ROWS)
    for batch in reader:
        rows = [change(dict(row)) for row in batch.to_pylist()]
        yield pa.Table.from_pylist(rows, shape.schema)


def _dated(name: str, row: LakeRow, calendar: LocalCalendar, owners: Any, today: Any) -> LakeRow:
    """The row with its days and weeks as the calendar has them now."""
    if name == "opportunities":
        return credited_opportunity(row, owners.get(row["opportunity_id"], ()), calendar)
    if name == "stage_changes":
        key = row["opportunity_id"]
        return credited_change(row, owners.get(key, ()), today.get(key), calendar)
    return with_local_days(name, row, calendar)
