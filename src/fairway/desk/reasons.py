"""Composing "not executing: why?" for a seller's page and the page of one activity. Plain Python.

Signs stand in the words and the order of `diagnosis`; the seller's own answer stands above them. What is personal is
asked, never named: `effort` has no word of its own here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.diagnosis.answers import in_words, offered
from fairway.diagnosis.missing import records_doubted
from fairway.diagnosis.types import ASKED_ABOUT, Answer, Diagnosis, RankedCause, SaidSign
from fairway.execution.types import HiaStanding, SellerStanding, Status
from fairway.metrics.words import address_of
from fairway.signs.types import Cause
from fairway.web.words import spelled

# In a manager's words: where to look, not what somebody is.
LABELS: Mapping[Cause, str] = {
    Cause.DATA: "Logging",
    Cause.ABSENCE: "Time away",
    Cause.RAMP: "New to it",
    Cause.CAPACITY: "Load",
    Cause.OPPORTUNITY: "Supply",
    Cause.TARGET: "Target",
    Cause.SKILL: "How it works out",
    Cause.PRIORITY: "What comes first",
    Cause.EFFORT: "Open question",
}
ORDER = (Status.CHECK_DATA, Status.BEHIND, Status.AWAY)  # the data are doubted before the person

Diagnoses = Mapping[tuple[int, str], Diagnosis]  # by person and metric
RowsAt = Callable[[str, date], str | None]  # address of the records of a metric in a week, where there is one


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of evidence, with the address of the records behind its numbers and the week they begin with."""

    text: str
    address: str | None = None
    week_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One likely reason. Without a strength it is only asked."""

    label: str
    strength: str
    is_doubt: bool
    said: Sequence[Said]
    question: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """What may be behind one HIA that is short, in doubt or away; nothing is an answer too."""

    hia: HiaStanding
    slug: str
    rows: Sequence[ReasonRow]
    answer: Answer | None
    answered: str  # the answer in words, empty without one
    options: Sequence[tuple[str, str]]  # reasons to pick from, those shown first
    week_on: date | None
    to_match: int = 0  # about how many records wait to be matched one by one

    @property
    def is_away(self) -> bool:
        return self.hia.status is Status.AWAY

    @property
    def is_doubted(self) -> bool:
        return self.hia.status is Status.CHECK_DATA

    @property
    def calm(self) -> str:
        """What stands where the records show no reason."""
        return "No sign in the records. Nothing that was logged says why: only asking can."


def reasons_of(standing: SellerStanding, diagnoses: Diagnoses, rows_at: RowsAt) -> list[Reasons]:
    """One entry for each HIA that is short, in doubt or away: doubted records first."""
    asked = [hia for hia in standing.hias if hia.status in ASKED_ABOUT and not hia.is_draft]
    asked.sort(key=lambda hia: ORDER.index(hia.status))
    return [_reasons(hia, diagnoses.get((standing.person_key, hia.metric_key)), rows_at) for hia in asked]


def _reasons(hia: HiaStanding, found: Diagnosis | None, rows_at: RowsAt) -> Reasons:
    causes = found.causes if found else ()
    answer = found.answer if found else None
    return Reasons(
        hia=hia,
        slug=address_of(hia.metric_key),
        rows=[_row(cause, rows_at) for cause in causes],
        answer=answer,
        answered=in_words(answer) if answer else "",
        options=[(str(cause), words) for cause, words in offered(cause.cause for cause in causes)],
        week_on=found.week_on if found else None,
        to_match=records_doubted(found) if found else 0,
    )


def _row(cause: RankedCause, rows_at: RowsAt) -> ReasonRow:
    is_only_asked = cause.cause is Cause.EFFORT
    said = {sign.text: _said(sign, rows_at) for sign in cause.signs}
    return ReasonRow(
        label=LABELS[cause.cause],
        strength="" if is_only_asked else str(cause.strength),
        is_doubt=cause.cause is Cause.DATA,
        said=list(said.values()),
        question=cause.question,
    )


def _said(sign: SaidSign, rows_at: RowsAt) -> Said:
    if not sign.weeks:
        return Said(sign.text)
    week_on = max(sign.weeks)
    addresses = (rows_at(key, week_on) for key in sign.metric_keys)
    return Said(sign.text, next((address for address in addresses if address), None), week_on)


def heading_of(reasons: Sequence[Reasons]) -> str:
    """The question over the left half."""
    if any(not one.is_doubted and not one.is_away for one in reasons):
        return "Not executing: why?"
    return "Cannot tell: are the records complete?" if any(one.is_doubted for one in reasons) else "Away: what waits?"


def beside_heading(reasons: Sequence[Reasons]) -> str:
    """Which activities it is about."""
    return reasons[0].hia.name if len(reasons) == 1 else f"{spelled(len(reasons))} activities"
