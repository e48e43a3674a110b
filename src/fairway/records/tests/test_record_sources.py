"""Which sources records in the lake came from."""

from pathlib import Path

import pytest

from fairway.records.actions.storing import storing
from fairway.records.queries import lake_rows, record_sources
from fairway.records.types import AccountRow

pytestmark = pytest.mark.django_db


def test_it_names_each_source_that_brought_a_record(house: Path) -> None:
    assert record_sources() == set()
    for source, ids in (("north", ("1", "2:a")), ("south", ("1",))):
        with storing(source) as storage:
            storage.put("accounts", [AccountRow(native_id) for native_id in ids])
            storage.publish()
    keys = [row["record_key"] for row in lake_rows("accounts")]
    assert len(keys) == 3
    assert record_sources() == {"north", "south"} == {key[: key.index(":")] for key in keys}
