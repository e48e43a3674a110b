"""How sure one may be: each grade by a table of cases, with the surer rule where many are asked."""

from dataclasses import replace

import numpy as np
import pytest

from fairway.evidence.grading import FINEST, Evidence, grades, weeks_until_known
from fairway.evidence.types import Grade

# An act on deals of which everything speaks for it.
SURE = Evidence(compared=5.0, weighed=4.0, instrumented=2.5, strength=60.0, doubts=False, finest=0.01)
ON_ACCOUNTS = replace(SURE, instrumented=None, strength=0.0)
IDLE = replace(SURE, compared=0.0, weighed=0.0, instrumented=0.0)
CASES = [
    (SURE, Grade.STRONG),
    (replace(SURE, weighed=2.7), Grade.STRONG),
    (replace(SURE, finest=0.5), Grade.STRONG),
    # something lacks for the first grade
    (replace(SURE, weighed=2.5), Grade.SUGGESTIVE),
    (replace(SURE, compared=2.5), Grade.SUGGESTIVE),
    (replace(SURE, instrumented=1.5), Grade.SUGGESTIVE),
    # owners' busy weeks do not show it, or cannot
    (replace(SURE, instrumented=1.2), Grade.EXPERIMENT_NEEDED),
    (replace(SURE, instrumented=-3.0), Grade.EXPERIMENT_NEEDED),
    (replace(SURE, strength=9.9), Grade.EXPERIMENT_NEEDED),
    (replace(SURE, weighed=1.9), Grade.EXPERIMENT_NEEDED),
    # nothing to see, where it could be seen, and where not
    (replace(SURE, compared=1.9, weighed=1.9), Grade.NONE),
    (IDLE, Grade.NONE),
    (replace(IDLE, compared=-4.0, weighed=-3.0), Grade.NONE),
    (replace(IDLE, finest=0.041), Grade.CANNOT_TELL),
    # done before there is a deal: no busy weeks to ask, doubts instead
    (ON_ACCOUNTS, Grade.STRONG),
    (replace(ON_ACCOUNTS, weighed=2.9, compared=2.9), Grade.SUGGESTIVE),  # surer, where busy weeks cannot agree
    (replace(ON_ACCOUNTS, weighed=2.2, compared=2.2), Grade.SUGGESTIVE),
    (replace(ON_ACCOUNTS, doubts=True), Grade.EXPERIMENT_NEEDED),
    (replace(ON_ACCOUNTS, weighed=1.9, compared=1.9), Grade.NONE),
    (replace(ON_ACCOUNTS, weighed=1.9, compared=1.9, finest=0.2), Grade.CANNOT_TELL),
]


@pytest.mark.parametrize(("one", "grade"), CASES)
def test_it_grades_a_candidate_that_is_asked_alone(one: Evidence, grade: Grade) -> None:
    assert grades([one]) == [grade]


def test_the_more_are_asked_the_surer_a_strong_one_has_to_be() -> None:
    close = replace(SURE, weighed=2.7)  # by chance once in 288 times
    assert grades([close, *[IDLE] * 13])[0] is Grade.STRONG
    assert grades([close, *[IDLE] * 14])[0] is Grade.SUGGESTIVE


def test_each_one_that_passes_makes_it_easier_for_the_next() -> None:
    close, clear = replace(SURE, weighed=2.7), replace(SURE, weighed=6.0)
    assert grades([clear, close, *[IDLE] * 13])[:2] == [Grade.STRONG, Grade.STRONG]


def test_the_first_that_fails_stops_all_after_it() -> None:
    # By chance once in 217 times: too often for the first of eleven (220), not for the second (200).
    close = replace(SURE, weighed=2.605)
    assert grades([close, *[IDLE] * 9])[0] is Grade.STRONG
    assert grades([close, close, *[IDLE] * 9])[:2] == [Grade.SUGGESTIVE, Grade.SUGGESTIVE]


def test_of_twenty_that_do_nothing_one_in_twenty_groups_has_a_strong_one_at_most() -> None:
    rng = np.random.default_rng(4)
    groups = 1500
    found = 0
    for z in rng.normal(size=(groups, 20)):
        found += Grade.STRONG in grades([replace(SURE, weighed=float(one)) for one in z])
    assert 0.02 * groups < found < 0.065 * groups


def test_there_is_no_grade_of_nobody() -> None:
    assert grades([]) == []


@pytest.mark.parametrize(
    ("finest", "weeks", "more"),
    [
        (2 * FINEST, 40, 120),  # half as fine takes four times the weeks
        (FINEST * 1.01, 40, 1),
        (FINEST, 40, 1),
        (3 * FINEST, 26, 208),
        (4 * FINEST, 26, None),  # 390 weeks: never
        (float("inf"), 40, None),
        (float("nan"), 40, None),
        (0.0, 40, None),
    ],
)
def test_it_says_how_many_more_weeks_it_takes_and_when_never(finest: float, weeks: int, more: int | None) -> None:
    assert weeks_until_known(finest, weeks) == more
