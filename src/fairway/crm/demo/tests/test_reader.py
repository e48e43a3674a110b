"""The demonstration organisation keeps the promise of every connector."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from fairway.crm.demo.organisation import first_settings
from fairway.crm.demo.reader import TABLES, DemoReader
from fairway.crm.errors import Terminal
from fairway.crm.source import open_reader
from fairway.exchange.types import Batch, CoverageRow, PlanRow, SourceFacts
from fairway.people.types import AbsenceRow, LineRow, PersonRow
from fairway.records.types import ActivityRow, ActivityStatus, OpportunityRow

SETTINGS = {"seed": 3, "last_day": "2026-06-28"}
LATER = datetime(2026, 7, 15, 12, tzinfo=UTC)
Positions = dict[str, Mapping[str, object]]
PROGRAM = """
from hashlib import sha256
from fairway.crm.demo.reader import DemoReader
digest = sha256()
for batch in DemoReader({"seed": 3, "last_day": "2026-06-28"}).pull({}, is_full=False):
    digest.update(repr(batch).encode())
print(digest.hexdigest())
"""


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    return list(DemoReader(SETTINGS).pull({}, is_full=False))


def positions_after(batches: list[Batch]) -> Positions:
    return {batch.stream: batch.position for batch in batches if batch.position is not None}


def rows_by_table(batches: list[Batch]) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for batch in batches:
        found.setdefault(batch.table, []).extend(batch.rows)
    return found


def test_it_opens_like_any_source() -> None:
    reader = open_reader(SourceFacts("demo", "demo", SETTINGS, None, False), "")
    assert reader.shows_only_the_present is False
    assert [check.is_passed for check in reader.check()] == [True]
    assert reader.link("activities", "act-000001") is None


def test_it_brings_every_table_with_people_first(batches: list[Batch]) -> None:
    tables = list(dict.fromkeys(batch.table for batch in batches))
    assert tables == list(TABLES)
    assert tables[0] == "people"
    rows = rows_by_table(batches)
    assert all(rows.values())
    for table, kind in (
        ("people", PersonRow),
        ("reporting_lines", LineRow),
        ("absences", AbsenceRow),
        ("plans", PlanRow),
        ("coverage", CoverageRow),
        ("activities", ActivityRow),
        ("opportunities", OpportunityRow),
    ):
        assert all(isinstance(row, kind) for row in rows[table])
    for batch in batches:
        assert batch.expected == len(rows[batch.table])


def test_it_can_be_resumed_only_from_the_end_of_a_table(batches: list[Batch]) -> None:
    last = {batch.table: batch for batch in batches}
    assert all((batch.position is not None) == (batch is last[batch.table]) for batch in batches)


def test_it_brings_nothing_twice(batches: list[Batch]) -> None:
    assert list(DemoReader(SETTINGS).pull(positions_after(batches), is_full=False)) == []


def test_it_brings_what_a_crash_left_out(batches: list[Batch]) -> None:
    known = {table: at for table, at in positions_after(batches).items() if table not in ("plans", "quotas")}
    again = rows_by_table(list(DemoReader(SETTINGS).pull(known, is_full=False)))
    assert again == {table: rows_by_table(batches)[table] for table in ("quotas", "plans")}


def test_it_brings_the_same_rows_when_all_is_asked_for_again(batches: list[Batch]) -> None:
    assert list(DemoReader(SETTINGS).pull(positions_after(batches), is_full=True)) == batches


def test_it_is_the_same_in_every_process() -> None:
    def run(hash_seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        return done.stdout.strip()

    assert run("0") == run("77")


def test_it_goes_on_day_by_day_where_asked_to(batches: list[Batch]) -> None:
    reader = DemoReader({**SETTINGS, "goes_on": True}, now=lambda: LATER)
    before = {row.activity_id: row for row in rows_by_table(batches)["activities"] if isinstance(row, ActivityRow)}
    pulled = list(reader.pull(positions_after(batches), is_full=False))
    after = {row.activity_id: row for row in rows_by_table(pulled)["activities"] if isinstance(row, ActivityRow)}
    assert before.keys() < after.keys()
    moved = [key for key, row in before.items() if after[key] != row]
    assert moved  # what stood in the diary has been done or not by now
    assert {before[key].status for key in moved} <= {ActivityStatus.PLANNED, ActivityStatus.UNCONFIRMED}
    assert max(row.logged_at for row in after.values() if row.logged_at) > datetime(2026, 7, 14, 12, tzinfo=UTC)
    assert list(reader.pull(positions_after(pulled), is_full=False)) == []


def test_it_ends_yesterday_where_nothing_is_said() -> None:
    settings = first_settings(datetime(2026, 7, 15, 2, tzinfo=UTC))  # still the 14th where the organisation is
    assert settings["last_day"] == "2026-07-13"
    (check,) = DemoReader({}, now=lambda: LATER).check()
    assert "2026-07-14" in check.detail


def test_it_keeps_the_day_it_was_loaded_with(batches: list[Batch]) -> None:
    reader = DemoReader({"seed": 3}, now=lambda: LATER)
    assert list(reader.pull(positions_after(batches), is_full=False)) == []


def test_it_refuses_to_become_another_organisation(batches: list[Batch]) -> None:
    for settings in ({"seed": 4, "last_day": "2026-06-28"}, {"seed": 3, "last_day": "2026-07-05"}):
        with pytest.raises(Terminal) as raised:
            list(DemoReader(settings).pull(positions_after(batches), is_full=False))
        assert raised.value.advice


@pytest.mark.parametrize("settings", [{"seed": "many"}, {"last_day": "soon"}])
def test_it_says_which_settings_it_cannot_read(settings: dict[str, object]) -> None:
    with pytest.raises(Terminal, match="cannot be read"):
        DemoReader(settings)


def test_it_says_dates_as_dates(batches: list[Batch]) -> None:
    plans = [row for row in rows_by_table(batches)["plans"] if isinstance(row, PlanRow)]
    assert all(type(row.starts_on) is date for row in plans)
    assert {row.per for row in plans} == {"week"}
