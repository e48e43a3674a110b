"""The records behind a sign that more was done than is counted, and what each would be matched to.

Only what would count once matched: a record that misses another condition of the activity as well is not offered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fairway.diagnosis.types import Diagnosis, SaidSign
from fairway.ledger.queries import Link, records_of_weeks
from fairway.ledger.types import RecordBehind
from fairway.lib.periods import week_of
from fairway.metrics.types import Condition, Counting, Definition, every_condition
from fairway.metrics.words import offered
from fairway.people.queries import organisation
from fairway.records.types import MatchDraft, MatchFacts
from fairway.signs.measuring import words_of
from fairway.signs.types import Cause

MATCHED_BY = frozenset({"unconfirmed", "left_open", "other_word"})  # patterns with records that can be matched
OF_THE_KIND = frozenset({"word", "subtype", "type"})
MOST_RECORDS = 100

NO_RECORDS = "What it counts is no activity that was logged: there is nothing to match. Mend it in the CRM."
NO_WORD = (
    "This activity counts by what a record says, not by a word of its own: a record that goes by another word cannot "
    "be matched to it. Mend it in the CRM, where it is read again by itself."
)
MIXED = (
    "Its rule asks for a word and for other things in one breath: a record that goes by another word cannot be matched "
    "to it. Mend it in the CRM, where it is read again by itself."
)


@dataclass(frozen=True, slots=True)
class MissingRecord:
    """One record that may be missing in the count, with the match that would put it there."""

    record: RecordBehind
    draft: MatchDraft
    as_word: str = ""  # its word now, where that would change

    @property
    def record_id(self) -> str:
        return self.record.record_id


@dataclass(frozen=True, slots=True)
class Missing:
    """Everything that can be matched for one HIA, oldest first; and why the rest cannot be."""

    records: Sequence[MissingRecord]
    why_not: str = ""
    usual: float = 0.0  # records of the other word that are usual in such weeks: likely not these


def doubts(diagnosis: Diagnosis) -> list[SaidSign]:
    """Signs of missing records that can be matched one by one, heaviest first."""
    return [
        sign
        for cause in diagnosis.causes
        if cause.cause is Cause.DATA
        for sign in cause.signs
        if sign.pattern in MATCHED_BY
    ]


def records_doubted(diagnosis: Diagnosis) -> int:
    """About how many records there are to look at, as the signs count them."""
    return round(sum(float(sign.numbers.get("now", 0)) for sign in doubts(diagnosis)))


def missing_records(
    definition: Definition, diagnosis: Diagnosis, word_types: Mapping[str, str], *, on: date, link: Link
) -> Missing:
    """What the stored signs of one HIA point at, read from the lake: as it stands today."""
    if definition.records != "activities" or definition.over is not None:
        return Missing((), NO_RECORDS)
    found: dict[str, MissingRecord] = {}
    why_not, usual = "", 0.0
    for sign in doubts(diagnosis):
        if sign.pattern == "other_word":
            why_not = why_not or _cannot(definition)
            usual += 0.0 if why_not else float(sign.numbers.get("usual", 0))
            rows = () if why_not else _of_other_word(definition, diagnosis, sign, word_types, on, link)
        else:
            rows = _unmarked(definition, diagnosis, sign, on, link)
        for row in rows:
            found.setdefault(row.record_id, row)
    ordered = sorted(found.values(), key=lambda one: (one.record.day_on, one.record_id))
    return Missing(tuple(ordered[-MOST_RECORDS:]), why_not, usual)


def _unmarked(
    definition: Definition, diagnosis: Diagnosis, sign: SaidSign, on: date, link: Link
) -> list[MissingRecord]:
    """Records of the activity itself of which nobody said whether they took place."""
    plain = _counted_one_by_one(definition)
    if sign.pattern == "left_open":
        plain = replace(plain, statuses=("planned",), date="scheduled")
    rows = records_of_weeks(plain, diagnosis.person_key, sign.weeks, on, link)
    wanted = [row for row in rows if (row.is_counted if sign.pattern == "left_open" else row.is_unconfirmed)]
    return [
        MissingRecord(row, MatchDraft(row.record_id, diagnosis.metric_key, took_place=True))
        for row in wanted
        if row.day_on < on
    ]


def _of_other_word(
    definition: Definition,
    diagnosis: Diagnosis,
    sign: SaidSign,
    word_types: Mapping[str, str],
    on: date,
    link: Link,
) -> list[MissingRecord]:
    """Records under the other word that meet everything else the activity asks for."""
    other = sign.metric_keys[0]
    own, kind = target_of(definition, word_types.get(other, ""), word_types)
    others = tuple(c for c in definition.where if not _is_of_the_kind(c))
    asked = replace(_counted_one_by_one(definition), where=(*offered(other).where, *others))
    return [
        MissingRecord(
            row,
            MatchDraft(row.record_id, diagnosis.metric_key, own, kind, took_place=row.is_unconfirmed),
            as_word=other,
        )
        for row in records_of_weeks(asked, diagnosis.person_key, sign.weeks, on, link)
        if (row.is_counted or row.is_unconfirmed) and row.day_on < on
    ]


def records_of_matches(
    definition: Definition, kept: Sequence[MatchFacts], *, on: date, link: Link
) -> dict[str, RecordBehind]:
    """The records of matches of one person and activity, by key: those in force as they count, those only proposed
    under the word their source has for them.
    """
    found: dict[str, RecordBehind] = {}
    words = {one.stated_word for one in kept if one.confirmed_at is None}
    plain = _counted_one_by_one(definition)
    for asked in (plain, *(replace(offered(word), statuses=("done", "planned")) for word in sorted(words))):
        weeks = sorted({week_of(one.day_on, organisation().week_starts_on) for one in kept})
        rows = records_of_weeks(asked, kept[0].person_key, weeks, on, link) if kept else []
        found |= {row.record_id: row for row in rows if row.record_id not in found}
    return {one.record_id: found[one.record_id] for one in kept if one.record_id in found}


def _counted_one_by_one(definition: Definition) -> Definition:
    """The same records, each for itself: what is counted once a week is still a record each."""
    return replace(definition, counting=Counting.COUNT, value="", of=(), quality=(), follow_up=None)


def _is_of_the_kind(condition: Condition) -> bool:
    """Whether a condition asks for nothing but the kind of record."""
    return all(part.field in OF_THE_KIND for part in every_condition((condition,)))


def _cannot(definition: Definition) -> str:
    """Why records of another word cannot be matched; empty where they can."""
    if not _own_words(definition):
        return NO_WORD
    mixed = (
        condition
        for condition in definition.where
        if not _is_of_the_kind(condition) and any(p.field in OF_THE_KIND for p in every_condition((condition,)))
    )
    return MIXED if any(mixed) else ""


def _own_words(definition: Definition) -> frozenset[str]:
    """Words it asks for; those it asks not to be are none."""
    return words_of(replace(definition, where=tuple(c for c in definition.where if c.test != "none")))


def target_of(definition: Definition, other_type: str, word_types: Mapping[str, str]) -> tuple[str, str]:
    """(word, type) that a record of another word gets: among several words of the activity one of the same type, so
    that as little as possible changes. The type stays (empty) unless the activity asks for one.
    """
    words = sorted(_own_words(definition))
    own = next((word for word in words if word_types.get(word) == other_type), words[0])
    asked = [
        str(c.values[0]) for c in every_condition(definition.where) if c.field == "type" and c.test in {"is", "in"}
    ]
    return own, (asked[0] if asked and other_type not in asked else "")
