"""`fairway import`: tallies, rejects, `--strict`, exit codes, and that the same folder twice changes nothing."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fairway.cli.main import main
from fairway.crm.folder.reader import FolderReader
from fairway.crm.rehearsing import rehearsed
from fairway.crm.rejects import listed
from fairway.crm.taking import Outcome
from fairway.exchange.models import StagedRow
from fairway.exchange.queries import source
from fairway.execution.actions.refreshing import refused_of_staged
from fairway.people.models import Identity, Person
from fairway.plans.models import Plan
from fairway.records.actions.publishing import published
from tests.faults.folders import Folder, made, write
from tests.faults.loading import lake_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder() -> Folder:
    return made(11)


def run(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command in this process."""
    capsys.readouterr()
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def listed_in(told: Any) -> list[dict[str, str]]:
    """The rows of the rejects file an import told of."""
    with Path(told["rejects_file"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def board(capsys: pytest.CaptureFixture[str], on: str = "2026-05-24") -> Any:
    code, out, _ = run("board", "--json", "--as-of", on, capsys=capsys)
    assert code == 0
    return {**json.loads(out), "refreshed_at": None}


def test_it_tells_what_became_of_every_row_and_changes_nothing_the_second_time(
    house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    crm = write(folder, house / "crm")
    code, out, _ = run("import", crm, "--json", capsys=capsys)
    first = json.loads(out)
    assert (code, first["rejects"], first["rejects_file"]) == (0, 0, None)
    for name, rows in folder.items():
        expected = {"read": len(rows), "added": len(rows), "changed": 0, "unchanged": 0, "deleted": 0, "rejected": 0}
        assert first["tables"][name] == expected, name
    shown, lake, versions = board(capsys), lake_content(), published()
    assert any(hia["done"] for seller in shown["sellers"] for hia in seller["hias"])

    code, out, _ = run("import", crm, "--json", capsys=capsys)
    second = json.loads(out)
    for name, rows in folder.items():
        expected = {"read": len(rows), "added": 0, "changed": 0, "unchanged": len(rows), "deleted": 0, "rejected": 0}
        assert second["tables"][name] == expected, name
    assert second["weeks_counted"] == 0
    assert board(capsys) == shown
    assert lake_content() == lake
    assert published() == versions


def test_it_prints_a_table_people_can_read(house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("import", write(folder, house / "crm"), capsys=capsys)
    assert code == 0
    assert out.splitlines()[0].split() == ["table", "read", "added", "changed", "unchanged", "deleted", "rejected"]
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()[1:]}
    assert rows["activities"] == ["120", "120", "0", "0", "0", "0"]
    assert rows["plans"] == ["12", "12", "0", "0", "0", "0"]
    assert "Traceback" not in err


def test_it_lists_rejects_beside_the_count(house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Reader, records room, people room and plans room each refuse one row, and one cell is dropped."""
    folder["activities"][4]["completed_at"] = "soon"
    folder["leads"][2]["owner_id"] = "nobody"
    folder["absences"][1]["seller_id"] = "nobody"
    folder["plans"][3]["metric"] = "no_such_metric"
    folder["plans"][5]["seller_id"] = "nobody"
    folder["sellers"][0]["manager_id"] = "nobody"
    folder["accounts"][0]["owner_id"] = "nobody"
    code, out, err = run("import", write(folder, house / "crm"), "--json", capsys=capsys)
    told = json.loads(out)
    assert (code, told["rejects"]) == (0, 7)
    rows = listed_in(told)
    assert {(row["file"], row["line"], row["column"], row["value"], row["what became of the row"]) for row in rows} == {
        ("activities.csv", "6", "completed_at", "soon", "left out"),
        ("leads.csv", "4", "owner_id", "nobody", "left out"),
        ("absences.csv", "3", "seller_id", "nobody", "left out"),
        ("plans.csv", "5", "metric", "no_such_metric", "left out"),
        ("plans.csv", "7", "seller_id", "nobody", "left out"),
        ("sellers.csv", "2", "manager_id", "nobody", "kept"),
        ("accounts.csv", "2", "owner_id", "nobody", "kept"),
    }
    assert all(row["reason"] for row in rows)
    assert "x5" in next(row["row"] for row in rows if row["file"] == "activities.csv")
    assert str(told["rejects_file"]) in err
    rejected = {name: tally["rejected"] for name, tally in told["tables"].items() if tally["rejected"]}
    assert rejected == {"activities": 1, "leads": 1, "absences": 1, "plans": 2}
    for name, tally in told["tables"].items():
        assert tally["read"] == tally["added"] + tally["changed"] + tally["unchanged"] + tally["rejected"], name


def test_it_loads_nothing_at_all_when_strict(house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder["quotas"][2]["amount"] = "plenty"
    folder["plans"][3]["metric"] = "no_such_metric"
    crm = write(folder, house / "crm")
    code, out, err = run("import", crm, "--strict", capsys=capsys)
    assert (code, out) == (1, "")
    assert "quotas.csv, line 4, amount 'plenty': is not a number" in err
    assert "Traceback" not in err
    assert not Person.objects.exists()
    assert not Plan.objects.exists()
    assert not any(lake_content().values())
    rows = listed_in({"rejects_file": house / "home" / "rejects" / "folder-import.csv"})
    assert {row["file"] for row in rows} == {"quotas.csv", "plans.csv"}

    folder["quotas"][2]["amount"] = "1000"
    code, _, err = run("import", write(folder, crm), "--strict", capsys=capsys)
    assert code == 1
    assert "plans.csv, line 5, metric 'no_such_metric'" in err
    assert not Person.objects.exists()

    folder["plans"][3]["metric"] = "reference_visit"
    code, out, _ = run("import", write(folder, crm), "--strict", "--json", capsys=capsys)
    assert code == 0
    assert json.loads(out)["tables"]["activities"]["added"] == 120


def test_it_knows_what_no_room_takes_while_the_database_is_free(house: Path, folder: Folder) -> None:
    """Records are looked at outside any transaction, however many there are: pages go on writing meanwhile."""
    wrong = {
        ("activities", 4, "completed_at", "soon"),
        ("activities", 5, "seller_id", "nobody"),
        ("accounts", 0, "owner_id", "nobody"),
        ("sellers", 0, "manager_id", "nobody"),
        ("absences", 1, "seller_id", "nobody"),
        ("coverage", 1, "seller_id", "nobody"),
        ("plans", 5, "seller_id", "nobody"),
        ("plans", 6, "metric", "meant_by_nobody"),
    }
    for table, row, column, cell in wrong:
        folder[table][row][column] = cell
    reader, within = FolderReader(write(folder, house / "crm"), source="folder"), len(connection.savepoint_ids)
    depths = set()

    def told(phase: str, outcome: Outcome) -> None:
        depths.add((phase, len(connection.savepoint_ids) - within))

    found = listed(rehearsed(reader, "folder", then=refused_of_staged, told=told).rejects)
    assert {(reject.place, reject.line, reject.field, reject.value) for reject in found} == {
        (f"{table}.csv", row + 2, column, cell) for table, row, column, cell in wrong
    }
    assert ("activities", 0) in depths
    assert {depth for _, depth in depths} == {0}
    assert not Person.objects.exists()
    assert not StagedRow.objects.exists()
    assert not any(lake_content().values())


@pytest.mark.parametrize("minutes", [45, None])
def test_it_leaves_a_connected_folder_where_it_is(
    house: Path, folder: Folder, minutes: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    crm, more = write(folder, house / "crm"), write(made(12), house / "more")
    connect = ("connect", "folder", "--path", crm, "--every", minutes or 0, "--set", "note=x")
    assert run(*connect, capsys=capsys)[0] == 0
    code, out, said = run("import", more, "--json", capsys=capsys)
    assert (code, json.loads(out)["tables"]["activities"]["read"]) == (0, len(made(12)["activities"]))
    assert f"folder stays connected to {crm}" in said
    facts = source("folder")
    assert facts is not None
    assert (facts.every_minutes, facts.settings) == (minutes, {"note": "x", "path": str(crm)})
    assert run("import", crm, capsys=capsys)[2].count("stays connected") == 0


def test_a_source_known_by_imports_alone_lies_where_it_was_read_last(
    house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    crm, moved = write(folder, house / "crm"), write(folder, house / "moved")
    for path in (crm, moved):
        code, _, said = run("import", path, capsys=capsys)
        facts = source("folder")
        assert code == 0
        assert facts is not None
        assert facts.settings["path"] == str(path)
        assert "stays connected" not in said
    assert run("connect", "folder", "--path", crm, capsys=capsys)[0] == 0
    assert run("import", moved, capsys=capsys)[0] == 0
    facts = source("folder")
    assert facts is not None
    assert facts.settings["path"] == str(crm)


def test_it_takes_back_a_strict_import_into_a_full_home(
    house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", write(folder, house / "crm"), capsys=capsys)[0] == 0
    before, people, shown = lake_content(), list(Identity.objects.values_list("native_id", "stated")), board(capsys)
    other = made(12, activities=200)
    other["activities"][150]["type"] = "fax"
    assert run("import", write(other, house / "other"), "--strict", capsys=capsys)[0] == 1
    assert lake_content() == before
    assert list(Identity.objects.values_list("native_id", "stated")) == people
    assert board(capsys) == shown


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no sellers.csv or sellers.parquet"),
        ({"sellers.csv": "seller_id,name\ns1,Jo"}, "holds no activities.csv or activities.parquet"),
        (
            {"sellers.csv": "seller_id,title\ns1,Jo", "activities.csv": "activity_id,seller_id,type\n"},
            "sellers.csv, line 1: lacks the column name",
        ),
        (
            {"sellers.csv": "seller_id;name\ns1;Jo", "activities.csv": "activity_id,seller_id,type\n"},
            "separate cells by commas, not semicolons",
        ),
        (
            {"sellers.csv": "seller_id,name\ns1,Jo", "activities.csv": ""},
            "activities.csv: is empty; the first line must name the columns",
        ),
    ],
)
def test_it_says_in_one_line_why_a_folder_is_none(
    files: dict[str, str], said: str, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "crm").mkdir()
    for name, text in files.items():
        (house / "crm" / name).write_text(text)
    code, out, err = run("import", house / "crm", capsys=capsys)
    assert (code, out) == (1, "")
    assert said in err.splitlines()[0]
    assert len(err.splitlines()) == 2  # what is wrong, and what to do
    assert not Person.objects.exists()


def test_it_calls_a_missing_folder_or_a_taken_name_wrong_use(
    house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    from fairway.exchange.actions import connect_source

    connect_source(name="crm", kind="odoo", settings={})
    assert run("import", house / "nowhere", capsys=capsys)[0] == 2
    assert run("import", write(folder, house / "crm"), "--source", "crm", capsys=capsys)[0] == 2
    assert run("import", house / "crm", "--timezone", "Mars/Phobos", capsys=capsys)[0] == 2
    with pytest.raises(SystemExit) as stopped:
        run("import", house / "crm", "--source", "../../x", capsys=capsys)
    assert stopped.value.code == 2


def test_it_warns_once_about_each_column_and_file_it_does_not_know(
    house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    for row in folder["activities"]:
        row["mood"], row["colour"] = "fine", "red"
    crm = write(folder, house / "crm")
    (crm / "activites.csv").write_text("a,b\n1,2\n")
    (crm / "notes.txt").write_text("not a table")
    code, _, err = run("import", crm, capsys=capsys)
    assert code == 0
    assert err.count("mood") == 1
    assert err.count("colour") == 1
    assert err.count("activites.csv") == 1
    assert "notes.txt" not in err


def test_it_leaves_out_an_optional_file_without_a_column_it_needs(
    house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder["quotas"] = [{k: v for k, v in row.items() if k != "amount"} for row in folder["quotas"]]
    code, out, _ = run("import", write(folder, house / "crm"), "--json", capsys=capsys)
    told = json.loads(out)
    assert (code, told["rejects"]) == (0, 1)
    (row,) = listed_in(told)
    assert (row["file"], row["line"], row["column"]) == ("quotas.csv", "1", "amount")
    assert row["what became of the row"] == "file left out"
    assert told["tables"]["activities"]["added"] == 120


def test_it_reads_metrics_and_says_what_is_wrong_with_them(
    house: Path, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    crm = write(folder, house / "crm")
    (crm / "metrics.yaml").write_bytes("name: M\xfcller".encode("cp1252"))
    code, out, _ = run("import", crm, "--json", capsys=capsys)
    assert (code, json.loads(out)["rejects"]) == (0, 1)
    (row,) = listed_in(json.loads(out))
    assert (row["file"], row["what became of the row"]) == ("metrics.yaml", "file left out")
