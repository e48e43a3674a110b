"""The slice that CI runs: what it lets pass and what not, and that its equal-answers check can fail."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from bench.same import assert_same_answers
from bench.slice import CLAIMS, PARTS, Claim, problem


def claim(kind: str, **limits: float) -> Claim:
    return Claim("board", "figure", lambda result: 0.0, kind, **limits)


@pytest.mark.parametrize(
    ("claimed", "value", "before", "is_wrong"),
    [
        (claim("ratio"), 1.4, 1.0, False),
        (claim("ratio"), 1.6, 1.0, True),
        (claim("ratio"), 0.05, 0.01, False),
        (claim("ratio"), 0.2, 1.0, False),
        (claim("ratio", at_most=1.0), 1.1, 1.0, True),
        (claim("rate"), 0.06, 0.05, False),
        (claim("rate"), 0.03, 0.05, True),
        (claim("rate", at_least=0.9), 0.89, 0.89, True),
        (claim("number"), 25, 25, False),
        (claim("number"), 26, 25, True),
        (claim("errors"), 1, 0, True),
        (claim("errors"), 0, 1, False),
        (claim("found"), 21, 22, True),
        (claim("found"), 23, 22, False),
    ],
)
def test_it_tells_noise_from_a_change_for_the_worse(
    claimed: Claim, value: float, before: float, is_wrong: bool
) -> None:
    assert bool(problem(claimed, value, before)) is is_wrong


def test_every_part_of_the_slice_has_a_claim() -> None:
    assert {claimed.part for claimed in CLAIMS} == set(PARTS)


@dataclass
class Ours:
    metric: str
    numbers: list[float]
    person_key: Any = field(default_factory=lambda: np.array([1, 2]))
    week_on: Any = field(default_factory=lambda: np.array(["2026-06-01"] * 2, dtype="datetime64[D]"))
    month_on: Any = field(default_factory=lambda: np.array(["2026-06-01"] * 2, dtype="datetime64[D]"))

    @property
    def parts(self) -> dict[str, Any]:
        return {"done": np.array(self.numbers)}


def by_hand(numbers: list[int]) -> pa.Table:
    day = [date(2026, 6, 1)] * 2
    return pa.table({"person_key": [1, 2], "week_on": day, "month_on": day, "visits|done": numbers})


def test_equal_answers_agree_and_zeros_are_no_answers() -> None:
    assert assert_same_answers([Ours("visits", [3.0, 0.0])], [by_hand([3, 0])]) == 1


@pytest.mark.parametrize(
    ("ours", "hand"), [([3.0, 1.0], [3, 2]), ([3.0, 0.0], [3, 1]), ([3.0, 1.0], [3, 0]), ([0.0, 0.0], [0, 0])]
)
def test_a_figure_that_differs_or_nothing_at_all_is_refused(ours: list[float], hand: list[int]) -> None:
    with pytest.raises(AssertionError):
        assert_same_answers([Ours("visits", ours)], [by_hand(hand)])
