"""What signs make of low weeks: a reason beside them, a doubt about the records, or nothing."""

import pytest

from fairway.execution.status import decide
from fairway.execution.tests.test_status import facts, weeks
from fairway.execution.types import Status
from fairway.signs.types import Cause, Sign

LOAD = Sign(Cause.CAPACITY, "more_open_deals", 0.8)
OTHER_WORK = Sign(Cause.PRIORITY, "other_work_instead", 0.8)
TOO_HIGH = Sign(Cause.TARGET, "beyond_best", 0.9)
UNSEEN = Sign(Cause.DATA, "other_word", 0.8)


def status_of(*counts: float, signs: tuple[Sign, ...] = ()) -> Status:
    return decide(facts(weeks(*counts), supported_alpha=0.5, signs=signs)).status


def test_one_very_low_week_without_a_sign_is_a_noisy_week() -> None:
    assert status_of(5, 6, 5, 5, 0) is Status.ON_PACE


def test_one_empty_week_does_not_make_two_low_ones() -> None:
    marks = weeks(60, 61, 58, 22, 60, expected=60.0)
    assert decide(facts(marks)).status is Status.ON_PACE
    assert decide(facts(marks, supported_alpha=0.5, signs=(OTHER_WORK,))).status is Status.ON_PACE


def test_one_very_low_week_is_behind_where_load_tells_why() -> None:
    assert status_of(5, 6, 5, 5, 0, signs=(LOAD,)) is Status.BEHIND


def test_a_sign_that_is_made_of_the_shortfall_supports_two_low_weeks_and_not_one() -> None:
    assert status_of(5, 6, 5, 5, 1, signs=(OTHER_WORK,)) is Status.ON_PACE
    assert status_of(5, 6, 5, 3, 2) is Status.ON_PACE
    assert status_of(5, 6, 5, 3, 2, signs=(OTHER_WORK,)) is Status.BEHIND


def test_a_target_nobody_reaches_supports_three_low_weeks() -> None:
    assert status_of(5, 6, 9, 3, 3, signs=(TOO_HIGH,)) is Status.ON_PACE
    assert status_of(5, 6, 3, 3, 3, signs=(TOO_HIGH,)) is Status.BEHIND


@pytest.mark.parametrize("sign", [Sign(Cause.ABSENCE, "days_away", 1.0), Sign(Cause.CAPACITY, "more_open_deals", 0.3)])
def test_days_away_and_faint_signs_support_nothing(sign: Sign) -> None:
    assert status_of(5, 6, 5, 5, 0, signs=(sign,)) is Status.ON_PACE


def test_signs_make_nobody_behind_who_is_on_target() -> None:
    assert status_of(5, 6, 5, 5, 5, signs=(LOAD, OTHER_WORK, TOO_HIGH, UNSEEN)) is Status.ON_PACE


def test_a_strong_doubt_about_the_records_comes_before_behind() -> None:
    assert status_of(5, 5, 0, 0, 0) is Status.BEHIND
    decision = decide(facts(weeks(5, 5, 0, 0, 0), supported_alpha=0.5, signs=(UNSEEN, LOAD)))
    assert decision.status is Status.CHECK_DATA
    assert "in doubt" in decision.reason


def test_the_reason_says_that_a_supported_week_is_low_and_not_that_chance_cannot_bring_it() -> None:
    decision = decide(facts(weeks(5, 6, 5, 5, 0), supported_alpha=0.5, signs=(LOAD,)))
    assert decision.reason == "0 of 5 in the last closed week: low, and the records show a likely reason."


def test_unconfirmed_records_of_two_low_weeks_make_up_for_what_two_low_weeks_lack() -> None:
    """Two weeks are judged, so two weeks with what is unconfirmed must be plausible, and not the newest one alone."""
    marks = [*weeks(5, 6, 5, running=None), *weeks(1, 0)]
    doubtful = [mark._replace(unconfirmed=5.0) if mark.done == 1 else mark for mark in marks]
    assert decide(facts(marks)).status is Status.BEHIND
    assert decide(facts(doubtful)).status is Status.CHECK_DATA


def test_one_very_low_week_is_not_said_to_be_what_chance_brings() -> None:
    assert decide(facts(weeks(5, 6, 5, 5, 0))).reason == (
        "0 of 5 in the last closed week: one low week is shown and not judged."
    )
    assert decide(facts(weeks(5, 6, 5, 5, 3))).reason.endswith("no fewer than chance alone explains.")
