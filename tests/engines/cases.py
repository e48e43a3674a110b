"""Organisations with days to look from, counted by an engine and by the oracle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from fairway.engines.duck import DuckSession
from fairway.engines.postgres import PostgresSession
from fairway.lib.periods import week_of, weeks_between
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.types import Definition
from fairway.metrics.words import offered
from fairway.records.schema import TABLES
from tests.engines.comparing import Counted, cells, differences
from tests.engines.lake_files import Shaped, engine_counts, scope_of, shaped_world
from tests.engines.oracle import expected
from tests.engines.organisations import DAYS, FIRST_ON, WORDS, random_world, sellers_of
from tests.engines.random_definitions import random_definition
from tests.engines.world import World

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


def require_alike(wanted: Counted, found: Counted, as_of_on: date) -> None:
    """AssertionError names the first cells that differ, also where no test runner takes the comparison apart."""
    different = differences(wanted, found)
    assert not different, f"as of {as_of_on}: {different[:3]}"


def compare_duckdb(case: Case, definitions: Sequence[Definition], folder: Path) -> int:
    """Asserts that nothing differs on any day; returns how many numbers were compared."""
    files, compared = case.shaped.files(folder), 0
    for as_of_on in case.days:
        scope = scope_of(case.world, as_of_on, case.weeks)
        with DuckSession(files, scope) as session:
            found = engine_counts(session, definitions, case.shaped.sellers)
        wanted = expected(case.world, definitions, scope.as_of_at, case.weeks)
        require_alike(wanted, found, as_of_on)
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
        require_alike(wanted, found, as_of_on)
        compared += cells(wanted)
    return compared


@dataclass(frozen=True)
class Compared:
    """What was compared of one organisation: days looked from, metrics on each, numbers that agreed on each engine."""

    days: int
    metrics: int
    duckdb: int
    postgres: int


def compare_organisation(rng: Random, folder: Path, warehouse: str) -> Compared:
    """The catalogue, every word and a dozen random definitions over one organisation of six sellers, looked at from
    three days. Asserts that neither engine differs from the oracle in anything.
    """
    definitions = [*BUILT_IN, *(random_definition(rng, f"metric {number}") for number in range(12))]
    case = case_of(rng, days=3, sellers=6, activities=300)
    return Compared(
        days=len(case.days),
        metrics=len(definitions),
        duckdb=compare_duckdb(case, definitions, folder),
        postgres=compare_postgres(case, definitions, warehouse),
    )
