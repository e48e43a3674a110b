"""Canonical rows in a source's ids become lake rows in ours, with local days, weeks and a hash of what was stated.

Plain functions: everything they need to know about people comes in a `Frame`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from fairway.lib.home import secret
from fairway.lib.money import CENT
from fairway.people.erased import ErasedIds, replaced
from fairway.records.lake import SMALL_TABLE_MONTH
from fairway.records.localising import LocalCalendar
from fairway.records.pseudonyms import pseudonym, record_id
from fairway.records.schema import AMOUNT, TABLES
from fairway.records.types import ActivityRow, LeadRow, OpportunityRow
from fairway.records.words import as_word

LakeRow = dict[str, Any]

# Columns worked out from the others and a calendar, or from histories.
DERIVED = frozenset(
    {"word", "when_at", "when_source", "created_owner_key", "closed_owner_key"}
    | {
        f"{name}_{kind}"
        for name in ("when", "completed", "logged", "scheduled", "created", "closed", "converted", "changed")
        for kind in ("on", "week_on")
    }
)
STATED: dict[str, tuple[str, ...]] = {
    table: tuple(name for name in shape.columns if name not in DERIVED) for table, shape in TABLES.items()
}
AMOUNTS: dict[str, tuple[str, ...]] = {
    table: tuple(name for name, kind in shape.columns.items() if kind == AMOUNT) for table, shape in TABLES.items()
}


# Where a source's own words may stand: one that names somebody erased goes, on whomever's row it is.
WORDS: Mapping[str, tuple[str, ...]] = {
    "activities": ("subtype", "outcome"),
    "accounts": ("tier", "segment"),
    "contacts": ("seniority", "buying_role"),
    "leads": ("status", "source"),
    "opportunities": ("type", "source", "lost_reason"),
    "participants": ("role", "response"),
}
# Words that tie rows together: another text stands in their place.
TIES: Mapping[str, tuple[str, ...]] = {
    "stages": ("pipeline", "stage"),
    "opportunities": ("pipeline", "stage"),
    "stage_changes": ("from_stage", "to_stage"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What shaping needs beside the row: the source's word, its people, and where they were when."""

    source: str
    people: Mapping[str, int]  # the source's seller ids
    calendar: LocalCalendar
    erased: ErasedIds = field(default_factory=ErasedIds)


class OfSomebodyErased(LookupError):
    """A row is about somebody who was erased: it is passed over without a word."""


class UnknownSeller(LookupError):
    """A row belongs to somebody no table of sellers names."""

    def __init__(self, field: str, native_id: str) -> None:
        super().__init__(native_id)
        self.field = field
        self.native_id = native_id


def shaped(table: str, row: object, frame: Frame) -> LakeRow:
    """A row as the lake holds it. Raises UnknownSeller where a required seller is not known, OfSomebodyErased for a
    row that must not come back.
    """
    lake_row = SHAPERS[table](row, frame)
    shape = TABLES[table]
    lake_row["record_key"] = record_key([lake_row[name] for name in shape.key])
    lake_row["placed_month"] = _month(lake_row, shape.placed_by)
    for name in AMOUNTS[table]:
        if lake_row[name] is not None:
            lake_row[name] = lake_row[name].quantize(CENT)
    # Over what was stated, names included, and whom it was found to be about: a renamed account changes too, a day
    # worked out anew does not. Keyed, so that the hash tells nobody whether a guessed name is right.
    stated = repr((FREE_TEXTS[table](row), [lake_row[name] for name in STATED[table]])).encode("utf-8", "replace")
    lake_row["row_hash"] = blake2b(stated, digest_size=12, key=secret("pseudonyms.key")).hexdigest()
    return lake_row


def record_key(parts: Iterable[object]) -> str:
    """The values that name a row, as one text."""
    return "|".join(str(part.astimezone(UTC) if isinstance(part, datetime) else part) for part in parts)


def _month(lake_row: LakeRow, placed_by: tuple[str, ...]) -> str:
    if not placed_by:
        return SMALL_TABLE_MONTH
    day = next((lake_row[name] for name in placed_by if lake_row.get(name)), None)
    return "undated" if day is None else f"{day:%Y-%m}"


PREFIXED = frozenset({"account_id", "opportunity_id", "activity_id", "parent_id", "converted_opportunity_id"})


@lru_cache(maxsize=32)
def _fields_of(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """A row's fields, and whether each is the id of a record."""
    return tuple((item.name, item.name in PREFIXED) for item in fields(kind))


def _plain(row: object, frame: Frame, **renamed: object) -> LakeRow:
    """The row's own fields, ids of records prefixed, words checked, unknown columns left to `renamed`."""
    values: LakeRow = {}
    for name, is_record in _fields_of(type(row)):  # type: ignore[arg-type]
        value = getattr(row, name)
        values[name] = (record_id(frame.source, value) if value else None) if is_record else value
    values.update(renamed)
    return values


def _known(frame: Frame, field: str, native_id: str) -> int:
    key = _known_or_erased(frame, field, native_id)
    if key is None:
        raise OfSomebodyErased(native_id)
    return key


def _known_or_erased(frame: Frame, field: str, native_id: str) -> int | None:
    """The person's key; None for somebody erased, whose deals stay without an owner."""
    key = frame.people.get(native_id)
    if key is None and not frame.erased.has_person(frame.source, native_id):
        raise UnknownSeller(field, native_id)
    return key


def _pseudonym(frame: Frame, table: str, native_id: str) -> str:
    """The lake's key of a contact or lead. OfSomebodyErased where they were erased."""
    key = pseudonym(frame.source, native_id)
    if frame.erased.has_record(table, key):
        raise OfSomebodyErased(native_id)
    return key


def _lead_key(frame: Frame, native_id: str | None) -> str | None:
    """The lead an activity was about; an activity about an erased one stays, without saying so."""
    key = pseudonym(frame.source, native_id) if native_id else None
    return None if frame.erased.has_record("leads", key) else key


def _word(frame: Frame, text: str | None) -> str | None:
    """The text if it may enter the lake: a category that names nobody who was erased."""
    word = as_word(text)
    return None if frame.erased.is_named_in(word) else word


def _words(table: str, row: object, frame: Frame) -> LakeRow:
    """Those of a row's own words that may enter the lake."""
    return {name: _word(frame, getattr(row, name)) for name in WORDS[table]}


def tied(text: str, frame: Frame) -> str:
    """A text that ties rows together: another stands for one that names somebody erased."""
    return replaced(text.strip()) if frame.erased.is_named_in(text) else text


def _tied(frame: Frame, text: str | None) -> str | None:
    """The same for a word that may enter the lake."""
    word = as_word(text)
    return tied(word, frame) if word else word


def _only(table: str, values: LakeRow) -> LakeRow:
    """Keep the lake's columns; names and free text fall away here."""
    return {name: values.get(name) for name in TABLES[table].columns}


def _activity(row: ActivityRow, frame: Frame) -> LakeRow:
    person_key = _known(frame, "seller_id", row.seller_id)
    words = _words("activities", row, frame)
    when_at, when_on, when_source = when_of(row, person_key, frame.calendar)
    values = _plain(
        row,
        frame,
        person_key=person_key,
        **words,
        word=words["subtype"] or str(row.type),
        type=str(row.type),
        direction=str(row.direction) if row.direction else None,
        status=str(row.status),
        duration_min=float(row.duration_min) if row.duration_min is not None else None,
        lead_key=_lead_key(frame, row.lead_id),
        when_at=when_at,
        when_on=when_on,
        when_source=when_source,
    )
    scheduled_on = row.due_on if row.scheduled_start_at is None else None
    for name, instant in (
        ("completed", row.completed_at),
        ("logged", row.logged_at),
        ("scheduled", row.scheduled_start_at),
    ):
        values[f"{name}_on"] = frame.calendar.day(person_key, instant)
    values["scheduled_on"] = values["scheduled_on"] or scheduled_on
    for name in ("when", "completed", "logged", "scheduled"):
        values[f"{name}_week_on"] = frame.calendar.week(values[f"{name}_on"])
    return _only("activities", values)


def when_of(
    row: ActivityRow, person_key: int, calendar: LocalCalendar
) -> tuple[datetime | None, date | None, str | None]:
    """When an activity counts: occurred, else completed, scheduled, due, logged. With the day in its seller's zone."""
    for source, instant in (
        ("occurred", row.occurred_at),
        ("completed", row.completed_at),
        ("scheduled", row.scheduled_start_at),
    ):
        if instant is not None:
            return instant, calendar.day(person_key, instant), source
    if row.due_on is not None:
        return calendar.day_start(person_key, row.due_on), row.due_on, "due"
    if row.logged_at is not None:
        return row.logged_at, calendar.day(person_key, row.logged_at), "logged"
    return None, None, None


def _account(row: object, frame: Frame) -> LakeRow:
    values = _plain(row, frame, **_words("accounts", row, frame))
    values["owner_key"] = frame.people.get(values["owner_id"] or "")
    return _only("accounts", values)


def _contact(row: object, frame: Frame) -> LakeRow:
    values = _plain(row, frame, **_words("contacts", row, frame))
    values["contact_key"] = _pseudonym(frame, "contacts", values["contact_id"])
    return _only("contacts", values)


def _lead(row: LeadRow, frame: Frame) -> LakeRow:
    owner_key = _known(frame, "owner_id", row.owner_id)
    values = _plain(
        row,
        frame,
        lead_key=_pseudonym(frame, "leads", row.lead_id),
        owner_key=owner_key,
        **_words("leads", row, frame),
        created_on=frame.calendar.day(owner_key, row.created_at),
        converted_on=frame.calendar.day(owner_key, row.converted_at),
    )
    values["created_week_on"] = frame.calendar.week(values["created_on"])
    values["converted_week_on"] = frame.calendar.week(values["converted_on"])
    return _only("leads", values)


def _opportunity(row: OpportunityRow, frame: Frame) -> LakeRow:
    """With today's owner in every credit; `crediting` puts in who owned it when, once histories are there."""
    owner_key = _known_or_erased(frame, "owner_id", row.owner_id)
    words = _words("opportunities", row, frame)
    words |= {name: _tied(frame, getattr(row, name)) for name in TIES["opportunities"]}
    values = _plain(row, frame, **words, owner_key=owner_key)
    values["pipeline"] = words["pipeline"] or ""
    values["created_owner_key"] = owner_key
    values["closed_owner_key"] = owner_key if row.closed_at else None
    for name, instant in (("created", row.created_at), ("closed", row.closed_at)):
        values[f"{name}_on"] = frame.calendar.day(owner_key, instant)
        values[f"{name}_week_on"] = frame.calendar.week(values[f"{name}_on"])
    return _only("opportunities", values)


def _stage(row: object, frame: Frame) -> LakeRow:
    values = _plain(row, frame)
    values |= {name: tied(values[name], frame) for name in TIES["stages"]}
    return _only("stages", values)


def _stage_change(row: object, frame: Frame) -> LakeRow:
    values = _plain(row, frame)
    values |= {name: _tied(frame, values[name]) for name in TIES["stage_changes"]}
    values["changed_on"] = frame.calendar.day(None, values["changed_at"])
    values["changed_week_on"] = frame.calendar.week(values["changed_on"])
    return _only("stage_changes", values)


def _owner_change(row: object, frame: Frame) -> LakeRow:
    values = _plain(row, frame)
    values["owner_key"] = _known_or_erased(frame, "owner_id", values["owner_id"])
    return _only("owner_changes", values)


def _participant(row: object, frame: Frame) -> LakeRow:
    values = _plain(row, frame, **_words("participants", row, frame))
    values["contact_key"] = _pseudonym(frame, "contacts", values["contact_id"])
    return _only("participants", values)


def _quota(row: object, frame: Frame) -> LakeRow:
    values = _plain(row, frame)
    values["person_key"] = _known(frame, "seller_id", values["seller_id"])
    return _only("quotas", values)


def _nothing(row: object) -> None:
    """A table without names and free text."""


# Names and texts that may not enter the lake, or only as a word.
FREE_TEXTS: dict[str, Callable[[Any], object]] = dict.fromkeys(TABLES, _nothing) | {
    "accounts": attrgetter("name", "tier", "segment"),
    "contacts": attrgetter("title", "seniority", "buying_role"),
    "leads": attrgetter("status", "source"),
    "opportunities": attrgetter("name", "next_step", "stage", "pipeline", "type", "source", "lost_reason"),
    "activities": attrgetter("subtype", "outcome"),
}

SHAPERS: dict[str, Callable[[Any, Frame], LakeRow]] = {
    "activities": _activity,
    "accounts": _account,
    "contacts": _contact,
    "leads": _lead,
    "opportunities": _opportunity,
    "stages": _stage,
    "stage_changes": _stage_change,
    "owner_changes": _owner_change,
    "participants": _participant,
    "quotas": _quota,
}
