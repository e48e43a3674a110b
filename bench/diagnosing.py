"""How long diagnosing everybody takes: signs looked for, standings scored, reasons worded; beside a whole refill.

    python -m bench.diagnosing [--rows 5000000] [--sellers 5000] [--database sqlite|postgres] [--write FILE]

The worker does this in one pass after each refresh. The yardstick is the refresh it follows: counting the whole ledger
anew from the same records. Memory is the most the process held during a step. Definitions are compiled in the first
step that counts them, and that is part of its time.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.house import open_house
from bench.machine import setting
from bench.measuring import run

SEED = 20261127


def measure(database: str, *, rows: int, sellers: int, rounds: int, seed: int = SEED) -> dict[str, Any]:
    """Seconds and memory of each step, and ratios to the refill, in a house of its own."""
    with open_house(database):
        from bench.lake import fill_lake
        from bench.staff import hire
        from fairway.diagnosis.actions.diagnosing import diagnose
        from fairway.execution.actions.scoring import measure_noise, score
        from fairway.execution.queries import last_over, today
        from fairway.ledger.actions.filling import refill
        from fairway.signs.actions import look

        total = fill_lake(hire(sellers, today=today()), rows, today(), seed)
        steps: dict[str, Any] = {"refill": _timed(lambda: refill(told=_tell))}
        steps["noise"] = _timed(measure_noise)
        steps["signs"] = _timed(lambda: look(today(), last_over()))
        steps["standings"] = _timed(score)
        steps["reasons"] = _timed(diagnose)
    own = [steps[name] for name in ("signs", "reasons")]
    return {
        **setting(seed),
        "database": database,
        "activities": total,
        "sellers": sellers,
        "hias_looked_at": steps["signs"]["gave"],
        "steps": {name: {key: value for key, value in step.items() if key != "gave"} for name, step in steps.items()},
        "seconds_to_refill": round(sum(step["seconds"] for step in own) / steps["refill"]["seconds"], 3),
        "memory_to_refill": round(max(step["most_memory_mb"] for step in own) / steps["refill"]["most_memory_mb"], 3),
    }


def _tell(done: int, total: int) -> None:
    print(f"  counted {done} of {total} weeks", file=sys.stderr)


def _forget_most_memory() -> None:
    """Linux counts the most memory a process held from here on anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _most_memory_mb() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def _timed(step: Callable[[], Any]) -> dict[str, Any]:
    _forget_most_memory()
    wall, processor = perf_counter(), process_time()
    gave = step()
    return {
        "seconds": round(perf_counter() - wall, 2),
        "processor_seconds": round(process_time() - processor, 2),
        "most_memory_mb": _most_memory_mb(),
        "gave": gave,
    }


def show(result: dict[str, Any]) -> None:
    print(f"{result['sellers']:,} sellers, {result['activities']:,} activities, {result['hias_looked_at']:,} HIAs")
    for name, step in result["steps"].items():
        print(f"  {name:<10} {step['seconds']:>8.1f} s   most memory {step['most_memory_mb']:,} MB")
    print(f"signs and reasons / refill: {result['seconds_to_refill']}, memory {result['memory_to_refill']}")


if __name__ == "__main__":
    sys.exit(run(measure, show, about=(__doc__ or "").splitlines()[0], rounds=1))
