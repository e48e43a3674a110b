"""The same definitions over the same records: DuckDB over lake files, PostgreSQL over tables, and plain Python.

`FAIRWAY_ORGANISATIONS=200 pytest -m slow tests/engines` runs more organisations; a failure names its seed.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.duck import DuckSession
from fairway.engines.postgres import PostgresSession
from fairway.lib.periods import week_of, weeks_between
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.types import Definition
from fairway.metrics.words import offered
from fairway.records.schema import TABLES
from tests.engines.comparing import cells, differences
from tests.engines.lake_files import Shaped, engine_counts, scope_of, shaped_world
from tests.engines.oracle import expected
from tests.engines.organisations import DAYS, FIRST_ON, WORDS, random_world, sellers_of
from tests.engines.random_definitions import random_definition
from tests.engines.world import World

LONG_RUN = int(os.environ.get("FAIRWAY_ORGANISATIONS", "60"))
EVERY_WORD = [offered(word) for word in (*WORDS, "call", "email", "meeting", "task", "other")]
BUILT_IN = [*catalogue().values(), *EVERY_WORD]


@dataclass
class Case:
    """An organisation with days to look from."""

    world: World
    shaped: Shaped
    days: list[date]
    weeks: list[date]


def case_of(rng: Random, *, days: int = 2, sellers: int = 4, activities: int = 120, around: int = 8) -> Case:
    world = random_world(rng, sellers=sellers, activities=activities, around=around)
    first = week_of(FIRST_ON - timedelta(days=14), world.week_starts_on)
    weeks = weeks_between(first, week_of(FIRST_ON + timedelta(days=DAYS + 100), world.week_starts_on))
    looked_from = [FIRST_ON + timedelta(days=rng.randrange(DAYS + 20)) for _ in range(days)]
    return Case(world, shaped_world(world, sellers_of(world)), looked_from, weeks)


def compare_duckdb(case: Case, definitions: Sequence[Definition], folder: Path) -> int:
    """Asserts that nothing differs on any day; returns how many numbers were compared."""
    files, compared = case.shaped.files(folder), 0
    for as_of_on in case.days:
        scope = scope_of(case.world, as_of_on, case.weeks)
        with DuckSession(files, scope) as session:
            found = engine_counts(session, definitions, case.shaped.sellers)
        wanted = expected(case.world, definitions, scope.as_of_at, case.weeks)
        assert differences(wanted, found) == [], f"as of {as_of_on}"
        compared += cells(wanted)
    return compared


def compare_postgres(case: Case, definitions: Sequence[Definition], warehouse: str) -> int:
    compared = 0
    for number, as_of_on in enumerate(case.days):
        scope = scope_of(case.world, as_of_on, case.weeks)
        with PostgresSession(warehouse, scope) as session:
            for name in TABLES if number == 0 else ():
                session.add_canonical(name, case.shaped.tables[name])
            found = engine_counts(session, definitions, case.shaped.sellers)
        wanted = expected(case.world, definitions, scope.as_of_at, case.weeks)
        assert differences(wanted, found) == [], f"as of {as_of_on}"
        compared += cells(wanted)
    return compared


@pytest.mark.parametrize("seed", range(5))
def test_it_counts_the_catalogue_on_duckdb_as_the_oracle_does(seed: int, tmp_path: Path) -> None:
    assert compare_duckdb(case_of(Random(seed)), BUILT_IN, tmp_path) > 0


@pytest.mark.parametrize("seed", range(100, 103))
def test_it_counts_the_catalogue_on_postgresql_as_the_oracle_does(seed: int, warehouse: str) -> None:
    assert compare_postgres(case_of(Random(seed)), BUILT_IN, warehouse) > 0


@settings(max_examples=10)
@given(rng=st.randoms(use_true_random=False, note_method_calls=False))
def test_it_counts_any_definition_on_duckdb_as_the_oracle_does(
    rng: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    definitions = [random_definition(rng, f"metric {number}") for number in range(2)]
    compare_duckdb(
        case_of(rng, days=1, sellers=1, activities=8, around=2), definitions, tmp_path_factory.mktemp("lake")
    )


@pytest.mark.parametrize("seed", range(200, 203))
def test_it_counts_random_definitions_on_both_engines_as_the_oracle_does(
    seed: int, tmp_path: Path, warehouse: str
) -> None:
    rng = Random(seed)
    definitions = [random_definition(rng, f"metric {number}") for number in range(10)]
    case = case_of(rng)
    assert compare_duckdb(case, definitions, tmp_path) == compare_postgres(case, definitions, warehouse) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1000 + LONG_RUN))
def test_it_counts_many_organisations_on_both_engines_as_the_oracle_does(
    seed: int, tmp_path: Path, warehouse: str
) -> None:
    rng = Random(seed)
    definitions = [*BUILT_IN, *(random_definition(rng, f"metric {number}") for number in range(12))]
    case = case_of(rng, days=3, sellers=6, activities=300)
    assert compare_duckdb(case, definitions, tmp_path) == compare_postgres(case, definitions, warehouse) > 300


def test_the_oracle_disagrees_with_a_count_that_is_off_by_one(tmp_path: Path) -> None:
    case = case_of(Random(5), days=1)
    row = next(row for row in case.world.rows.activities.values() if str(row.status) == "done")
    case.world.rows.remove("activities", (row.activity_id,))
    case.days = [FIRST_ON + timedelta(days=DAYS + 20)]
    with pytest.raises(AssertionError):
        compare_duckdb(case, BUILT_IN, tmp_path)
