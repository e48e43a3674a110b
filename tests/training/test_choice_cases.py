"""Forty item cases: the reasoned key and the studio's `suggest` come to the same in nine of ten, and where they do not
the file says why.

The cases are the first eight seeds of each level. They stand in `choice_cases.jsonl`, as `fairway suggest --case` reads
them; the key beside them in `choice_cases_key.csv`, apart, so that no reader of cases can read the answer.
`python -m bench.choosing_cases --write` makes both anew.
"""

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.choosing_cases import items
from fairway.cli.cases import read_cases
from fairway.studio.suggesting import suggestion_for_case
from fairway.training.choosing.library import roles
from fairway.training.choosing.making import case_of
from fairway.training.choosing.reasoning import answer_key
from fairway.training.choosing.types import Grade
from fairway.training.choosing.written import written_case

CASES = Path(__file__).with_name("choice_cases.jsonl")
KEY = CASES.with_name("choice_cases_key.csv")
NEEDED = 36  # of 40


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@lru_cache(maxsize=1)
def keys() -> dict[str, dict[str, str]]:
    with KEY.open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_there_are_forty_of_every_level_and_role_and_each_is_what_its_seed_gives() -> None:
    assert [one["id"] for one in cases()] == list(keys())
    assert [(int(row["seed"]), int(row["level"])) for row in keys().values()] == list(items())
    assert len(cases()) == 40
    assert {one["role"] for one in cases()} == {role.title for role in roles().values()}
    for written, row in zip(cases(), keys().values(), strict=True):
        case = case_of(int(row["seed"]), int(row["level"]))
        key = answer_key(case)
        assert written == written_case(case)
        assert row["best"] == key.best.key
        assert row["acceptable"].split("|") == key.keys_of(Grade.ACCEPTABLE)
        assert row["wrong"].split("|") == key.keys_of(Grade.WRONG)


def test_the_studio_agrees_in_nine_of_ten_and_every_difference_is_explained() -> None:
    found = [suggestion_for_case(case, number=at) for at, case in enumerate(read_cases(CASES), start=1)]
    answered = {one.id: list(one.ranking) for one in found}
    assert {key: "|".join(ranking) for key, ranking in answered.items()} == {
        key: row["studio"] for key, row in keys().items()
    }
    differing = {key for key, ranking in answered.items() if ranking[:1] != [keys()[key]["best"]]}
    assert len(answered) - len(differing) >= NEEDED, sorted(differing)
    for key, row in keys().items():
        assert bool(row["difference"]) == (key in differing), key
    for key in differing:
        told = keys()[key]["difference"]
        assert len(told.split()) > 30, key
        assert "The key" in told, key
