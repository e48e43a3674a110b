"""The outbox of a house, in a process that can be killed at a chosen moment of its work.

python -m tests.odoo.draining put FILE         puts the tasks of a JSON file, all in one transaction
python -m tests.odoo.draining back FILE        takes those of its keys back, done or not
python -m tests.odoo.draining drain            sends what is due until nothing is
python -m tests.odoo.draining drain MOMENT N   the same, and ends itself with SIGKILL at a moment of the Nth writing
                                               call: `before` it is sent, `during` it, so many milliseconds later
                                               (`during:40`), or `after` its answer came and before that is stored
python -m tests.odoo.draining tell             prints every entry as JSON
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

WRITING = ("mail.activity/load", "mail.activity/action_done", "mail.activity/unlink")


def put(file: str) -> None:
    from django.db import transaction

    from fairway.exchange.outbox.actions import put as put_task
    from fairway.exchange.outbox.types import Task
    from fairway.people.queries import all_keys_of

    people = all_keys_of("odoo")
    with open(file, encoding="utf-8") as told, transaction.atomic():
        for row in json.load(told):
            task = Task(**{**row["task"], "due_on": date.fromisoformat(row["task"]["due_on"])})
            assert put_task(task, source="odoo", key=row["key"], person_key=people[row["about"]])


def back(file: str) -> None:
    from fairway.exchange.outbox.actions import take_back

    with open(file, encoding="utf-8") as told:
        for key, is_done in json.load(told).items():
            take_back(key, is_done=is_done)


def drain(moment: str = "", number: str = "0") -> None:
    from fairway.crm import draining
    from fairway.exchange.outbox import actions
    from fairway.exchange.outbox.queries import due_sources
    from fairway.lib.http import JsonHttp

    # Whoever takes over does not wait for who was killed: their calls may still be at work in Odoo.
    actions.LEASE = timedelta(0)
    JsonHttp._once = watched(JsonHttp._once, moment, int(number))  # type: ignore[method-assign]
    while due_sources():
        draining.drain("odoo", most=10_000)


def watched(once: Callable[..., Any], moment: str, number: int) -> Callable[..., Any]:
    """The call to Odoo, with an end to it."""
    made = 0
    kind, _, wait_ms = moment.partition(":")

    def call(self: Any, method: str, path: str, *rest: Any) -> Any:
        nonlocal made
        is_writing = path.endswith(WRITING)
        made += is_writing
        is_now = is_writing and made == number
        if is_now and kind == "before":
            kill()
        if is_now and kind == "during":
            threading.Timer(int(wait_ms) / 1000, kill).start()
        answer = once(self, method, path, *rest)
        if is_now and kind == "after":
            kill()
        return answer

    return call


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> int:
    from fairway.cli.main import start_django

    start_django()
    mode, *rest = sys.argv[1:]
    {"put": put, "back": back, "drain": drain}[mode](*rest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
