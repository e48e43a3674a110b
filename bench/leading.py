"""How fast a leader's page answers: 500 managers, 5,000 sellers, two quarters of weeks, two halves of eight figures.

    python -m bench.leading [--rows 1000000] [--sellers 5000] [--database sqlite|postgres] [--write FILE]

The rival is the same page without roll-ups: the same figures of the same weeks worked out from the scorecard, sessions,
promises and deals when the page is asked for, by the code that rolls them up at night. Both must render the same HTML
first. Statements of the page are counted beside the number of managers and sellers, for whoever leads all, for the head
of twenty managers, and for one manager. What the night pays for it is timed once, the first and an ordinary one.
"""

import re
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from time import perf_counter
from typing import Any
from unittest import mock

from bench.house import open_house
from bench.machine import setting
from bench.measuring import run
from bench.timing import median_ratio, summary, taken_in_turns

SEED = 20261128


def measure(database: str, *, rows: int, sellers: int, rounds: int, seed: int = SEED) -> dict[str, Any]:
    """Everything this bench says, in a house of its own."""
    with open_house(database):
        from bench.lake import fill_lake
        from bench.leading_rows import plant
        from bench.staff import hire
        from fairway.execution.queries import today
        from fairway.leadership.actions.rolling import roll_up
        from fairway.ledger.actions.filling import refill

        on = today()
        staff = hire(sellers, today=on)
        total = fill_lake(staff, rows, on, seed)
        planted = plant(staff, on)
        refill()
        first, night = (_timed(lambda: roll_up(on)) for _ in range(2))
        clients = {"everybody": _client(1), "head": _client(staff.heads[0]), "manager": _client(staff.managers[0])}
        return {
            **setting(seed),
            "database": database,
            "activities": total,
            "sellers": sellers,
            "managers": len(staff.managers) + len(staff.heads) + 1,
            "planted": planted,
            "first_roll_up_s": first,
            "night_roll_up_s": night,
            **{who: _compared(client, rounds) for who, client in clients.items()},
        }


def _timed(work: Any) -> float:
    start = perf_counter()
    work()
    return round(perf_counter() - start, 2)


def _client(person_key: int) -> Any:
    from django.test import Client

    from fairway.people.models import Person, User

    person = Person.objects.order_by("pk")[0] if person_key == 1 else Person.objects.get(pk=person_key)
    if person.user is None:
        person.user = User.objects.create(username=person.slug, email=f"{person.slug}@example.test")
        person.save()
    client = Client(SERVER_NAME="localhost")
    client.force_login(person.user)
    return client


def _compared(client: Any, rounds: int) -> dict[str, Any]:
    """The page of one viewer, its statements, and the same page without roll-ups."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ours = _html(client)
    with _without_roll_ups():
        assert _html(client) == ours, "the page without roll-ups says something else"
    with CaptureQueriesContext(connection) as caught:
        _html(client)
    statements = len(caught)  # the next request empties the log

    def rival() -> None:
        with _without_roll_ups():
            client.get("/leadership/")

    seconds = taken_in_turns({"page": lambda: client.get("/leadership/"), "rival": rival}, rounds=rounds, warm_up=1)
    return {
        "ways": {name: summary(times) for name, times in seconds.items()},
        "ratios": {"page / without roll-ups": median_ratio(seconds["page"], seconds["rival"])},
        "statements": statements,
        "bytes": len(ours),
    }


def _html(client: Any) -> str:
    answer = client.get("/leadership/")
    assert answer.status_code == 200, answer
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r"clip\d+", "clip", text)


def _without_roll_ups() -> AbstractContextManager[Any]:
    return mock.patch("fairway.leadership.page.sums_seen", _sums_worked_out)


def _sums_worked_out(
    viewer: Any, manager_keys: Collection[int], weeks: Collection[date], quarters: Mapping[date, Sequence[date]]
) -> dict[int, Any]:
    """What `sums_seen` reads, worked out from what the roll-up reads. Whoever leads no seller knows none beforehand;
    of a manager's own page the product's door is asked, as it is of stored sums.
    """
    from fairway.coaching.support.asking import Asked, seated
    from fairway.coaching.support.lines import Lines, seats_in
    from fairway.coaching.support.queries import support_added
    from fairway.leadership.actions import rolling
    from fairway.leadership.figures import of_grain
    from fairway.leadership.periods import WeekQuarter
    from fairway.leadership.queries.pulses import pulses_of
    from fairway.leadership.queries.results import results_added
    from fairway.leadership.queries.seeing import Seen
    from fairway.leadership.summing import summed, teams_of
    from fairway.leadership.types import Grain
    from fairway.lib.periods import week_period
    from fairway.people.queries import employment, every_line
    from fairway.plans.queries import plans_of

    asked_weeks = sorted({*weeks, *(week for own in quarters.values() for week in own)})
    lines, people = Lines(every_line()), employment()
    plans = plans_of(None, asked_weeks[0], week_period(asked_weeks[-1]).end_on)
    seats = {week: seats_in(week_period(week), people, lines, plans) for week in asked_weeks}
    asked = Asked(asked_weeks, people, plans, viewer.on)
    added = {**results_added(asked), **support_added(asked)}
    found: dict[int, tuple[dict[date, Any], dict[date, Any]]] = {key: ({}, {}) for key in manager_keys}
    for week in sorted(weeks):
        parts = seated(added, week, seats[week])
        _tell(found, 0, week, summed(teams_of(seats[week]), parts, of_grain(Grain.WEEK)))
    for starts_on, own in quarters.items():
        quarter = WeekQuarter("", tuple(own))
        everybody = sorted({seat for week in own for seat in seats[week]})
        paths = {path[0]: path for week in own for path in rolling._heads(seats[week])}
        parts = {"discussed": rolling.discussed_by_seat(Asked(own, people, {}, viewer.on), seats)}
        pulse = {"pulse": pulses_of(quarter, paths)}
        _tell(found, 1, starts_on, summed(teams_of(everybody), parts, of_grain(Grain.QUARTER), pulse))
    return {key: Seen(*both) for key, both in found.items()}


def _tell(found: Mapping[int, Any], place: int, starts_on: date, managers: Mapping[int, Any]) -> None:
    """Sums of a period for those who are asked about, rounded and hidden as stored ones are."""
    from fairway.leadership.types import Sum, Told

    for key, below in managers.items():
        if key in found:
            sums = {name: Sum(round(one.done, 2), round(one.of, 2), one.sellers) for name, one in below.sums.items()}
            hidden = frozenset(name for name, one in sums.items() if not one.sellers and name in below.partial)
            shown = {name: one for name, one in sums.items() if name not in hidden}
            found[key][place][starts_on] = Told(starts_on, shown, hidden, frozenset(below.partial) - hidden)


def show(result: dict[str, Any]) -> None:
    for who in ("everybody", "head", "manager"):
        part = result[who]
        for way, times in part["ways"].items():
            print(f"{who:10} {way:8} p50 {times['p50_ms']:10.1f} ms  p95 {times['p95_ms']:10.1f} ms")
        print(f"{who:10} ratio {part['ratios']['page / without roll-ups']:.4f}  statements {part['statements']}")
    print(f"first roll-up {result['first_roll_up_s']} s, an ordinary night {result['night_roll_up_s']} s")


if __name__ == "__main__":
    sys.exit(run(measure, show, about=__doc__ or "", rounds=5))
