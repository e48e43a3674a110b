"""Whether what records said when something was decided about an HIA came true.

What is said later is the newest verdict on the same HIA of the same seller, of a week a quarter or more after the one
seen. It came true where both say that it helps, or both that there is no sign of it; it did not where one says the one
and the other the other. Too early and cannot tell claim nothing. Both verdicts rest on many of the same weeks, so that
agreeing says the picture held, not that it was proven.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from fairway.evidence.verdict import Verdict
from fairway.studio.proposals.types import Seen
from fairway.web.words import day

QUARTER = timedelta(weeks=13)
WEEK = timedelta(weeks=1)
CLAIMS = frozenset({Verdict.HELPING, Verdict.NOT_HELPING})


class Came(StrEnum):
    """What became of what was said. Empty where it waits, can be told no more, or nothing was claimed."""

    TRUE = "Came true."
    NOT_TRUE = "Did not come true."
    UNKNOWN = ""


SAID = {
    Verdict.HELPING: "helping",
    Verdict.NOT_HELPING: "no sign that it helps",
    Verdict.TOO_EARLY: "too early to tell",
    Verdict.CANNOT_TELL: "it cannot be told",
}
STILL = {
    Verdict.HELPING: "still helping",
    Verdict.NOT_HELPING: "still no sign that it helps",
    Verdict.TOO_EARLY: "still too early to tell",
    Verdict.CANNOT_TELL: "it still cannot be told",
}
AFTER_A_CLAIM = {
    Verdict.HELPING: "by now it helps",
    Verdict.NOT_HELPING: "it no longer shows",
    Verdict.CANNOT_TELL: "it can no longer be told",
    Verdict.TOO_EARLY: "it was changed since, and it is too early again",
}


@dataclass(frozen=True, slots=True)
class CameTrue:
    """What records said then, and what they say since, in words."""

    verdict: Came
    said: str
    since: str


def came_of(seen: Seen, newest: Seen | None, *, is_in_force: bool) -> CameTrue:
    """What became of what was seen; `newest` is the newest verdict on the same HIA, whenever that was."""
    said = f"Records said: {_said(seen)}."
    if newest is None or newest.week_on < seen.week_on + QUARTER:
        return CameTrue(
            Came.UNKNOWN, said, _waits(seen) if is_in_force else "It ended before that could be seen again."
        )
    weeks = (newest.week_on - seen.week_on) // WEEK
    return CameTrue(_came(seen.verdict, newest.verdict), said, f"{weeks} weeks on: {_since(seen, newest)}.")


def _came(then: Verdict, now: Verdict) -> Came:
    if not {then, now} <= CLAIMS:
        return Came.UNKNOWN
    return Came.TRUE if then is now else Came.NOT_TRUE


def _said(seen: Seen) -> str:
    if seen.verdict is Verdict.TOO_EARLY and seen.until_on:
        return f"too early to tell before {day(seen.until_on)}"
    return SAID[seen.verdict]


def _since(seen: Seen, newest: Seen) -> str:
    if seen.verdict is newest.verdict:
        return STILL[newest.verdict]
    return AFTER_A_CLAIM[newest.verdict] if seen.verdict in CLAIMS else SAID[newest.verdict]


def _waits(seen: Seen) -> str:
    """The day after the first week that is late enough."""
    return f"What came of that is seen from {day(seen.week_on + QUARTER + WEEK)} on."
