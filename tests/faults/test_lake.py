"""The lake's rules: what a record keeps, what survives, and what two writers, a reader and a tidier may do at once."""

import os
import random
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.utils import timezone

from fairway.crm.folder.tables import TABLES as FOLDER_TABLES
from fairway.people.actions.storing import store_people
from fairway.people.types import PersonRow
from fairway.records import durability, reading, schema, upgrades
from fairway.records.actions import publishing, upgrading
from fairway.records.actions.publishing import LakeBusy, OtherSchema, lake, published, recover, writing
from fairway.records.actions.storing import Storage, storing
from fairway.records.actions.upkeep import compact, vacuum
from fairway.records.durability import UnsafeFolder
from fairway.records.lake import LeaseLost, MissingFiles
from fairway.records.models import LakeState, Publication
from fairway.records.queries import lake_rows, published_files
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType
from tests.faults.folders import made, write
from tests.faults.loading import lake_content, load

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sellers(house: Path) -> None:
    store_people([PersonRow("s1", "Sam"), PersonRow("s2", "Sue")], source="crm")


def call(number: int, *, at: datetime = START, seller: str = "s1") -> ActivityRow:
    return ActivityRow(f"x{number}", seller, ActivityType.CALL, status=ActivityStatus.DONE, occurred_at=at)


def put(*rows: ActivityRow, position: int = 0) -> Storage:
    with storing("crm") as storage:
        storage.put("activities", rows)
        storage.publish({"calls": {"at": position}} if position else None)
    return storage


def die_before_publishing(*rows: ActivityRow) -> None:
    with suppress(InterruptedError), storing("crm") as storage:
        storage.put("activities", rows)
        storage.flush()
        raise InterruptedError


def stands() -> dict[str, datetime]:
    """Activities in the lake; one that stands twice is a failure."""
    rows = [(row["record_key"].partition(":")[2], row["occurred_at"]) for row in lake_rows("activities")]
    assert len(dict(rows)) == len(rows)
    return dict(rows)


def data_files(table: str = "activities") -> list[Path]:
    return sorted(lake().path(table, published()[table].generation).rglob("*.parquet"))


def test_it_reads_an_empty_table_with_all_its_columns(house: Path) -> None:
    connection = reading.connect()
    for table, files in published_files().items():
        assert files == []
        reading.add_view(connection, table, files)
        names = [name for name, *_ in connection.sql(f"DESCRIBE {table}").fetchall()]
        assert set(names) == {*schema.TABLES[table].columns, "record_key", "row_hash"}
        assert connection.sql(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]


def test_it_lets_a_rescheduled_record_stand_once_over_the_months_end(house: Path) -> None:
    """Forth and back over months, undated, in one run and in several: a record keeps the month it was placed in."""
    draw, model = random.Random(4), {}
    for _ in range(6):
        step = {}
        for number in draw.sample(range(8), 4):
            at = START + timedelta(days=draw.choice([0, 29, 31, 62, 400]))
            step[number] = model[f"x{number}"] = at
        put(*(call(number, at=at) for number, at in step.items()))
        assert stands() == model


def test_it_writes_nothing_when_nothing_changed(house: Path) -> None:
    put(call(1), call(2))
    before = (published(), data_files())
    put(call(1), call(2))
    assert (published(), data_files()) == before


def test_it_reads_files_from_before_a_column_was_added(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(call(1))
    old = schema.TABLES["activities"]
    wider = schema.TableShape(old.name, {**old.columns, "mood": pa.string()}, old.key, old.placed_by)
    monkeypatch.setitem(schema.TABLES, "activities", wider)
    assert _moods_listed(monkeypatch) == {"crm:x1": None}
    put(call(2))  # written with the column
    put(call(1, at=START + timedelta(hours=1)))  # a file that mixes both is rewritten
    assert _moods_listed(monkeypatch) == {"crm:x1": None, "crm:x2": None}
    assert stands()["x1"] == START + timedelta(hours=1)


def _moods_listed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setitem(reading.ADDED_SINCE_FIRST_SCHEMA, "activities", ("mood",))
    return {row["record_key"]: row["mood"] for row in lake_rows("activities")}


def test_it_undoes_what_was_written_and_never_published(house: Path) -> None:
    put(call(1), position=1)
    die_before_publishing(call(2), call(1, at=START + timedelta(days=40)))
    assert lake().latest("activities", 1) > published()["activities"].version  # it did write
    assert stands() == {"x1": START}
    notes = put(call(3)).notes
    assert notes == ["activities: undid changes that were written but never published"]
    assert stands() == {"x1": START, "x3": START}


@pytest.mark.parametrize("damage", ["remove", "empty", "cut"])
@pytest.mark.parametrize("which", ["data", "log"])
def test_it_passes_over_unpublished_files_that_a_power_cut_took(which: str, damage: str, house: Path) -> None:
    """Nothing asked the disk to keep them: whatever became of them, what is published stays readable and writable."""
    put(call(1), position=1)
    die_before_publishing(call(2), call(1, at=START + timedelta(days=40)))
    newest = max((path for path in _all_files(which)), key=lambda path: path.stat().st_mtime_ns)
    _damage(newest, damage)
    put(call(3), position=2)
    assert stands() == {"x1": START, "x3": START}


def _all_files(which: str) -> list[Path]:
    folder = lake().path("activities", 1)
    return data_files() if which == "data" else sorted((folder / durability.LOG).glob("*.json"))


def _damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    path.unlink()
    if how != "remove":
        path.write_bytes(b"" if how == "empty" else content[: len(content) // 2])


@pytest.mark.parametrize("damage", ["remove", "empty", "cut"])
@pytest.mark.parametrize("which", ["data", "log"])
def test_it_falls_back_loudly_when_published_files_are_gone(which: str, damage: str, house: Path) -> None:
    """Cursors go back with the records, so that the source is asked again; nothing is ever silently missing."""
    from fairway.exchange.actions import connect_source
    from fairway.exchange.queries import positions_of

    connect_source(name="crm", kind="folder", settings={})
    put(call(1), position=1)
    put(call(2), position=2)
    put(call(3), position=3)
    version = published()["activities"].version
    if which == "log":
        _damage(durability.commit_file(lake().path("activities", 1), version), damage)
    else:
        only = set(data_files()) - {Path(name) for name in _files_at(version - 1)}
        _damage(only.pop(), damage)
    with pytest.raises(MissingFiles):
        lake().require_files(published()["activities"])
    with storing("crm") as storage:
        assert len(storage.notes) == 1
        assert "Went back to what was published at" in storage.notes[0]
        assert positions_of("crm") == {"calls": {"at": 2}}
    assert stands() == {"x1": START, "x2": START}
    assert LakeState.objects.get().needs_full_count
    put(call(3), position=3)
    assert set(stands()) == {"x1", "x2", "x3"}


def _files_at(version: int) -> list[str]:
    return lake().files(replace(published()["activities"], version=version))


def test_it_starts_again_when_no_earlier_state_is_whole(house: Path) -> None:
    put(call(1), position=1)
    for path in data_files():
        path.unlink()
    notes = put(call(2), position=1).notes
    assert "No earlier state was whole" in notes[0]
    assert stands() == {"x2": START}


def test_it_loses_nothing_published_to_a_power_cut(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk keeps only what it was asked to keep: everything else is dropped or emptied, and all is still there."""
    kept: set[Path] = set()

    def remembered(path: Path) -> None:
        kept.add(Path(path))
        os.close(os.open(path, os.O_RDONLY))

    monkeypatch.setattr(durability, "sync_path", remembered)
    monkeypatch.setattr("fairway.records.lake.sync_path", remembered)
    folder = made(41, activities=60)
    load(write(folder, house / "crm"))
    folder["activities"][3]["logged_at"] = "2026-01-02T03:04:05Z"
    folder["deleted_ids"] = [{"table": "activities", "id": "x9"}]
    load(write(folder, house / "crm"))
    before = lake_content()
    assert len(before["activities"]) == 59
    draw = random.Random(2)
    lost = [path for path in lake().root.rglob("*") if path.is_file() and path not in kept]
    for path in lost:
        _damage(path, draw.choice(["remove", "empty"]))
    folders = {path for path in lake().root.rglob("*") if path.is_dir()}
    names_on_disk = {path.parent for path in kept} | {lake().root}
    assert {path for path in folders if any(path.iterdir())} <= names_on_disk | {path for path in kept if path.is_dir()}
    with writing() as lease:
        assert recover(lease) == []
    assert lake_content() == before


def test_it_lets_one_writer_in_at_a_time(house: Path) -> None:
    with writing(), pytest.raises(LakeBusy), writing():
        pass
    with writing(), pytest.raises(LakeBusy), storing("crm"):
        pass
    with writing():
        pass  # the lease was given back


def test_it_waits_for_a_writer_as_long_as_it_is_told_to(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def given_back(seconds: float) -> None:
        waited.append(seconds)
        LakeState.objects.update(writer="", writer_until_at=None)

    monkeypatch.setattr(publishing.time, "sleep", given_back)
    with writing(), writing(patience=timedelta(minutes=1)):
        assert len(waited) == 1


def test_it_takes_over_from_a_writer_that_died_or_went_silent(house: Path) -> None:
    put(call(1))
    LakeState.objects.update(writer="elsewhere:1:abc", writer_until_at=timezone.now() + timedelta(minutes=5))
    with pytest.raises(LakeBusy):
        put(call(2))
    LakeState.objects.update(writer_until_at=timezone.now() - timedelta(seconds=1))
    put(call(2))
    gone = 2**22 + 1  # above every process number
    LakeState.objects.update(
        writer=f"{publishing.socket.gethostname()[:50]}:{gone}:abc",
        writer_until_at=timezone.now() + timedelta(minutes=5),
    )
    put(call(3))
    assert set(stands()) == {"x1", "x2", "x3"}


def test_it_lets_a_writer_that_was_too_slow_publish_nothing(house: Path) -> None:
    put(call(1))
    with storing("crm") as slow:
        slow.put("activities", [call(2)])
        slow.flush()
        LakeState.objects.update(writer_until_at=timezone.now() - timedelta(seconds=1))
        put(call(3))
        with pytest.raises(LeaseLost):
            slow.publish()
    assert stands() == {"x1": START, "x3": START}


def test_it_writes_nothing_into_a_folder_that_was_taken_away(house: Path) -> None:
    """An erasure that took over from a slow run has removed the generation it was writing to."""
    state = published()["activities"]
    with storing("crm") as slow:
        shutil.rmtree(lake().path("activities", state.generation))
        slow.put("activities", [call(2)])
        with pytest.raises((LeaseLost, MissingFiles)):
            slow.flush()
    assert not list(lake().root.rglob("activities/**/*.parquet"))


def test_it_keeps_content_when_files_are_joined_and_tidied(house: Path) -> None:
    for number in range(30):
        put(call(number, at=START + timedelta(days=number % 3)))
    before, many = lake_content()["activities"], len(published_files()["activities"])
    assert compact() == {"activities": many}
    assert len(published_files()["activities"]) == 1
    assert lake_content()["activities"] == before
    assert vacuum(grace=timedelta(0)) >= many
    assert lake_content()["activities"] == before
    assert {str(path) for path in data_files()} == set(published_files()["activities"])
    put(call(1, at=START + timedelta(days=90)))
    assert len(stands()) == 30


def test_it_leaves_files_to_a_reader_who_began_before_they_were_replaced(house: Path) -> None:
    for number in range(30):
        put(call(number))
    held = published_files()["activities"]
    compact()
    put(call(1, at=START + timedelta(days=1)))
    vacuum()  # within the grace
    connection = reading.connect()
    reading.add_view(connection, "activities", held)
    assert connection.sql("SELECT count(*), count(DISTINCT record_key) FROM activities").fetchall() == [(30, 30)]
    Publication.objects.update(at=timezone.now() - timedelta(hours=2))
    vacuum()
    assert not any(Path(name).exists() for name in held)
    assert len(stands()) == 30


def test_it_leaves_files_alone_that_are_being_written(house: Path) -> None:
    put(call(1))
    with storing("crm") as storage:
        storage.put("activities", [call(2)])
        storage.flush()
        with pytest.raises(LakeBusy):
            vacuum(grace=timedelta(0))
        storage.publish()
    assert len(stands()) == 2


@pytest.mark.once
def test_it_goes_on_after_its_log_was_summed_up(house: Path) -> None:
    """deltalake writes a checkpoint at every hundredth commit and may clean older entries away."""
    for number in range(104):
        put(call(number % 7, at=START + timedelta(minutes=number)))
    path = lake().path("activities", 1)
    assert durability.checkpoints(path)
    for version, file in durability.commits(path).items():
        if version < 90:
            file.unlink()
    put(call(50))
    assert len(stands()) == 8
    assert lake().has_removed_anything(published()["activities"])


def test_it_upgrades_an_earlier_schema_into_a_generation_of_its_own(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(call(1), call(2, at=START + timedelta(days=40)))
    _later_version(monkeypatch)
    with pytest.raises(OtherSchema, match="start Fairway anew"), writing():
        pass
    assert upgrading.bring_up_to_date() == ["activities"]
    state = published()["activities"]
    assert state.generation == 2
    assert not lake().path("activities", 1).exists()
    rows = {row["record_key"]: row for row in lake_rows("activities")}
    assert {key: row["duration_s"] for key, row in rows.items()} == {"crm:x1": 90.0, "crm:x2": 90.0}
    assert "duration_min" not in next(iter(rows.values()))
    assert LakeState.objects.get().needs_full_count
    assert upgrading.bring_up_to_date() == []
    with writing() as lease:
        assert recover(lease) == []


def _later_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of Fairway that keeps durations in seconds, and changed nothing else."""
    old = schema.TABLES["activities"]
    columns = {("duration_s" if name == "duration_min" else name): kind for name, kind in old.columns.items()}
    monkeypatch.setitem(schema.TABLES, "activities", schema.TableShape(old.name, columns, old.key, old.placed_by))
    step = {"activities": "SELECT * EXCLUDE (duration_min), coalesce(duration_min, 1.5) * 60 AS duration_s FROM {rows}"}
    monkeypatch.setitem(upgrades.STEPS, 2, step)
    monkeypatch.setattr(publishing, "LAKE_SCHEMA", 2)
    monkeypatch.setattr(upgrading, "LAKE_SCHEMA", 2)


def test_it_begins_an_upgrade_again_that_was_killed_half_way(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(call(1))
    with monkeypatch.context() as patch:
        _later_version(patch)
        patch.setattr(upgrading, "publish", _killed)
        with pytest.raises(KeyboardInterrupt):
            upgrading.bring_up_to_date()
        assert lake().path("activities", 2).exists()
    assert stands() == {"x1": START}  # the earlier version still reads all of it
    _later_version(monkeypatch)
    assert upgrading.bring_up_to_date() == ["activities"]
    assert [row["duration_s"] for row in lake_rows("activities")] == [90.0]


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_it_does_not_write_to_a_lake_of_a_later_version(house: Path) -> None:
    put(call(1))
    LakeState.objects.update(schema_version=schema.LAKE_SCHEMA + 1)
    assert upgrading.bring_up_to_date() == []
    with pytest.raises(OtherSchema, match="install the newer one"):
        put(call(2))
    assert stands() == {"x1": START}


def test_it_refuses_a_folder_without_hard_links(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr("fairway.records.lake._tried_folders", set())
    with pytest.raises(UnsafeFolder, match="without hard links"):
        put(call(1))


def test_it_names_no_table_that_the_folder_format_does_not_know() -> None:
    assert set(schema.TABLES) < {table.table for table in FOLDER_TABLES}
