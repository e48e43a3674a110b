"""How an act of a manager stands, from closed weeks alone. Plain Python.

Never by one slow week: behind is said of the two newest weeks in which something was due, where both are below the
target. More done in any week never takes somebody from executing to behind.
"""

from collections.abc import Sequence

from fairway.leadership.own.types import Standing, Week, WeekKind

SLOW_WEEKS = 2  # in a row, from which an act is behind
SILENT = (WeekKind.NOTHING, WeekKind.BEFORE)  # weeks that say nothing of how an act stands


def standing_of(weeks: Sequence[Week]) -> Standing:
    """Of closed weeks, the oldest first."""
    newest = deciding(weeks)
    if not newest:
        if any(week.kind is WeekKind.UNKNOWN for week in weeks):
            return Standing.CANNOT_TELL
        has_passed = any(week.kind is WeekKind.NOTHING for week in weeks)
        return Standing.NOTHING_DUE if has_passed else Standing.TOO_EARLY
    if newest[-1].kind is WeekKind.UNKNOWN or any(week.kind is WeekKind.HIDDEN for week in newest):
        return Standing.CANNOT_TELL
    below = sum(week.is_below for week in newest)
    if below == SLOW_WEEKS:
        return Standing.BEHIND
    if newest[-1].is_below and newest[0].kind is WeekKind.UNKNOWN:  # which may have been the other slow one
        return Standing.CANNOT_TELL
    if below and len(newest) < SLOW_WEEKS:
        return Standing.TOO_EARLY
    return Standing.EXECUTING


def deciding(weeks: Sequence[Week]) -> Sequence[Week]:
    """The newest two in which something was due, or may have been. One that is not worked out yet is passed over where
    it is the newest: the night's work brings it, and the page says so.
    """
    found = [week for week in weeks if week.kind not in SILENT]
    if found and found[-1].kind is WeekKind.UNKNOWN:
        found.pop()
    return found[-SLOW_WEEKS:]
