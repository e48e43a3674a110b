"""The records shown behind a number add up to it, for any definition, seller, week and day to look from."""

import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from fairway.engines.duck import DuckSession
from fairway.ledger.actions.filling import fill
from fairway.ledger.models import WeeklyCount
from fairway.ledger.queries import records_behind
from fairway.ledger.types import number_behind
from fairway.lib.periods import end_of_day, week_from_label, week_label, week_of, weeks_between
from fairway.metrics.behind import rows_statement
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.queries import countable_definitions
from fairway.metrics.types import Definition
from fairway.metrics.words import offered
from fairway.signs.measuring import accounts_held, early_deals, late_deals, measures
from tests.engines.comparing import cells, differences
from tests.engines.lake_files import Shaped, scope_of, shaped_world
from tests.engines.ledger_house import House, today_is
from tests.engines.oracle import expected
from tests.engines.organisations import DAYS, FIRST_ON, WORDS, random_world, sellers_of
from tests.engines.random_definitions import random_definition


def added_up(session: DuckSession, definition: Definition, shaped: Shaped) -> dict[tuple[str, date], list[float]]:
    """Done, of and unconfirmed by seller and week, from the rows alone."""
    found: dict[tuple[str, date], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in session.run(rows_statement(definition, "duckdb")).to_pylist():
        cell = found[shaped.sellers[row["person_key"]], row["week_on"]]
        cell[0] += float(row["value"]) if row["is_counted"] else 0
        cell[1] += row["is_base"]
        cell[2] += row["is_unconfirmed"]
    return found


@pytest.mark.parametrize("seed", range(2))
def test_it_shows_rows_that_add_up_to_what_the_oracle_counts(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    world = random_world(rng)
    definitions = [definition for definition in catalogue().values() if definition.over is None]
    definitions += [random_definition(rng, f"own {number}") for number in range(8)]
    definitions += [offered(WORDS[0]), offered(WORDS[3])]
    definitions += [*measures(), late_deals(2), early_deals(2), accounts_held()]
    shaped = shaped_world(world, sellers_of(world))
    weeks = weeks_between(week_of(FIRST_ON, world.week_starts_on), week_of(FIRST_ON + timedelta(days=DAYS), 0))
    weeks = [week_of(week_on, world.week_starts_on) for week_on in weeks]
    scope = scope_of(world, FIRST_ON + timedelta(days=rng.randrange(60, DAYS)), weeks)
    wanted = expected(world, definitions, scope.as_of_at, weeks)
    with DuckSession(shaped.files(tmp_path), scope) as session:
        for definition in definitions:
            by_week: dict[tuple[str, date], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
            for (seller, week_on, _), parts in wanted[definition.key].items():
                for place in range(3):
                    by_week[seller, week_on][place] += parts[place]
            rows = added_up(session, definition, shaped)
            in_shape = {"": {(s, w, w): (*parts, 0.0) for (s, w), parts in rows.items()}}
            expectation = {"": {(s, w, w): (*parts, 0.0) for (s, w), parts in by_week.items()}}
            if definition.records == "quotas":  # two parts of one week without a rate are one quota each
                in_shape = expectation if rows.keys() == by_week.keys() else in_shape
            assert differences(expectation, in_shape) == [], definition  # type: ignore[arg-type]
    assert cells(wanted) > 100


@pytest.mark.once
@pytest.mark.parametrize("week_starts_on", [0, 6])
def test_it_explains_what_stands_in_the_ledger(
    week_starts_on: int, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from fairway.cli.main import main

    world = random_world(Random(12), activities=80)
    world.week_starts_on = week_starts_on
    home = House(world)
    today = FIRST_ON + timedelta(days=100)
    with today_is(today, world.timezone):
        home.move_in()
        fill()
        numbers: dict[tuple[int, date, str], float] = defaultdict(float)
        for person, week_on, key, done in WeeklyCount.objects.values_list(
            "person_key", "week_on", "metric__key", "done"
        ):
            numbers[person, week_on, key] += done
        rng, known = Random(3), countable_definitions()
        for person, week_on, key in rng.sample(sorted(numbers), 8):
            assert week_from_label(week_label(week_on), week_starts_on) == week_on
            capsys.readouterr()
            assert main(["explain", key, home.sellers[person], week_label(week_on), "--json"]) == 0
            told = json.loads(capsys.readouterr().out)
            assert told["number"] == pytest.approx(numbers[person, week_on, key]), key
            assert told["counted"] == sum(record["counted"] for record in told["records"])
            if known[key].counting in {"count", "distinct", "share", "followed"}:
                assert told["counted"] == told["number"]
            assert told["rule"]
            assert told["week"] == week_label(week_on)


@pytest.mark.once
def test_it_explains_a_day_in_the_past_as_it_was_then(house: Path) -> None:
    world = random_world(Random(21))
    home = House(world)
    today, day = FIRST_ON + timedelta(days=140), FIRST_ON + timedelta(days=70)
    with today_is(today, world.timezone):
        home.move_in()
        definition = catalogue()["meetings_held"]
        wanted = expected(world, [definition], end_of_day(day, world.timezone), home.weeks_until(day))
        compared = 0
        for (seller, week_on, _), _parts in sorted(wanted["meetings_held"].items()):
            of_week = [p for (s, w, _), p in wanted["meetings_held"].items() if (s, w) == (seller, week_on)]
            found = number_behind(records_behind(definition, home.people[seller], week_on, day))
            assert found.done == sum(parts[0] for parts in of_week)
            assert found.unconfirmed == sum(parts[2] for parts in of_week)
            compared += 1
    assert compared > 5


@pytest.mark.once
def test_it_leads_from_a_lead_to_its_page_in_the_crm(house: Path) -> None:
    """The lake holds a lead under a hash: its own id and its source come from its label."""
    world = random_world(Random(12), activities=80)
    home = House(world)
    leads = {row.lead_id for row in world.rows.leads.values()}
    with today_is(FIRST_ON + timedelta(days=100), world.timezone):
        home.move_in()
        fill()
        key = "leads_called_within_4_hours"
        weeks = WeeklyCount.objects.filter(metric__key=key).values_list("person_key", "week_on").distinct()
        found = [
            record
            for person, week_on in weeks
            for record in records_behind(
                catalogue()[key], person, week_on, FIRST_ON + timedelta(days=100), lambda *facts: "/".join(facts)
            )
        ]
    assert found
    for record in found:
        assert record.native_id in leads
        assert record.link == f"{record.source}/leads/{record.native_id}"
        assert record.source
