"""The flight simulator: by how much does managing by activities beat managing by result?

    python -m bench.quarter [--seeds 200] [--write]

Both ways are rules that see what a manager sees (training/quarter/ways.py), with the same hours and the same kinds of
luck. What activities and coaching bring in the simulator was planted by us: the margin says what the game teaches, and
nothing about any company. `--write` also writes the file the page reads.
"""

import argparse
import sys
from dataclasses import asdict
from typing import Any

from bench.machine import setting as measured_on
from bench.results import FOLDER, write_result
from fairway.simulation.quarters.planting import LEVELS
from fairway.training.quarter.margin import FILE, REPLAYS, Margin, margin_of_quarter, summed


def measure(seeds: int) -> dict[str, Any]:
    """The margin of every quarter, by level, and its summary."""
    found: dict[int, list[float]] = {level: [] for level in LEVELS}
    for seed in range(seeds):
        for level in LEVELS:
            found[level].append(round(margin_of_quarter(seed, level), 6))
        print(f"{seed + 1} of {seeds}", file=sys.stderr, flush=True)
    return {
        **measured_on(0),
        "replays": REPLAYS,
        "levels": {str(level): {**asdict(summed(own)), "margins": own} for level, own in found.items()},
    }


def as_yaml(result: dict[str, Any]) -> str:
    """What the page reads: the summary alone."""
    names = Margin.__slots__
    lines = ["# Written by bench/quarter.py, which see. Shares of what nothing different brings."]
    for level, own in result["levels"].items():
        lines.append(f"{level}: {{{', '.join(f'{name}: {own[name]}' for name in names)}}}")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="the committed result and the file the page reads")
    given = parser.parse_args()
    result = measure(given.seeds)
    print(as_yaml(result))
    if given.write:
        write_result(FOLDER / "quarter.json", result)
        FILE.write_text(as_yaml(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
