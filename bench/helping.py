"""Helping: of sellers told that an activity helps them, how many does it truly help, and do chances come true?

    python -m bench.helping [--structures 4] [--from-seed 0] [--held-out] [--write FILE]

Situations in which acts help everybody, half of the sellers, or nobody, each with as many structures. Ten sellers over
half a year are asked too: nothing may be told of them.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bench.evidence import DEVELOPMENT, HELD_OUT
from bench.machine import setting as measured_on
from bench.oracle_of_effects import past_of
from bench.results import write_result
from fairway.evidence.helping import Peers, helps
from fairway.evidence.verdict import PROGRESS, Verdict
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Situation

SITUATIONS = (Situation.PLAIN, Situation.HALF_RESPOND, Situation.HIDDEN_HEAT, Situation.NOTHING_WORKS)
TODAY = date(2026, 6, 14)
LONG_AGO = TODAY - timedelta(days=700)
SURE = 0.9


def asked(seed: int, situation: Situation) -> tuple[list[float], list[bool]]:
    """(chances, truths) of every seller and every act on deals."""
    setting = drawn_setting(seed, situation)
    history = history_of(setting)
    peers = Peers(past_of(setting, history))
    chances: list[float] = []
    truths: list[bool] = []
    for number, act in enumerate(setting.acts):
        found = peers.told(number)
        if found is None or found.objective != PROGRESS:
            continue
        chances += [one.chance for one in found.responses]
        truths += (history.responds & bool(act.log_ratio)).tolist()
    return chances, truths


def told(chances: Sequence[float], truths: Sequence[bool]) -> dict[str, Any]:
    """How often what was said came true; the calibration error is over ten bins of equal width."""
    said, true = np.array(chances), np.array(truths)
    sure = said > SURE
    bins = np.minimum((said * 10).astype(int), 9)
    error = sum(
        float((bins == n).mean()) * abs(float(said[bins == n].mean()) - float(true[bins == n].mean()))
        for n in range(10)
        if (bins == n).any()
    )
    return {
        "asked": len(said),
        "sure": int(sure.sum()),
        "sure_and_true": round(float(true[sure].mean()), 4) if sure.any() else None,
        "calibration_error": round(error, 4),
    }


def few_told(seeds: Sequence[int]) -> float:
    """Of ten sellers over half a year, the share of HIAs of which anything is told."""
    verdicts = []
    for seed in seeds:
        setting = drawn_setting(seed, Situation.SPARSE)
        peers = Peers(past_of(setting, history_of(setting)))
        since = dict.fromkeys(peers.past.candidates, LONG_AGO)
        verdicts += [one.verdict for seller in range(peers.past.sellers) for one in helps(peers, seller, since, TODAY)]
    return float(np.mean([verdict is not Verdict.CANNOT_TELL for verdict in verdicts]))


def measure(seeds: Sequence[int]) -> dict[str, Any]:
    by_situation: dict[str, Any] = {}
    everything: tuple[list[float], list[bool]] = ([], [])
    for situation in SITUATIONS:
        own: tuple[list[float], list[bool]] = ([], [])
        for seed in seeds:
            for all_of, own_of, more in zip(everything, own, asked(seed, situation), strict=True):
                all_of.extend(more)
                own_of.extend(more)
        by_situation[str(situation)] = told(*own)
        print(situation, by_situation[str(situation)], file=sys.stderr, flush=True)
    return {
        **measured_on(seeds[0]),
        "structures": len(seeds),
        "all": told(*everything),
        "by_situation": by_situation,
        "told_of_few": few_told(seeds[:2]),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--structures", type=int, default=4)
    parser.add_argument("--from-seed", type=int, default=0, help="leave out so many of the list")
    parser.add_argument("--held-out", action="store_true", help="the seeds nothing was made with")
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    listed = HELD_OUT if given.held_out else DEVELOPMENT
    result = measure(listed[given.from_seed : given.from_seed + given.structures])
    result["is_held_out"] = given.held_out
    print(result["all"], "told of few:", result["told_of_few"])
    if given.write:
        write_result(given.write, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
