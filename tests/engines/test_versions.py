"""Each week is counted by the version of a metric that is in force in it, however often it is counted again."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from fairway.ledger.actions.filling import fill, refill
from fairway.ledger.queries import counts_as_of, records_behind
from fairway.ledger.types import number_behind
from fairway.lib.periods import end_of_day, week_of
from fairway.metrics.actions import RefusedDefinition, define_metric, lock_version
from fairway.metrics.queries import definitions, definitions_for, versions_of
from fairway.metrics.spec import definition_from
from fairway.metrics.types import Definition
from fairway.metrics.versions import Change
from fairway.people.types import BEGINNING
from tests.engines.comparing import differences
from tests.engines.ledger_house import House, in_shape, stored_numbers, today_is
from tests.engines.oracle import Cell, Parts, expected
from tests.engines.organisations import FIRST_ON, random_world

KEY = "own metric"
TODAY = FIRST_ON + timedelta(days=80)
WEEK = timedelta(days=7)


def version(number: int) -> Definition:
    """Activities of four kinds, each a different number: any two versions differ in most weeks."""
    kinds = (["call"], ["call", "meeting"], ["email"], ["task", "email", "meeting"])
    where = [{"field": "type", "in": kinds[number % 4]}, {"field": "duration_min", "unknown": True}][: 1 + number // 4]
    entry = {"key": KEY, "name": f"Own {number}", "class": "activity", "records": "activities", "where": where}
    return definition_from(entry)


def by_the_oracle(house: House, weeks: dict[date, Definition], today: date) -> dict[Cell, Parts]:
    """Every week by the definition that is meant for it, counted in plain Python over the rows."""
    found: dict[Cell, Parts] = {}
    for week_on, definition in weeks.items():
        counts = expected(house.world, [definition], end_of_day(today, house.world.timezone), [week_on])
        found |= counts[definition.key]
    return found


def stored(house: House) -> dict[Cell, Parts]:
    return stored_numbers(house, [version(0)])[KEY]


def moved_in(seed: int) -> House:
    home = House(random_world(Random(seed), activities=60))
    with today_is(TODAY, home.world.timezone):
        home.move_in()
    return home


def test_it_gives_an_old_week_its_old_number_after_three_later_versions(house: Path) -> None:
    home = moved_in(8)
    starts_on = home.world.week_starts_on
    with today_is(TODAY, home.world.timezone):
        define_metric(version(0))
        fill()
        before = stored(home)
    old = {cell for cell in before if cell[1] < week_of(TODAY, starts_on)}
    weeks = dict.fromkeys(home.weeks_until(TODAY), version(0))
    today = TODAY
    for number in (1, 2, 3):
        today += WEEK
        with today_is(today, home.world.timezone):
            define_metric(version(number), change=Change(today, f"change {number}"))
        weeks |= {
            week_on: version(number) for week_on in home.weeks_until(today) if week_on >= week_of(today, starts_on)
        }
    with today_is(today, home.world.timezone):
        fill()
        filled = stored(home)
        refill()
        after = stored(home)
        looked_back = in_shape(home, counts_as_of(TODAY, sorted({week_on for _, week_on, _ in old}), [version(3)]))
        assert definitions()[KEY].name == "Own 3"
        require_rows_behind(home, after, today)
    assert old
    assert filled == after
    assert {cell: before[cell] for cell in old} == {cell: after.get(cell) for cell in old}
    assert {cell: before[cell] for cell in old} == {cell: looked_back[KEY].get(cell) for cell in old}
    assert after == by_the_oracle(home, weeks, today)
    assert after != by_the_oracle(home, dict.fromkeys(weeks, version(3)), today)


def require_rows_behind(home: House, after: dict[Cell, Parts], today: date) -> None:
    """The records shown behind a number are those the version of its week counts."""
    for seller, week_on, _ in sorted(after)[:: max(1, len(after) // 6)]:
        meant = definitions_for([KEY], week_on)[KEY]
        number = number_behind(records_behind(meant, home.people[seller], week_on, today)).done
        assert number == sum(parts[0] for cell, parts in after.items() if cell[:2] == (seller, week_on))


@pytest.mark.parametrize("seed", [1])
def test_it_counts_each_week_by_the_version_in_force_in_it_whatever_was_changed_and_locked(
    seed: int, house: Path
) -> None:
    rng, home, today = Random(seed), moved_in(seed), TODAY
    starts_on = home.world.week_starts_on
    meant: dict[date, int] = dict.fromkeys(home.weeks_until(today + 30 * WEEK), 0)
    locked: set[date] = set()
    with today_is(today, home.world.timezone):
        define_metric(version(0))
    for number in range(1, 5):
        today += rng.choice((0, 0, 1)) * WEEK + timedelta(days=rng.randrange(7))
        with today_is(today, home.world.timezone):
            if rng.random() < 0.4:
                lock_version(KEY, versions_of(KEY)[-1].definition.version, actor_id=None)
                newest = max(meant.values())
                locked |= {w for w, one in meant.items() if one == newest and w <= week_of(today, starts_on)}
            start = rng.choice((BEGINNING, today - 5 * WEEK, today, today + WEEK))
            first = date.min if start == BEGINNING else week_of(start, starts_on)
            may = not any(week_on >= first for week_on in locked)
            assert took(version(number), start) == may
            if may:
                meant |= {week_on: number for week_on in meant if week_on >= first}
            fill()
            weeks = {week_on: version(meant[week_on]) for week_on in home.weeks_until(today)}
            assert differences({KEY: by_the_oracle(home, weeks, today)}, {KEY: stored(home)}) == []  # type: ignore[arg-type]
    assert len(set(meant.values())) > 1


def took(definition: Definition, start: date) -> bool:
    with suppress(RefusedDefinition):
        return define_metric(definition, change=Change(start))
    return False


def test_it_begins_a_change_of_a_locked_version_with_the_next_week_where_no_day_is_said(house: Path) -> None:
    with today_is(TODAY, "UTC"):
        define_metric(version(0))
        assert lock_version(KEY, 1, actor_id=None)
        assert not lock_version(KEY, 1, actor_id=None)
        define_metric(version(1))
        starts: Sequence[date | None] = [one.holds_from_on for one in versions_of(KEY)]
        assert starts == [None, week_of(TODAY) + WEEK]
        assert definitions()[KEY].name == "Own 0"
        with pytest.raises(RefusedDefinition, match="are locked by an earlier version"):
            define_metric(version(2), change=Change(TODAY))
    with today_is(TODAY + WEEK, "UTC"):
        assert definitions()[KEY].name == "Own 1"
