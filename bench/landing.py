"""Landing: do four of five quarters land within what was said, and how much closer than at yesterday's rate?

    python -m bench.landing [--quarters 60] [--from-seed 0] [--held-out] [--write FILE]

Simulated organisations of 120 sellers, looked at thirteen weeks before what is known of them ends. The rival carries
the amounts of the last half year on.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.evidence import DEVELOPMENT, HELD_OUT
from bench.machine import setting as measured_on
from bench.oracle_of_effects import past_of
from bench.results import write_result
from fairway.evidence.landing import Lands
from fairway.evidence.panel import panel_of
from fairway.evidence.types import NEVER, ActFacts, DealFacts, Past
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Situation

AHEAD, HALF_YEAR = 13, 26
KNOWN = (52, 65)  # weeks after which an organisation is looked at
LEFT_OUT = Situation.SPARSE


def cut(past: Past, weeks: int) -> Past:
    """The deals of a past as they were known after so many weeks, without acts."""
    deals = past.deals
    came = deals.created < weeks

    def known(values: np.ndarray) -> np.ndarray:
        return np.where(values >= weeks, NEVER, values)[came]

    return Past(
        candidates=(),
        is_own=np.empty(0, dtype=bool),
        presence=past.presence[:, :weeks],
        inbound=past.inbound[:, :weeks],
        deals=DealFacts(
            seller=deals.seller[came],
            created=deals.created[came],
            closed=known(deals.closed),
            is_won=(deals.is_won & (deals.closed < weeks))[came],
            is_inbound=deals.is_inbound[came],
            amount=deals.amount[came],
            entered=known(deals.entered),
            left=known(deals.left),
        ),
        acts=ActFacts(*(np.zeros(0, dtype=np.int64) for _ in range(4))),
    )


def quarter(seed: int, situation: Situation, after: int, **changes: int) -> tuple[float, float, float]:
    """(share of sellers inside the four of five, mean error of ours, of the rival) of one quarter."""
    setting = drawn_setting(seed, situation, **changes)
    history = history_of(setting)
    known = cut(past_of(setting, history), after)
    lands = Lands(panel_of(known), AHEAD, np.zeros(known.sellers), seed)
    came = history.booked[:, after : after + AHEAD].sum(axis=1)
    said = [lands.of(seller) for seller in range(known.sellers)]
    inside = [one.quantile(0.1) <= real <= one.quantile(0.9) for one, real in zip(said, came, strict=True)]
    ours = np.mean([abs(float(one.outcomes.mean()) - real) for one, real in zip(said, came, strict=True)])
    rate = history.booked[:, after - HALF_YEAR : after].sum(axis=1) * AHEAD / HALF_YEAR
    return float(np.mean(inside)), float(ours), float(np.abs(rate - came).mean())


def measure(seeds: Sequence[int], quarters: int) -> dict[str, Any]:
    """Shares over quarters; each organisation gives one for each of `KNOWN`."""
    situations = [one for one in Situation if one is not LEFT_OUT]
    places = [(seed, one, after) for seed in seeds for one in situations for after in KNOWN][:quarters]
    found = []
    for number, place in enumerate(places):
        found.append(quarter(*place))
        print(f"{number + 1} of {len(places)}", file=sys.stderr, flush=True)
    inside, ours, rival = (np.array(column) for column in zip(*found, strict=True))
    return {
        **measured_on(seeds[0]),
        "quarters": len(found),
        "inside": round(float(inside.mean()), 4),
        "inside_error": round(float(inside.std(ddof=1) / np.sqrt(len(inside))), 4),
        "error_to_rate": round(float((ours / rival).mean()), 4),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quarters", type=int, default=200)
    parser.add_argument("--from-seed", type=int, default=0, help="leave out so many of the list")
    parser.add_argument("--held-out", action="store_true", help="the seeds nothing was made with")
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    result = measure((HELD_OUT if given.held_out else DEVELOPMENT)[given.from_seed :], given.quarters)
    result["is_held_out"] = given.held_out
    print({key: result[key] for key in ("quarters", "inside", "inside_error", "error_to_rate")})
    if given.write:
        write_result(given.write, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
