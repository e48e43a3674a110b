"""A definition that is tried gives what it would give in force, and a record that nearly counts fails what it says."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fairway.engines.duck import DuckSession
from fairway.lib.periods import week_of, weeks_between
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.nearly import counted_rows, trial_of
from fairway.metrics.types import Counting, Definition
from tests.engines.comparing import differences
from tests.engines.lake_files import scope_of, shaped_world
from tests.engines.oracle import expected
from tests.engines.organisations import DAYS, FIRST_ON, random_world, sellers_of
from tests.engines.random_definitions import random_definition

Rows = list[dict[str, Any]]
SOME = ("second_stakeholders_invited", "win_rate", "follow_ups_sent", "tier_a_accounts_touched", "average_deal_size")


def done(rows: Rows, sellers: dict[int, str]) -> dict[tuple[str, date, date], tuple[float, ...]]:
    """What counted rows add up to, by seller and week."""
    found: dict[tuple[str, date, date], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in rows:
        parts = found[sellers[row["person_key"]], row["week_on"], row["week_on"]]
        parts[0] += float(row["value"]) if row["is_counted"] else 0.0
        parts[1] += bool(row["is_base"])
        parts[2] += bool(row["is_unconfirmed"])
    return {cell: (*parts, 0.0) for cell, parts in found.items() if any(parts)}


def of_weeks(counts: dict[tuple[str, date, date], Sequence[float]]) -> dict[tuple[str, date, date], tuple[float, ...]]:
    found: dict[tuple[str, date, date], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (seller, week_on, _), parts in counts.items():
        for place in range(3):
            found[seller, week_on, week_on][place] += parts[place]
    return {cell: (*parts, 0.0) for cell, parts in found.items() if any(parts)}


def nearly(rows: Rows, number: int) -> set[tuple[int, str, date]]:
    """Records that fail one check and no other."""
    names = [name for name in rows[0] if name.startswith("fails_")] if rows else []
    return {
        (row["person_key"], row["record_id"], row["day_on"])
        for row in rows
        if not row["is_counted"] and [name for name in names if row[name]] == [f"fails_{number}"]
    }


@pytest.mark.parametrize("seed", range(2))
def test_it_tries_a_definition_as_it_would_be_counted(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    world = random_world(rng)
    definitions = [catalogue()[key] for key in SOME]
    definitions += [random_definition(rng, f"own {number}") for number in range(10)]
    shaped = shaped_world(world, sellers_of(world))
    first = week_of(FIRST_ON, world.week_starts_on)
    weeks = weeks_between(first, first + timedelta(days=DAYS - DAYS % 7))
    scope = scope_of(world, FIRST_ON + timedelta(days=rng.randrange(60, DAYS)), weeks)
    wanted = expected(world, definitions, scope.as_of_at, weeks)
    found = 0
    with DuckSession(shaped.files(tmp_path), scope) as session:
        for definition in definitions:
            trial = trial_of(definition, "duckdb")
            rows = session.run(trial.sql).to_pylist()
            expectation = of_weeks(wanted[definition.key])  # type: ignore[arg-type]
            alone = session.run(counted_rows(definition, "duckdb")).to_pylist()
            for tried in (done(rows, shaped.sellers), done(alone, shaped.sellers)):
                assert differences({"": expectation}, {"": tried}) == [], definition  # type: ignore[arg-type]
            found += require_that_it_fails_what_it_says(session, definition, rows)
    assert found > 10


def require_that_it_fails_what_it_says(session: DuckSession, definition: Definition, rows: Rows) -> int:
    """Without the condition a record fails it counts. Returns how many nearly counted."""
    if definition.counting is not Counting.COUNT:
        return 0
    found = 0
    for number in range(len(definition.where)):
        near = nearly(rows, number)
        without = replace(definition, where=(*definition.where[:number], *definition.where[number + 1 :]))
        counted = session.run(counted_rows(without, "duckdb")).to_pylist() if near else []
        assert near <= {(r["person_key"], r["record_id"], r["day_on"]) for r in counted if r["is_counted"]}, definition
        found += len(near)
    return found
