"""A part of every bench that takes about three minutes, compared with what was committed.

    python -m bench.slice [--write]

Only what does not depend on the machine is compared: ratios between two ways measured in turns, rates, numbers of
statements, equal answers. A ratio may be half as large again as the committed one, because two busy cores make it
jump; a rate may differ by a point and a half, because the draws are the same and only the rules may have changed; what
is found may not become fewer, and errors not more. Hard limits hold whatever was committed. What fails is measured once
more before it counts.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.machine import setting
from bench.results import FOLDER, committed, write_result

RATIO_ROOM = 1.5
LEAST_RATIO = 0.1  # a smaller step of a ratio is nothing: a hundredth of the rival's time is one as two are
RATE_ROOM = 0.015
SMALL = ["--rows", "200000", "--sellers", "50", "--rounds", "40"]
SMALL_FILL = ["--rows", "400000", "--sellers", "200", "--rounds", "3", "--database", "sqlite"]
PARTS: Mapping[str, list[str]] = {
    "status": ["bench.status", "--slice"],
    "board_postgres": ["bench.board", *SMALL, "--database", "postgres"],
    "board_sqlite": ["bench.board", *SMALL, "--database", "sqlite"],
    "fill_sqlite": ["bench.fill", *SMALL_FILL],
    "evidence": ["bench.evidence", "--slice"],
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of a result, and what it must never be above or below."""

    part: str
    name: str
    figure: Callable[[dict[str, Any]], float]
    kind: str  # ratio, rate, number, found or errors
    at_most: float | None = None
    at_least: float | None = None


def _ratio(place: str, pair: str) -> Callable[[dict[str, Any]], float]:
    return lambda result: float(result[place]["ratios"][pair])


def _scorecard(result: dict[str, Any]) -> float:
    """Of the server's own times where it tells them, else of the fastest rounds: both hold on a busy machine."""
    times = result["in_the_server_ms"]
    if times["raw_rows"] is None:
        return float(result["ratios_of_fastest"]["stored / raw_rows"])
    return float(times["stored"] / times["raw_rows"])


def _count(share: str, of: str) -> Callable[[dict[str, Any]], float]:
    return lambda result: round((result["all"][share] or 0.0) * result["all"][of])


CLAIMS = (
    Claim("status", "false alarms", lambda r: r["summary"]["false_alarms"], "rate", at_most=0.055),
    Claim("status", "detection", lambda r: r["summary"]["detection"], "rate"),
    Claim("status", "detection / best exact", lambda r: r["summary"]["detection_ratio"], "ratio", at_least=0.95),
    *(
        claim
        for part in ("board_postgres", "board_sqlite")
        for claim in (
            Claim(part, "scorecard, words", lambda r: _scorecard(r["scorecard_words"]), "ratio", at_most=1.0),
            Claim(part, "scorecard, rules", lambda r: _scorecard(r["scorecard_rules"]), "ratio", at_most=1.0),
            Claim(part, "page", _ratio("page", "page / page_from_raw_rows"), "ratio", at_most=1.0),
            Claim(part, "statements for a page", lambda r: max(r["statements_by_team_size"].values()), "number"),
            Claim(
                part,
                "statements more for a larger team",
                lambda r: max(r["statements_by_team_size"].values()) - min(r["statements_by_team_size"].values()),
                "number",
                at_most=0,
            ),
        )
    ),
    Claim("fill_sqlite", "counting, every week", lambda r: r["whole"]["count_ratio"], "ratio"),
    Claim("fill_sqlite", "counting, three days", lambda r: r["three_days"]["count_ratio"], "ratio"),
    Claim("evidence", "decoys called strong", _count("decoys_strong", "decoys"), "errors"),
    Claim("evidence", "decoys, strong or suggestive", _count("decoys_strong_or_suggestive", "decoys"), "errors"),
    Claim("evidence", "real ones found", _count("real_strong_or_suggestive", "real"), "found", at_least=1),
)


def measured(part: str) -> dict[str, Any]:
    """Run one part in a process of its own and read its result."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "result.json"
        subprocess.run(
            [sys.executable, "-m", *PARTS[part], "--write", str(file)], check=True, stdout=subprocess.DEVNULL
        )
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found


def problem(claim: Claim, value: float, before: float) -> str:
    """What is wrong with a figure, in words; empty when nothing is."""
    if claim.at_most is not None and value > claim.at_most:
        return f"above {claim.at_most:g}"
    if claim.at_least is not None and value < claim.at_least:
        return f"below {claim.at_least:g}"
    if claim.kind == "ratio" and value > max(before * RATIO_ROOM, before + LEAST_RATIO):
        return f"more than {RATIO_ROOM:g} times the committed {before:g}"
    if claim.kind == "rate" and abs(value - before) > RATE_ROOM:
        return f"more than {RATE_ROOM:g} from the committed {before:g}"
    if (
        (claim.kind == "number" and value != before)
        or (claim.kind == "errors" and value > before)
        or (claim.kind == "found" and value < before)
    ):
        return f"was {before:g}"
    return ""


def checked(part: str, claims: list[Claim], result: dict[str, Any], before: dict[str, float] | None) -> list[str]:
    """Print each figure beside the committed one; returns what is wrong."""
    wrong = []
    for claim in claims:
        value = claim.figure(result)
        known = value if before is None else before[claim.name]
        fault = problem(claim, value, known)
        print(f"{part:16} {claim.name:36} {value:8.3f}  committed {known:8.3f}  {fault or 'as before'}", flush=True)
        if fault:
            wrong.append(f"{part}, {claim.name}: {value:.3f} is {fault}")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="make this run the committed one")
    given = parser.parse_args()
    before: dict[str, Any] = {} if given.write else committed("slice")["figures"]
    figures: dict[str, dict[str, float]] = {}
    wrong: list[str] = []
    for part in PARTS:
        claims = [claim for claim in CLAIMS if claim.part == part]
        for attempt in ("first", "second"):
            result = measured(part)
            figures[part] = {claim.name: round(claim.figure(result), 4) for claim in claims}
            faults = checked(part, claims, result, before.get(part))
            if not faults or attempt == "second":
                wrong += faults
                break
            print("... once more", flush=True)
    if given.write:
        write_result(FOLDER / "slice.json", {**setting(0), "figures": figures})
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
