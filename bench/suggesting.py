"""How well `fairway suggest --case` does on cases of an author it has not learned from, and what all of them teach.

    python -m bench.suggesting [--write]

Every file of cases in tests/studio has an author of its own. For each author the weights are worked out from the cases
of all others, words and all, and that author's cases are answered by them. Beside it stands what a manager
would do who takes the two acts with the largest headroom, or with the strongest evidence. `--write` keeps the result,
and the weights that all cases together teach, which the product ranks by. Takes about three minutes.

The readers of cases were made with most of these cases at hand, so that what stands here is of weights alone; what the
whole reached on cases nobody had read is in docs/explanation/how-candidates-are-chosen.md.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.machine import setting
from bench.results import FOLDER, write_result
from bench.teaching import (
    ACCEPTABLE,
    BEST,
    WORDS,
    Taught,
    TaughtCase,
    weights_from,
    with_words,
    words_from,
)
from fairway.studio.cases.act_words import FILE as WORDS_FILE
from fairway.studio.cases.act_words import ActWords, act_likelihood, things_named
from fairway.studio.cases.judging import FINAL, KIND_WHY, verdicts
from fairway.studio.cases.kinds import is_certain
from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.weighing import FILE as WEIGHTS_FILE
from fairway.studio.suggesting import understood

CASES = Path(__file__).parents[1] / "tests" / "studio"
CHOSEN = 2
Ranking = Callable[[Taught], float]


def taught_cases(files: Iterable[Path]) -> Iterator[TaughtCase]:
    """Every case of those files with the grades of its key."""
    for file in files:
        with file.with_name(f"{file.stem}_key.csv").open(encoding="utf-8") as lines:
            keys = {row["id"]: row for row in csv.DictReader(lines)}
        for line in file.read_text(encoding="utf-8").splitlines():
            yield _taught(json.loads(line), file.stem.removeprefix("cases_"), keys)


def _taught(case: dict[str, Any], author: str, keys: dict[str, dict[str, str]]) -> TaughtCase:
    profile, gap, role, acts = understood(case)
    grades = dict.fromkeys(keys[profile.id]["best"].split("|"), BEST)
    grades |= dict.fromkeys(keys[profile.id]["acceptable"].split("|"), ACCEPTABLE)
    candidates = tuple(
        Taught(
            grade=grades.get(one.candidate.key, 0),
            features=one.features,
            things=things_named(one.candidate),
            is_out=any(one.features.get(f"against_{name}") for name in FINAL) or _is_certainly_none(one.candidate),
            is_no_act=one.candidate.kind in KIND_WHY,
        )
        for one in verdicts(profile, gap, role, acts)
    )
    wanted = sum(grade == BEST for grade in grades.values())
    return TaughtCase(author, profile.id, candidates, wanted)


def _is_certainly_none(candidate: CandidateFacts) -> bool:
    return candidate.kind in KIND_WHY and is_certain(candidate)


def scored(cases: Sequence[TaughtCase], ranking: Ranking) -> dict[str, Any]:
    """Shares of cases with both best found, and of picks that are unacceptable."""
    both = bad = 0
    for case in cases:
        first = sorted(case.candidates, key=lambda one: -ranking(one))[:CHOSEN]
        both += sum(one.grade == BEST for one in first) == min(CHOSEN, case.wanted)
        bad += sum(one.grade == 0 for one in first)
    size = len(cases)
    return {"cases": size, "both_best": round(both / size, 3), "unacceptable": round(bad / CHOSEN / size, 3)}


def by_weights(weights: dict[str, float], words: ActWords) -> Ranking:
    def score(one: Taught) -> float:
        likelihood = act_likelihood(one.things, words)
        is_out = one.is_out or (one.is_no_act and likelihood <= 0)
        features = {**one.features, WORDS: likelihood}
        return sum(weight * features[name] for name, weight in weights.items()) - (1e6 if is_out else 0.0)

    return score


def by_headroom(one: Taught) -> float:
    return one.features["headroom"] - (1e6 if one.is_no_act else 0.0)


def by_evidence(one: Taught) -> float:
    return one.features["effect"] - (1e6 if one.is_no_act else 0.0)


def measure(cases: Sequence[TaughtCase]) -> tuple[dict[str, Any], dict[str, float], ActWords]:
    """(the result, the weights of all cases, the words of all cases)."""
    authors = list(dict.fromkeys(case.author for case in cases))
    unseen: dict[str, Any] = {}
    for author in authors:
        weights, words = learned([case for case in cases if case.author != author])
        unseen[author] = scored([case for case in cases if case.author == author], by_weights(weights, words))
    weights, words = learned(cases)
    result = {
        **setting(0),
        "cases": len(cases),
        "authors": len(authors),
        "by_author_left_out": unseen,
        "left_out": _together(unseen),
        "largest_headroom": scored(cases, by_headroom),
        "strongest_evidence": scored(cases, by_evidence),
    }
    return result, weights, words


def learned(cases: Sequence[TaughtCase]) -> tuple[dict[str, float], ActWords]:
    """(weights, words) from those cases alone. The weights see of each author what the words of the others say."""
    authors = {case.author for case in cases}
    others = {author: words_from([case for case in cases if case.author != author]) for author in authors}
    return weights_from([with_words(case, others[case.author]) for case in cases]), words_from(cases)


def _together(unseen: dict[str, Any]) -> dict[str, float]:
    size = sum(part["cases"] for part in unseen.values())
    return {
        name: round(sum(part[name] * part["cases"] for part in unseen.values()) / size, 3)
        for name in ("both_best", "unacceptable")
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="keep the result and the weights")
    given = parser.parse_args()
    result, weights, words = measure(list(taught_cases(sorted(CASES.glob("cases_*.jsonl")))))
    for author, part in [*result["by_author_left_out"].items(), ("all, left out", result["left_out"])]:
        print(f"{author:14} both best {part['both_best']:.3f}  unacceptable {part['unacceptable']:.3f}")
    for rival in ("largest_headroom", "strongest_evidence"):
        part = result[rival]
        print(f"{rival:20} both best {part['both_best']:.3f}  unacceptable {part['unacceptable']:.3f}")
    if given.write:
        write_result(FOLDER / "suggesting.json", result)
        _keep(WEIGHTS_FILE, "Weights of what is known of a candidate", {"weights": _rounded(weights, 3)})
        taught = {"base": round(words.base, 2), "weights": _rounded(dict(words.weights), 2)}
        _keep(WORDS_FILE, "Log odds of being an act one may choose, by what a text names", taught)
    return 0


def _rounded(weights: dict[str, float], digits: int) -> dict[str, float]:
    return {name: value for name, weight in sorted(weights.items()) if (value := round(weight, digits))}


def _keep(file: Path, what: str, content: dict[str, Any]) -> None:
    told = f"# {what}; written by `python -m bench.suggesting --write`.\n"
    file.write_text(told + yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
