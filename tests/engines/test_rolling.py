"""What a manager's people did together equals the sum over whoever stood below them when each week began."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection

from fairway.ledger.actions.filling import fill
from fairway.ledger.models import ManagerCount, WeeklyCount
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine
from fairway.people.types import BEGINNING, LineKind
from tests.engines.ledger_house import House, today_is
from tests.engines.organisations import DAYS, FIRST_ON, one_of, random_world

TODAY = FIRST_ON + timedelta(days=DAYS - 20)
Sums = dict[tuple[int, date, date, str], tuple[float, ...]]


def draw_lines(rng: Random, people: list[int]) -> None:
    """Managers come first in the list, so that nobody comes to stand above themselves; some move, some come late."""
    ReportingLine.objects.all().delete()
    for place, person in enumerate(people[1:], start=1):
        starts = sorted({FIRST_ON + timedelta(days=rng.randrange(DAYS)) for _ in range(rng.randrange(3))})
        starts_on = starts if rng.random() < 0.3 else [BEGINNING, *starts]
        for number, start_on in enumerate(starts_on):
            following = starts_on[number + 1] if number + 1 < len(starts_on) else None
            ends_on = following - timedelta(days=1) if following else one_of(rng, (None, TODAY - timedelta(days=9)))
            draw_line(person, people[rng.randrange(place)], start_on, ends_on)
        if rng.random() < 0.4:
            start_on = FIRST_ON + timedelta(days=rng.randrange(DAYS))
            manager = people[rng.randrange(place)]
            draw_line(
                person,
                manager,
                start_on,
                start_on + timedelta(days=12),
                one_of(rng, (LineKind.ACTING, LineKind.SECOND)),
            )
    rebuild_spans()


def draw_line(person: int, manager: int, start_on: date, end_on: date | None, kind: str = LineKind.LINE) -> None:
    if end_on is None or end_on >= start_on:
        ReportingLine.objects.create(
            person_id=person, manager_id=manager, valid_from_on=start_on, valid_to_on=end_on, kind=kind
        )


def above_on(person: int, day: date, lines: list[ReportingLine]) -> set[int]:
    """Everybody above somebody on a day, by climbing line after line."""
    found: set[int] = set()
    agenda = [person]
    while agenda:
        below = agenda.pop()
        for line in lines:
            holds = line.valid_from_on <= day and (line.valid_to_on is None or line.valid_to_on >= day)
            if line.person_id == below and holds and line.manager_id not in found:
                found.add(line.manager_id)
                agenda.append(line.manager_id)
    return found


def above_in_week(person: int, week_on: date, lines: list[ReportingLine]) -> set[int]:
    """Those above when the week began; of somebody who had nobody yet, those of the first day with anybody."""
    for day in range(7):
        found = above_on(person, week_on + timedelta(days=day), lines)
        if found:
            return found
    return set()


def sums_by_lines() -> Sums:
    lines = list(ReportingLine.objects.all())
    sums: dict[tuple[int, date, date, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    names = ("person_key", "week_on", "month_on", "metric__key", "done", "of", "unconfirmed")
    above: dict[tuple[int, date], set[int]] = {}
    for person, week_on, month_on, key, *parts in WeeklyCount.objects.values_list(*names):
        if (person, week_on) not in above:
            above[person, week_on] = above_in_week(person, week_on, lines)
        for manager in above[person, week_on]:
            for place, value in enumerate((*parts, 1)):
                sums[manager, week_on, month_on, key][place] += value
    return {cell: tuple(values) for cell, values in sums.items()}


def sums_stored() -> Sums:
    names = ("manager_key", "week_on", "month_on", "metric__key", "done", "of", "unconfirmed", "sellers")
    return {tuple(row[:4]): tuple(row[4:]) for row in ManagerCount.objects.values_list(*names)}


def assert_sums_are_right() -> int:
    by_lines, stored = sums_by_lines(), sums_stored()
    assert by_lines.keys() == stored.keys()
    for cell, values in by_lines.items():
        assert stored[cell] == pytest.approx(values), cell
    return len(stored)


@pytest.mark.parametrize("seed", range(2))
def test_it_sums_each_week_for_those_who_stood_above_when_it_began(seed: int, house: Path) -> None:
    rng = Random(seed)
    home = House(random_world(rng, sellers=7, activities=120))
    with today_is(TODAY, home.world.timezone):
        home.move_in()
        draw_lines(rng, sorted(home.people.values()))
        fill()
        assert assert_sums_are_right() > 100
        for _ in range(3):
            draw_lines(rng, sorted(home.people.values()))
            fill()
            assert_sums_are_right()


def test_it_leaves_weeks_before_a_move_as_they_were(house: Path) -> None:
    home = House(random_world(Random(8), activities=80))
    moves_on = FIRST_ON + timedelta(days=70)
    with today_is(TODAY, home.world.timezone):
        home.move_in()
        boss, other, *team = sorted(home.people.values())
        for person in team:
            draw_line(person, boss, BEGINNING, None)
        rebuild_spans()
        fill()
        before = {cell: values for cell, values in sums_stored().items() if cell[1] < moves_on - timedelta(days=7)}
        ReportingLine.objects.filter(person_id=team[0]).update(valid_to_on=moves_on - timedelta(days=1))
        draw_line(team[0], other, moves_on, None)
        rebuild_spans()
        fill()
    after = sums_stored()
    assert before
    assert {cell: after.get(cell) for cell in before} == before
    assert any(cell[0] == other for cell in after)
    assert_sums_are_right()


def test_postgresql_joins_a_week_it_knows_nothing_of_with_managers_all_at_once(house: Path) -> None:
    """Row by row, as it does for what it takes for a single row, 5,000 sellers take it minutes a week."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one plan")
    plans: list[str] = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith("INSERT INTO ledger_managercount"):
            with context["cursor"].connection.cursor() as cursor:
                plans.append("\n".join(row[0] for row in cursor.execute(f"EXPLAIN {sql}", params).fetchall()))
        return execute(sql, params, many, context)

    home = House(random_world(Random(8), activities=40))
    with today_is(TODAY, home.world.timezone):
        home.move_in()
        draw_lines(Random(8), sorted(home.people.values()))
        with connection.execute_wrapper(explained):
            fill()
    assert plans
    assert not [plan for plan in plans if "Nested Loop" in plan.partition("SubPlan")[0]]
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        assert cursor.fetchone() == ("on",)
