"""Composing the page on which missing records are matched. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fairway.diagnosis.missing import Missing
from fairway.execution.types import HiaStanding
from fairway.ledger.types import RecordBehind
from fairway.metrics.words import readable
from fairway.people.types import PersonFacts
from fairway.records.types import MatchFacts
from fairway.web.words import first_name, plural


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """One record that may be missing: what the CRM says of it, what it would be, and who proposed that."""

    record: RecordBehind
    now: str
    then: str
    proposed_by: str = ""
    is_other_word: bool = False


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """One record that is matched: by whom and when, and what the CRM says of it."""

    record: RecordBehind
    now: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    offered: Sequence[OfferedRow]
    matched: Sequence[MatchedRow]


@dataclass(frozen=True, slots=True)
class MatchPage:
    person: PersonFacts
    hia: HiaStanding
    hia_slug: str
    is_own: bool
    counts_at_once: bool  # else what is ticked is proposed to the seller
    offered: Sequence[OfferedRow] = field(default_factory=tuple)
    matched: Sequence[MatchedRow] = field(default_factory=tuple)
    why_not: str = ""
    usual: float = 0.0

    @property
    def headline(self) -> str:
        many = len(self.offered)
        if many:
            return f"{plural(many, 'record')} may belong here"
        return f"{plural(len(self.matched), 'record')} matched" if self.matched else "Nothing to match"

    @property
    def has_other_words(self) -> bool:
        return any(row.is_other_word for row in self.offered)

    @property
    def name(self) -> str:
        return first_name(self.person.name)


def match_page(
    hia: HiaStanding,
    missing: Missing,
    kept: Sequence[MatchFacts],
    behind: Mapping[str, RecordBehind],
    names: Mapping[int, str],
) -> Rows:
    """Rows to tick and rows that are matched. `behind` are the records of `kept`, `names` those of accounts."""
    proposed = {one.record_id: one for one in kept if one.confirmed_at is None}
    offered = [
        OfferedRow(
            one.record,
            _now(one.as_word, is_unmarked=one.draft.took_place),
            _then(hia, one.as_word, took_place=one.draft.took_place),
            _by(proposed.get(one.record_id), names),
            bool(one.as_word),
        )
        for one in missing.records
    ]
    shown = {row.record.record_id for row in offered}
    offered += [
        OfferedRow(
            behind[one.record_id],
            _now(one.stated_word if one.word else "", is_unmarked=one.took_place),
            _then(hia, one.word, took_place=one.took_place),
            _by(one, names),
            bool(one.word),
        )
        for one in proposed.values()
        if one.record_id in behind and one.record_id not in shown
    ]
    matched = [
        MatchedRow(
            behind[one.record_id],
            _now(one.stated_word if one.word else "", is_unmarked=one.took_place),
            names.get(one.confirmed_by or 0, "a removed account"),
            one.confirmed_at,
        )
        for one in kept
        if one.confirmed_at is not None and one.record_id in behind
    ]
    return Rows(offered, matched)


def _by(proposal: MatchFacts | None, names: Mapping[int, str]) -> str:
    return names.get(proposal.by or 0, "a removed account") if proposal is not None else ""


def _now(word: str, *, is_unmarked: bool) -> str:
    parts = [f"“{readable(word)}”" if word else "", "not marked as done" if is_unmarked else ""]
    return ", ".join(part for part in parts if part)


def _then(hia: HiaStanding, word: str, *, took_place: bool) -> str:
    if word and took_place:
        return f"{hia.name}, took place"
    return hia.name if word else "took place"
