"""A command in a process that dies or waits at a chosen step. Every step that changes something durable is counted:
commits to the lake, requests to the disk, database commits, files and folders removed.

    python -m tests.faults.child count COMMAND...       says on stderr how many steps there were
    python -m tests.faults.child kill NUMBER COMMAND... ends itself with SIGKILL in front of that step
    python -m tests.faults.child hold FILE COMMAND...   waits in front of the first commit to the lake that adds rows,
                                                        after saying "holding", until the file is there
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

ROWS_BETWEEN_PUBLICATIONS = 40


class Steps:
    """Counts steps, and does something in front of one of them."""

    def __init__(self, at: int = 0) -> None:
        self.taken, self.at = 0, at

    def __call__(self) -> None:
        self.taken += 1
        if self.taken == self.at:
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGKILL)


def in_front_of(owner: Any, name: str, step: Callable[[], None]) -> None:
    """Take the step before each call of a function."""
    inner = getattr(owner, name)

    def outer(*arguments: Any, **named: Any) -> Any:
        step()
        return inner(*arguments, **named)

    setattr(owner, name, staticmethod(outer) if isinstance(owner, type) and name == "_committed" else outer)


def count_steps(step: Callable[[], None]) -> None:
    """Put the step in front of everything that changes something durable."""
    import shutil
    from pathlib import Path

    from django.db.backends.base.base import BaseDatabaseWrapper

    from fairway.crm import sync
    from fairway.records import durability, lake

    sync.PUBLISH_EVERY_ROWS = ROWS_BETWEEN_PUBLICATIONS
    in_front_of(lake.Lake, "_committed", step)
    in_front_of(durability, "sync_path", step)
    in_front_of(lake, "sync_path", step)
    in_front_of(BaseDatabaseWrapper, "commit", step)
    in_front_of(shutil, "rmtree", step)
    in_front_of(Path, "unlink", step)


def hold(file: str) -> None:
    """Wait in front of the first rows for the lake."""
    from fairway.records.lake import Lake

    held = False

    def wait() -> None:
        nonlocal held
        if not held:
            held = True
            print("holding", file=sys.stderr, flush=True)
            while not os.path.exists(file):
                time.sleep(0.05)

    in_front_of(Lake, "append", wait)


def main() -> int:
    from fairway.cli.main import main as fairway
    from fairway.cli.main import start_django

    start_django()
    mode, *rest = sys.argv[1:]
    if mode == "hold":
        hold(rest.pop(0))
        return fairway(rest)
    steps = Steps(int(rest.pop(0)) if mode == "kill" else 0)
    count_steps(steps)
    code = fairway(rest)
    print(f"steps: {steps.taken}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
