"""An import killed at any step, between lake commits and database transactions included, loses and repeats nothing."""

import json
import os
import random
import re
import signal
from pathlib import Path

import pytest

from tests.faults.folders import made, write
from tests.faults.houses import House, new_house

pytestmark = pytest.mark.django_db  # so that the suite on PostgreSQL runs it too

TRIALS = int(os.environ.get("FAIRWAY_TEST_KILLS", "2"))  # in every suite; more by hand
ON = "2026-05-24"


def rows_of(content: dict) -> int:
    return sum(len(rows) for rows in content["lake"].values())


def test_it_ends_as_if_nothing_had_happened_wherever_it_was_killed(tmp_path: Path) -> None:
    crm = write(made(61, activities=200), tmp_path / "crm")
    whole = new_house(tmp_path)
    done = whole.run(["tests.faults.child", "count", "import", str(crm)])
    assert done.returncode == 0, done.stderr
    steps = int(re.search(r"steps: (\d+)", done.stderr)[1])  # type: ignore[index]
    wanted, board = whole.content(), whole.board(ON)
    assert steps > 100
    assert rows_of(wanted) > 250

    draw, published = random.Random(), []
    # One kill in each equal stretch of the way, so that early, middle and late ones are among them.
    stretches = [(steps * n // TRIALS + 1, steps * (n + 1) // TRIALS) for n in range(TRIALS)]
    for first, last in stretches:
        at = draw.randint(first, last)
        house = new_house(tmp_path)
        killed = house.run(["tests.faults.child", "kill", str(at), "import", str(crm)])
        assert killed.returncode == -signal.SIGKILL, (at, killed.stderr)
        seen = house.content()
        published.append(rows_of(seen))
        _require_nothing_else(seen, wanted, at)
        again = house.fairway("import", crm, "--json")
        assert again.returncode == 0, (at, again.stderr)
        assert house.content() == wanted, f"killed at step {at} of {steps}"
        _require_tallies(json.loads(again.stdout)["tables"], at)
        assert house.board(ON) == board, at
    assert max(published) > 0, "no kill came after a publication: this proved nothing"


def _require_nothing_else(seen: dict, wanted: dict, at: int) -> None:
    """What a reader sees after the kill is part of the whole: no row stands twice or was never stated."""
    for table, rows in seen["lake"].items():
        assert set(rows) <= set(wanted["lake"][table]), (at, table)


def _require_tallies(tables: dict, at: int) -> None:
    for name, tally in tables.items():
        assert tally["read"] == tally["added"] + tally["changed"] + tally["unchanged"], (at, name)


def test_it_keeps_what_stood_before_when_a_second_import_is_killed(tmp_path: Path) -> None:
    """Records that move over a month's end, go, and come: either as before or as after, never twice."""
    folder = made(62, activities=160)
    house: House = new_house(tmp_path)
    assert house.fairway("import", write(folder, tmp_path / "crm")).returncode == 0
    before = house.content()
    for row in folder["activities"][:60]:
        row.update({name: "2026-01-15T10:00:00Z" for name in row if name.endswith("_at") and row[name]})
    folder["deleted_ids"] = [{"table": "activities", "id": row["activity_id"]} for row in folder["activities"][60:80]]
    later = write(folder, tmp_path / "later")
    at = random.Random().randint(10, 40)
    killed = house.run(["tests.faults.child", "kill", str(at), "import", str(later)])
    assert killed.returncode == -signal.SIGKILL, (at, killed.stderr)
    between = house.content()
    assert rows_of(between) > 0, at
    assert house.fairway("import", later).returncode == 0, at
    after = house.content()
    keys = [f"folder:{row['activity_id']}" for row in folder["activities"]]
    moved = keys[:60]
    assert set(after["lake"]["activities"]) == {*moved, *keys[80:]}, at
    assert {str(after["lake"]["activities"][key]["when_on"]) for key in moved} == {"2026-01-15"}, at
    assert set(between["lake"]["activities"]) <= set(before["lake"]["activities"]), at
    for table, rows in between["lake"].items():
        for key, row in rows.items():
            states = (before["lake"][table].get(key), after["lake"][table].get(key))
            assert row in states, (at, table, key)
