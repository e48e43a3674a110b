"""The same definitions over the same records: DuckDB over lake files, PostgreSQL over tables, and plain Python.

`FAIRWAY_ORGANISATIONS=200 pytest -m slow tests/engines` runs more organisations, `python -m bench.oracle` others; a
failure names its seed.
"""

import os
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.cases import BUILT_IN, case_of, compare_duckdb, compare_organisation, compare_postgres
from tests.engines.organisations import DAYS, FIRST_ON
from tests.engines.random_definitions import random_definition

LONG_RUN = int(os.environ.get("FAIRWAY_ORGANISATIONS", "60"))


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
    compared = compare_organisation(Random(seed), tmp_path, warehouse)
    assert compared.duckdb == compared.postgres > 300


def test_the_oracle_disagrees_with_a_count_that_is_off_by_one(tmp_path: Path) -> None:
    case = case_of(Random(5), days=1)
    row = next(row for row in case.world.rows.activities.values() if str(row.status) == "done")
    case.world.rows.remove("activities", (row.activity_id,))
    case.days = [FIRST_ON + timedelta(days=DAYS + 20)]
    with pytest.raises(AssertionError):
        compare_duckdb(case, BUILT_IN, tmp_path)
