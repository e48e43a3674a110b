"""Whether an HIA helps one seller, in words: read at its review, before anything is decided. No chance, no money."""

from dataclasses import dataclass
from datetime import date

from fairway.evidence.verdict import CREATION, TOO_LONG, Help, Verdict
from fairway.lib.periods import on_a_weekday
from fairway.studio.types import TestState
from fairway.web.words import day


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """A mark with its word, and one sentence or two; `wants_pilot` where nothing else can tell in time."""

    state: TestState
    word: str
    sentence: str
    wants_pilot: bool = False


NOT_YET = VerdictWords(
    TestState.UNKNOWN, "Not worked out yet", "Whether it helps is, each night, once deals and activities were read."
)


def verdict_words(told: Help | None, whose: str, on: date) -> VerdictWords:
    """For somebody (`your`, `Marcus’s`); without a verdict, when there will be one."""
    if told is None:
        return NOT_YET
    is_on_accounts = told.objective == CREATION
    if told.verdict is Verdict.HELPING:
        moves = "more new deals" if is_on_accounts else f"faster progress on {whose} deals"
        if not told.is_own and not is_on_accounts:
            said = f"With colleagues more of it came before faster progress; {whose} own deals alone do not show it."
            return VerdictWords(TestState.YES, "Helping", said)
        return VerdictWords(TestState.YES, "Helping", f"More of it came before {moves}. How much is uncertain.")
    if told.verdict is Verdict.NOT_HELPING:
        came = "no more new deals came" if is_on_accounts else f"{whose} deals moved on no sooner"
        return VerdictWords(TestState.NO, "No sign that it helps", f"After more of it {came}.")
    if told.verdict is Verdict.TOO_EARLY:
        return VerdictWords(TestState.UNKNOWN, "Too early to tell", _by(told.until_on, on))
    if told.may_be_luck:
        deals = "new deals" if is_on_accounts else "deals"
        said = f"It goes with {deals} that were doing well anyway. A pilot could tell."
        return VerdictWords(TestState.UNKNOWN, "The past cannot tell", said, wants_pilot=True)
    return _cannot_tell(told.until_on, on)


def _cannot_tell(until_on: date | None, on: date) -> VerdictWords:
    if until_on is None:
        said = "At this volume the past will not tell in time whether it helps. A pilot could."
        return VerdictWords(TestState.UNKNOWN, "Cannot tell", said, wants_pilot=True)
    if until_on > on + TOO_LONG:
        said = f"At this volume it takes until {until_on:%B %Y} to tell whether it helps. A pilot could tell sooner."
        return VerdictWords(TestState.UNKNOWN, "Cannot tell yet", said, wants_pilot=True)
    said = f"Too little is recorded to tell whether it helps. {_by(until_on, on)}"
    return VerdictWords(TestState.UNKNOWN, "Cannot tell yet", said.strip())


def _by(until_on: date | None, on: date) -> str:
    return f"By {day(on_a_weekday(until_on))} we can." if until_on and until_on > on else ""
