"""How an act of a manager stands, from closed weeks alone. Plain Python.

Never by one slow week: behind is said of the two newest weeks in which something was due, where both are below the
target. More done in any week never takes somebody from executing to behind.
"""

from collections.abc import Sequence

from fairway.leadership.own.types import Standing, Week, WeekKind

SLOW_WEEKS = 2  # in a row, from which an act is behind


def standing_of(weeks: Sequence[Week]) -> Standing:
    """Of closed weeks, the oldest first."""
    known = [week for week in weeks if week.kind in (WeekKind.TOLD, WeekKind.HIDDEN)]
    if not known:
        has_passed = any(week.kind is WeekKind.NOTHING for week in weeks)
        return Standing.NOTHING_DUE if has_passed else Standing.TOO_EARLY
    newest = known[-SLOW_WEEKS:]
    if any(week.kind is WeekKind.HIDDEN for week in newest):
        return Standing.CANNOT_TELL
    below = sum(week.is_below for week in newest)
    if below == SLOW_WEEKS:
        return Standing.BEHIND
    if below and len(newest) < SLOW_WEEKS:
        return Standing.TOO_EARLY
    return Standing.EXECUTING
