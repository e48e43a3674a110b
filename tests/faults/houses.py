"""Whole installations for tests: a home with a database of its own, on SQLite or PostgreSQL, whose commands run in
processes of their own, so that they can be killed, locked out and looked at file by file.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.homes import share_compiled

ROOT = Path(__file__).parents[2]
SERVER = os.environ.get("FAIRWAY_DATABASE_URL", "")  # set by conftest where the suite runs on PostgreSQL
_numbers = count()


@dataclass(frozen=True, slots=True)
class House:
    """One installation."""

    home: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        wanted = {
            **os.environ,
            "FAIRWAY_HOME": str(self.home),
            "FAIRWAY_LOG": "ERROR",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        }
        wanted.pop("DJANGO_SETTINGS_MODULE", None)
        return {**wanted, "FAIRWAY_DATABASE_URL": self.database_url}

    def run(self, program: Sequence[str], timeout: float = 300) -> "subprocess.CompletedProcess[str]":
        """A Python module with arguments, run to its end in this house."""
        return subprocess.run(
            [sys.executable, "-m", *program],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip

    def start(self, program: Sequence[str]) -> "subprocess.Popen[str]":
        """The same, still running. What it prints can be read line by line."""
        return subprocess.Popen(
            [sys.executable, "-m", *program],
            env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def fairway(self, *arguments: object, timeout: float = 300) -> "subprocess.CompletedProcess[str]":
        """A command."""
        return self.run(["fairway.cli.main", *map(str, arguments)], timeout)

    def answer(self, *arguments: object) -> Any:
        """A command's JSON; it must have worked."""
        done = self.fairway(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def board(self, on: str) -> Any:
        """The board as of a day, without the instant it was refreshed at."""
        return {**self.answer("board", "--as-of", on), "refreshed_at": None}

    def content(self) -> Any:
        """What stands in lake and database, in the source's own ids: see tests/faults/showing.py."""
        done = self.run(["tests.faults.showing"])
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def empty_house(place: Path) -> House:
    """A house nobody has entered: no tables in its database, no folder yet."""
    home = place / f"home{next(_numbers)}"
    if not SERVER:
        return House(home)
    name = f"house_{os.getpid()}_{next(_numbers)}"
    on_server(f'CREATE DATABASE "{name}"')
    return House(home, _address_of(name))


def new_house(place: Path) -> House:
    """A house with its tables made and its keys drawn: the same keys in every one, so that two can be compared."""
    made, name = _model(), f"house_{os.getpid()}_{next(_numbers)}"
    home = place / f"home{next(_numbers)}"
    shutil.copytree(made.home, home, ignore=shutil.ignore_patterns("compiled"))
    share_compiled(home)
    if not SERVER:
        return House(home)
    on_server(f'CREATE DATABASE "{name}" TEMPLATE "{urlsplit(made.database_url).path[1:]}"')
    return House(home, _address_of(name))


@lru_cache(maxsize=1)
def _model() -> House:
    import tempfile

    house = empty_house(Path(tempfile.mkdtemp(prefix="fairway-house-")))
    done = house.run(["tests.faults.showing"])
    assert done.returncode == 0, done.stderr
    return house


def _address_of(database: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{database}"))


def on_server(statement: str) -> list[tuple[Any, ...]]:
    """A statement outside any transaction, on the server's own database."""
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def data_folder(house: House) -> Path | None:
    """PostgreSQL's own folder, with every database of the test's server and its write-ahead log; None on SQLite."""
    return Path(os.environ["FAIRWAY_TEST_PGDATA"]) if house.database_url else None
