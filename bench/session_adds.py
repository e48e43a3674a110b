"""What a session adds: planted help is told in its size, none as none, beside before and after alone.

    python -m bench.session_adds [--floors 300] [--write bench/results/session_adds.json]

Simulated floors of eight sellers over a year, in which sessions follow bad weeks (`coaching/tests/simulating.py`). The
rival is what anybody would read off: the three weeks after a session less the three before.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

from bench.machine import setting
from bench.results import write_result
from fairway.coaching.effect import Change, change_after
from fairway.coaching.tests.simulating import floor_of

FIRST_SEED = 10_000  # tests use smaller ones
PLANTED = {"nothing": (0.0, 4), "four weeks": (0.2, 4), "eight weeks": (0.2, 8)}  # share of what was agreed, weeks


def measured(adds: float, lasts: int, floors: int) -> dict[str, float | int]:
    """Means over floors, and how often the range holds what was planted."""
    told = [change_after(floor_of(FIRST_SEED + number, adds=adds, lasts=lasts)) for number in range(floors)]
    found = [one for one in told if isinstance(one, Change)]
    more = np.array([one.more for one in found])
    return {
        "planted": adds,
        "weeks": lasts,
        "floors": floors,
        "told": len(found),
        "before_and_after": round(float(np.mean([one.after - one.before for one in found])), 4),
        "more": round(float(more.mean()), 4),
        "more_error": round(float(more.std(ddof=1) / np.sqrt(len(more))), 4),
        "holds": round(float(np.mean([one.low <= adds <= one.high for one in found])), 4),
        "called_more": round(float(np.mean([one.low > 0 for one in found])), 4),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--floors", type=int, default=300)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    result: dict[str, Any] = {
        **setting(FIRST_SEED),
        **{name: measured(*planted, given.floors) for name, planted in PLANTED.items()},
    }
    for name in PLANTED:
        print(f"{name:12} {result[name]}")
    if given.write:
        write_result(given.write, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
