"""Whether an HIA helps one seller, as its review shows it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fairway.evidence.verdict import Verdict
from fairway.studio.tests.concluding import helps
from fairway.studio.types import TestState
from fairway.studio.verdicts import NOT_YET, verdict_words

ON = date(2026, 11, 27)
NEVER = None


@pytest.mark.parametrize(
    ("verdict", "until_on", "state", "said", "wants_pilot"),
    [
        (Verdict.HELPING, NEVER, TestState.YES, "came before faster progress on Ann’s deals. How much", False),
        (Verdict.NOT_HELPING, NEVER, TestState.NO, "After more of it Ann’s deals moved on no sooner.", False),
        (Verdict.TOO_EARLY, date(2026, 12, 14), TestState.UNKNOWN, "By 14 Dec we can.", False),
        (Verdict.TOO_EARLY, date(2026, 12, 12), TestState.UNKNOWN, "By 14 Dec we can.", False),  # a Saturday
        (Verdict.CANNOT_TELL, date(2026, 12, 14), TestState.UNKNOWN, "Too little is recorded", False),
        (Verdict.CANNOT_TELL, date(2027, 9, 13), TestState.UNKNOWN, "until September 2027 to tell", True),
        (Verdict.CANNOT_TELL, date(2028, 3, 6), TestState.UNKNOWN, "until March 2028", True),
        (Verdict.CANNOT_TELL, NEVER, TestState.UNKNOWN, "not tell in time", True),
    ],
)
def test_it_says_a_verdict_in_words(
    verdict: Verdict, until_on: date | None, state: TestState, said: str, wants_pilot: bool
) -> None:
    found = verdict_words(helps(verdict, until_on), "Ann’s", ON)
    assert said in found.sentence
    assert (found.state, found.wants_pilot) == (state, wants_pilot)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_it_shows_no_chance_and_no_money(verdict: Verdict) -> None:
    for objective in ("stage_progress", "new_deals"):
        found = verdict_words(helps(verdict, objective=objective), "your", ON)
        assert not any(letter in "0123456789%$€" for letter in found.word + found.sentence)


def test_it_promises_no_day_that_is_over() -> None:
    late = verdict_words(helps(Verdict.TOO_EARLY, ON - timedelta(days=3)), "your", ON)
    assert late.sentence == ""


def test_it_says_when_something_will_be_known() -> None:
    assert verdict_words(None, "your", ON) == NOT_YET
    assert "each night" in NOT_YET.sentence


def test_it_says_of_what_luck_alone_may_explain_that_the_past_cannot_tell() -> None:
    likely = replace(helps(Verdict.CANNOT_TELL, NEVER), chance=0.9)
    found = verdict_words(likely, "Ann’s", ON)
    assert (found.word, found.wants_pilot) == ("The past cannot tell", True)
    assert "with deals that were doing well anyway" in found.sentence
    assert "with new deals" in verdict_words(replace(likely, objective="new_deals"), "Ann’s", ON).sentence
