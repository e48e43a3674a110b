"""A process that fills the ledger of a home and may kill itself on the way: `load SEED`, `fill [KILL_AT]`, `show`.

The organisation and what happens to it follow from the seed alone, so that the test knows it without being told.
"""

import json
import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from tests.engines.changing import change_something
from tests.engines.organisations import FIRST_ON, random_world, sellers_of
from tests.engines.world import World

TODAY = FIRST_ON + timedelta(days=120)
ROUNDS = 12


def history(seed: int) -> tuple[World, World, list[tuple[list[Any], list[Any]]]]:
    """The organisation as first loaded, as it is in the end, and the runs in between."""
    rng = Random(seed)
    world = random_world(rng, activities=80)
    first = replace(world, rows=world.rows.copy())
    runs = [change_something(rng, world, sellers_of(first)[1:]) for _ in range(ROUNDS)]
    return first, world, runs


def load(seed: int) -> None:
    from django.core.management import call_command

    from fairway.ledger.actions.filling import fill
    from tests.engines.ledger_house import House, today_is

    call_command("migrate", verbosity=0)
    first, _, runs = history(seed)
    house = House(first)
    with today_is(TODAY, first.timezone):
        house.move_in()
        fill()
        for come, gone in runs:
            house.store(come, gone)


def fill_or_die(seed: int, kill_at: int | None) -> None:
    """Fill in many small transactions; die within the one of that number, after its rows were written."""
    from fairway.ledger.actions import replacing
    from fairway.ledger.actions.filling import fill
    from tests.engines.ledger_house import today_is

    replacing.ROWS_AT_ONCE = 1
    left, cleared = kill_at, replacing.clear_dirt

    def clear_or_die(*given: Any, **named: Any) -> None:
        nonlocal left
        if left is not None and left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left = left - 1 if left is not None else None
        cleared(*given, **named)

    replacing.clear_dirt = clear_or_die
    with today_is(TODAY, history(seed)[0].timezone):
        filled = fill()
    print(json.dumps({"weeks": filled.weeks, "rows": filled.rows}))


def show() -> None:
    """Everything that stands in the ledger, and how many weeks wait."""
    from fairway.ledger.models import WeeklyCount
    from fairway.people.models import Identity
    from fairway.records.models import DirtyWeek

    people = dict(Identity.objects.values_list("person_id", "native_id"))
    names = ("person_key", "week_on", "month_on", "metric__key", "done", "of", "unconfirmed", "quality")
    rows = [
        [people[person], str(week_on), str(month_on), *rest]
        for person, week_on, month_on, *rest in WeeklyCount.objects.values_list(*names)
    ]
    print(json.dumps({"rows": rows, "waiting": DirtyWeek.objects.count()}))


def main(words: list[str]) -> None:
    import django

    django.setup()
    command, seed = words[0], int(words[1])
    if command == "load":
        load(seed)
    elif command == "fill":
        fill_or_die(seed, int(words[2]) if len(words) > 2 else None)
    else:
        show()


if __name__ == "__main__":
    main(sys.argv[1:])
