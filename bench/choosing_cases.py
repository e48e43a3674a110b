"""How often the studio and the reasoned answers of practice cases come to the same.

    python -m bench.choosing_cases [--cases 200] [--write]

Cases of each level from seeds nobody tuned the generator on, answered by `fairway suggest --case` (the function behind
it) and by the key, which never asks the studio. Counted: the studio's first is the key's best; the key's best is among
the studio's first two, which is what a manager chooses; the studio's first is best or acceptable. Takes about five
minutes. What came of it stands in docs/explanation/how-candidates-are-chosen.md.

`--write` makes the forty item cases in tests/training anew: the cases, and beside them the key with what the studio
said. Why they differ, where they do, is then written by hand.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fairway.studio.suggesting import suggestion_for_case
from fairway.training.choosing.making import case_of
from fairway.training.choosing.reasoning import answer_key
from fairway.training.choosing.types import EASIEST, HARDEST, Case, Grade
from fairway.training.choosing.written import written_case

FILE = Path(__file__).parents[1] / "tests" / "training" / "choice_cases.jsonl"
KEY = FILE.with_name("choice_cases_key.csv")
FIELDS = ("id", "seed", "level", "best", "acceptable", "wrong", "why_best", "studio", "difference")
ITEMS_A_LEVEL = 8  # the first seeds of each level, as they come
FRESH = 100_000  # where fresh seeds begin
LEVELS = range(EASIEST, HARDEST + 1)


@dataclass(frozen=True, slots=True)
class Compared:
    """One case, what its key says is best, and what the studio puts first, best first."""

    case: Case
    best: str
    ranking: tuple[str, ...]

    @property
    def is_first(self) -> bool:
        return self.ranking[:1] == (self.best,)

    @property
    def is_among_two(self) -> bool:
        return self.best in self.ranking[:2]

    @property
    def is_defensible(self) -> bool:
        return bool(self.ranking) and self.ranking[0] not in answer_key(self.case).keys_of(Grade.WRONG)


def compared(seed: int, level: int) -> Compared:
    case = case_of(seed, level)
    return Compared(case, answer_key(case).best.key, tuple(suggestion_for_case(written_case(case)).ranking))


def items() -> Iterator[tuple[int, int]]:
    """(seed, level) of the item cases."""
    return ((seed, level) for level in LEVELS for seed in range(1, ITEMS_A_LEVEL + 1))


def write_items() -> None:
    """The item cases and their key. Differences that were explained stay so while the studio says the same."""
    told = {}
    if KEY.exists():
        with KEY.open(encoding="utf-8") as file:
            told = {(row["id"], row["studio"]): row["difference"] for row in csv.DictReader(file)}
    found = [(seed, level, compared(seed, level)) for seed, level in items()]
    lines = [json.dumps(written_case(one.case), ensure_ascii=False) for _, _, one in found]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with KEY.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, FIELDS, lineterminator="\n")
        out.writeheader()
        for seed, level, one in found:
            key, studio = answer_key(one.case), "|".join(one.ranking)
            row = {
                "id": one.case.key,
                "seed": seed,
                "level": level,
                "best": one.best,
                "acceptable": "|".join(key.keys_of(Grade.ACCEPTABLE)),
                "wrong": "|".join(key.keys_of(Grade.WRONG)),
                "why_best": " ".join(key.steps.values()),
                "studio": studio,
                "difference": "" if one.is_first else told.get((one.case.key, studio), ""),
            }
            out.writerow(row)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=200, help="fresh cases of each level")
    parser.add_argument("--write", action="store_true", help="make the item cases of the tests anew")
    given = parser.parse_args()
    if given.write:
        write_items()
    for level in LEVELS:
        found = [compared(FRESH + number, level) for number in range(given.cases)]
        first, two = sum(one.is_first for one in found), sum(one.is_among_two for one in found)
        fair = sum(one.is_defensible for one in found)
        print(f"level {level}: of {len(found)} cases {first} first, {two} among two, {fair} first and not wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
