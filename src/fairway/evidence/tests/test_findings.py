"""Everything together on small simulated organisations: what works is seen, what does not is not called strong."""

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from fairway.evidence.composing import DOSE
from fairway.evidence.findings import findings_of
from fairway.evidence.packing import as_candidate
from fairway.evidence.tests.pasts import Deal, Doing, lived, lived_with, told
from fairway.evidence.types import Finding, Grade, Past
from fairway.simulation.effects.settings import Act, Setting, Situation, Subject
from fairway.simulation.effects.truth import true_effects
from fairway.simulation.scenario import Moves
from fairway.web.words import plural

MEETING = Act("meeting", "meeting", Subject.DEAL, per_week=3.0)
WORKS = replace(MEETING, word="works", moves=Moves.PROGRESS, log_ratio=0.5, lag_weeks=(1, 4), half=6.0)
MAIL = replace(MEETING, word="mail", type="email", per_week=1.5)


def organisation(seed: int, *acts: Act, **changes: float) -> Setting:
    setting, _ = lived(seed)
    return replace(setting, sellers=36, weeks=40, acts=acts, **changes)


def by_name(past: Past) -> dict[str, Finding]:
    return {one.metric: one for one in findings_of(past)}


def across_sellers(past: Past) -> int:
    """Of how many candidates those who do more win more, as a dashboard would show it, surer than one in twenty."""
    won = past.deals.is_won & (past.deals.closed >= 0)
    wins = np.bincount(past.deals.seller[won], minlength=past.sellers)
    found = 0
    for number in range(len(past.candidates)):
        own = past.acts.seller[past.acts.candidate == number]
        seen = stats.spearmanr(np.bincount(own, minlength=past.sellers), wins)
        found += bool(seen.statistic > 0 and seen.pvalue < 0.05)
    return found


@pytest.mark.parametrize("seed", [211, 213])
def test_what_works_is_seen_and_comes_first_with_its_size_and_when(seed: int) -> None:
    setting = organisation(seed, replace(MEETING, word="idle"), WORKS, MAIL)
    found = findings_of(lived_with(setting))
    first = found[0]
    assert (first.metric, first.rank, first.objective) == ("works", 1, "stage_progress")
    assert first.grade in {Grade.STRONG, Grade.SUGGESTIVE}
    assert all(one.grade not in {Grade.STRONG, Grade.SUGGESTIVE} for one in found[1:])
    assert first.lag_weeks is not None
    assert first.lag_weeks[0] <= 2
    assert first.lag_weeks[1] <= 6
    assert first.per_week == pytest.approx(3.0, rel=0.35)
    assert first.dose == pytest.approx(DOSE * first.per_week)


def test_its_size_is_near_that_of_a_larger_organisation_in_which_more_is_done() -> None:
    setting = organisation(211, replace(MEETING, word="idle"), WORKS, MAIL)
    effect = by_name(lived_with(setting))["works"].effect
    truth = true_effects(setting, sellers=200, lives=1)[1]
    assert effect is not None
    assert effect.mean == pytest.approx(truth.per_act, rel=0.6, abs=3 * truth.error)
    assert effect.low > 0


@pytest.mark.parametrize("seed", [201, 204])
def test_nothing_is_called_strong_where_nothing_works_and_effort_follows_luck(seed: int) -> None:
    act = replace(MEETING, follows_heat=1.0, follows_ability=1.0, follows_territory=0.5)
    past = lived_with(organisation(seed, *(replace(act, word=f"act_{n}") for n in range(4)), heat=0.8))
    grades = [one.grade for one in findings_of(past)]
    assert Grade.STRONG not in grades
    assert grades.count(Grade.SUGGESTIVE) <= 1
    assert Grade.EXPERIMENT_NEEDED in grades  # the pattern is there, and is called an open question
    assert across_sellers(past) >= 1  # what a dashboard would have shown


def test_ten_sellers_and_half_a_year_are_not_enough_to_say_no() -> None:
    found = findings_of(lived(41, Situation.SPARSE, sellers=10, weeks=26)[1])
    assert Grade.NONE not in [one.grade for one in found]
    waiting = [one for one in found if one.grade is Grade.CANNOT_TELL]
    assert waiting
    for one in waiting:
        told = f"About {plural(one.weeks_needed, 'more week')}" if one.weeks_needed else "never will be"
        assert told in one.reason


def test_a_few_weeks_are_too_few_yet_and_not_for_ever() -> None:
    setting = organisation(42, WORKS, replace(MAIL, subject=Subject.ACCOUNT))
    for weeks in (6, 20):
        past = lived_with(replace(setting, sellers=12, weeks=weeks))
        for one in findings_of(past):
            if one.grade is Grade.CANNOT_TELL:
                assert one.weeks_needed is not None
                assert one.weeks_needed + weeks >= 27


def test_what_is_hardly_ever_done_never_comes_to_be_known() -> None:
    past = told([Deal(w % 30) for w in range(200)], [Doing(3, deal=1)], weeks=40, sellers=1, kinds=2)
    once, never = by_name(past)["kind_0"], by_name(past)["kind_1"]
    assert (once.grade, once.weeks_needed, never.weeks_needed) == (Grade.CANNOT_TELL, None, None)
    assert once.per_week == pytest.approx(1 / 40)
    assert never.per_week == 0.0


def test_effects_count_in_the_currency_of_amounts() -> None:
    past = lived(211)[1]
    dear = replace(past, deals=replace(past.deals, amount=past.deals.amount * 100))
    cheap, costly = findings_of(past), findings_of(dear)
    assert [(one.metric, one.grade, one.rank) for one in cheap] == [(one.metric, one.grade, one.rank) for one in costly]
    for one, other in zip(cheap, costly, strict=True):
        assert (one.effect is None) == (other.effect is None)
        if one.effect and other.effect:
            assert other.effect.mean == pytest.approx(100 * one.effect.mean)


def test_it_does_not_matter_in_which_order_sellers_stand() -> None:
    past = lived(211)[1]
    other = np.random.default_rng(1).permutation(past.sellers)
    place = np.argsort(other)
    turned = replace(
        past,
        presence=past.presence[other],
        inbound=past.inbound[other],
        deals=replace(past.deals, seller=place[past.deals.seller]),
        acts=replace(past.acts, seller=place[past.acts.seller]),
    )
    for one, same in zip(findings_of(past), findings_of(turned), strict=True):
        assert (one.metric, one.grade, one.rank, one.lag_weeks) == (same.metric, same.grade, same.rank, same.lag_weeks)
        if one.effect and same.effect:
            assert same.effect.mean == pytest.approx(one.effect.mean, rel=1e-4, abs=1e-6)


def test_an_act_done_on_deals_and_before_them_is_judged_where_it_is_surer() -> None:
    before = replace(WORKS, word="before", subject=Subject.ACCOUNT, moves=Moves.NOTHING, log_ratio=0.0)
    setting = organisation(211, WORKS, before, MAIL)
    past = lived_with(setting)
    joined = np.where(past.acts.candidate == 1, 0, past.acts.candidate)
    one = by_name(replace(past, acts=replace(past.acts, candidate=joined)))["works"]
    assert one.objective == "stage_progress"
    assert one.grade in {Grade.STRONG, Grade.SUGGESTIVE}


@pytest.mark.parametrize(
    "past",
    [
        told([Deal(0)], weeks=1),
        told([Deal(-3, closed=0)], [Doing(0, deal=0)], weeks=1),
        told([Deal(w) for w in range(30)], [Doing(w, deal=w, many=3) for w in range(30)], weeks=30),
        told([Deal(0, closed=9) for _ in range(40)], [Doing(w % 9, deal=w) for w in range(40)], weeks=30),
        lived(43, Situation.TOGETHER)[1],
        replace(lived(43)[1], presence=np.zeros_like(lived(43)[1].presence)),
    ],
    ids=["one week", "one loss", "nothing ever moves", "everything is lost", "hand in hand", "nobody was there"],
)
def test_every_figure_is_a_number_whatever_the_records_are(past: Past) -> None:
    found = findings_of(past)
    assert [one.metric for one in sorted(found, key=lambda one: one.metric)] == sorted(past.candidates)
    packed = [as_candidate(one, manageable=True, name=one.metric) for one in found]
    json.dumps(packed, allow_nan=False)


def with_twin(past: Past, number: int, share: float) -> Past:
    """The past with another candidate done along with one of its own, on the same deal in the same week, so often."""
    acts = past.acts
    twin = (acts.candidate == number) & (np.random.default_rng(1).random(len(acts.candidate)) < share)
    many = int(twin.sum())
    both = replace(
        acts,
        candidate=np.concatenate([acts.candidate, np.full(many, len(past.candidates))]),
        seller=np.concatenate([acts.seller, acts.seller[twin]]),
        week=np.concatenate([acts.week, acts.week[twin]]),
        deal=np.concatenate([acts.deal, acts.deal[twin]]),
    )
    return replace(past, candidates=(*past.candidates, "twin"), is_own=np.append(past.is_own, True), acts=both)


@pytest.mark.parametrize("share", [1.0, 0.97])
def test_two_acts_that_are_always_done_together_are_told_as_one_and_never_strong(share: float) -> None:
    past = lived_with(organisation(214, WORKS, MAIL))
    found = by_name(with_twin(past, 0, share))
    works, twin = found["works"], found["twin"]
    assert works.grade is twin.grade is Grade.SUGGESTIVE
    assert works.rank == twin.rank == 1
    assert works.effect == twin.effect
    assert "together with another activity" in twin.reason
    assert [check.detail for check in twin.checks if check.name == "done_apart"] == [
        "Nearly always done together with works."
    ]


def test_a_twin_of_what_does_nothing_does_nothing_either() -> None:
    past = lived_with(organisation(211, MAIL, WORKS))
    found = by_name(with_twin(past, 0, 1.0))
    assert {found["mail"].grade, found["twin"].grade} <= {Grade.NONE, Grade.CANNOT_TELL}
    assert found["works"].rank == 1


def test_half_of_the_time_together_is_apart() -> None:
    past = lived_with(organisation(211, WORKS, MAIL))
    found = by_name(with_twin(past, 0, 0.5))
    assert all(check.name != "done_apart" for one in found.values() for check in one.checks)
    assert found["works"].rank == 1
    assert found["twin"].grade is not Grade.STRONG
