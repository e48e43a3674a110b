"""A Fairway of its own, driven as people drive it: by commands, in processes that can be killed.

It lives at the server's hour (the same clock file, through libfaketime), or today where `is_at_servers_hour` is off.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.odoo.server import Odoo

SLOWEST_S = 300
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class House:
    """A home folder and whose key it reads Odoo with."""

    home: Path
    odoo: Odoo
    key: str
    is_at_servers_hour: bool = True

    def run(self, *words: str, code: int = 0, key: str | None = None) -> str:
        """What a command printed; AssertionError with what it said when it ends otherwise than expected."""
        done = subprocess.run(
            self._command(words),
            env=self._environment(key),
            capture_output=True,
            text=True,
            timeout=SLOWEST_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == code, f"{' '.join(words)}: ended with {done.returncode}\n{done.stderr[-3000:]}"
        return done.stdout if code == 0 else done.stderr

    def answer(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json"))

    def connect(self, *words: str) -> None:
        place = ("--url", self.odoo.url, "--database", self.odoo.database, "--set", "whole_below=0")
        self.run("connect", "odoo", *place, *words)

    def module(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A Python module of the tests, run to its end in this house, however it ends."""
        return subprocess.run(
            [sys.executable, "-m", *words],
            env={**self._environment(None), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=SLOWEST_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def sync(self, *words: str) -> Mapping[str, Mapping[str, int]]:
        """Tallies by table."""
        tallies: Mapping[str, Mapping[str, int]] = self.answer("sync", "odoo", *words)["sources"]["odoo"]
        return tallies

    def board(self, as_of_on: date | None = None) -> Mapping[str, Any]:
        """The board's sellers by id."""
        when = ["--as-of", str(as_of_on)] if as_of_on else []
        return {seller["seller_id"]: seller for seller in self.answer("board", *when)["sellers"]}

    def sync_killed(self, phase: str) -> int:
        """Start a full sync and kill it the moment it speaks of a phase. Returns how many rows it had taken by then."""
        process = subprocess.Popen(
            self._command(["sync", "odoo", "--full"]),
            env=self._environment(None),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        taken: dict[str, int] = {}
        assert process.stderr is not None
        for line in process.stderr:
            table, _, told = line.partition(":")
            if told.strip()[:1].isdigit():
                taken[table] = int(told.split()[0].replace(",", ""))
            if line.startswith(phase):
                process.send_signal(signal.SIGKILL)
                break
        process.stderr.close()
        assert process.wait(timeout=60) == -signal.SIGKILL, f"it ended before {phase}"
        return sum(taken.values())

    def _command(self, words: Iterable[str]) -> list[str]:
        return [sys.executable, "-m", "fairway.cli.main", *words]

    def _environment(self, key: str | None) -> dict[str, str]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("FAIRWAY_", "DJANGO_"))
        }
        environment |= {"FAIRWAY_HOME": str(self.home), "FAIRWAY_SECRET": self.key if key is None else key}
        if self.is_at_servers_hour:
            [library] = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
            environment |= {
                "LD_PRELOAD": str(library),
                "FAKETIME_TIMESTAMP_FILE": str(self.odoo.clock),
                "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_RESET": "1",
                "DONT_FAKE_MONOTONIC": "1",
            }
        return environment


def monday_of(label: str) -> date:
    """Monday of an ISO week such as 2026-W24."""
    year, _, week = label.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def planned_cells(board: Mapping[str, Any]) -> dict[tuple[str, date, str], int]:
    """(seller, Monday, activity type) -> done, for every week of every HIA in force on a board."""
    return {
        (seller_id, monday_of(week["week"]), hia["metric"]): week["done"]
        for seller_id, seller in board.items()
        for hia in seller["hias"]
        if not hia["is_draft"]
        for week in hia["weeks"]
    }


def logged_cells(board: Mapping[str, Any]) -> dict[tuple[str, date, str], int]:
    """The same for everything that was logged, planned or not; nothing for nothing."""
    return {
        (seller_id, monday_of(week["week"]), word["metric"]): week["done"]
        for seller_id, seller in board.items()
        for word in seller["logged"]
        for week in word["weeks"]
        if week["done"]
    }


def weeks_shown(as_of_on: date, count: int = 13) -> set[date]:
    """Mondays of the weeks a board shows."""
    newest = as_of_on - timedelta(days=as_of_on.weekday())
    return {newest - timedelta(weeks=back) for back in range(count)}
