"""After `fairway erase` no byte of a person stands in the house: every file is looked through, on both databases."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyarrow import parquet

from tests.faults.folders import Folder, made, write
from tests.faults.houses import House, data_folder, new_house

pytestmark = pytest.mark.django_db  # so that the suite on PostgreSQL runs it too

ID, NAME, WORD, TEXT = "id", "name", "word", "text"


@dataclass(frozen=True, slots=True)
class Marks:
    """Texts that only one person has, each with a part nobody else has in this run of the suite."""

    by_kind: dict[str, str]

    def within(self, content: bytes) -> set[str]:
        folded = content.lower()
        return {kind for kind, mark in self.by_kind.items() if mark.encode() in folded}


def marks() -> Marks:
    return Marks({kind: f"{kind}quast{secrets.token_hex(5)}" for kind in (ID, NAME, WORD, TEXT)})


def furnished(folder: Folder, mark: Marks) -> Folder:
    """The folder with its first seller under those texts, everywhere the format has room for one."""
    native_id, name, word, text = (mark.by_kind[kind] for kind in (ID, NAME, WORD, TEXT))
    for rows in folder.values():
        for row in rows:
            for column in ("seller_id", "owner_id", "manager_id"):
                if row.get(column) == "s1":
                    row[column] = native_id
    for row in folder["sellers"]:
        if row["seller_id"] == native_id:
            row.update(name=f"Zo\u00eb {name.title()}", email=f"zoe.{name}@mustercorp.example")
        if row["seller_id"] == "spare1":
            row.update(manager_id=native_id, team=f"Team zo\u00eb {name}")
    theirs = [row for row in folder["activities"] if row["seller_id"] == native_id]
    theirs[0].update(activity_id=f"x-{word}-1", subtype=word)
    theirs[1].update(outcome=f"A remark of their own, much too long for a word: {text}. " * 3)
    others = [row for row in folder["activities"] if row["seller_id"] != native_id]
    others[0].update(outcome=f"asked zo\u00eb {name}", subtype=f"for zo\u00eb {name}")
    others[1].update(outcome=f"{name.title()},  ZOE", subtype=f"call_zoe_{name}")
    others[2].update(outcome=f"Zo\u00eb  {name}", subtype=f"call_{name}_zoe")
    _called_after(folder, f"Zoe-{name.upper()}'s")
    folder["accounts"][2]["name"] = f"What Zo\u00eb {name.title()} brought in"
    folder["opportunities"][1]["next_step"] = f"Ask Zo\u00eb {name.title()} about it, then call. " * 3
    next(row for row in folder["leads"] if row["owner_id"] == native_id)["status"] = f"{text} " * 4
    next(row for row in folder["absences"] if row["seller_id"] == native_id)["kind"] = text[:40]
    next(row for row in folder["absences"] if row["seller_id"] != native_id)["kind"] = f"for Zo\u00eb {name}"
    folder["opportunities"][2]["next_step"] = f"ask {native_id}"
    folder["coverage"][-1]["note"] = f"asked ZOE {name}"
    metric = f"call_zoe_{name}"
    folder["plans"].append({**folder["plans"][-1], "seller_id": "spare2", "metric": metric, "ends_on": "2026-06-30"})
    # Rows that cannot be taken are listed with all they say.
    folder["quotas"].append({**folder["quotas"][-1], "amount": f"what {name} ZO\u00cb said"})
    folder["quotas"].append({**folder["quotas"][0], "seller_id": native_id, "amount": "many", "currency": text[:3]})
    return folder


def _called_after(folder: Folder, whose: str) -> None:
    """A pipeline and its stages that carry a name, wherever they are told."""
    pipeline, stage = f"{whose} pipe", f"{whose} stage"
    folder["stages"].append({**folder["stages"][0], "pipeline": pipeline, "stage": stage})
    folder["opportunities"][3].update(pipeline=pipeline, stage=stage)
    folder["opportunities"][4].update(pipeline=pipeline)
    change = folder["stage_changes"][3]
    change.update(to_stage=stage, from_stage=f"before {stage}")


def places(house: House) -> Iterator[Path]:
    """Every file of a house: its home, and all of PostgreSQL's folder."""
    for root in filter(None, (house.home, data_folder(house))):
        yield from (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())


def found(house: House, mark: Marks) -> dict[str, set[str]]:
    """Which marks stand in which files. Lake files are packed, so that they are unpacked for it."""
    hits: dict[str, set[str]] = {}
    for path in places(house):
        try:
            content = path.read_bytes()
            if path.suffix == ".parquet":
                content += repr(parquet.read_table(path).to_pylist()).encode()
        except FileNotFoundError:  # PostgreSQL tidies while we look
            continue
        kinds = mark.within(content)
        if kinds:
            hits[str(path)] = kinds
    return hits


def test_it_leaves_no_byte_of_a_person_anywhere(tmp_path: Path) -> None:
    house, mark = new_house(tmp_path), marks()
    native_id = mark.by_kind[ID]
    crm = write(furnished(made(51), mark), tmp_path / "crm")
    assert house.fairway("import", crm).returncode == 0
    done = house.run(["tests.faults.furnishing", native_id, mark.by_kind[WORD]])
    assert done.returncode == 0, done.stderr
    assert set().union(*found(house, mark).values()) == {ID, NAME, WORD, TEXT}  # the search finds what is there
    before = house.content()

    done = house.fairway("erase", native_id, "--yes")
    assert done.returncode == 0, done.stderr
    assert found(house, mark) == {}
    after = house.content()
    _require_everything_else(before, after, native_id)
    _require_one_stage(after)

    done = house.fairway("import", crm, "--json")
    assert done.returncode == 0, done.stderr
    assert found(house, mark) == {}
    again = house.content()
    assert native_id not in repr(again)
    _require_one_stage(again)
    assert {table: len(rows) for table, rows in again["lake"].items() if table != "owner_changes"} == {
        table: len(rows) for table, rows in after["lake"].items() if table != "owner_changes"
    }
    assert [again[name] for name in ("people", "lines", "absences", "plans", "coverage")] == [
        after[name] for name in ("people", "lines", "absences", "plans", "coverage")
    ]
    assert house.fairway("erase", native_id, "--yes").returncode == 0  # finishes what a killed one left


def _require_one_stage(content: dict) -> None:
    """The stage that was called after them is still one stage, and ties its rows together."""
    stages = {(row["pipeline"], row["stage"]) for row in content["lake"]["stages"].values()}
    deal = content["lake"]["opportunities"]["folder:o4"]
    [change] = [row for row in content["lake"]["stage_changes"].values() if row["opportunity_id"] == "folder:o4"]
    assert len(stages) == 4
    assert (deal["pipeline"], deal["stage"]) in stages
    assert change["to_stage"] == deal["stage"]
    assert deal["stage"].startswith("(erased ")


def _require_everything_else(before: dict, after: dict, native_id: str) -> None:
    """Rows of nobody else went, and deals stay, with nobody as their owner."""
    gone = f"folder:{native_id}"
    for table, column in (("activities", "person_key"), ("leads", "owner_key"), ("quotas", "person_key")):
        kept = {key for key, row in before["lake"][table].items() if row[column] != gone}
        assert set(after["lake"][table]) == kept, table
    assert set(after["lake"]["opportunities"]) == set(before["lake"]["opportunities"])
    assert gone not in {row["owner_key"] for row in after["lake"]["opportunities"].values()}
    assert len(after["people"]) == len(before["people"]) - 1
    assert len(after["plans"]) == len(before["plans"]) - 3  # both of theirs, and one on a word that names them
    assert len(after["absences"]) == len(before["absences"]) - 2  # of others only their kind went
    assert len(after["coverage"]) == len(before["coverage"]) - 2


def test_it_leaves_no_byte_of_a_customer_anywhere(tmp_path: Path) -> None:
    """A contact and a lead, one after the other."""
    house, folder = new_house(tmp_path), made(52)
    contact, lead = _renamed(folder, "contacts", "contact_id"), _renamed(folder, "leads", "lead_id")
    folder["contacts"][0]["title"] = f"{contact.by_kind[TEXT]} and more. " * 4
    folder["leads"][0]["status"] = f"{lead.by_kind[TEXT]} and more. " * 4
    folder["quotas"][0]["amount"] = "many"  # so that there is a list of rejects
    crm = write(folder, tmp_path / "crm")
    assert house.fairway("import", crm).returncode == 0
    rows = {table: len(kept) for table, kept in house.content()["lake"].items()}
    for mark, flag in ((contact, "--contact"), (lead, "--lead")):
        assert set().union(*found(house, mark).values()) == {ID, TEXT}
        assert house.fairway("erase", mark.by_kind[ID], flag).returncode == 2  # nobody said that they mean it
        assert house.fairway("erase", mark.by_kind[ID], flag, "--yes").returncode == 0
        assert found(house, mark) == {}
    assert house.fairway("import", crm).returncode == 0
    assert found(house, contact) == found(house, lead) == {}
    left = {table: len(kept) for table, kept in house.content()["lake"].items()}
    gone = {"contacts": 1, "leads": 1, "participants": rows["participants"] - left["participants"]}
    assert gone["participants"] > 0
    assert left == {table: number - gone.get(table, 0) for table, number in rows.items()}
    assert house.fairway("erase", "never-there", "--lead", "--yes").returncode == 2


def _renamed(folder: Folder, table: str, column: str) -> Marks:
    """The first record of a table under an id that nobody else has, everywhere it is named."""
    mark = marks()
    old = folder[table][0][column]
    for rows in folder.values():
        for row in rows:
            if row.get(column) == old:
                row[column] = mark.by_kind[ID]
    return mark


def test_it_waits_for_a_run_that_has_the_person_in_its_hands(tmp_path: Path) -> None:
    """The run had read them before they were erased: what it still holds is not written down afterwards."""
    house, mark, folder = new_house(tmp_path), marks(), made(53)
    native_id = mark.by_kind[ID]
    crm = write(furnished(folder, mark), tmp_path / "crm")
    assert house.fairway("import", crm).returncode == 0
    folder["activities"] += made(54)["activities"][:1]
    folder["activities"][-1].update(activity_id="fresh", seller_id=native_id)
    write(folder, crm)
    run = house.start(["tests.faults.child", "hold", str(tmp_path / "go"), "import", str(crm)])
    assert run.stderr is not None
    assert any("holding" in line for line in run.stderr)
    erasing = house.start(["fairway.cli.main", "erase", native_id, "--yes"])
    assert erasing.stderr is not None
    assert "waiting for the run" in erasing.stderr.readline()
    (tmp_path / "go").touch()
    assert (run.wait(120), erasing.wait(120)) == (0, 0)
    assert found(house, mark) == {}
    assert native_id not in repr(house.content())


def test_it_names_the_files_it_looked_through(tmp_path: Path) -> None:
    """A search that skips the database proves nothing."""
    house = new_house(tmp_path)
    names = " ".join(str(path) for path in places(house))
    assert re.search(r"fairway\.sqlite3|/base/\d+/\d+", names)
    if data_folder(house):
        assert "/pg_wal/" in names
