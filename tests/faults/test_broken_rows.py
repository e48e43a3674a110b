"""A few broken lines cost exactly themselves: everything else loads, and each is listed where it stands."""

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairway.crm.folder.reader import FolderReader
from fairway.crm.rejects import listed
from fairway.exchange.models import Coverage, StagedRow
from fairway.people.models import Absence, Identity, ReportingLine, WorkPattern
from tests.faults.breaking import BREAKS, REQUIRED, Break, BrokenFolder, unknown_seller, write_broken
from tests.faults.folders import Row, made, write
from tests.faults.loading import blank_house, lake_content, load

LAKE_TABLES = (
    "accounts", "contacts", "leads", "opportunities", "stages", "stage_changes", "owner_changes", "activities",
    "participants", "quotas",
)  # fmt: skip


A_FEW = settings(max_examples=max(5, settings.default.max_examples // 4))  # each example loads a whole folder


def alone(name: str, row: Row) -> bool:
    """Whether nothing else in the folder needs this row: sellers by name, and a line in the middle of a history."""
    return row["seller_id"].startswith("spare") if name == "sellers" else True


def stored_rows() -> dict[str, int]:
    """How many rows stand in lake and database, counted where they stand."""
    counts = {table: len(rows) for table, rows in lake_content().items()}
    return {
        **counts,
        "sellers": Identity.objects.count(),
        "reporting_lines": ReportingLine.objects.filter(origin="folder:history").count(),
        "work_patterns": WorkPattern.objects.filter(origin="folder").count(),
        "absences": Absence.objects.count(),
        "coverage": Coverage.objects.count(),
        "plans": StagedRow.objects.filter(kind="plan").count(),
    }


@pytest.mark.once
@pytest.mark.django_db
@A_FEW
@given(seed=st.integers(0, 10**6))
@example(seed=727)  # a record of two lines with a cell too many
def test_it_loads_all_but_the_broken_lines_and_lists_each_of_them(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw, place = random.Random(seed), tmp_path_factory.mktemp("broken")
    written = write_broken(made(seed), place / "crm", draw, share=draw.choice([0.01, 0.05, 0.25]), may_break=alone)
    with blank_house(place / "home"):
        outcome = load(place / "crm")
        found = {(reject.place, reject.line): reject for reject in listed(outcome.rejects)}
        assert set(found) == set(written.broken), (set(found) ^ set(written.broken), written.broken)
        assert stored_rows() == written.rows
        _require_tallies(outcome.tallies, written)


def _require_tallies(tallies: dict, written: BrokenFolder) -> None:
    """Every line of a file stands in exactly one of added, changed, unchanged and rejected."""
    for name in REQUIRED:
        tally = tallies["people" if name == "sellers" else name]
        broken = sum(1 for file, _ in written.broken if file == f"{name}.csv")
        assert tally.read == written.rows[name] + broken, name
        assert tally.rejected == broken, name
        if name != "plans":  # applied by the room above
            assert tally.read == tally.added + tally.changed + tally.unchanged + tally.rejected, name


@pytest.mark.django_db
@pytest.mark.parametrize("way", BREAKS, ids=lambda way: way.__name__)
def test_it_names_column_and_value_of_a_broken_cell(way: Break, tmp_path: Path) -> None:
    draw, folder = random.Random(7), made(7)
    for name, rows in folder.items():
        broken = way(draw, name, rows[0])
        if not isinstance(broken, dict) or way is unknown_seller:  # no line of its own, or told only when it is stored
            continue
        changed = next(column for column in broken if broken[column] != rows[0][column])
        other = write({**folder, name: [broken, *rows[1:]]}, tmp_path / name)
        batches = FolderReader(other, source="folder").pull({}, is_full=True)
        (reject,) = listed([reject for batch in batches for reject in batch.rejects])
        assert (reject.place, reject.line, reject.field) == (f"{name}.csv", 2, changed)
        assert reject.value.strip() == broken[changed][:200].strip()
        assert len(reject.reason) > 8
        assert reject.row[changed][:100] == broken[changed][:100]


@pytest.mark.django_db
def test_it_names_a_seller_nobody_knows(tmp_path: Path) -> None:
    folder = made(7)
    for name in ("activities", "leads", "quotas", "absences", "coverage", "opportunities", "owner_changes"):
        column = "owner_id" if "owner_id" in folder[name][0] else "seller_id"
        folder[name][3] = {**folder[name][3], column: "nobody"}
    with blank_house(tmp_path / "home"):
        rejects = listed(load(write(folder, tmp_path / "crm")).rejects)
    assert {(reject.value, reject.line) for reject in rejects} == {("nobody", 5)}
    assert len({reject.place for reject in rejects}) == 7
    assert all("nobody" in reject.row.values() for reject in rejects)


@pytest.mark.once
@pytest.mark.django_db
@A_FEW
@given(seed=st.integers(0, 10**6))
def test_it_changes_nothing_when_a_broken_folder_comes_again(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw, place = random.Random(seed), tmp_path_factory.mktemp("again")
    write_broken(made(seed, activities=60), place / "crm", draw, share=0.1, may_break=alone)
    with blank_house(place / "home"):
        first = load(place / "crm")
        before = lake_content()
        second = load(place / "crm")
        assert lake_content() == before
        assert [*map(str, second.rejects)] == [*map(str, first.rejects)]
        for table, tally in second.tallies.items():
            assert (tally.added, tally.changed, tally.deleted) == (0, 0, 0), table
            assert tally.read == first.tallies[table].read
            assert tally.rejected == first.tallies[table].rejected
