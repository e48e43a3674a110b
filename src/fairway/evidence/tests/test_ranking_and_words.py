"""Which finding stands first, what it says in words, and what of it goes into JSON."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from fairway.evidence.checking import checks_on_accounts, checks_on_deals
from fairway.evidence.grading import Evidence
from fairway.evidence.packing import as_candidate
from fairway.evidence.ranking import ranked
from fairway.evidence.types import Check, Finding, Grade, Span
from fairway.evidence.wording import BUNDLED, reason

# Terms of statistics, whole words or their beginnings.
STATISTICAL = re.compile(
    r"\b(instrument\w*|regress\w*|significan\w*|p-?values?|confiden\w*|coefficient\w*|bias\w*|varianc\w*|hazard\w*"
    r"|estimat\w*|correlat\w*|standard errors?|standard deviations?|null|hypothes\w*|causal\w*|confound\w*|posterior\w*"
    r"|prior|likelihood\w*|probabilit\w*|quantile\w*|percentile\w*|median|sample\w*|outlier\w*|power|interval\w*|effect"
    r" sizes?|multiplicity|endogen\w*|heterogen\w*|z-?scores?|statistic\w*|models?|parameter\w*|funnel\w*)\b",
    re.I,
)
ONE = Finding(
    metric="one",
    rank=0,
    grade=Grade.STRONG,
    reason="So.",
    per_week=2.0,
    dose=0.5,
    effect=Span(100.0, 80.0, 120.0),
    chain=Span(0.05, 0.04, 0.06),
    objective="stage_progress",
    lag_weeks=(1, 4),
    diminishing_above_per_week=3.14159265,
    headroom_per_week=1.0 / 3.0,
    weeks_needed=None,
    checks=(Check("enough_records", True, "Enough."),),
)


def finding(metric: str, mean: float | None, half: float = 10.0, grade: Grade = Grade.STRONG) -> Finding:
    effect = None if mean is None else Span(mean, mean - half, mean + half)
    return replace(ONE, metric=metric, grade=grade, effect=effect)


def places(*found: Finding) -> list[tuple[str, int]]:
    return [(one.metric, one.rank) for one in ranked(found)]


def test_the_surer_grade_comes_first_and_of_one_grade_what_brings_more() -> None:
    assert places(
        finding("unknown", None, grade=Grade.CANNOT_TELL),
        finding("idle", 900.0, grade=Grade.NONE),
        finding("open", 800.0, grade=Grade.EXPERIMENT_NEEDED),
        finding("less", 100.0),
        finding("maybe", 700.0, grade=Grade.SUGGESTIVE),
        finding("more", 200.0),
    ) == [("more", 1), ("less", 2), ("maybe", 3), ("open", 4), ("idle", 5), ("unknown", 6)]


def test_what_chance_could_put_the_other_way_round_shares_a_rank() -> None:
    # Ends ten apart mean errors of 6.08 each, of a difference 8.6: 14.1 lie apart nine times in ten.
    assert places(finding("a", 100.0), finding("b", 86.5), finding("c", 85.5)) == [("a", 1), ("b", 1), ("c", 3)]
    assert places(finding("a", 100.0), finding("b", 85.5), finding("c", 72.0)) == [("a", 1), ("b", 2), ("c", 2)]


def test_ties_are_with_the_first_of_them_and_do_not_creep() -> None:
    found = places(*(finding(f"n{n}", 100.0 - 10 * n) for n in range(4)))
    assert found == [("n0", 1), ("n1", 1), ("n2", 3), ("n3", 3)]


def test_a_rough_one_is_tied_with_what_it_may_well_be() -> None:
    assert places(finding("sure", 100.0, 2.0), finding("rough", 40.0, 100.0)) == [("sure", 1), ("rough", 1)]


def test_two_grades_never_share_a_rank_and_unknown_ones_do() -> None:
    same = [finding("b", 100.0, grade=Grade.SUGGESTIVE), finding("a", 100.0)]
    assert places(*same) == [("a", 1), ("b", 2)]
    unknown = [finding(name, None, grade=Grade.CANNOT_TELL) for name in ("x", "y")]
    assert places(*unknown) == [("x", 1), ("y", 1)]
    assert places() == []


def sentences() -> list[str]:
    said = [BUNDLED]
    for where in ("deal", "account"):
        said += [reason(grade, weeks, where, agree=weeks is None) for grade in Grade for weeks in (None, 30)]
    for z in (-1.0, 1.4, 3.0):
        for strength in (0.0, 12.0, np.inf):
            one = Evidence(z, z, z, strength, doubts=False, finest=0.02)
            said += [check.detail for check in checks_on_deals(one)]
        for doubts in (False, True):
            said += [check.detail for check in checks_on_accounts(replace(one, doubts=doubts), z, -z)]
    return said


@pytest.mark.parametrize("text", sorted(set(sentences())))
def test_no_sentence_has_a_term_of_statistics(text: str) -> None:
    assert STATISTICAL.findall(text) == []
    assert re.fullmatch(r"[A-Z].*\.", text)
    assert "  " not in text


def test_what_cannot_be_told_says_when_it_can_or_that_it_never_will_be() -> None:
    assert "About 30 more weeks at this volume" in reason(Grade.CANNOT_TELL, 30, "deal", agree=False)
    assert "never" in reason(Grade.CANNOT_TELL, None, "deal", agree=False)
    assert "the checks agree" in reason(Grade.STRONG, None, "deal", agree=True)
    assert reason(Grade.SUGGESTIVE, None, "deal", agree=True).startswith("More of this may help")
    assert "pilot" in reason(Grade.EXPERIMENT_NEEDED, None, "deal", agree=False)
    assert reason(Grade.NONE, None, "deal", agree=True) == "No sign that it helps here."


def test_what_is_done_on_accounts_is_told_by_new_deals_and_a_check_that_fails_is_not_passed_over() -> None:
    assert "new deals" in reason(Grade.STRONG, None, "account", agree=True)
    assert "would have come anyway" in reason(Grade.EXPERIMENT_NEEDED, None, "account", agree=False)
    assert "not every check agrees" in reason(Grade.STRONG, None, "deal", agree=False)


def test_checks_pass_by_the_figures_they_name() -> None:
    one = Evidence(3.0, 3.0, 1.7, 12.0, doubts=False, finest=0.02)
    assert [check.passed for check in checks_on_deals(one)] == [True, True, True]
    assert [check.passed for check in checks_on_deals(replace(one, instrumented=1.6))] == [False, True, True]
    assert [check.passed for check in checks_on_deals(replace(one, strength=9.0))] == [False, False, True]
    assert [check.passed for check in checks_on_deals(replace(one, finest=0.05))] == [True, True, False]
    assert [check.passed for check in checks_on_accounts(one, 1.0, 1.0)] == [True, True, True]
    assert [check.passed for check in checks_on_accounts(one, 2.0, 1.0)] == [False, True, True]
    assert [check.passed for check in checks_on_accounts(replace(one, doubts=True), 1.0, 2.5)] == [True, False, True]
    told = [check.detail for check in checks_on_accounts(one, 2.0, 1.0)]
    assert told[0] == "Acts of the weeks after go together with new deals (z 2.0)."
    assert told[1] == "They do not go together with leads that came anyway (z 1.0)."


def test_json_has_four_figures_and_nulls_where_nothing_is_known() -> None:
    packed = as_candidate(replace(ONE, rank=3), manageable=True, name="One")
    assert json.loads(json.dumps(packed, allow_nan=False)) == {
        "metric": "one",
        "name": "One",
        "rank": 3,
        "grade": "strong",
        "reason": "So.",
        "effect": {
            "per": "+1 per seller per week",
            "outcome": "expected bookings per seller per week",
            "mean": 100.0,
            "low": 80.0,
            "high": 120.0,
            "level": 0.9,
        },
        "dose": {"from_per_week": 2.0, "to_per_week": 2.5},
        "chain": {"objective": "stage_progress", "effect_mean": 0.05, "low": 0.04, "high": 0.06},
        "lag_weeks": [1, 4],
        "diminishing_above_per_week": 3.142,
        "headroom_per_week": 0.3333,
        "manageable": True,
        "weeks_needed": None,
        "checks": [{"name": "enough_records", "passed": True, "detail": "Enough."}],
    }
    bare = replace(ONE, effect=None, chain=None, lag_weeks=None, diminishing_above_per_week=None)
    packed = as_candidate(bare, manageable=False, name="One")
    names = ("effect", "chain", "lag_weeks", "diminishing_above_per_week")
    assert [packed[name] for name in names] == [None] * 4
