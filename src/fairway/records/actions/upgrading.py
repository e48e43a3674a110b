"""Bringing a lake of an earlier schema up to this version's: each table that changed is written anew into a generation
of its own, all are published together, and what they replace is removed. Killed half-way, nothing has changed.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from django.db import transaction

from fairway.records import reading
from fairway.records.actions.publishing import lake, publish, published, recover, writing
from fairway.records.actions.upkeep import keep_newest_publication, vacuum_at_once
from fairway.records.lake import TableVersion
from fairway.records.models import LakeState
from fairway.records.schema import LAKE_SCHEMA, TABLES
from fairway.records.touching import Moved
from fairway.records.upgrades import Step, steps_between, upgraded

BATCH_ROWS = 200_000


def bring_up_to_date() -> list[str]:
    """Upgrade the lake where an earlier version made it. Returns the tables written anew. Cheap where there are none.

    LakeBusy while another process writes. A lake of a later version is left alone: writing to it is refused.
    """
    found = LakeState.objects.filter(pk=1).values_list("schema_version", flat=True).first()
    if found is None or found >= LAKE_SCHEMA:
        return []
    with writing(of_any_schema=True) as lease:
        recover(lease)
        steps = steps_between(LakeState.objects.values_list("schema_version", flat=True).get(pk=1), LAKE_SCHEMA)
        house, written = lake(), {}
        connection = reading.connect()
        for name, state in published().items():
            if any(name in step for step in steps):
                batches = _batches(connection, house.files(state), name, steps)
                version = house.write_generation(TABLES[name], state.generation + 1, batches, lease.mark + 1)
                written[name] = TableVersion(name, state.generation + 1, version)
        with transaction.atomic():
            publish(lease, versions=written, positions={}, moved=Moved(is_everything=bool(written)))
            keep_newest_publication()  # earlier ones are of another schema: nobody may fall back to them
            LakeState.objects.filter(pk=1).update(schema_version=LAKE_SCHEMA)
        vacuum_at_once()
    return sorted(written)


def _batches(connection: Any, files: Sequence[str], name: str, steps: Sequence[Step]) -> Iterator[pa.Table]:
    """A table's rows as the new schema has them, each in the month it was placed in."""
    if not files:
        return
    schema = TABLES[name].schema
    columns = ", ".join(f'"{column}"' for column in schema.names)
    rows = reading.completed(TABLES[name], upgraded(reading.with_months(files), name, steps))
    for batch in connection.sql(f"SELECT {columns} FROM {rows}").to_arrow_reader(BATCH_ROWS):
        yield pa.Table.from_batches([batch]).cast(schema)
