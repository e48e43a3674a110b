"""Status rule by rule, on weeks written by hand."""

from datetime import date, timedelta

import pytest

from fairway.execution.status import Facts, decide, seller_state
from fairway.execution.types import HiaStanding, SellerState, Status, WeekMark, WeekState

NEWEST = date(2026, 6, 8)


def weeks(
    *counts: float, expected: float = 5.0, unconfirmed: float = 0.0, running: float | None = 1.0
) -> list[WeekMark]:
    """Closed weeks, oldest first, then the running one."""
    marks = [
        WeekMark(
            week_on=NEWEST - timedelta(days=7 * (len(counts) - place)),
            done=count,
            expected=expected,
            target=expected,
            state=WeekState.MET if count >= expected else WeekState.MISSED,
            unconfirmed=unconfirmed,
        )
        for place, count in enumerate(counts)
    ]
    if running is not None:
        marks.append(WeekMark(NEWEST, running, expected, expected, WeekState.PARTIAL, is_closed=False))
    return marks


def facts(marks: list[WeekMark], **other: object) -> Facts:
    usual: dict[str, object] = {
        "is_away_now": False, "is_draft": False, "alpha": 0.05, "dispersion": 1.0, "silent_since_weeks": 0,
    }  # fmt: skip
    return Facts(weeks=marks, **{**usual, **other})  # type: ignore[arg-type]


def test_it_calls_nobody_behind_on_a_draft() -> None:
    assert decide(facts(weeks(0, 0, 0, 0), is_draft=True)).status is Status.NO_PLAN


def test_it_leaves_one_slow_week_of_five_on_pace() -> None:
    assert decide(facts(weeks(5, 6, 4, 5, 3))).status is Status.ON_PACE


def test_it_never_judges_the_running_week() -> None:
    assert decide(facts(weeks(5, 5, 5, 5, 5, running=0))).status is Status.ON_PACE


def test_it_calls_two_empty_weeks_behind_and_says_of_how_many() -> None:
    decision = decide(facts(weeks(5, 5, 5, 0, 0)))
    assert decision.status is Status.BEHIND
    assert "0 of 5" in decision.reason or "0 of 10" in decision.reason


def test_it_asks_about_unconfirmed_records_that_would_make_it_up() -> None:
    marks = weeks(5, 5, 5)
    doubtful = [*weeks(5, 5, 5, running=None), *weeks(0, 0, unconfirmed=5.0)]
    assert decide(facts(marks)).status is Status.ON_PACE
    assert decide(facts(doubtful)).status is Status.CHECK_DATA


def test_it_stays_behind_when_unconfirmed_records_are_too_few_to_matter() -> None:
    assert decide(facts([*weeks(5, 5, running=None), *weeks(0, 0, 0, unconfirmed=0.4)])).status is Status.BEHIND


def test_it_asks_about_the_source_when_the_last_week_is_blind() -> None:
    marks = weeks(5, 5, 5, running=None)
    blind = WeekMark(NEWEST, 0, 5, 5, WeekState.PARTIAL, is_closed=True, is_blind=True)
    decision = decide(facts([*marks, blind], blind_note="The source was off."))
    assert decision.status is Status.CHECK_DATA
    assert decision.reason == "The source was off."


def test_it_leaves_a_blind_week_further_back_out_of_the_judgement() -> None:
    blind = WeekMark(NEWEST - timedelta(days=28), 0, 5, 5, WeekState.PARTIAL, is_closed=True, is_blind=True)
    assert decide(facts([blind, *weeks(5, 5, 5)])).status is Status.ON_PACE


def test_it_does_not_call_the_silence_of_a_busy_seller_behind() -> None:
    assert decide(facts(weeks(5, 5, 5, 0, 0), silent_since_weeks=2)).status is Status.CHECK_DATA


def test_it_calls_a_week_away_away() -> None:
    away = WeekMark(NEWEST - timedelta(days=7), 0, 0, 5, WeekState.AWAY)
    assert decide(facts([*weeks(5, 5, running=None), away])).status is Status.AWAY
    assert decide(facts(weeks(5, 0, 0), is_away_now=True)).status is Status.AWAY


def test_it_steps_over_weeks_away_when_looking_back() -> None:
    away = [WeekMark(NEWEST - timedelta(days=7 * n), 0, 0, 5, WeekState.AWAY) for n in (4, 3)]
    later = weeks(0, 0)
    assert decide(facts([*away, *later])).status is Status.BEHIND


def test_it_judges_nobody_without_a_closed_week() -> None:
    assert decide(facts(weeks())).status is Status.ON_PACE


def test_it_calls_far_more_than_planned_ahead() -> None:
    assert decide(facts(weeks(5, 9, 10, 11))).status is Status.AHEAD


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ((), SellerState.NO_PLAN),
        ((Status.NO_PLAN,), SellerState.NO_PLAN),
        ((Status.ON_PACE, Status.AHEAD), SellerState.EXECUTING),
        ((Status.ON_PACE, Status.BEHIND), SellerState.BEHIND),
        ((Status.CHECK_DATA, Status.BEHIND), SellerState.CHECK_DATA),
        ((Status.CHECK_DATA, Status.ON_PACE), SellerState.CHECK_DATA),
        ((Status.AWAY, Status.AWAY), SellerState.AWAY),
        ((Status.AWAY, Status.ON_PACE), SellerState.EXECUTING),
        ((Status.NO_PLAN, Status.ON_PACE), SellerState.EXECUTING),
    ],
)
def test_it_takes_a_sellers_state_from_their_activities(statuses: tuple[Status, ...], state: SellerState) -> None:
    hias = [
        HiaStanding("k", "n", "", 5, "week", status, "", 0, 0, 0, (), is_draft=status is Status.NO_PLAN)
        for status in statuses
    ]
    assert seller_state(hias) is state
