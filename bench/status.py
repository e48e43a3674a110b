"""How often status is wrong, and how soon it is right: false alarms on people on target, detection of a halved
activity.

    python -m bench.status [--slice] [--write]

Everything goes through `execution.status.decide`, as on the board. Rivals on the same numbers: the usual fixed rule
(behind when a week is more than 25% below target), and the best exact test of three weeks that knows when the change
came (Neyman-Pearson: the lower tail of the three weeks' total, with and without the randomisation that uses its level
up). Seeds are fixed; `--slice` is the three-minute part that CI runs again and compares.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from scipy.stats import nbinom, poisson

from fairway.execution.measured import FILE as MEASURED
from fairway.execution.noise import dispersion as measured
from fairway.execution.plausibility import alpha_per_hia
from fairway.execution.status import FALSE_ALARMS, Facts, decide
from fairway.execution.types import Status, WeekMark, WeekState

RESULTS = Path(__file__).parent / "results" / "status.json"
MONDAY = date(2026, 1, 5)
WEEKS = 13
RATES = (3.0, 5.0, 8.0)


@dataclass(frozen=True, slots=True)
class Population:
    """How weekly counts of somebody whose average is right on target are made."""

    name: str
    dispersion: float  # variance over mean; 1 is Poisson, below 1 plans evenly

    def draw(self, rng: np.random.Generator, means: np.ndarray) -> np.ndarray:
        if self.dispersion > 1:
            size = means / (self.dispersion - 1)
            return np.where(means > 0, nbinom.rvs(np.maximum(size, 1e-9), 1 / self.dispersion, random_state=rng), 0)
        if self.dispersion < 1:
            trials = np.maximum(np.round(means / (1 - self.dispersion)), 1)
            return np.where(means > 0, rng.binomial(trials.astype(int), np.minimum(means / trials, 1.0)), 0)
        return rng.poisson(means)


POISSON = Population("Poisson, the usual selling week", 1.0)
EVEN = Population("planned evenly (variance half the mean)", 0.5)
NOISY = Population("noisier (variance 1.6 times the mean)", 1.6)


def working_shares(rng: np.random.Generator, people: int, weeks: int) -> np.ndarray:
    """Share of a full week each person works: holidays, single days off, part-time, a fortnight's leave."""
    shares = np.ones((people, weeks))
    shares[:, rng.random(weeks) < 0.12] *= 0.8
    shares[rng.random((people, weeks)) < 0.05] *= 0.6
    part_time = rng.random(people) < 0.15
    shares[part_time] *= 0.6
    for person in np.flatnonzero(rng.random(people) < 0.2):
        start = rng.integers(0, max(weeks - 2, 1))
        shares[person, start : start + 2] = 0
    return shares


def is_behind(done: np.ndarray, expected: np.ndarray, alpha: float, noise: float) -> bool:
    """The product's own decision on the closed weeks, oldest first."""
    marks = tuple(
        WeekMark(
            week_on=MONDAY + timedelta(days=7 * place),
            done=float(count),
            expected=float(due),
            target=float(due),
            state=WeekState.AWAY if due <= 0 else WeekState.MET if count >= due else WeekState.MISSED,
        )
        for place, (count, due) in enumerate(zip(done, expected, strict=True))
    )
    facts = Facts(marks, is_away_now=False, is_draft=False, alpha=alpha, dispersion=noise, silent_since_weeks=0)
    return decide(facts).status is Status.BEHIND


def false_alarms(population: Population, hias: int, people: int, seed: int) -> dict[str, float]:
    """Share of seller-weeks in which anything of somebody on target is called behind; the fixed rule beside it."""
    rng = np.random.default_rng(seed)
    shares = working_shares(rng, people, WEEKS + 4)
    targets = rng.choice([2, 3, 4, 5, 6, 8, 10], size=(people, hias))
    means = targets[:, :, None] * shares[:, None, :]
    counts = population.draw(rng, means)
    noise = measured(_neighbours(counts, shares))
    alpha = alpha_per_hia(FALSE_ALARMS, hias)
    ours = fixed = judged = 0
    for person in range(people):
        for end in range(WEEKS, WEEKS + 4):
            if shares[person, end - 1] == 0:
                continue
            judged += 1
            window = slice(end - WEEKS, end)
            ours += any(
                is_behind(counts[person, h, window], means[person, h, window], alpha, noise) for h in range(hias)
            )
            fixed += any(counts[person, h, end - 1] < 0.75 * means[person, h, end - 1] for h in range(hias))
    return {
        "ours": ours / judged,
        "fixed_rule": fixed / judged,
        "seller_weeks": judged,
        "dispersion_measured": round(noise, 2),
    }


def _neighbours(counts: np.ndarray, shares: np.ndarray) -> list[tuple[float, float]]:
    """Pairs of weeks next to each other that the person worked alike."""
    pairs = []
    for person, hia in np.ndindex(counts.shape[:2]):
        row, worked = counts[person, hia], shares[person]
        pairs += [(row[n], row[n + 1]) for n in range(len(row) - 1) if worked[n] == worked[n + 1] > 0]
    return pairs


def detection(rate: float, hias: int, people: int, seed: int) -> dict[str, float]:
    """Share of sellers whose halved activity is called behind at any of the three weekly looks after the change."""
    rng = np.random.default_rng(seed)
    before = rng.poisson(rate, (people, WEEKS))
    after = rng.poisson(rate / 2, (people, 3))
    counts = np.hstack([before, after])
    expected = np.full(WEEKS + 3, rate)
    alpha = alpha_per_hia(FALSE_ALARMS, hias)
    ours = 0
    for person in range(people):
        looks = range(WEEKS + 1, WEEKS + 4)
        ours += any(is_behind(counts[person, look - WEEKS : look], expected[:WEEKS], alpha, 1.0) for look in looks)
    fixed = (after < 0.75 * rate).any(axis=1).mean()
    exact, randomised = best_exact(rate, alpha)
    return {"ours": ours / people, "best_exact": exact, "best_randomised": randomised, "fixed_rule": float(fixed),
            "ratio": ours / people / exact, "ratio_randomised": ours / people / randomised}  # fmt: skip


def best_exact(rate: float, alpha: float) -> tuple[float, float]:
    """Power of the most powerful exact test on the three weeks after a change whose moment is known."""
    null, halved = 3 * rate, 1.5 * rate
    line = int(poisson.ppf(alpha, null))
    while line >= 0 and poisson.cdf(line, null) > alpha:
        line -= 1
    power = float(poisson.cdf(line, halved))
    rest = (alpha - poisson.cdf(line, null)) / poisson.pmf(line + 1, null)
    return power, power + float(rest * poisson.pmf(line + 1, halved))


def measure(people: int, seed: int) -> dict[str, object]:
    """The whole table."""
    alarms = {
        f"{population.name}, {hias} HIAs": false_alarms(population, hias, people, seed + hias)
        for population in (POISSON, EVEN, NOISY)
        for hias in (1, 2, 3)
    }
    found = {
        f"{rate:g} a week, {hias} HIAs": detection(rate, hias, people, seed + 100 + hias)
        for rate in RATES
        for hias in (1, 2, 3)
    }
    return {"people": people, "seed": seed, "false_alarms": alarms, "detection": found}


def show(result: dict[str, object]) -> None:
    print(f"{result['people']} simulated sellers, seed {result['seed']}")
    print(f"\n{'false alarms per seller-week, all HIAs together':58} {'ours':>7} {'-25% rule':>10}")
    for name, row in result["false_alarms"].items():  # type: ignore[attr-defined]
        print(f"{name:58} {row['ours']:7.1%} {row['fixed_rule']:10.1%}")
    print(
        f"\n{'a halved activity called behind within three weeks':42} {'ours':>7}"
        f" {'best exact':>11} {'ratio':>7} {'randomised':>11} {'ratio':>7}"
    )
    for name, row in result["detection"].items():  # type: ignore[attr-defined]
        print(
            f"{name:42} {row['ours']:7.1%} {row['best_exact']:11.1%} {row['ratio']:7.2f}"
            f" {row['best_randomised']:11.1%} {row['ratio_randomised']:7.2f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--slice", action="store_true", help="the short part")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    given = parser.parse_args()
    result = measure(1_500 if given.slice else given.people, given.seed)
    show(result)
    if given.write:
        for file in (RESULTS, MEASURED):  # the page that shows the rules reads the second
            file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
