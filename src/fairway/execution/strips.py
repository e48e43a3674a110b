"""Weeks of an HIA as columns of a chart, and the same in words. Plain Python."""

from collections.abc import Sequence
from datetime import date

from fairway.execution.types import HiaStanding, Status, WeekMark, WeekState
from fairway.web.charts import Column
from fairway.web.words import number, plural


def columns_of(hia: HiaStanding, weeks: Sequence[date]) -> list[Column | None]:
    """One column for each of those weeks; None before the HIA began."""
    by_week = {mark.week_on: mark for mark in hia.weeks}
    is_doubted = hia.status is Status.CHECK_DATA
    return [_column(by_week[week], is_doubted=is_doubted) if week in by_week else None for week in weeks]


def strip_label(hia: HiaStanding) -> str:
    """What the columns show, for whoever hears the page."""
    closed = [mark for mark in hia.weeks if mark.is_closed]
    running = next((mark.done for mark in reversed(hia.weeks) if not mark.is_closed), None)
    tail = f"; this week so far {number(running)}, not judged yet" if running is not None else ""
    if hia.is_draft:
        done = number(sum(mark.done for mark in closed))
        return f"A draft, not judged: {done} done in {plural(len(closed), 'closed week')}{tail}"
    states = [mark.state for mark in closed]
    met, missed, away = (states.count(state) for state in (WeekState.MET, WeekState.MISSED, WeekState.AWAY))
    label = f"{plural(met + missed, 'closed week')} worked: target met in {met}, missed in {missed}"
    return f"{label}{f'; away in {away}' if away else ''}{tail}"


def _column(mark: WeekMark, *, is_doubted: bool) -> Column:
    return Column(
        week_on=mark.week_on,
        done=mark.done,
        expected=mark.expected,
        state=str(mark.state),
        is_running=not mark.is_closed,
        is_blind=mark.is_blind,
        in_doubt=mark.unconfirmed if is_doubted and mark.is_closed else 0.0,
    )
