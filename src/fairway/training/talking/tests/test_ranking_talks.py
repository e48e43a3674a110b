"""Scripted managers are told apart: who asks well scores above who does not, in every scenario and over all of them."""

import pytest
from scipy.stats import spearmanr

from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.scoring import PASSES, is_passed, lines_of, score_of
from fairway.training.talking.tests.talks import RANK, Script, scripts

SEEDS = (3, 40)
LEAST_CORRELATION = 0.96  # of the written level of a manager and the score
LEAST_OF_ALL = 0.95  # with those by somebody who had not read the rules


def score(script: Script, seed: int) -> float:
    return score_of(lines_of(script.talk(seed)))


def test_there_are_enough_of_both_and_every_scenario_has_both() -> None:
    levels = [one.level for one in scripts()]
    assert levels.count("good") >= 6
    assert levels.count("bad") >= 6
    for key in scenarios():
        assert {"good", "bad"} <= {one.level for one in scripts() if one.scenario == key}


@pytest.mark.parametrize("key", list(scenarios()))
def test_the_better_manager_scores_higher_in_the_same_scenario(key: str) -> None:
    for seed in SEEDS:
        ranked = sorted((RANK[one.level], score(one, seed)) for one in scripts() if one.scenario == key)
        found = [points for _, points in ranked]
        assert found == sorted(found), ranked
        assert found[-1] - found[0] > 0.4, ranked


@pytest.mark.parametrize(("is_own", "least"), [(True, LEAST_CORRELATION), (False, LEAST_OF_ALL)])
def test_over_all_scenarios_the_score_follows_the_level(is_own: bool, least: float) -> None:
    read = [one for one in scripts() if not (is_own and one.is_blind)]
    assert len(read) == (21 if is_own else 41)
    for seed in SEEDS:
        pairs = [(RANK[one.level], score(one, seed)) for one in read]
        found = float(spearmanr([rank for rank, _ in pairs], [points for _, points in pairs]).statistic)
        assert found >= least, sorted(pairs)
        best_of_others = max(points for rank, points in pairs if rank != RANK["good"])
        assert min(points for rank, points in pairs if rank == RANK["good"]) > best_of_others


def test_good_managers_find_the_cause_and_pass_and_bad_ones_do_not() -> None:
    for seed in SEEDS:
        for one in scripts():
            talk = one.talk(seed)
            assert talk.is_over, one
            has_passed = is_passed(talk, PASSES)
            assert has_passed == (one.level == "good") or one.level == "middling", (one, lines_of(talk))


def test_good_managers_hear_the_cause_from_typed_questions_of_their_own() -> None:
    """None of what they say stands in a scenario's own questions."""
    for one in scripts():
        if one.level != "good":
            continue
        written = {ask for clue in scenarios()[one.scenario].clues.values() for ask in clue.asks}
        said = {turn["say"] for turn in one.turns if "say" in turn}
        assert not said & written
        for seed in SEEDS:
            assert len(one.talk(seed).heard) >= 3, (one.scenario, seed, one.talk(seed).heard)
