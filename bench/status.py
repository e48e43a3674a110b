"""How often status is wrong, and how soon it is right: false alarms on people on target, detection of a halved
activity.

    python -m bench.status [--people 4000] [--seed 20261123] [--slice] [--write FILE]

Truth comes from `selling`, which knows nothing of the product; every verdict comes from the product's own scoring and
status (`judging`), with its own measurement of how noisy weeks are. Rivals on the same numbers: the usual fixed rule
(behind when a week is more than 25% below what was due), and the best exact tests, which know when the change came
(`exact`). One seller-week counts as a false alarm when any HIA of somebody exactly on target is called behind.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.exact import best
from bench.house import open_rooms
from bench.machine import ROOT, setting
from bench.results import FOLDER, write_result
from bench.selling import HISTORY, LOOKS, USUAL, WEEKS, Draw, Life, Numbers, crowd, monthly_shares, weekly_shares

from bench.selling import dragging, even, half_calm, noisy, poisson  # isort: skip

SEED = 20261123
PEOPLE, SLICE = 4_000, 100
RATES = (3.0, 5.0, 8.0)
TARGETS = (2, 3, 4, 5, 6, 8, 10)
DETECTED_WITHIN = 3  # weeks
# The page that shows the rules reads these.
SHOWN = ROOT / "src" / "fairway" / "execution" / "measured.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of organisation whose people are all exactly on target."""

    name: str
    draw: Draw
    hias: int
    life: Life = USUAL
    targets: Sequence[float] = TARGETS
    per: str = "week"
    organisation: int = 0  # sellers in each of many organisations; 0: all in one


POPULATIONS: tuple[tuple[str, Draw], ...] = (
    ("Poisson, the usual selling week", poisson),
    ("planned evenly (variance half the mean)", even),
    ("noisier (variance 1.6 times the mean)", noisy(1.6)),
)
CASES = (
    *(Case(f"{name}, {hias} HIAs", draw, hias) for name, draw in POPULATIONS for hias in (1, 2, 3)),
    Case("one or two a week, 2 HIAs", poisson, 2, targets=(1, 2)),
    Case("monthly targets of two to eight, 2 HIAs", poisson, 2, targets=(2, 3, 4, 6, 8), per="month"),
    Case("everybody part-time, 2 HIAs", poisson, 2, Life(part_time=1.0)),
    Case("the weeks after a week of leave, 2 HIAs", poisson, 2, Life(week_away=1.0)),
    Case("new people on a ramp, 2 HIAs", poisson, 2, Life(new=1.0, fortnight_away=0.0)),
    Case("organisations of twelve, noisier (1.6), 2 HIAs", noisy(1.6), 2, organisation=12),
)
# Where what the rule assumes does not hold: told, not promised.
BEYOND = (
    Case("half of the people Poisson, half noisy (2.2), 2 HIAs", half_calm, 2),
    Case("weeks that hang together, 2 HIAs", dragging, 2),
)


def false_alarms(case: Case, people: int, seed: int) -> dict[str, float]:
    """Shares of seller-weeks in which anything of somebody on target is called behind, ours and by the fixed rule."""
    rng = np.random.default_rng(seed)
    size = case.organisation or people
    told = [_alarms_in_one(case, size, rng) for _ in range(-(-people // size))]
    ours, fixed, judged = np.concatenate([alarms for alarms, _ in told]).T
    rate = ours.sum() / judged.sum()
    # Weeks of one seller hang together, so chance is reckoned by sellers.
    error = np.sqrt(((ours - rate * judged) ** 2).sum()) / judged.sum()
    return {
        "ours": round(float(rate), 4),
        "ours_standard_error": round(float(error), 4),
        "fixed_rule": round(float(fixed.sum() / judged.sum()), 4),
        "seller_weeks": int(judged.sum()),
        "dispersion_measured": round(float(np.mean([noise for _, noise in told])), 2),
    }


def _alarms_in_one(case: Case, people: int, rng: np.random.Generator) -> tuple[Numbers, float]:
    """Per seller: weeks called behind by us, by the fixed rule, and looked at; and the noise as measured."""
    from bench.judging import Judged, behind, dispersions

    sellers = crowd(rng, people, case.life)
    shares = monthly_shares(sellers) if case.per == "month" else weekly_shares(sellers)
    targets = rng.choice(np.array(case.targets, dtype=float), size=(people, case.hias))
    means = targets[:, :, None] * shares[:, None, :]
    counts = case.draw(rng, means)
    judged = Judged(sellers, targets, counts, case.per)
    noise = dispersions(judged)
    alarms = np.zeros((people, 3))
    for person in range(people):
        for week in range(HISTORY - 1, WEEKS):
            if shares[person, week] > 0:
                is_short = bool((counts[person, :, week] < 0.75 * means[person, :, week]).any())
                alarms[person] += (any(behind(judged, person, week, noise)), is_short, 1)
    return alarms, float(np.mean(list(noise.values())))


def detection(rate: float, hias: int, draw: Draw, dispersion: float, people: int, seed: int) -> dict[str, float]:
    """Shares of sellers whose first HIA halved and is called behind at any of the three looks after that."""
    from bench.judging import Judged, behind, dispersions
    from fairway.execution.plausibility import alpha_per_hia
    from fairway.execution.status import FALSE_ALARMS

    rng = np.random.default_rng(seed)
    sellers = crowd(rng, people, Life(part_time=0, fortnight_away=0, day_off=0))
    sellers.holidays[:] = False
    sellers.works[:] = (np.arange(sellers.works.shape[1]) % 7 < 5)[None, :]
    means = np.full((people, hias, WEEKS), rate)
    means[:, 0, HISTORY : HISTORY + DETECTED_WITHIN] /= 2
    judged = Judged(sellers, np.full((people, hias), rate), draw(rng, means))
    noise = dispersions(judged)
    looks = range(HISTORY, HISTORY + DETECTED_WITHIN)
    seen = [[behind(judged, person, week, noise)[0] for week in looks] for person in range(people)]
    fixed = (judged.counts[:, 0, HISTORY : HISTORY + DETECTED_WITHIN] < 0.75 * rate).any(axis=1).mean()
    ours = float(np.mean([any(weeks) for weeks in seen]))
    bounds = best(rate, alpha_per_hia(FALSE_ALARMS, hias), dispersion)
    return {
        "ours": round(ours, 4),
        "ours_at_third_look": round(float(np.mean([weeks[-1] for weeks in seen])), 4),
        "fixed_rule": round(float(fixed), 4),
        "best_exact": round(bounds.once, 4),
        "best_randomised": round(bounds.once_tossing, 4),
        "best_each_week": round(bounds.each_week, 4),
        "best_each_week_randomised": round(bounds.each_week_tossing, 4),
        **{f"ratio_{name}": round(ours / bound, 3) for name, bound in asdict(bounds).items()},
    }


def measure(people: int, seed: int, cases: Sequence[Case] = CASES, hias: Sequence[int] = (1, 2, 3)) -> dict[str, Any]:
    """Every table, of some cases and numbers of HIAs."""
    with open_rooms():
        alarms, beyond = (
            {case.name: false_alarms(case, people, seed + place) for place, case in enumerate(some, start)}
            for some, start in ((cases, 0), (BEYOND, 50))
        )
        found, noisily = (
            {
                f"{rate:g} a week, {number} HIAs": detection(
                    rate, number, draw, spread, people * 2, seed + 100 + number
                )
                for rate in RATES
                for number in hias
            }
            for draw, spread in ((poisson, 1.0), (noisy(1.6), 1.6))
        )
    return {
        **setting(seed),
        "people": people,
        "looks": LOOKS,
        "summary": _summary(alarms, found),
        "false_alarms": alarms,
        "beyond_assumptions": beyond,
        "detection": found,
        "detection_noisier": noisily,
    }


def _summary(alarms: dict[str, Any], found: dict[str, Any]) -> dict[str, float]:
    weeks = sum(row["seller_weeks"] for row in alarms.values())
    ours, exact = (float(np.mean([row[name] for row in found.values()])) for name in ("ours", "best_exact"))
    return {
        "false_alarms": round(sum(row["ours"] * row["seller_weeks"] for row in alarms.values()) / weeks, 4),
        "false_alarms_worst": max(row["ours"] for row in alarms.values()),
        "detection": round(ours, 4),
        "detection_ratio": round(ours / exact, 4),
        "detection_ratio_worst": min(row["ratio_once"] for row in found.values()),
    }


def show(result: dict[str, Any]) -> None:
    print(f"{result['people']} simulated sellers a case, seed {result['seed']}")
    _show_alarms("false alarms per seller-week, all HIAs together", result["false_alarms"])
    _show_alarms("beyond what is assumed", result["beyond_assumptions"])
    _show_detection("a halved activity called behind within three weeks", result["detection"])
    _show_detection("the same, weeks noisier (1.6)", result["detection_noisier"])


def _show_alarms(title: str, rows: dict[str, Any]) -> None:
    print(f"\n{title:58} {'ours':>7} {'+-':>6} {'-25% rule':>10}")
    for name, row in rows.items():
        print(f"{name:58} {row['ours']:7.1%} {row['ours_standard_error']:6.1%} {row['fixed_rule']:10.1%}")


def _show_detection(title: str, rows: dict[str, Any]) -> None:
    print(f"\n{title:52} {'ours':>7} {'best':>7} {'ratio':>6} {'tossing':>8} {'ratio':>6} {'weekly':>7} {'ratio':>6}")
    for name, row in rows.items():
        print(
            f"{name:52} {row['ours']:7.1%} {row['best_exact']:7.1%} {row['ratio_once']:6.2f}"
            f" {row['best_randomised']:8.1%} {row['ratio_once_tossing']:6.2f}"
            f" {row['best_each_week']:7.1%} {row['ratio_each_week']:6.2f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--slice", action="store_true", help="the part that CI runs again")
    parser.add_argument("--write", type=Path, help="a file for the result")
    given = parser.parse_args()
    if given.slice:
        result = measure(SLICE, given.seed, CASES[2:7:4] + CASES[9:13], hias=(2,))
    else:
        result = measure(given.people, given.seed)
    show(result)
    if given.write:
        write_result(given.write, result)
        if given.write.resolve() == (FOLDER / "status.json").resolve():
            write_result(SHOWN, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
