"""Timing two or more ways of doing a thing in turns, so that whatever else the machine does falls on each alike."""

import gc
import statistics
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

Work = Callable[[], object]


def taken_in_turns(ways: Mapping[str, Work], *, rounds: int, warm_up: int = 3) -> dict[str, list[float]]:
    """Seconds each way took, round by round. The order turns round by round; collecting garbage is left out."""
    names = list(ways)
    for _ in range(warm_up):
        for name in names:
            ways[name]()
    seconds: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds):
            for place in range(len(names)):
                name = names[(number + place) % len(names)]
                start = perf_counter()
                ways[name]()
                seconds[name].append(perf_counter() - start)
            if number % 20 == 19:
                gc.collect()
    finally:
        gc.enable()
    return seconds


def summary(seconds: list[float]) -> dict[str, Any]:
    """Median, 95th percentile and fastest, in milliseconds."""
    ordered = sorted(seconds)
    return {
        "p50_ms": round(statistics.median(ordered) * 1000, 3),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000, 3),
        "fastest_ms": round(ordered[0] * 1000, 3),
        "rounds": len(ordered),
    }


def median_ratio(ours: list[float], rival: list[float]) -> float:
    """The median over rounds of ours divided by the rival's of the same round."""
    return round(statistics.median(a / b for a, b in zip(ours, rival, strict=True)), 4)
