"""One home and one server for all journeys on the board, and a browser for each module of them."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.homes import made_once, share_compiled
from tests.journeys.board.screens import CHROMIUM, enter

Window = Callable[..., BrowserContext]
Visit = Callable[..., Page]
ROOT = Path(__file__).parents[3]
SECONDS = 60.0


def environment(home: Path, **more: str) -> dict[str, str]:
    """A process of its own: the tree's source, a home of its own, nothing of the test run's database."""
    ours = ("FAIRWAY_", "DJANGO_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "FAIRWAY_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **more}


@pytest.fixture(scope="session")
def board_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented organisation, imported by the command line in a process of its own: once, and a copy for each worker
    of the run.
    """
    own = tmp_path_factory.mktemp("board") / "home"
    base = tmp_path_factory.getbasetemp()
    made = made_once((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "board-made", _make)
    return Path(shutil.copytree(made, own, symlinks=True))


def _make(home: Path) -> None:
    share_compiled(home)
    command = [sys.executable, "-m", "tests.journeys.board.home"]
    made = subprocess.run(command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(home)
        pytest.fail(f"the home could not be made:\n{made.stderr[-3000:]}")


def serve(home: Path, *, application: str = "fairway.project.wsgi:application", **more: str) -> Iterator[str]:
    """A real server on a free port of this machine, until the caller is done with it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--threads", "4", "--log-level", "warning"], env=environment(home, **more))
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer within {SECONDS:.0f} seconds")


@pytest.fixture(scope="session")
def address(board_home: Path) -> Iterator[str]:
    yield from serve(board_home)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with its module: while it runs, the ORM of this process would believe itself in an event loop."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM)


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """What the browser keeps of each person's log-in, so that everybody logs in once."""
    return {}


@pytest.fixture
def window(chromium: Browser, address: str, sessions: dict[str, Any]) -> Iterator[Window]:
    """`window("manager", 390)`: a fresh window of that width, logged in as that person."""
    opened: list[BrowserContext] = []

    def open_for(who: str, width: int = 1440) -> BrowserContext:
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, reduced_motion="reduce", storage_state=sessions.get(who))
        context.set_default_timeout(15_000)
        opened.append(context)
        if who not in sessions:
            page = context.new_page()
            enter(page, address, who)
            page.close()
            sessions[who] = context.storage_state()
        return context

    yield open_for
    for context in opened:
        context.close()


@pytest.fixture
def visit(window: Window, address: str) -> Visit:
    """`visit("manager")`: the first page that person sees, in a fresh window."""

    def open_as(who: str, width: int = 1440) -> Page:
        page = window(who, width).new_page()
        page.goto(f"{address}/")
        return page

    return open_as
