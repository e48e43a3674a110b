"""The command line of a bench that measures a house of some size on some database."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from bench.house import DATABASES, POSTGRES
from bench.results import write_result

ROWS, SELLERS = 20_000_000, 5_000


class Measure(Protocol):
    """What a bench has to say about a house with so many activity rows and sellers."""

    def __call__(self, database: str, *, rows: int, sellers: int, rounds: int) -> dict[str, Any]: ...


def run(measure: Measure, show: Callable[[dict[str, Any]], None], *, about: str, rounds: int) -> int:
    """Measure as the command line asks, show the result and keep it where it says. `about` is the module's docstring;
    `rounds` are taken unless others are asked for. Returns the exit code.
    """
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--sellers", type=int, default=SELLERS)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--database", choices=DATABASES, default=POSTGRES)
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    result = measure(given.database, rows=given.rows, sellers=given.sellers, rounds=given.rounds)
    print(f"{result['activities']:,} activities of {result['sellers']:,} sellers, {result['database']}")
    show(result)
    if given.write:
        write_result(given.write, result)
    return 0
