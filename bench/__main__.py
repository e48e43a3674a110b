"""Every bench at full size, one after the other, each in a process of its own; results go to bench/results.

    python -m bench [--rows 20000000] [--sellers 5000] [--people 4000] [--organisations 20] [--only board_postgres ...]

Takes an hour or two on two cores and some 10 GB of disk at 20 million activities, which are given back. Run it on a
quiet machine; `python -m bench.slice` is the part that CI runs again.
"""

import argparse
import subprocess
import sys

from bench.results import FOLDER

NOT_SEEN = ("--held-out", "--from-seed", "20")  # without those that were measured before
SIZED, DATABASES = ("board", "fill"), ("postgres", "sqlite")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", default="20000000")
    parser.add_argument("--sellers", default="5000")
    parser.add_argument("--people", default="4000", help="simulated sellers for each case of the status bench")
    parser.add_argument("--organisations", default="20", help="random organisations counted beside the oracle")
    sized = [f"{bench}_{database}" for bench in SIZED for database in DATABASES]
    names = (
        "status",
        "oracle",
        "suggesting",
        "why",
        "evidence",
        "evidence_cost",
        "diagnosing",
        "quarter",
        *sized,
        "slice",
    )
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    given = parser.parse_args()
    size = ["--rows", given.rows, "--sellers", given.sellers]
    commands = {
        "status": ["bench.status", "--people", given.people, "--write", str(FOLDER / "status.json")],
        "oracle": ["bench.oracle", "--organisations", given.organisations, "--write", str(FOLDER / "oracle.json")],
        "suggesting": ["bench.suggesting", "--write"],
        "why": ["bench.why", *NOT_SEEN, "--organisations", "20", "--write", str(FOLDER / "why.json")],
        "evidence": ["bench.evidence", *NOT_SEEN, "--write", str(FOLDER / "evidence.json")],
        "evidence_cost": ["bench.evidence_cost", "--write", str(FOLDER / "evidence_cost.json")],
        "diagnosing": ["bench.diagnosing", *size, "--write", str(FOLDER / "diagnosing.json")],
        "quarter": ["bench.quarter", "--write"],
        "slice": ["bench.slice", "--write"],
        **{
            f"{bench}_{database}": [
                f"bench.{bench}", *size, "--database", database, "--write", str(FOLDER / f"{bench}_{database}.json"),
            ]
            for bench in SIZED
            for database in DATABASES
        },
    }  # fmt: skip
    for name in given.only:
        print(f"\n--- {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", *commands[name]], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
