"""Exactly one next step for each seller, in words that fit a button."""

from collections.abc import Sequence
from datetime import date, timedelta

from fairway.execution.types import HiaStanding, NextStep, SellerState, Status, StepKind
from fairway.lib.periods import on_a_weekday

LAG = timedelta(weeks=8)  # before a count can tell whether an HIA helps; replaced by local evidence later


def next_step(
    state: SellerState,
    hias: Sequence[HiaStanding],
    as_of_on: date,
    back_on: date | None,
    begins_on: date | None = None,
    ended_on: date | None = None,
) -> NextStep:
    """The one thing to do about a seller now. Never "push harder": either why, or is it helping, or the data first.

    `begins_on` is the first day of what is agreed and not in force yet, `ended_on` the last day of what was.
    """
    if state is SellerState.BEHIND:
        behind = [hia for hia in hias if hia.status is Status.BEHIND]
        return NextStep(
            StepKind.ASK_WHY, "Ask why", behind[0].name if len(behind) == 1 else f"{len(behind)} activities"
        )
    if state is SellerState.CHECK_DATA:
        return _match(hias)
    if state is SellerState.AWAY:
        until = f"Targets paused until {back_on:%a %-d %b}" if back_on else "Targets paused"
        return NextStep(StepKind.NONE, until)
    if state is SellerState.NO_PLAN:
        drafts = [hia for hia in hias if hia.is_draft]
        if drafts:
            return NextStep(StepKind.NONE, "Confirm or change", "one draft" if len(drafts) == 1 else "two drafts")
        if begins_on:
            return NextStep(StepKind.HOLD, f"Begins on {begins_on:%a %-d %b}", "agreed")
        note = f"the last one ended on {ended_on:%a %-d %b}" if ended_on else ""
        return NextStep(StepKind.NONE, "Choose two activities", note)
    return _hold_or_look(hias, as_of_on)


def _match(hias: Sequence[HiaStanding]) -> NextStep:
    doubtful = [hia for hia in hias if hia.status is Status.CHECK_DATA]
    number = round(sum(mark.unconfirmed for hia in doubtful for mark in hia.weeks[-4:]))
    if number:
        return NextStep(StepKind.MATCH_RECORDS, f"Match {number} record{'s' if number > 1 else ''}", doubtful[0].name)
    return NextStep(StepKind.MATCH_RECORDS, "Check the source", doubtful[0].name)


def _hold_or_look(hias: Sequence[HiaStanding], as_of_on: date) -> NextStep:
    """Too early while every HIA is younger than its lag; the date says when it can be known, on a working day."""
    started = [hia.starts_on for hia in hias if hia.starts_on and not hia.is_draft]
    first_on = min((known_on(day) for day in started), default=as_of_on)
    if first_on > as_of_on:
        return NextStep(StepKind.HOLD, f"Hold until {first_on:%-d %b}", "too early to tell")
    return NextStep(StepKind.SEE_IF_HELPING, "See if it is helping", "")


def known_on(starts_on: date) -> date:
    """The first working day on which a count can tell whether an HIA that began on a day helps."""
    return on_a_weekday(starts_on + LAG)
