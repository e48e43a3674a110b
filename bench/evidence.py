"""Evidence: are real effects found, decoys left alone, and sizes right, on organisations whose truth is known?

    python -m bench.evidence [--structures 10] [--from-seed 0] [--held-out] [--slice] [--write FILE]

Every situation of `fairway.simulation.effects` with as many structures, each another seed: 120 sellers, 78 weeks. Two
lists of seeds, parted before the estimators were made: they may be made with the first at hand. Beside them correlation
across sellers, two-way fixed effects, and who knows everything but sizes, on the same records. A truth is a simulation
of its own and costs most of the time: half a minute a structure.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from bench.machine import setting as measured_on
from bench.naive import Guess, across_sellers, two_way
from bench.oracle_of_effects import past_of, sizes
from bench.results import write_result
from fairway.evidence.findings import findings_of
from fairway.evidence.types import Finding, Grade
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Situation
from fairway.simulation.effects.truth import TrueEffect, true_effects

DEVELOPMENT = range(1000)
HELD_OUT = range(500_000, 501_000)
POSITIVE = (Grade.STRONG, Grade.SUGGESTIVE)
SLICE = (Situation.PLAIN, Situation.HIDDEN_HEAT, Situation.NOTHING_WORKS)
SLICE_STRUCTURES, SLICE_SELLERS = 3, 40  # a truth of few sellers tells what works, and hardly how much


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate of one organisation: what is true, and what everybody said."""

    situation: str
    true: float  # amount won a week for one act more; 0 for a decoy
    true_error: float
    finding: Finding
    rivals: dict[str, Guess]
    oracle: tuple[float, float] | None  # as shares of the truth


@dataclass(frozen=True, slots=True)
class Answer:
    """One organisation: its cases, and whether the first pick was among the best two, and the best one in its tie."""

    situation: str
    cases: list[Case]
    is_top_in_two: bool | None
    is_best_in_tie: bool | None
    tops_of_rivals: dict[str, bool]


def asked(place: tuple[int, Situation, int]) -> Answer:
    """One organisation simulated, asked and judged."""
    seed, situation, sellers = place
    setting = drawn_setting(seed, situation)
    history = history_of(setting, with_luck=True)
    past = past_of(setting, history)
    found = findings_of(past)
    truths = true_effects(setting, sellers=sellers, lives=2)
    rivals = {"correlation": across_sellers(past), "two_way": two_way(past)}
    known = sizes(setting, history)
    number = {act.word: n for n, act in enumerate(setting.acts)}
    cases = [
        Case(
            str(situation), *_true(truths.get(number[one.metric])), one,
            {name: guesses[number[one.metric]] for name, guesses in rivals.items() if number[one.metric] in guesses},
            known.get(number[one.metric]),
        )
        for one in found
    ]  # fmt: skip
    best = [setting.acts[n].word for n in sorted(truths, key=lambda n: -truths[n].per_act)]
    tops = {
        name: past.candidates[max(guesses, key=lambda n: guesses[n].mean / max(guesses[n].error, 1e-12))] in best[:2]
        for name, guesses in rivals.items()
    }
    if not best:
        return Answer(str(situation), cases, None, None, {})
    tied = [one.metric for one in found if one.rank == 1]
    return Answer(str(situation), cases, found[0].metric in best[:2], best[0] in tied, tops)


def _true(effect: TrueEffect | None) -> tuple[float, float]:
    return (effect.per_act, effect.error) if effect else (0.0, 0.0)


def measure(seeds: Sequence[int], situations: Iterable[Situation], *, sellers: int, processes: int) -> dict[str, Any]:
    """The table of every situation, and of all together."""
    places = [(seed, situation, sellers) for seed in seeds for situation in situations]
    with Pool(processes) as pool:
        answers = []
        for number, answer in enumerate(pool.imap_unordered(asked, places)):
            answers.append(answer)
            print(f"{number + 1} of {len(places)}", file=sys.stderr, flush=True)
    names = [str(one) for one in situations]
    tables = {name: tallied([one for one in answers if one.situation == name]) for name in names}
    dense = [one for one in answers if one.situation != Situation.SPARSE]
    return {**measured_on(seeds[0]), "structures": len(seeds), "all": tallied(dense), "by_situation": tables}


def tallied(answers: Sequence[Answer]) -> dict[str, Any]:
    """Shares over the cases of some organisations; nothing where there was nothing to ask."""
    cases = [case for answer in answers for case in answer.cases]
    decoys, real = [c for c in cases if not c.true], [c for c in cases if c.true]
    printed = [c for c in real if c.finding.grade in POSITIVE and c.finding.effect]
    inside = [c.finding.effect.low <= c.true <= c.finding.effect.high for c in printed if c.finding.effect]
    ratios = [c.finding.effect.mean / c.true for c in printed if c.finding.effect]
    widths = [(c.finding.effect.high - c.finding.effect.low) / c.true for c in printed if c.finding.effect]
    known = [c.oracle for c in real if c.oracle]
    picked = [one for one in answers if one.is_top_in_two is not None]
    return {
        "decoys": len(decoys),
        "real": len(real),
        "decoys_strong": _share(c.finding.grade is Grade.STRONG for c in decoys),
        "decoys_strong_or_suggestive": _share(c.finding.grade in POSITIVE for c in decoys),
        "real_strong_or_suggestive": _share(c.finding.grade in POSITIVE for c in real),
        "real_strong": _share(c.finding.grade is Grade.STRONG for c in real),
        "top_in_two": _share(bool(one.is_top_in_two) for one in picked),
        "best_in_first_tie": _share(bool(one.is_best_in_tie) for one in picked),
        "covered": _share(inside),
        "median_ratio": _median(ratios),
        "median_width": _median(widths),
        "oracle_covered": _share(abs(mean - 1) <= 1.645 * error for mean, error in known),
        "oracle_width_calibrated": 2 * float(np.quantile([abs(m - 1) for m, _ in known], 0.9)) if known else None,
        **{
            f"{name}_{what}": value
            for name in ("correlation", "two_way")
            for what, value in (
                ("decoys_yes", _share(c.rivals[name].says_yes for c in decoys if name in c.rivals)),
                ("real_yes", _share(c.rivals[name].says_yes for c in real if name in c.rivals)),
                ("top_in_two", _share(one.tops_of_rivals[name] for one in picked)),
            )
        },
    }


def _share(flags: Iterable[bool]) -> float | None:
    found = list(flags)
    return round(sum(found) / len(found), 4) if found else None


def _median(values: Sequence[float]) -> float | None:
    return round(float(np.median(values)), 3) if values else None


COLUMNS = (
    ("decoys_strong", "strong"), ("decoys_strong_or_suggestive", "str|sug"), ("real_strong_or_suggestive", "real"),
    ("top_in_two", "top2"), ("best_in_first_tie", "tie"), ("covered", "covers"), ("median_ratio", "ratio"),
    ("median_width", "width"), ("oracle_width_calibrated", "orac.w"), ("correlation_decoys_yes", "cor.dec"),
    ("correlation_real_yes", "cor.real"), ("correlation_top_in_two", "cor.top"), ("two_way_decoys_yes", "2w.dec"),
    ("two_way_real_yes", "2w.real"), ("two_way_top_in_two", "2w.top"),
)  # fmt: skip


def show(result: dict[str, Any]) -> None:
    print(f"{'':16}" + "".join(f"{name:>9}" for _, name in COLUMNS))
    for name, row in {**result["by_situation"], "all but sparse": result["all"]}.items():
        cells = ["" if row[key] is None else f"{row[key]:.2f}" for key, _ in COLUMNS]
        print(f"{name:16}" + "".join(f"{cell:>9}" for cell in cells))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--structures", type=int, default=10)
    parser.add_argument("--from-seed", type=int, default=0, help="leave out so many of the list")
    parser.add_argument("--held-out", action="store_true", help="the seeds nothing was made with")
    parser.add_argument("--slice", action="store_true", help="three situations of three structures")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sellers", type=int, default=500, help="in each life of a truth")
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    listed = HELD_OUT if given.held_out else DEVELOPMENT
    structures, sellers = (SLICE_STRUCTURES, SLICE_SELLERS) if given.slice else (given.structures, given.sellers)
    seeds = listed[given.from_seed : given.from_seed + structures]
    situations = SLICE if given.slice else tuple(Situation)
    result = measure(seeds, situations, sellers=sellers, processes=given.processes)
    result["is_held_out"] = given.held_out
    show(result)
    if given.write:
        write_result(given.write, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
