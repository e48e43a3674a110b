"""Putting bench records into the lake and publishing them, in the steps a sync takes."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from pyarrow import compute

from bench.around import tables_around
from bench.records import KINDS, Year, a_year, activities, drawn
from bench.staff import Staff

if TYPE_CHECKING:
    from fairway.records.touching import Moved


def fill_lake(staff: Staff, rows: int, today: date, seed: int, *, without_last_days: int = 0) -> int:
    """Write about that many activities and what they refer to; publish. Returns how many activities there are.

    `without_last_days` leaves out the newest working days, which `add_days` can bring later.
    """
    rng = np.random.default_rng(seed)
    year = Year(today)
    days = year.working_days()
    days = days[: len(days) - without_last_days]
    meetings: list[pa.Table] = []
    total = 0

    def months() -> Iterable[pa.Table]:
        nonlocal total
        for table in a_year(rng, staff, rows, year, days):
            total += table.num_rows
            is_meeting = compute.and_(compute.equal(table["type"], "meeting"), compute.is_valid(table["account_id"]))
            meetings.append(table.filter(is_meeting).select(["activity_id", "account_id"]))
            yield table

    _write("activities", months())
    for name, table in tables_around(staff, today, pa.concat_tables(meetings)):
        _write(name, [table])
    _know_words()
    return total


def add_days(staff: Staff, rows: int, today: date, *, days: int, first_number: int, seed: int) -> "Moved":
    """Write that many activities of the newest working days and publish them with what they move, which is returned."""
    from fairway.people.queries import organisation
    from fairway.records.actions.publishing import lake, published
    from fairway.records.touching import TOUCH_COLUMNS, Touched

    newest = Year(today).working_days()[-days:]
    table = activities(drawn(np.random.default_rng(seed), staff, newest, rows, first_number), today)
    touched = Touched()
    for row in table.select(list(TOUCH_COLUMNS["activities"])).to_pylist():
        touched.note("activities", row)
    moved = touched.all_moved(lake(), published(), organisation().week_starts_on)
    months = table["placed_month"].unique()
    _write("activities", [table.filter(compute.equal(table["placed_month"], month)) for month in months], moved)
    return moved


def write_table(name: str, table: pa.Table) -> None:
    """Publish one more table as a whole."""
    _write(name, [table])


def _write(name: str, tables: Iterable[pa.Table], moved: "Moved | None" = None) -> None:
    from django.db import transaction

    from fairway.records.actions.publishing import lake, publish, published, writing
    from fairway.records.touching import Moved

    with writing() as lease:
        state = published()[name]
        for table in tables:
            state = lake().append(state, table, lease.mark + 1)
        with transaction.atomic():
            publish(lease, versions={name: state}, positions={}, moved=moved or Moved())


def _know_words() -> None:
    from fairway.records.models import ActivityWord

    ActivityWord.objects.bulk_create(
        [ActivityWord(word=word, activity_type=kind, source="bench") for word, kind, *_ in KINDS]
    )
