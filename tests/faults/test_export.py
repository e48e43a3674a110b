"""What is exported and imported into a new home gives the same answers: nothing that is counted is lost."""

import csv
from pathlib import Path

from tests.faults.folders import made, write
from tests.faults.houses import House, new_house

DAYS = ("2026-03-29", "2026-05-03", "2026-05-24", "2026-08-02")


def rows_in(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def round_trip(house: House, place: Path) -> House:
    done = house.fairway("export", place / "out")
    assert done.returncode == 0, done.stderr
    other = new_house(place)
    told = other.answer("import", place / "out")
    assert told["rejects"] == 0, told
    return other


def test_it_gives_the_same_board_and_the_same_records(tmp_path: Path) -> None:
    house, folder = new_house(tmp_path), made(81)
    folder["accounts"][0]["name"] = "'=not a formula"
    assert house.fairway("import", write(folder, tmp_path / "crm"), "--timezone", "America/Denver").returncode == 0
    done = house.run(["tests.faults.editing"])  # everyday changes that the format has no table for, and some it has
    assert done.returncode == 0, done.stderr
    other = round_trip(house, tmp_path)
    for day in DAYS:
        assert other.board(day) == house.board(day), day
    one, two = house.content(), other.content()
    for content in (one, two):  # the format knows no day before 1970: "for all time" in a history begins there
        content["lines"] = [
            [day.replace("1900-01-01", "1970-01-01") if day else day for day in line] for line in content["lines"]
        ]
    assert two["lake"].keys() == one["lake"].keys()
    for table in one["lake"]:
        assert two["lake"][table] == one["lake"][table], table
    for part in ("labels", "words", "lines", "patterns", "absences", "coverage", "plans"):
        assert two[part] == one[part], part

    again = other.fairway("export", tmp_path / "again")
    assert again.returncode == 0
    for file in sorted((tmp_path / "out").iterdir()):
        assert (tmp_path / "again" / file.name).read_text() == file.read_text(), file.name


def test_it_guards_every_cell_a_spreadsheet_would_run(tmp_path: Path) -> None:
    house, folder = new_house(tmp_path), made(82, activities=20)
    folder["accounts"][0]["name"] = "=HYPERLINK(1)"
    folder["opportunities"][0]["next_step"] = "+call them"
    assert house.fairway("import", write(folder, tmp_path / "crm")).returncode == 0
    assert house.fairway("export", tmp_path / "out").returncode == 0
    for file in (tmp_path / "out").glob("*.csv"):
        for row in rows_in(file):
            assert not [cell for cell in row.values() if cell[:1] in {"=", "+", "@"}], file.name
    assert house.fairway("export", tmp_path / "out").returncode == 2  # never overwrites


def test_it_keeps_sources_with_the_same_ids_apart(tmp_path: Path) -> None:
    house = new_house(tmp_path)
    for number, source in enumerate(("north", "south")):
        folder = made(83 + number, activities=40)
        for row in folder["sellers"]:
            row["email"] = f"{row['seller_id']}@{source}.example"
        told = house.answer("import", write(folder, tmp_path / source), "--source", source)
        assert told["rejects"] == 0
    other = round_trip(house, tmp_path)
    assert len(rows_in(tmp_path / "out" / "activities.csv")) == 80
    assert len({row["activity_id"] for row in rows_in(tmp_path / "out" / "activities.csv")}) == 80
    for day in DAYS:
        assert _figures(other, day) == _figures(house, day)


def _figures(house: House, day: str) -> list[tuple[object, ...]]:
    """The board without ids, which an export of two sources makes longer."""
    return sorted(
        (seller["name"], seller["team"], seller["state"], hia["metric"], hia["target"], hia["done"], str(hia["weeks"]))
        for seller in house.board(day)["sellers"]
        for hia in seller["hias"]
    )
