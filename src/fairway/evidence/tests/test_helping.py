"""Whether it helps a seller: told where records can tell, with the day until when one has to wait, else never."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from bench.oracle_of_effects import past_of
from fairway.evidence.helping import Peers, helps
from fairway.evidence.responding import EFFECTS, OwnRecords, Response, differ, helps_at_all, own_records, responses
from fairway.evidence.verdict import Verdict
from fairway.simulation.effects.drawing import drawn_setting
from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Situation

TODAY = date(2026, 6, 14)
LONG_AGO = TODAY - timedelta(days=400)


def own(effects: np.ndarray, error: float) -> OwnRecords:
    """Records of sellers that say so much, so surely."""
    likelihood = -0.5 * ((EFFECTS - effects[:, None]) / error) ** 2
    return OwnRecords(likelihood - likelihood.max(axis=1, keepdims=True), np.full(len(effects), error**-2.0))


def test_half_of_the_sellers_are_told_from_the_other_half_and_chances_come_true() -> None:
    rng = np.random.default_rng(4)
    truly = rng.random(400) < 0.5
    seen = own(np.where(truly, 0.4, 0.0) + rng.normal(0, 0.12, 400), 0.12)
    chances = np.array([one.chance for one in responses(seen, 0.0, 0.2, 0.03)])
    assert truly[chances > 0.9].mean() >= 0.9
    assert (chances > 0.9).sum() > 100
    assert np.abs(chances.mean() - truly.mean()) < 0.05


def test_where_nobody_differs_everybody_is_believed_like_the_group() -> None:
    rng = np.random.default_rng(5)
    seen = own(0.3 + rng.normal(0, 0.2, 100), 0.2)
    chances = [one.chance for one in responses(seen, 0.0, 0.3, 0.03)]
    assert min(chances) > 0.7
    assert np.mean(chances) > 0.9


def test_luck_in_the_comparison_is_nobodys_response() -> None:
    rng = np.random.default_rng(6)
    seen = own(0.3 + rng.normal(0, 0.15, 100), 0.15)  # everybody's comparison says 0.3, and all of it is luck
    chances = [one.chance for one in responses(seen, 0.3, 0.0, 0.03)]
    assert max(chances) < 0.2


def test_an_effect_is_believed_the_more_the_surer_it_is() -> None:
    assert helps_at_all(0.3, 0.03) > 0.99
    assert helps_at_all(0.0, 0.03) < 0.1
    assert 0.2 < helps_at_all(0.1, 0.3) < 0.6


def test_sellers_who_differ_are_seen_to_differ() -> None:
    rng = np.random.default_rng(7)
    assert differ(own(rng.normal(0.2, 0.1, 200), 0.1), 0.2) < 2.5
    assert differ(own(rng.normal(0.2, 0.3, 200), 0.1), 0.2) > 5
    assert differ(own(np.array([0.1, 0.2]), 0.1), 0.2) == 0


def test_it_tells_whose_own_records_point_at_it_and_who_leans_on_colleagues() -> None:
    seen = own(np.array([0.4] * 30 + [0.0, -0.4]), 0.12)
    silent = OwnRecords(np.vstack([seen.likelihood, np.zeros(len(EFFECTS))]), np.append(seen.information, 0.0))
    told = responses(silent, 0.0, 0.35, 0.05)
    assert all(one.is_own for one in told[:30])
    assert [one.is_own for one in told[30:]] == [False, False, False]


def test_with_half_of_them_it_works_and_their_own_deals_say_with_whom() -> None:
    setting = drawn_setting(402, Situation.HALF_RESPOND)
    history = history_of(setting)
    half = Peers(past_of(setting, history))
    fit, effects = half.progress, half.effects
    assert fit
    assert effects
    place = max(range(len(fit.candidates)), key=lambda n: setting.acts[fit.candidates[n]].log_ratio)
    records = own_records(half.panel, fit, place)
    assert differ(records, float(fit.compared.effects[place])) > 3
    told = half.told(fit.candidates[place])
    assert told
    assert told.differs
    chances = np.array([one.chance for one in told.responses])
    assert (chances > 0.9).sum() > 20
    assert history.responds[chances > 0.9].mean() > 0.9
    assert history.responds[chances < 0.1].mean() < 0.1


@pytest.fixture(scope="module")
def peers() -> Peers:
    setting = drawn_setting(2, Situation.PLAIN, sellers=40, weeks=52)
    return Peers(past_of(setting, history_of(setting)))


def test_what_is_young_is_too_early_to_tell_and_says_until_when(peers: Peers) -> None:
    metric = peers.past.candidates[0]
    [young] = helps(peers, 0, {metric: TODAY - timedelta(days=14)}, TODAY)
    assert young.verdict is Verdict.TOO_EARLY
    assert young.until_on is not None
    assert young.until_on > TODAY
    [old] = helps(peers, 0, {metric: LONG_AGO}, TODAY)
    assert old.verdict is not Verdict.TOO_EARLY


def test_what_nobody_records_can_never_be_told(peers: Peers) -> None:
    [one] = helps(peers, 0, {"walks_in_the_park": LONG_AGO}, TODAY)
    assert (one.verdict, one.until_on, one.chance) == (Verdict.CANNOT_TELL, None, None)


def test_ten_sellers_and_half_a_year_cannot_tell_and_do_not_guess() -> None:
    setting = drawn_setting(3, Situation.SPARSE)
    few = Peers(past_of(setting, history_of(setting)))
    told = helps(few, 0, dict.fromkeys(few.past.candidates, LONG_AGO), TODAY)
    assert {one.verdict for one in told} == {Verdict.CANNOT_TELL}


@pytest.mark.parametrize(("is_borne_out", "verdict"), [(True, Verdict.HELPING), (False, Verdict.CANNOT_TELL)])
def test_what_luck_alone_may_explain_is_not_called_helping(
    peers: Peers, monkeypatch: pytest.MonkeyPatch, is_borne_out: bool, verdict: Verdict
) -> None:
    known = peers.told(0)
    assert known
    sure = replace(known, responses=[Response(0.95, 0.3, 0.1, 0.5)] * peers.past.sellers, is_borne_out=is_borne_out)
    monkeypatch.setattr(Peers, "told", lambda _, candidate: sure)
    [one] = helps(peers, 0, {peers.past.candidates[0]: LONG_AGO}, TODAY)
    assert (one.verdict, one.until_on) == (verdict, None)


def test_nothing_is_called_unhelpful_while_a_real_effect_on_everybody_may_have_been_missed(
    peers: Peers, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = peers.told(0)
    assert known
    nothing = [Response(0.05, 0.0, 0.1, 9.0)] * peers.past.sellers
    for most, verdict in ((0.1, Verdict.NOT_HELPING), (0.4, Verdict.CANNOT_TELL)):
        unsure = replace(known, responses=nothing, most=most)
        monkeypatch.setattr(Peers, "told", lambda _, candidate, unsure=unsure: unsure)
        [one] = helps(peers, 0, {peers.past.candidates[0]: LONG_AGO}, TODAY)
        assert one.verdict is verdict
