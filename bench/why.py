"""How right `why` is on whole organisations with planted misses, beside a plain cascade on the same records.

    python -m bench.why [--organisations 12] [--held-out] [--sellers N] [--slice] [--write FILE]

Organisations come from `fairway.simulation.organisations`, written before any detector was tried on them. Each is
loaded into a home of its own by `fairway import` of a CRM folder, two at a time, and asked `why` at the end of its last
day (`asking`). Detectors may be made with the development seeds at hand; the held-out ones are for measuring alone.
The rival (`cascade`) is results, effort, knowledge, skills, in that order. Compiled statements are kept in var/ between
homes and runs, as they would be in one home.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.causes import CAUSES, NO_SIGN, NOT_FOUND, answers_of, figures
from bench.machine import ROOT, setting
from bench.results import write_result

DEVELOPMENT = range(1_000, 1_200)
HELD_OUT = range(700_000, 700_200)
ORGANISATIONS, SLICE_SELLERS = 12, 12
COMPILED = ROOT / "var" / "bench-compiled"


def measure(seeds: Sequence[int], sellers: int | None = None, *, is_held_out: bool = False) -> dict[str, Any]:
    """Every figure over the organisations of some seeds."""
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        asked = [pool.submit(_asked, seed, sellers) for seed in seeds]
        try:
            found = [one.result() for one in asked]
        except RuntimeError:  # what is wrong with one is told at once
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    steps = found[0]["processor_seconds"]
    return {
        **setting(seeds[0]),
        "seeds": list(seeds),
        "is_held_out": is_held_out,
        "organisations": len(found),
        "sellers": sum(one["sellers"] for one in found),
        "activities": sum(one["activities"] for one in found),
        "rejected": sum(one["rejected"] for one in found),
        "processor_seconds_each": {
            step: round(sum(one["processor_seconds"][step] for one in found) / len(found), 2) for step in steps
        },
        "seconds_each": {step: round(sum(one["seconds"][step] for one in found) / len(found), 2) for step in steps},
        "ours": figures(answers_of(found)),
        "cascade": figures(answers_of(found, "rival_")),
    }


def _asked(seed: int, sellers: int | None) -> dict[str, Any]:
    """One organisation, in a process of its own: settings are read once in each."""
    size = [] if sellers is None else ["--sellers", str(sellers)]
    environment = {**os.environ, "FAIRWAY_TEST_COMPILED": str(COMPILED)}
    done = subprocess.run(
        [sys.executable, "-m", "bench.asking", str(seed), *size],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"organisation of seed {seed}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    print(f"seed {seed}: {found['sellers']} sellers, {sum(found['seconds'].values()):.0f} s", file=sys.stderr)
    return found


SUMMARY = {
    "healthy_behind": "healthy HIAs called behind (asked: at most 5%)",
    "healthy_check_data": "healthy HIAs whose records are doubted",
    "healthy_away": "healthy HIAs of somebody away",
    "detection": "misses found: behind, check logging or away (88%)",
    "detection_strict": "the same without away",
    "detection_macro": "found, mean over causes",
    "first_of_found": "right cause first, of those found (80%)",
    "in_two_of_found": "right cause in the first two, of those found (88%)",
    "first_of_planted": "right cause first, of all planted",
    "in_two_of_planted": "right cause in the first two, of all planted",
}


def show(result: dict[str, Any]) -> None:
    ours, rival = result["ours"], result["cascade"]
    kind = "held out" if result["is_held_out"] else "development"
    print(f"{result['organisations']} organisations ({kind}), {result['sellers']} sellers, ", end="")
    print(f"{ours['healthy']} healthy HIAs and {ours['planted']} misses; {result['rejected']} rows rejected")
    print(f"\n{'':56} {'ours':>8} {'cascade':>8}")
    for name, words in SUMMARY.items():
        print(f"{words:56} {_percent(ours['summary'][name]):>8} {_percent(rival['summary'][name]):>8}")
    _show_found("cause", ours["by_cause"], with_alarms=True)
    _show_found("cause, by the cascade", rival["by_cause"], with_alarms=True)
    _show_found("variant", ours["by_variant"])
    _show_found("acts missing since it began", ours["by_missing"])
    print(f"\n{'healthy ones that look like':36} {'HIAs':>6} {'behind':>8} {'check':>8}")
    for name, row in ours["by_look_alike"].items():
        print(f"{name:36} {row['hias']:6} {_percent(row['behind']):>8} {_percent(row['check_data']):>8}")
    _show_confusion("what is true (down), first cause said (across)", ours["confusion"])
    _show_confusion("the same by the cascade", rival["confusion"])
    for name in ("seconds_each", "processor_seconds_each"):
        print(f"\n{name.replace('_', ' ')}: " + ", ".join(f"{s} {value}" for s, value in result[name].items()))


def _show_found(title: str, rows: dict[str, Any], *, with_alarms: bool = False) -> None:
    heads = ["HIAs", "found", "strict", "first", "in two", "1st/all"] + (["alarms", "others"] if with_alarms else [])
    keys = ["detection", "detection_strict", "first_of_found", "in_two_of_found", "first_of_planted"]
    keys += ["false_alarms", "first_of_other_misses"] if with_alarms else []
    print(f"\n{title:36} " + " ".join(f"{head:>7}" for head in heads))
    for name, row in rows.items():
        print(f"{name:36} {row['hias']:7} " + " ".join(f"{_percent(row[key]):>7}" for key in keys))


def _show_confusion(title: str, rows: dict[str, dict[str, int]]) -> None:
    told = [name for name in (*CAUSES, NO_SIGN, NOT_FOUND) if any(name in row for row in rows.values())]
    told += sorted({name for row in rows.values() for name in row} - set(told))
    print(f"\n{title}\n{'':14}" + " ".join(f"{name[:9]:>9}" for name in told))
    for truth, row in rows.items():
        print(f"{truth:14}" + " ".join(f"{row.get(name, 0) or '':>9}" for name in told))


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--organisations", type=int, default=ORGANISATIONS)
    parser.add_argument("--from-seed", type=int, default=0, help="leave out so many of the list")
    parser.add_argument("--held-out", action="store_true", help="the seeds nothing was made with")
    parser.add_argument("--sellers", type=int, help="in each, instead of 12 to 80")
    parser.add_argument("--slice", action="store_true", help="one small organisation")
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    number, sellers = (1, SLICE_SELLERS) if given.slice else (given.organisations, given.sellers)
    listed = HELD_OUT if given.held_out else DEVELOPMENT
    result = measure(listed[given.from_seed : given.from_seed + number], sellers, is_held_out=given.held_out)
    show(result)
    if given.write:
        write_result(given.write, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
