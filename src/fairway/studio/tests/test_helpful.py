"""The third test: what a group's records say of a candidate, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fairway.evidence.conclusions.types import FindingsFacts
from fairway.evidence.pilots.types import Design, Drawn, Kind, PilotFacts, Result, Said, State, Wish
from fairway.studio.helpful import NOT_ASKED, NOT_YET, asked_in_words, asked_of, helpful_answers, with_pilots
from fairway.studio.tests.concluding import finding
from fairway.studio.tests.office import EXECUTIVES, INVITED
from fairway.studio.types import TestAnswer, TestState

ON_ACCOUNTS = {"chain": {"objective": "new_deals", "effect_mean": 0.1, "low": 0.0, "high": 0.2}}
WAITS = {"weeks_needed": 9, "chain": None}
BUNDLED = {"checks": [{"name": "done_apart", "passed": False, "detail": "Nearly always done together with x."}]}


def findings(group: str, *candidates: dict[str, Any]) -> FindingsFacts:
    return FindingsFacts(group, date(2026, 11, 16), 24, 51, tuple(candidates))


def answer(grade: str, *, is_of_role: bool = True, **more: Any) -> TestAnswer:
    found = findings("closer", finding(grade=grade, **more))
    return helpful_answers(found, [INVITED], is_of_role=is_of_role)[INVITED]


@pytest.mark.parametrize(
    ("grade", "more", "state", "word", "said"),
    [
        ("strong", {}, TestState.YES, "Strong evidence", "faster progress in this group. How much is uncertain."),
        ("strong", ON_ACCOUNTS, TestState.YES, "Strong evidence", "more new deals in this group."),
        ("suggestive", {}, TestState.PARTLY, "May help", "not sure yet"),
        ("suggestive", BUNDLED, TestState.PARTLY, "May help", "done together with another one"),
        ("experiment_needed", {}, TestState.UNKNOWN, "History cannot tell", "A pilot can tell."),
        ("experiment_needed", BUNDLED, TestState.UNKNOWN, "History cannot tell", "done together with another one"),
        ("none", {}, TestState.NO, "No sign", "No sign that it helps here."),
        (
            "cannot_tell",
            WAITS,
            TestState.UNKNOWN,
            "Cannot tell yet",
            "about 9 more weeks.",
        ),
        ("cannot_tell", {**WAITS, "weeks_needed": 1}, TestState.UNKNOWN, "Cannot tell yet", "about 1 more week."),
        ("cannot_tell", {}, TestState.UNKNOWN, "Cannot tell", "at this volume it never will be"),
    ],
)
def test_it_says_a_grade_in_words(grade: str, more: dict[str, Any], state: TestState, word: str, said: str) -> None:
    found = answer(grade, **more)
    assert (found.state, found.word) == (state, word)
    assert said in found.reason


def test_it_never_says_an_amount() -> None:
    for grade in ("strong", "suggestive", "experiment_needed", "none", "cannot_tell"):
        found = answer(grade)
        assert not any(letter.isdigit() for letter in found.reason + found.word), found


def test_it_wants_a_pilot_where_nothing_else_can_tell() -> None:
    wanted = {
        "strong": False,
        "suggestive": False,
        "experiment_needed": True,
        "none": False,
        "cannot_tell": True,
    }
    assert {grade: answer(grade).wants_pilot for grade in wanted} == wanted
    assert answer("suggestive", **BUNDLED).wants_pilot
    assert not answer("cannot_tell", weeks_needed=9).wants_pilot


def test_of_everybody_no_sign_refuses_nothing() -> None:
    """What a role does may work for it and drown among all others."""
    found = answer("none", is_of_role=False)
    assert (found.state, found.word) == (TestState.UNKNOWN, "No sign so far")
    assert "Of this role alone it cannot be told" in found.reason
    assert answer("strong", is_of_role=False) == answer("strong")


def test_it_says_when_it_will_be_known_where_nothing_was_concluded_or_asked() -> None:
    assert helpful_answers(None, [INVITED], is_of_role=False) == {INVITED: NOT_YET}
    assert "each night" in NOT_YET.reason
    found = helpful_answers(findings("", finding()), [INVITED, EXECUTIVES], is_of_role=False)
    assert found[EXECUTIVES] == NOT_ASKED
    assert "once somebody has it in force" in NOT_ASKED.reason


@pytest.mark.parametrize(
    ("group", "role", "is_of_role"),
    [("closer", "Closer", True), ("", "Closer", False), ("", "", False)],
)
def test_it_knows_whether_the_sellers_own_role_was_asked(group: str, role: str, is_of_role: bool) -> None:
    asked = asked_of(findings(group), role)
    assert asked is not None
    assert asked.is_of_role is is_of_role


def test_it_says_whose_records_it_rests_on() -> None:
    assert asked_in_words(None) == ""
    assert asked_in_words(asked_of(findings("closer"), "Closer")) == (
        "Helpful is asked of 24 sellers with this role, 51 weeks up to 22 Nov. A pattern, not an experiment."
    )
    assert "all 24 sellers here, 51 weeks up to 22 Nov, as too few share one role; so it changes no order" in (
        asked_in_words(asked_of(findings(""), "Closer"))
    )


def judged(value: float, error: float) -> PilotFacts:
    """A pilot of an activity that was judged: today's level is 2 a week, a change of 0.6 is worth having."""
    low, high = value - 2 * error, value + 2 * error
    result = Result(value, error, 30, low, high, 2.0, 0.01 if abs(value) > 2 * error else 0.5, 40, 0, 3.0, 3.0, 0.0)
    wish = Wish(
        INVITED, Decimal(3), "week", "met", None, Design(Kind.PARALLEL, Drawn.SELLERS, 12), date(2026, 3, 2), 0.3
    )
    said = Said(level=2.0, change=0.6, sellers=40, teams=5)
    return PilotFacts(1, wish, True, State.JUDGED, said, "5eed", None, None, "", date(2026, 5, 26), result)


@pytest.mark.parametrize(
    ("value", "error", "state", "word"),
    [
        (1.0, 0.3, TestState.YES, "Shown in a pilot"),
        (0.3, 0.1, TestState.PARTLY, "Helps little"),
        (-1.0, 0.3, TestState.NO, "Does not help"),
        (0.1, 0.2, TestState.NO, "No change"),
        (0.3, 0.3, TestState.PARTLY, "May help"),  # it could have missed what is worth having: history stays
    ],
)
def test_a_pilot_counts_before_history(value: float, error: float, state: TestState, word: str) -> None:
    told = with_pilots({INVITED: answer("suggestive"), EXECUTIVES: NOT_ASKED}, {INVITED: judged(value, error)})
    assert (told[INVITED].state, told[INVITED].word) == (state, word)
    assert told[EXECUTIVES] is NOT_ASKED


def test_nobody_is_sent_to_a_pilot_that_runs() -> None:
    runs = replace(judged(0.0, 1.0), state=State.RUNNING, judged_on=None, result=None)
    mute, known = answer("experiment_needed"), answer("strong")
    told = with_pilots({INVITED: mute, EXECUTIVES: known}, {INVITED: runs, EXECUTIVES: runs})
    assert (told[INVITED].word, told[INVITED].wants_pilot) == ("A pilot runs", False)
    assert "tells after 24 May" in told[INVITED].reason
    assert told[EXECUTIVES] is known
