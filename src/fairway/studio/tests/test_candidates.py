"""Three tests a candidate, kept apart; what is refused, and whether a written reason may set it aside."""

from dataclasses import replace
from typing import Any

import pytest

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.types import Definition, MetricClass, Unit
from fairway.studio.candidates import (
    Ground,
    Recorded,
    Tried,
    aims_of,
    candidates_of,
    fit_of,
    manageable_answer,
    measurable_answer,
)
from fairway.studio.helpful import NOT_YET
from fairway.studio.levels import Level
from fairway.studio.treasure_map import role_in
from fairway.studio.types import Candidate, TestAnswer, TestState

WELL = Recorded(seen=900, filled=0.95, filled_least="Tier of the account", in_time=0.9, unconfirmed=0.05, blind=0.0)
BUSY = Level(2.0, 4.0, 6.0, ((4.0,) * 26,) * 5)
INVITED, OUTREACH, CALLS = "second_stakeholders_invited", "stakeholder_outreach", "outbound_calls"


def ground(*keys: str, **more: Any) -> Ground:
    known = catalogue()
    wanted = {key: known[key] for key in keys or (INVITED, OUTREACH)}
    objectives = {key: d for key, d in known.items() if d.metric_class is MetricClass.OBJECTIVE}
    given: dict[str, Any] = {
        "definitions": {**objectives, **wanted},
        "role": None,
        "aims": {"win_rate": 1.0},
        "levels": dict.fromkeys(wanted, BUSY),
        "recorded": dict.fromkeys(wanted, WELL),
        "tried": {},
        "in_force": frozenset(),
        "lags": dict.fromkeys(wanted, (3.0, 6.0)),
        "weeks_left": 9.0,
        "hours_free": 4.0,
        "is_sure": True,
    }
    return Ground(**{**given, **more})


def found(key: str, given: Ground) -> Candidate:
    offered, refused = candidates_of(given)
    return next(one for one in (*offered, *refused) if one.metric_key == key)


def test_it_keeps_three_answers_apart() -> None:
    one = found(INVITED, ground())
    assert not one.refusal
    assert [one.measurable.state, one.manageable.state] == [TestState.YES, TestState.YES]
    assert one.helpful == NOT_YET
    assert one.helpful.state is TestState.UNKNOWN


@pytest.mark.parametrize(
    ("worse", "state", "said"),
    [
        ({"filled": 0.6}, TestState.PARTLY, "60%"),
        ({"filled": 0.12}, TestState.NO, "12%"),
        ({"in_time": 0.5}, TestState.PARTLY, "50%"),
        ({"in_time": 0.1}, TestState.NO, "10%"),
        ({"unconfirmed": 0.7}, TestState.NO, "30%"),
        ({"blind": 0.6}, TestState.NO, "40%"),
        ({"seen": 0}, TestState.NO, "No record"),
        ({}, TestState.YES, "95%"),
    ],
)
def test_it_is_measurable_by_what_this_crm_records(worse: dict[str, Any], state: TestState, said: str) -> None:
    answer = measurable_answer(replace(WELL, **worse))
    assert answer.state is state
    assert said in answer.reason


def test_it_refuses_what_is_hardly_recorded_unless_somebody_writes_why() -> None:
    poor = replace(WELL, filled=0.1)
    one = found(INVITED, ground(recorded={INVITED: poor, OUTREACH: WELL}))
    assert (one.failed, one.can_override) == ("measurable", True)
    assert one.refusal == one.measurable.reason


def test_it_refuses_an_objective_and_raw_volume_for_good() -> None:
    given = ground(INVITED, CALLS)
    for key in ("win_rate", CALLS):
        one = found(key, given)
        assert (one.failed, one.can_override) == ("manageable", False)
        assert one.manageable.state is TestState.NO


def test_it_refuses_a_share_and_good_order_for_good_however_well_or_badly_they_are_recorded() -> None:
    known = catalogue()
    acts = [d for d in known.values() if d.metric_class is MetricClass.ACTIVITY]
    share = next(d for d in acts if d.unit is Unit.SHARE and not (d.is_hygiene or d.is_raw_volume))
    order = next(d for d in acts if d.is_hygiene)
    for definition, said in ((share, "is a share"), (order, "good order")):
        for recorded in (WELL, replace(WELL, filled=0.1)):
            one = found(definition.key, ground(definition.key, recorded={definition.key: recorded}))
            assert (one.failed, one.can_override) == ("manageable", False)
            assert said in one.refusal


def test_it_asks_whether_it_moved_when_it_was_planned() -> None:
    definition = catalogue()[INVITED]
    assert manageable_answer(definition, Tried(5, 2.0, 3.4)).state is TestState.YES
    assert "2.0 to 3.4" in manageable_answer(definition, Tried(5, 2.0, 3.4)).reason
    assert manageable_answer(definition, Tried(5, 2.0, 2.0)).state is TestState.PARTLY
    assert manageable_answer(definition, Tried(1, 2.0, 2.0)).state is TestState.YES


def test_it_refuses_what_a_seller_does_as_often_as_the_best() -> None:
    top = Level(6.5, 4.0, 6.0, BUSY.peer_weeks)
    assert found(INVITED, ground(levels={INVITED: top, OUTREACH: BUSY})).failed == "headroom"


def test_it_keeps_at_the_ceiling_what_is_in_force() -> None:
    top = Level(6.5, 4.0, 6.0, BUSY.peer_weeks)
    given = ground(levels={INVITED: top, OUTREACH: BUSY}, in_force=frozenset({INVITED}))
    assert not found(INVITED, given).refusal


def test_it_says_that_something_serves_the_next_period_and_refuses_what_serves_neither() -> None:
    late = found(INVITED, ground(lags={INVITED: (12.0, 20.0), OUTREACH: (3.0, 6.0)}))
    assert not late.refusal
    assert late.is_in_time is False
    assert late.score < found(INVITED, ground()).score
    assert found(INVITED, ground(lags={INVITED: (40.0, 60.0), OUTREACH: None})).failed == "lag"


def test_it_ranks_by_aim_and_headroom() -> None:
    open_wide, nearly = Level(1.0, 4.0, 6.0, BUSY.peer_weeks), Level(5.0, 4.0, 6.0, BUSY.peer_weeks)
    offered, _ = candidates_of(ground(levels={INVITED: nearly, OUTREACH: open_wide}))
    assert [one.metric_key for one in offered][:2] == [OUTREACH, INVITED]


PROOF = TestAnswer(TestState.YES, "More came before faster progress.", "Strong evidence")
HINT = TestAnswer(TestState.PARTLY, "Not sure yet.", "May help")
NO_SIGN = TestAnswer(TestState.NO, "No sign that it helps here.", "No sign")


def test_it_takes_evidence_where_somebody_measured_it() -> None:
    assert found(INVITED, ground(evidence={INVITED: PROOF})).helpful == PROOF
    assert found(INVITED, ground(evidence={INVITED: NO_SIGN})).failed == "helpful"


def test_it_refuses_nothing_in_force_for_what_the_whole_role_does_not_show() -> None:
    """Its review decides, with what is known of this seller."""
    kept = found(INVITED, ground(evidence={INVITED: NO_SIGN}, in_force=frozenset({INVITED})))
    assert (kept.refusal, kept.helpful) == ("", NO_SIGN)


def test_evidence_of_the_role_counts_as_far_as_it_aims_at_the_gap() -> None:
    plain = found(INVITED, ground()).score
    gains = [found(INVITED, ground(evidence={INVITED: answer})).score - plain for answer in (HINT, PROOF)]
    assert gains == pytest.approx([0.3, 0.6])
    beside = {"aims": {"opportunities": 1.0}, "is_sure": False}
    away = found(INVITED, ground(evidence={INVITED: PROOF}, **beside)).score - found(INVITED, ground(**beside)).score
    assert away < 0.6
    unlike = ground(levels={INVITED: Level(2.0, 4.0, 6.0, BUSY.peer_weeks), OUTREACH: Level(1.0, 4.0, 6.0)})
    assert [one.metric_key for one in candidates_of(unlike)[0]][:2] == [OUTREACH, INVITED]
    proved = replace(unlike, evidence={INVITED: PROOF})
    assert [one.metric_key for one in candidates_of(proved)[0]][:2] == [INVITED, OUTREACH]


def test_evidence_of_everybody_is_told_and_moves_nothing() -> None:
    one = found(INVITED, ground(evidence={INVITED: PROOF}, is_evidence_of_role=False))
    assert (one.helpful, one.score) == (PROOF, found(INVITED, ground()).score)


def test_it_leaves_out_what_belongs_to_another_role() -> None:
    role = role_in("Customer success manager")
    assert found(INVITED, ground(role=role)).failed == "process"


def test_it_refuses_nothing_for_its_aim_where_nobody_knows_the_gap() -> None:
    given = ground("prospecting_attempts", aims={"win_rate": 1.0}, is_sure=False)
    assert not found("prospecting_attempts", given).refusal
    assert found("prospecting_attempts", replace(given, is_sure=True)).failed == "helpful"


def test_it_weighs_aims_by_their_share_of_the_gap() -> None:
    assert aims_of([("win_rate", 0.8), ("speed", 0.4), ("deal_size", 0.0)]) == {"win_rate": 1.0, "cycle": 0.5}
    assert aims_of([]) == {}


def test_it_finds_the_aim_of_an_organisations_own_word_by_its_name() -> None:
    known = catalogue()
    word = Definition("map_sent", "Mutual action plan sent", MetricClass.ACTIVITY, "activities")
    assert fit_of(word, known, {"cycle": 1.0}) == 1.0
    assert fit_of(word, known, {"opportunities": 1.0}) == 0.0


def test_a_word_that_sounds_like_the_customers_doing_is_refused_until_somebody_says_what_it_is() -> None:
    """ "Customer meeting" as a CRM's own word: by its name the customer has to come."""
    meeting = replace(catalogue()[INVITED], key="Customer meeting", name="Customer meeting")
    known = {**catalogue(), meeting.key: meeting}
    offered, refused = candidates_of(replace(ground(), definitions=known, unclassed=frozenset({meeting.key})))
    assert {one.metric_key: one.failed for one in refused}[meeting.key] == "manageable"
    assert meeting.key not in {one.metric_key for one in offered}
    _, refused = candidates_of(replace(ground(), definitions=known))
    assert {one.metric_key: one.failed for one in refused}.get(meeting.key) != "manageable"
