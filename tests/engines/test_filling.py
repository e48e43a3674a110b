"""The ledger after any number of fills is what the oracle counts, and what one refill would have counted."""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from fairway.ledger.actions.filling import fill, refill
from fairway.ledger.actions.ground import kept_weeks
from fairway.ledger.queries import counts_as_of
from fairway.lib.periods import end_of_day
from fairway.metrics.actions import define_metric
from fairway.metrics.queries import countable_definitions, definitions
from fairway.metrics.types import Definition
from fairway.records.queries import published_files
from tests.engines.changing import change_something
from tests.engines.comparing import cells, differences
from tests.engines.ledger_house import House, in_shape, stored_numbers, today_is, whole_ledger
from tests.engines.oracle import expected
from tests.engines.organisations import FIRST_ON, random_world, sellers_of
from tests.engines.random_definitions import random_definition

LONG_RUN = int(os.environ.get("FAIRWAY_ORGANISATIONS", "25"))


def wanted(house: House, today: date) -> dict[str, object]:
    """The oracle's numbers of everything that has counts of its own. Accounts stand in every week; the ledger begins
    with the first one in which anything happened.
    """
    known = [definition for definition in countable_definitions().values() if definition.over is None]
    found = expected(house.world, known, end_of_day(today, house.world.timezone), house.weeks_until(today))
    held = set(kept_weeks(published_files(), today, house.world.week_starts_on))
    for definition in known:
        if definition.records == "accounts":
            cells_of = found[definition.key]
            found[definition.key] = {cell: parts for cell, parts in cells_of.items() if cell[1] in held}
    return dict(found)


def assert_ledger_is_right(house: House, today: date, after: str = "") -> int:
    expectation = wanted(house, today)
    found = stored_numbers(house, list(countable_definitions().values()))
    assert differences(expectation, found) == [], after  # type: ignore[arg-type]
    return cells(expectation)  # type: ignore[arg-type]


def own_definitions(rng: Random, count: int) -> Iterable[Definition]:
    for number in range(count):
        yield random_definition(rng, f"own metric {number}")


def live(rng: Random, rounds: int) -> int:
    """Load an organisation, then let it live; every fill is compared. Returns how many numbers were."""
    house = House(random_world(rng, activities=60))
    today = FIRST_ON + timedelta(days=rng.randrange(40, 90))
    with today_is(today, house.world.timezone):
        house.move_in()
        for definition in own_definitions(rng, 3):
            define_metric(definition)
        fill()
        compared = assert_ledger_is_right(house, today)
    for _ in range(rounds):
        today += timedelta(days=rng.choice((0, 0, 1, 2, 9)))
        with today_is(today, house.world.timezone):
            house.store(*change_something(rng, house.world, sellers_of(house.world)[1:]))
            if rng.random() < 0.3:
                define_metric(random_definition(rng, "own metric 1"))
            fill()
            compared += assert_ledger_is_right(house, today)
    with today_is(today, house.world.timezone):
        before = whole_ledger()
        refill()
        assert whole_ledger() == before
    return compared


@pytest.mark.parametrize("seed", range(2))
def test_it_fills_what_moved_as_if_everything_was_counted_anew(seed: int, house: Path) -> None:
    assert live(Random(seed), rounds=4) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5000, 5000 + LONG_RUN))
def test_it_fills_what_moved_through_a_long_life(seed: int, house: Path) -> None:
    assert live(Random(seed), rounds=25) > 0


def test_it_answers_for_any_day_what_a_fill_on_that_day_would_have_counted(house: Path) -> None:
    rng = Random(77)
    home = House(random_world(rng))
    last = FIRST_ON + timedelta(days=140)
    with today_is(last, home.world.timezone):
        home.move_in()
    known = list(countable_definitions().values())
    for _ in range(2):
        day = FIRST_ON + timedelta(days=rng.randrange(20, 140))
        weeks = home.weeks_until(day)
        with today_is(last, home.world.timezone):
            looked_back = in_shape(home, counts_as_of(day, weeks, known))
        with today_is(day, home.world.timezone):
            refill()
            filled = stored_numbers(home, known)
        # Accounts stand without a day of their own: a fill counts them from the first week in which anything happened.
        first_on = min(week_on for found in filled.values() for _, week_on, _ in found)
        answered = {
            key: {axes: parts for axes, parts in looked_back.get(key, {}).items() if axes[1] >= first_on}
            for key in filled
        }
        assert differences(filled, answered) == []
        assert cells(filled) > 100


def test_it_counts_nothing_again_when_nothing_moved(house: Path) -> None:
    home = House(random_world(Random(4), activities=30))
    today = FIRST_ON + timedelta(days=60)
    with today_is(today, home.world.timezone):
        home.move_in()
        assert fill().rows > 0
        again = fill()
    assert (again.weeks, again.rows) == (0, 0)


def test_it_counts_only_a_changed_definition_again(house: Path) -> None:
    home = House(random_world(Random(5), activities=60))
    today = FIRST_ON + timedelta(days=90)
    with today_is(today, home.world.timezone):
        home.move_in()
        fill()
        own = replace(definitions()["meetings_held"], key="own metric", name="Own metric")
        define_metric(own)
        first = fill()
        assert differences(wanted(home, today), stored_numbers(home, list(countable_definitions().values()))) == []  # type: ignore[arg-type]
        define_metric(replace(own, name="Another name"))
        renamed = fill()
    assert 0 < first.rows < 200
    assert renamed.rows == 0
