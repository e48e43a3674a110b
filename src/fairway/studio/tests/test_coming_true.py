"""What records said when something was decided, and what they say a quarter or more later."""

from datetime import date, timedelta

import pytest

from fairway.evidence.verdict import Verdict
from fairway.studio.proposals.coming_true import Came, came_of
from fairway.studio.proposals.types import Seen

WEEK_ON = date(2026, 6, 1)
HELPS, NO_SIGN, EARLY, UNKNOWN = Verdict.HELPING, Verdict.NOT_HELPING, Verdict.TOO_EARLY, Verdict.CANNOT_TELL


def seen(verdict: Verdict, weeks: int = 0, until_on: date | None = None) -> Seen:
    return Seen(verdict, WEEK_ON + timedelta(weeks=weeks), until_on)


@pytest.mark.parametrize(
    ("then", "now", "came", "since"),
    [
        (HELPS, HELPS, Came.TRUE, "still helping"),
        (HELPS, NO_SIGN, Came.NOT_TRUE, "it no longer shows"),
        (HELPS, UNKNOWN, Came.UNKNOWN, "it can no longer be told"),
        (HELPS, EARLY, Came.UNKNOWN, "it was changed since, and it is too early again"),
        (NO_SIGN, NO_SIGN, Came.TRUE, "still no sign that it helps"),
        (NO_SIGN, HELPS, Came.NOT_TRUE, "by now it helps"),
        (EARLY, HELPS, Came.UNKNOWN, "helping"),
        (EARLY, EARLY, Came.UNKNOWN, "still too early to tell"),
        (UNKNOWN, NO_SIGN, Came.UNKNOWN, "no sign that it helps"),
        (UNKNOWN, UNKNOWN, Came.UNKNOWN, "it still cannot be told"),
    ],
)
def test_it_came_true_where_both_claim_the_same(then: Verdict, now: Verdict, came: Came, since: str) -> None:
    found = came_of(seen(then), seen(now, 13), is_in_force=True)
    assert (found.verdict, found.since) == (came, f"13 weeks on: {since}.")


def test_it_waits_a_quarter_and_says_from_which_day_on_it_is_seen() -> None:
    found = came_of(seen(HELPS), seen(NO_SIGN, 12), is_in_force=True)
    assert found.verdict is Came.UNKNOWN
    assert found.since == "What came of that is seen from 7 Sep on."
    assert came_of(seen(HELPS), None, is_in_force=True).since == found.since


def test_it_takes_the_newest_however_late() -> None:
    assert came_of(seen(HELPS), seen(HELPS, 30), is_in_force=False).since == "30 weeks on: still helping."


def test_of_what_ended_sooner_nothing_can_be_seen() -> None:
    found = came_of(seen(NO_SIGN), seen(NO_SIGN, 5), is_in_force=False)
    assert (found.verdict, found.since) == (Came.UNKNOWN, "It ended before that could be seen again.")


def test_it_says_until_when_it_was_too_early() -> None:
    assert came_of(seen(HELPS), None, is_in_force=True).said == "Records said: helping."
    early = seen(EARLY, until_on=date(2026, 8, 3))
    assert came_of(early, None, is_in_force=True).said == "Records said: too early to tell before 3 Aug."
