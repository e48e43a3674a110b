"""How records come in, by manager and week, equals a count in plain Python over rows: in random organisations with
moves in mid-quarter, and over the lake of the demonstration.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import transaction
from hypothesis import example, given, settings

from fairway.cli.demo import load
from fairway.execution.queries import today
from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.adoption import queries
from fairway.leadership.models import RolledArea
from fairway.people.models import Person
from fairway.records.queries import lake_rows
from fairway.records.schema import TABLES
from fairway.records.tests.test_entering import Oracle as Rows
from fairway.records.tests.test_entering import at, row
from tests.leadership.oracle import Oracle
from tests.leadership.organisations import DAYS, FIRST, ON, Move, Plot, World, build, plots

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WEEKS = [FIRST + timedelta(weeks=n) for n in range((ON - FIRST).days // 7)]
TOLD = ("in_time", "marked", "by_itself", "together", "days.0", "days.7", "filled.outcome", "filled.duration_min")
Pairs = dict[str, tuple[float, float]]


def pairs_of(rows: Rows, person: int, week_on: date) -> Pairs:
    """What one seller adds to each figure, from rows."""
    one = rows.week(person, week_on)
    within = dict(zip((0, 1, 2, 3, 4, 5, 6, 7, 10, 14), one.within, strict=True))
    return {
        "in_time": (within[2], one.timed),
        "marked": (one.marked, one.diary),
        "by_itself": (one.by_itself, one.done),
        "together": (one.together, one.timed),
        "days.0": (within[0], one.timed),
        "days.7": (within[7], one.timed),
        "filled.outcome": one.filled["outcome"],
        "filled.duration_min": one.filled["duration_min"],
    }


def require_equal(rows: Rows, oracle: Oracle, weeks: Iterable[date]) -> int:
    """Every manager's sums of those weeks. Returns how many were not nothing."""
    told = 0
    for week_on in weeks:
        chains = oracle.sellers(week_on)
        added = {person: pairs_of(rows, person, week_on) for person in chains}
        stored = {one.manager_id: one.figures for one in RolledArea.objects.filter(period__starts_on=week_on)}
        any_of = {person for person in chains if any(pair[1] for pair in added[person].values())}
        groups = groups_of({person: chain for person, chain in chains.items() if person in any_of})
        for figure in TOLD:
            expected = {key: [0.0, 0.0] for chain in chains.values() for key in chain}
            for chain, people in groups:
                own = [added[person][figure] for person in people if added[person][figure][1]]
                for manager in chain if len(own) >= 5 else ():
                    expected[manager][0] += sum(done for done, _ in own)
                    expected[manager][1] += sum(of for _, of in own)
            assert stored.keys() == expected.keys()
            for manager, pair in expected.items():
                assert stored[manager][figure][:2] == pytest.approx(pair), (figure, week_on, manager)
                told += pair[1] > 0
    return told


def groups_of(chains: dict[int, tuple[int, ...]]) -> list[tuple[tuple[int, ...], set[int]]]:
    """Teams of five stand alone; of the others those below one manager stand together once they are five."""
    teams: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for person, chain in chains.items():
        teams[chain].add(person)
    found = [(chain, people) for chain, people in teams.items() if len(people) >= 5]
    waiting = {chain: people for chain, people in teams.items() if len(people) < 5}
    while waiting:
        longest = max(waiting, key=lambda chain: (len(chain), chain))
        people = waiting.pop(longest)
        if len(people) >= 5:
            found.append((longest, people))
        elif len(longest) > 1:
            waiting[longest[1:]] = waiting.get(longest[1:], set()) | people
    return found


def random_lake(world: World, chance: Random, folder: Path) -> tuple[Rows, dict[str, list[str]]]:
    """Activities of everybody over the weeks, some of them late and many at a time."""
    rows: list[dict[str, Any]] = []
    for person in world.sellers:
        for _ in range(chance.choice((0, 15, 40))):
            day = FIRST + timedelta(days=chance.randrange(DAYS))
            happened = at(day, chance.randrange(500, 1000))
            later = chance.choice((0, 0, 1, 2, 4, 9, 25, (4 - day.weekday()) % 7))
            entered = at(day + timedelta(days=later), chance.choice((1140, 1143, 1147)), chance.randrange(50))
            is_ahead = chance.random() < 0.3
            status = chance.choice(("done", "done", "done", "planned", "cancelled"))
            rows.append(
                row(
                    len(rows),
                    person_key=person,
                    type=chance.choice(("call", "meeting", "email")),
                    status=status,
                    scheduled_start_at=happened if is_ahead else None,
                    occurred_at=happened if status == "done" else None,
                    completed_at=entered if status == "done" and is_ahead else None,
                    logged_at=at(day - timedelta(days=2)) if is_ahead else entered,
                    duration_min=chance.choice((None, 30.0)),
                    outcome=chance.choice((None, "reached")),
                    is_auto_captured=chance.random() < 0.2,
                )
            )
    path = folder / "activities.parquet"
    pq.write_table(pa.Table.from_pylist(rows, TABLES["activities"].schema), path)
    return as_rows(rows), {"activities": [str(path)] if rows else []}


def as_rows(rows: Iterable[dict[str, Any]]) -> Rows:
    return Rows(rows, defaultdict(lambda: None), {})


LARGE = Plot((None, 0, 0), (1,) * 13 + (2,) * 9, (Move(3, 2, 17), Move(-2, 0, 30)), seed=5)


@settings(max_examples=8)
@example(plot=LARGE)
@given(plot=plots())
def test_every_sum_equals_a_count_row_by_row(
    plot: Plot, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with transaction.atomic(), monkeypatch.context() as patched:
        world = build(plot)
        rows, files = random_lake(world, Random(plot.seed), tmp_path_factory.mktemp("lake"))
        patched.setattr(queries, "published_files", lambda: files)
        roll_up(ON)
        told = require_equal(rows, Oracle(ON, {}, {}), WEEKS)
        assert plot != LARGE or told > 100
        transaction.set_rollback(True)


def test_every_sum_of_the_demonstration_equals_a_count_row_by_row(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the lake as the connector of the demonstration filled it, in zones of five countries."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 10, 14, 9, tzinfo=UTC))
    load(7)
    roll_up(today())
    rows = as_rows(lake_rows("activities"))
    weeks = (date(2026, 10, 5), date(2026, 9, 28), date(2026, 9, 7), date(2026, 5, 4), date(2026, 4, 27))
    assert require_equal(rows, Oracle(today(), {}, {}), weeks) > 60
    leader = Person.objects.get(name="Ingrid Solheim").pk
    figures = RolledArea.objects.get(manager_id=leader, period__starts_on=date(2026, 9, 7)).figures
    assert 0 < figures["in_time"][0] < figures["in_time"][1]
    assert 0 < figures["marked"][0] < figures["marked"][1]
