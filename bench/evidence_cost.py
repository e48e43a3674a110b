"""What evidence costs: all findings with every check, beside one bare regression on the same features, over size.

    python -m bench.evidence_cost [--sellers 125 500 2000] [--weeks 104] [--rounds 5] [--write FILE]

The rival is what one would write by hand for one answer and no doubts: the same deal-weeks with each candidate's acts
in the same lags, and the same for new deals, one weighted least-squares step of Poisson regression from the usual rates
with a dummy for each seller, week and stage at each age; plain errors, no shapes, no instruments, no checks, no grades.
Making deal-weeks, windows of lags and weekly counts out of records is the product's own code on both sides and part of
both times. A time is that of the second answer in a process of its own with one thread, so that nobody waits for a page
of memory; memory is the most the process ever held, Python, libraries and records included. Rounds go in turns.
"""

import argparse
import os
import pickle
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from scipy import linalg, sparse

from bench.machine import setting
from bench.oracle_of_effects import past_of
from bench.results import write_result
from bench.timing import median_ratio
from fairway.evidence.creation import created_own, on_accounts
from fairway.evidence.findings import findings_of
from fairway.evidence.panel import AGES, panel_of
from fairway.evidence.shapes import LAGS
from fairway.evidence.types import Numbers, Past, Whole
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Situation

SEED = 0
SITUATION = Situation.PLAIN
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
PRESENCE_LAGS, LEAD_LAGS = 4, 3
RAREST = 1e-4  # steps a deal-week, below which a dummy could not be solved for


@dataclass(frozen=True, slots=True)
class Line:
    """Log ratios for one act in each lag, candidate by candidate, and their standard errors."""

    effects: Numbers
    errors: Numbers


def by_hand(past: Past) -> tuple[Line, Line]:
    """Steps of deals on acts on them, and new deals on acts on accounts."""
    panel = panel_of(past)
    known = [n for n in range(len(past.candidates)) if panel.running[n, -1] > 0]
    lagged = [panel.window(n, first, last) for n in known for first, last in LAGS]
    there = [past.presence[panel.seller, np.maximum(panel.week - lag, 0)] for lag in range(PRESENCE_LAGS)]
    place = panel.stage * len(AGES) + panel.age
    rate = np.bincount(place, panel.moved) / np.maximum(np.bincount(place), 1)
    mean = np.maximum(rate, RAREST)[place]
    steps = one_pass([*lagged, *there], panel.moved.astype(np.float64), mean, [panel.seller, panel.week, place])
    return steps, _new_deals(past)


def _new_deals(past: Past) -> Line:
    """Over seller-weeks with enough weeks before them."""
    begin, (sellers, weeks) = LAGS[-1][1], past.presence.shape
    seller, week = (one.ravel() for one in np.indices((sellers, weeks - begin)))

    def rows(grid: Numbers, first: int, last: int) -> Numbers:
        sums = np.concatenate([np.zeros((sellers, 1)), np.cumsum(grid, axis=1)], axis=1)
        return np.asarray(sums[:, begin - first + 1 : weeks - first + 1] - sums[:, begin - last : weeks - last]).ravel()

    grids = [grid for grid in (on_accounts(past, n) for n in range(len(past.candidates))) if grid.any()]
    columns = [rows(grid, first, last) for grid in grids for first, last in LAGS]
    leads = [rows(past.inbound, lag, lag) for lag in range(LEAD_LAGS)]
    events, worked = created_own(past)[:, begin:].ravel(), np.maximum(past.presence[:, begin:].ravel(), 0.02)
    return one_pass([*columns, *leads], events, worked * (events.sum() / worked.sum()), [seller, week])


def one_pass(columns: Sequence[Numbers], events: Numbers, mean: Numbers, of: Sequence[Whole]) -> Line:
    """One step of Poisson regression from given means: weighted least squares with a dummy for each group."""
    dummies, kept = _dummies(of)
    block, residual = np.stack(columns), events - mean
    heavy = block * mean
    across = (dummies.T @ heavy.T)[kept]
    inside = (dummies.T @ sparse.diags_array(mean) @ dummies).toarray()[np.ix_(kept, kept)]
    explained = linalg.solve(inside, across, assume_a="pos")
    inverse = linalg.pinvh(heavy @ block.T - across.T @ explained)
    effects = inverse @ (block @ residual - explained.T @ (dummies.T @ residual)[kept])
    return Line(effects, np.sqrt(np.diag(inverse)))


def _dummies(of: Sequence[Whole]) -> tuple[sparse.csr_array, Whole]:
    """(rows, groups that have any), and which of them to keep: the first of each further way is known by the others."""
    numbered = [(np.cumsum(np.bincount(one) > 0) - 1)[one] for one in of]
    ends = np.cumsum([one.max() + 1 for one in numbered])
    starts = np.concatenate([[0], ends[:-1]])
    where = np.stack([one + start for one, start in zip(numbered, starts, strict=True)], axis=1)
    dummies = sparse.csr_array((np.ones(where.size), where.ravel(), np.arange(0, where.size + 1, len(of))))
    return dummies, np.delete(np.arange(ends[-1]), starts[1:])


WAYS: Mapping[str, Callable[[Past], object]] = {"ours": findings_of, "by_hand": by_hand}


def lived(place: tuple[Path, int, int]) -> dict[str, int]:
    """Write the records of an organisation, and say how large it is."""
    file, sellers, weeks = place
    drawn = drawn_setting(SEED, SITUATION, sellers=sellers, weeks=weeks)
    past = past_of(drawn, history_of(drawn))
    file.write_bytes(pickle.dumps(past))
    return {
        "sellers": sellers,
        "weeks": weeks,
        "deal_weeks": len(panel_of(past).deal),
        "acts": len(past.acts.deal),
        "candidates": len(past.candidates),
    }


def taken(place: tuple[Path, str]) -> dict[str, float]:
    """Seconds of a second answer, and memory."""
    file, way = place
    with file.open("rb") as records:
        past = pickle.load(records)
    WAYS[way](past)
    wall, processor = perf_counter(), process_time()
    WAYS[way](past)
    return {
        "seconds": perf_counter() - wall,
        "processor_seconds": process_time() - processor,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _alone(work: Callable[[Any], Any], place: object) -> Any:
    """Done in a fresh process. This one has to stay small: a child counts what its parent holds as its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, place).result()


def measure(sizes: Sequence[int], *, weeks: int, rounds: int) -> dict[str, Any]:
    """The table over sizes; growth is time for one deal-week against that at the first size."""
    rows: list[dict[str, Any]] = []
    for sellers in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "past.pickle"
            rows.append(_alone(lived, (file, sellers, weeks)) | _sized(file, rounds))
        print(f"{sellers} sellers measured", file=sys.stderr, flush=True)
    for row in rows:
        for way in WAYS:
            each, first = (one[way]["processor_seconds"] / one["deal_weeks"] for one in (row, rows[0]))
            row[way]["growth"] = round(each / first, 3)
    return {**setting(SEED), "situation": str(SITUATION), "rounds": rounds, "threads": 1, "sizes": rows}


def _sized(file: Path, rounds: int) -> dict[str, Any]:
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for number in range(rounds):
        for way in sorted(WAYS, reverse=bool(number % 2)):
            found[way].append(_alone(taken, (file, way)))
    seconds = {
        what: {way: [one[what] for one in found[way]] for way in WAYS} for what in ("seconds", "processor_seconds")
    }
    return {
        **{
            way: {
                **{what: round(statistics.median(seconds[what][way]), 3) for what in seconds},
                "memory_mb": round(max(one["memory_mb"] for one in found[way])),
            }
            for way in WAYS
        },
        "ratio": median_ratio(seconds["seconds"]["ours"], seconds["seconds"]["by_hand"]),
        "processor_ratio": median_ratio(seconds["processor_seconds"]["ours"], seconds["processor_seconds"]["by_hand"]),
    }


def show(result: dict[str, Any]) -> None:
    heads = (
        "sellers",
        "deal-weeks",
        "ours, s",
        "by hand, s",
        "ratio",
        "processor",
        "ours, MB",
        "by hand, MB",
        "growth",
    )
    print("".join(f"{head:>13}" for head in heads))
    for row in result["sizes"]:
        ours, rival = row["ours"], row["by_hand"]
        cells = (f"{row['sellers']:,}", f"{row['deal_weeks']:,}", f"{ours['seconds']:.2f}", f"{rival['seconds']:.2f}",
                 f"{row['ratio']:.2f}", f"{row['processor_ratio']:.2f}", f"{ours['memory_mb']:,}",
                 f"{rival['memory_mb']:,}", f"{ours['growth']:.2f}")  # fmt: skip
        print("".join(f"{cell:>13}" for cell in cells))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sellers", type=int, nargs="+", default=[125, 500, 2000])
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    os.environ.update(dict.fromkeys(THREADS, "1"))
    result = measure(given.sellers, weeks=given.weeks, rounds=given.rounds)
    show(result)
    if given.write:
        write_result(given.write, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
