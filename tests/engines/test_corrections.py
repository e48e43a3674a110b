"""A version that holds for closed weeks is noted with the number before beside the number by it, week by week."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from math import isclose
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fairway.ledger.actions.filling import fill
from fairway.ledger.corrections.actions import note_corrections
from fairway.ledger.corrections.comparing import compared
from fairway.ledger.corrections.queries import corrected_weeks, corrections, weeks_corrected
from fairway.ledger.models import CountedMetric
from fairway.lib.periods import end_of_day, week_of
from fairway.metrics.actions import define_metric
from fairway.metrics.queries import definitions, versions_of
from fairway.metrics.spec import definition_from
from fairway.metrics.types import Definition
from fairway.metrics.versions import Change, Version
from fairway.people.types import BEGINNING
from tests.engines.ledger_house import House, today_is
from tests.engines.oracle import expected
from tests.engines.organisations import FIRST_ON, random_world

KEY = "own metric"
TODAY = FIRST_ON + timedelta(days=80)
ALWAYS = Change(BEGINNING, "it was meant so")
Numbers = Mapping[tuple[str, date], tuple[float, float]]
ACTS = {"records": "activities", "class": "activity"}
CALLS = {"field": "type", "in": ["call", "email"]}
SALES = {"records": "opportunities", "class": "result"}
# What a metric says, and what another version of it says instead.
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "how many": ({**ACTS, "where": [CALLS]}, {"where": [{"field": "type", "is": "call"}]}),
    "different": (
        {**ACTS, "where": [CALLS], "counting": "distinct", "value": "account_id"},
        {"where": [{"field": "type", "in": ["call", "meeting", "task"]}]},
    ),
    "average": (
        {**ACTS, "where": [CALLS], "counting": "average", "value": "duration_min", "unit": "minutes"},
        {"where": [{"field": "type", "is": "meeting"}]},
    ),
    "share": (
        {"records": "opportunities", "class": "objective", "counting": "share", "unit": "share"}
        | {"of": [{"field": "is_won", "is": True}]},
        {"date": "created"},
    ),
    "sum": ({**SALES, "counting": "sum", "value": "amount", "unit": "money"}, {"date": "created"}),
    "another way": ({**ACTS, "where": [CALLS]}, {"counting": "distinct", "value": "account_id"}),
}


def entry(said: dict[str, Any], name: str = "Own") -> Definition:
    return definition_from({"key": KEY, "name": name, **said})


def count_once(*keys: str) -> None:
    """As a fill leaves it behind; a whole one counts a hundred metrics more."""
    CountedMetric.objects.bulk_create([CountedMetric(key=key, counted_as="once") for key in keys or (KEY,)])


def moved_in(seed: int) -> House:
    home = House(random_world(Random(seed), activities=160, around=14))
    with today_is(TODAY, home.world.timezone):
        home.move_in()
    return home


def by_the_oracle(home: House, definition: Definition) -> Numbers:
    """Numbers of closed weeks, months put together; counted in plain Python over the rows."""
    running = week_of(TODAY, home.world.week_starts_on)
    closed = [week_on for week_on in home.weeks_until(TODAY) if week_on < running]
    found: dict[tuple[str, date], tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    counted = expected(home.world, [definition], end_of_day(TODAY, home.world.timezone), closed)
    for (seller, week_on, _), parts in counted[definition.key].items():
        done, of = found[seller, week_on]
        found[seller, week_on] = (done + parts[0], of + parts[1])
    return found


def differing(before: Numbers, after: Numbers) -> dict[tuple[str, date], tuple[float, ...]]:
    nothing = (0.0, 0.0)
    found = {}
    for cell in {*before, *after}:
        was, now = before.get(cell, nothing), after.get(cell, nothing)
        if not all(isclose(a, b, rel_tol=1e-9, abs_tol=1e-6) for a, b in zip(was, now, strict=True)):
            found[cell] = tuple(round(number, 4) for number in (*was, *now))
    return found


def noted(home: House, version: int) -> dict[tuple[str, date], tuple[float, ...]]:
    """What is kept of a correction, in the same shape."""
    found = {}
    for seller, person_key in home.people.items():
        for correction, weeks in corrected_weeks(person_key, [KEY], date.min):
            for week in weeks if correction.version == version else ():
                numbers = (week.before.done, week.before.of, week.now.done, week.now.of)
                found[seller, week.week_on] = tuple(round(number, 4) for number in numbers)
    return found


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_it_keeps_the_number_before_beside_the_one_by_the_correction(what: str, house: Path) -> None:
    first, change = CHANGES[what]
    home, before, after = moved_in(21), entry(first), entry(first | change)
    with today_is(TODAY, home.world.timezone):
        define_metric(before)
        count_once()
        define_metric(after, change=ALWAYS)
        assert note_corrections() == 1
        assert note_corrections() == 0
    meant = differing(by_the_oracle(home, before), by_the_oracle(home, after))
    assert len(meant) > 3
    assert noted(home, 2) == meant
    (told,) = corrections(KEY)
    assert (told.weeks, told.people) == (len(meant), len({seller for seller, _ in meant}))
    each = weeks_corrected(told.key, home.people.values())
    assert {home.sellers[key]: told for key, told in each.items()} == {
        seller: (sum(cell[0] == seller for cell in meant), max(week for name, week in meant if name == seller))
        for seller, _ in meant
    }


def test_it_keeps_every_number_through_three_corrections(house: Path) -> None:
    kinds = (["call"], ["call", "meeting"], ["email"], ["task", "email"])
    said = [entry({**ACTS, "where": [{"field": "type", "in": kind}]}) for kind in kinds]
    home = moved_in(8)
    with today_is(TODAY, home.world.timezone):
        define_metric(said[0])
        count_once()
        for definition in said[1:]:
            define_metric(definition, change=ALWAYS)
        assert note_corrections() == 3
        for number in (1, 2, 3):
            before, after = (by_the_oracle(home, said[place]) for place in (number - 1, number))
            assert noted(home, number + 1) == differing(before, after)


def test_it_says_beforehand_what_it_keeps_afterwards(house: Path) -> None:
    first, change = CHANGES["how many"]
    home, after = moved_in(5), entry(first | change)
    with today_is(TODAY, home.world.timezone):
        define_metric(entry(first))
        count_once()
        versions = versions_of(KEY)
        beforehand = compared(KEY, versions, [*versions, Version(after)], TODAY)
        assert versions_of(KEY) == versions
        define_metric(after, change=ALWAYS)
        note_corrections()
        (told,) = corrections(KEY)
        assert (told.people, told.weeks) == (beforehand.people, beforehand.weeks)
        kept = noted(home, 2)
        for row in beforehand.rows():
            assert kept.pop((home.sellers[row.person_key], row.week_on))[::2] == (row.before.done, row.now.done)
        assert not kept


def test_it_corrects_a_ratio_that_divides_something_else(house: Path) -> None:
    home = moved_in(3)
    amounts = {**SALES, "counting": "sum", "value": "amount", "unit": "money", "where": []}
    won = entry({**amounts, "where": [{"field": "is_won", "is": True}]})
    parts = [
        definition_from({"key": f"part {n}", "name": f"P{n}", **said}) for n, said in enumerate((amounts, {**ACTS}))
    ]
    parts.append(definition_from({"key": "part 2", "name": "P2", **ACTS, "where": [CALLS]}))
    ratio = {"records": "opportunities", "class": "result", "counting": "ratio", "unit": "share"}
    with today_is(TODAY, home.world.timezone):
        for part in parts:
            define_metric(part)
        define_metric(entry(ratio | {"over": ["part 0", "part 1"]}))
        count_once()
        define_metric(entry(ratio | {"over": ["part 2", "part 1"]}), change=ALWAYS)
        assert note_corrections() == 1
        all_of_it = {**definitions(), won.key: won}
        running = week_of(TODAY, home.world.week_starts_on)
        closed = [week_on for week_on in home.weeks_until(TODAY) if week_on < running]
        counts = expected(
            home.world, [all_of_it[f"part {n}"] for n in range(3)], end_of_day(TODAY, home.world.timezone), closed
        )
        done: dict[str, dict[tuple[str, date], float]] = {key: defaultdict(float) for key in counts}
        for key, cells in counts.items():
            for (seller, week_on, _), numbers in cells.items():
                done[key][seller, week_on] += numbers[0]
        whole = {*done["part 0"], *done["part 1"], *done["part 2"]}
        sides = [{cell: (done[above][cell], done["part 1"][cell]) for cell in whole} for above in ("part 0", "part 2")]
        assert noted(home, 2) == differing(*sides)


def test_it_is_no_correction_where_nobody_saw_another_number(house: Path) -> None:
    first, other = CHANGES["how many"]
    home = moved_in(5)

    def define(key: str, said: dict[str, Any], name: str = "Own", start: date = BEGINNING) -> None:
        define_metric(definition_from({"key": key, "name": name, **said}), change=Change(start))

    with today_is(TODAY, home.world.timezone):
        for key in ("its name", "from this week on", "from the third week on"):
            define(key, first)
        fill()
        define("never counted", first)
        define("never counted", first | other)
        define("new", first)
        define("its name", first, "Otherwise")
        define("from this week on", first | other, start=TODAY)
        define("from the third week on", first | other, start=TODAY - timedelta(days=21))
        assert note_corrections() == 1
        fill()
        assert note_corrections() == 0
        assert [one.metric_key for one in corrections()] == ["from the third week on"]
        weeks = corrected_weeks(home.people["s0"], ["from the third week on"], date.min)
        starts_on = week_of(TODAY - timedelta(days=21), home.world.week_starts_on)
        assert {week.week_on >= starts_on for _, found in weeks for week in found} == {True}
