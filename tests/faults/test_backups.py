"""A backup taken under writes restores a state that really was; a bad file and a full home are refused."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.faults.folders import made, write
from tests.faults.houses import House, empty_house, new_house
from tests.homes import share_compiled

pytestmark = pytest.mark.django_db  # so that the suite on PostgreSQL runs it too

TRIALS = int(os.environ.get("FAIRWAY_TEST_BACKUPS", "1"))  # taken while a run goes on; more by hand
ON = "2026-05-24"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with something in it, for tests that only read it."""
    place = tmp_path_factory.mktemp("full")
    house = new_house(place)
    assert house.fairway("import", write(made(71), place / "crm")).returncode == 0
    return house


@pytest.fixture(scope="module")
def good(full: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    file = tmp_path_factory.mktemp("good") / "good.backup"
    assert full.fairway("backup", file).returncode == 0
    return file


def restored(file: Path, place: Path, *more: str) -> House:
    house = empty_house(place)
    done = house.fairway("restore", file, *more)
    assert done.returncode == 0, done.stderr
    share_compiled(house.home)
    return house


def test_it_restores_everything_keys_included(full: House, tmp_path: Path) -> None:
    done = full.fairway("backup", tmp_path / "all.backup")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "all.backup").stat().st_mode & 0o077 == 0
    other = restored(tmp_path / "all.backup", tmp_path)
    assert other.content() == full.content()
    assert other.board(ON) == full.board(ON)
    for key in (full.home / "secrets").glob("*.key"):
        assert (other.home / "secrets" / key.name).read_bytes() == key.read_bytes()
        assert (other.home / "secrets" / key.name).stat().st_mode & 0o077 == 0
    # The restored house goes on: new records, and the old ones known again.
    folder = made(71)
    folder["activities"].append({**folder["activities"][0], "activity_id": "fresh"})
    told = other.answer("import", write(folder, tmp_path / "later"))["tables"]["activities"]
    assert (told["added"], told["changed"], told["unchanged"]) == (1, 0, 120)
    assert not list((full.home / "scratch").iterdir())


def test_it_restores_a_state_that_was_from_a_backup_taken_under_writes(tmp_path: Path) -> None:
    """While a run stands between its lake commits and its publication, and while others follow it."""
    house, folder = new_house(tmp_path), made(72)
    assert house.fairway("import", write(folder, tmp_path / "crm")).returncode == 0
    first = (house.content(), house.board(ON))
    for row in folder["activities"][:50]:
        row.update(status="done", occurred_at="2026-05-12T09:00:00Z", seller_id="s2")
    later = write(folder, tmp_path / "later")
    folder["activities"].append({**folder["activities"][0], "activity_id": "fresh"})
    run = house.start(["tests.faults.child", "hold", str(tmp_path / "go"), "import", str(write(folder, later))])
    assert run.stderr is not None
    assert any("holding" in line for line in run.stderr)
    done = house.fairway("backup", tmp_path / "early.backup")
    assert done.returncode == 0, done.stderr
    (tmp_path / "go").touch()
    files = [tmp_path / f"during{number}.backup" for number in range(TRIALS)]
    for file in files:
        assert house.fairway("backup", file).returncode == 0
    assert run.wait(180) == 0
    last = (house.content(), house.board(ON))
    assert last != first
    early = restored(tmp_path / "early.backup", tmp_path)
    assert early.content()["lake"] == first[0]["lake"]
    assert early.board(ON) == first[1]
    for file in files:
        other = restored(file, tmp_path)
        assert other.content()["lake"] in (first[0]["lake"], last[0]["lake"])  # never a mixture of the two
        assert other.fairway("import", later).returncode == 0
        assert (other.content(), other.board(ON)) == last


def test_it_locks_keys_with_a_passphrase(full: House, tmp_path: Path) -> None:
    secret, wrong, file = tmp_path / "secret", tmp_path / "wrong", tmp_path / "locked.backup"
    secret.write_text("correct horse battery\n")
    wrong.write_text("incorrect horse\n")
    assert full.fairway("backup", file, "--passphrase-file", secret).returncode == 0
    keys = [key.read_bytes().strip() for key in (full.home / "secrets").glob("*.key")]
    with zipfile.ZipFile(file) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("secrets/"))
    assert keys
    assert not any(key in held for key in keys)
    house = empty_house(tmp_path)
    for arguments, said in (((), "locked"), (("--passphrase-file", wrong), "does not open")):
        done = house.fairway("restore", file, *arguments)
        assert (done.returncode, said in done.stderr.splitlines()[0]) == (1, True), done.stderr
    assert house.fairway("restore", file, "--passphrase-file", secret).returncode == 0
    assert house.content() == full.content()


def test_it_says_that_a_backup_without_keys_needs_the_old_ones(full: House, tmp_path: Path) -> None:
    assert full.fairway("backup", tmp_path / "open.backup", "--without-secrets").returncode == 0
    house = empty_house(tmp_path)
    done = house.fairway("restore", tmp_path / "open.backup")
    assert done.returncode == 0
    assert "secrets folder" in done.stderr
    crm = write(made(71), tmp_path / "crm")
    refused = house.fairway("import", crm)
    assert refused.returncode == 1
    assert "the keys in this home's secrets folder are not the ones" in refused.stderr.splitlines()[-1]
    shutil.copytree(full.home / "secrets", house.home / "secrets", dirs_exist_ok=True)
    share_compiled(house.home)
    assert house.fairway("import", crm).returncode == 0


def test_it_refuses_a_home_that_is_not_empty(full: House, good: Path) -> None:
    before = full.content()
    done = full.fairway("restore", good)
    assert done.returncode == 1
    assert "is not empty" in done.stderr.splitlines()[0]
    assert full.content() == before
    assert full.fairway("backup", good).returncode == 2  # never overwrites one


def test_it_refuses_files_it_cannot_trust_and_leaves_the_home_empty(good: Path, tmp_path: Path) -> None:
    house, bad = empty_house(tmp_path), tmp_path / "bad.backup"
    for damage in ("cut", "flipped", "no backup", "other database", "later version", "entry gone"):
        said = _damaged(good, bad, damage)
        done = house.fairway("restore", bad)
        assert done.returncode == 1, damage
        assert said in done.stderr.splitlines()[0], damage
        assert "Traceback" not in done.stderr
    assert house.fairway("restore", good).returncode == 0  # still empty enough


def _damaged(good: Path, bad: Path, how: str) -> str:
    """Write a damaged copy. Returns what must be said about it."""
    content = bytearray(good.read_bytes())
    if how == "cut":
        bad.write_bytes(content[: len(content) // 2])
        return "is no backup of Fairway, or it was cut off"
    if how == "no backup":
        bad.write_bytes(b"just a text")
        return "is no backup of Fairway"
    if how == "flipped":
        with zipfile.ZipFile(good) as archive:
            place = max(archive.infolist(), key=lambda entry: entry.compress_size)
        start = place.header_offset + 30 + len(place.filename) + 100
        content[start : start + 8] = bytes(255 - byte for byte in content[start : start + 8])
        bad.write_bytes(content)
        return " in this backup"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        if how == "other database":
            manifest["database"] = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest["database"]]
        if how == "later version":
            manifest["migrations"].append(["people", "0999_something_later"])
        for name in source.namelist():
            is_gone = how == "entry gone" and name.startswith("lake/activities") and name.endswith(".parquet")
            if name != "manifest.json" and not is_gone:
                target.writestr(name, source.read(name))
        target.writestr("manifest.json", json.dumps(manifest))
    return {
        "other database": "this backup is of a",
        "later version": "knows more than this one",
        "entry gone": "is damaged or missing",
    }[how]
