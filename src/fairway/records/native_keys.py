"""The lake's key of a record by the id its source gives it, for taking records out.

The parts of a compound id are joined by `|` in the order of the table's key: `o17|2026-06-01T08:00:00Z|proposal`.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from fairway.records.pseudonyms import pseudonym, record_id
from fairway.records.shaping import Frame, record_key, tied


class NoSuchKey(ValueError):
    """The text cannot be an id of that table. The message says what it should look like."""


def record_key_of(table: str, native_id: str, frame: Frame) -> str | None:
    """The lake's key; None where nothing can stand under it, because nobody knows the seller. NoSuchKey otherwise."""
    reader = READERS.get(table)
    return record_id(frame.source, native_id) if reader is None else reader(native_id, frame)


def _parts(native_id: str, count: int, shown: str) -> list[str]:
    parts = native_id.split("|", count - 1)
    if len(parts) != count or not all(parts):
        raise NoSuchKey(f"is no id of this table; write {shown}")
    return parts


def _instant(text: str, frame: Frame) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NoSuchKey(f"holds {text!r}, which is not an instant; write it like 2026-06-12T14:30:00+02:00") from None
    return moment.astimezone(UTC) if moment.tzinfo else frame.calendar.instant(None, moment)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NoSuchKey(f"holds {text!r}, which is not a date; write it like 2026-06-12") from None


def _pseudonymous(native_id: str, frame: Frame) -> str:
    return pseudonym(frame.source, native_id)


def _participant(native_id: str, frame: Frame) -> str:
    activity, contact = _parts(native_id, 2, "activity_id|contact_id")
    return record_key([record_id(frame.source, activity), pseudonym(frame.source, contact)])


def _stage(native_id: str, frame: Frame) -> str:
    return record_key([tied(part, frame) for part in _parts(native_id, 2, "pipeline|stage")])


def _stage_change(native_id: str, frame: Frame) -> str:
    opportunity, at, stage = _parts(native_id, 3, "opportunity_id|changed_at|to_stage")
    return record_key([record_id(frame.source, opportunity), _instant(at, frame), tied(stage, frame)])


def _owner_change(native_id: str, frame: Frame) -> str:
    opportunity, at = _parts(native_id, 2, "opportunity_id|changed_at")
    return record_key([record_id(frame.source, opportunity), _instant(at, frame)])


def _quota(native_id: str, frame: Frame) -> str | None:
    seller, start, end = _parts(native_id, 3, "seller_id|period_start_on|period_end_on")
    days = [_day(start), _day(end)]
    return record_key([frame.people[seller], *days]) if seller in frame.people else None


READERS: Mapping[str, Callable[[str, Frame], str | None]] = {
    "contacts": _pseudonymous,
    "leads": _pseudonymous,
    "participants": _participant,
    "stages": _stage,
    "stage_changes": _stage_change,
    "owner_changes": _owner_change,
    "quotas": _quota,
}
