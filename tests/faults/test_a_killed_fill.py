"""kill -9 in the middle of a fill: what was written stays, what was not is still marked, and the end is the same."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fairway.lib.periods import end_of_day, week_of, weeks_between
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.words import customers_reached, offered
from tests.engines.comparing import Counted, cells, differences
from tests.engines.oracle import expected
from tests.engines.organisations import FIRST_ON, WORDS
from tests.faults.filling_process import TODAY, history
from tests.homes import share_compiled

SEED = 31
ROOT = Path(__file__).parents[2]


class Home:
    """Commands in processes of their own, on one home."""

    def __init__(self, folder: Path) -> None:
        share_compiled(folder)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "FAIRWAY_DATABASE_URL"},
            "FAIRWAY_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "fairway.project.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tests.faults.filling_process", *map(str, words)]
        return subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)

    def answer(self, *words: object) -> Any:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


def in_shape(rows: list[list[Any]]) -> Counted:
    found: dict[str, dict[Any, Any]] = {}
    for seller, week_on, month_on, metric, *parts in rows:
        found.setdefault(metric, {})[seller, date.fromisoformat(week_on), date.fromisoformat(month_on)] = tuple(parts)
    return found


def oracle() -> Counted:
    _, world, _ = history(SEED)
    weeks = weeks_between(week_of(FIRST_ON, world.week_starts_on), week_of(TODAY, world.week_starts_on))
    words = [offered(word) for word in (*WORDS, "call", "email", "meeting", "task", "other")]
    known = [*catalogue().values(), *words, *(customers_reached(kind) for kind in ("call", "email"))]
    counted = expected(
        world, [definition for definition in known if definition.over is None], end_of_day(TODAY, world.timezone), weeks
    )
    return {metric: of_metric for metric, of_metric in counted.items() if of_metric}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("killed") / "home")


def test_it_loses_and_repeats_nothing_when_a_fill_is_killed(home: Home) -> None:
    assert home.run("load", SEED).returncode == 0
    before = home.answer("show", SEED)
    assert before["waiting"] > 20

    killed = home.run("fill", SEED, 4)
    assert killed.returncode == -signal.SIGKILL
    between = home.answer("show", SEED)
    assert 0 < between["waiting"] < before["waiting"], "some weeks were counted before the end came"
    assert between["rows"] != before["rows"]
    assert differences(oracle(), in_shape(between["rows"])) != []

    last = home.answer("fill", SEED)
    after = home.answer("show", SEED)
    assert after["waiting"] == 0
    assert differences(oracle(), in_shape(after["rows"])) == []
    assert cells(in_shape(after["rows"])) > 100
    assert home.answer("fill", SEED)["weeks"] == 0
    assert last["weeks"] > 0
