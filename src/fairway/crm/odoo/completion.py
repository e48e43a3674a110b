"""Which Done message belongs to which activity, and which messages tell of activities that are gone.

An activity knows the UTC day it was archived on; the instant is on the message Odoo posted when Done was
pressed, which names record and type but no activity. Both are written in one transaction, so an activity that
was not touched since shares its message's second. One that was touched (merged, edited) is matched by day, by
what the message quotes, and by who is named in it. Every message goes to one activity at most.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

SAME_MOMENT = timedelta(seconds=1)
BRACKETS = re.compile(r"\(([^()]*)\)")
AROUND_MIDNIGHT = timedelta(minutes=1)  # the day is worked out moments after the message

RecordKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Archived:
    """An activity that is no longer open. Instants are UTC, `done_on` is a UTC day."""

    activity_id: int
    record: RecordKey
    type_id: int | None
    done_on: date | None
    created_at: datetime
    written_at: datetime
    assignee: str | None  # the name Odoo would print
    assignee_partner_id: int | None
    summary: str | None
    feedback: str | None


@dataclass(frozen=True, slots=True)
class DoneMessage:
    """A message that Done left on a record. `words` is its text without markup."""

    message_id: int
    record: RecordKey
    type_id: int | None
    at: datetime
    created_at: datetime
    author_partner_id: int | None
    words: str
    moved_at: datetime | None = None  # when it came here from a record that was merged into this one


@dataclass(frozen=True, slots=True)
class OpenAgain:
    """An open activity that may have been done before."""

    record: RecordKey
    type_id: int | None
    created_at: datetime
    written_at: datetime
    summary: str | None


@dataclass(frozen=True, slots=True)
class Matching:
    """The message of each done activity, and the messages that belong to none."""

    by_activity: Mapping[int, DoneMessage]
    left: Sequence[DoneMessage]


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that was ever done on one document. `archived`: the last change of each activity that is no longer
    open, as it was when its message was looked for.
    """

    archived: Mapping[int, datetime]
    by_activity: Mapping[int, DoneMessage]
    left: Sequence[DoneMessage]
    still_open: Sequence[OpenAgain]
    message_ids: frozenset[int]

    @property
    def size(self) -> int:
        """Records it remembers."""
        return len(self.archived) + len(self.message_ids) + len(self.still_open)


def past_of(archived: Sequence[Archived], messages: Sequence[DoneMessage], still_open: Sequence[OpenAgain]) -> Past:
    """The past of one document from all its activities and Done messages."""
    found = matched(archived, messages)
    return Past(
        {activity.activity_id: activity.written_at for activity in archived},
        # Their words have served: a message with its activity needs none any more.
        {key: replace(message, words="") for key, message in found.by_activity.items()},
        found.left,
        still_open,
        frozenset(message.message_id for message in messages),
    )


def matched(archived: Iterable[Archived], messages: Iterable[DoneMessage]) -> Matching:
    """Give each archived activity its Done message, the surest pairs first.

    All archived activities and messages of the records concerned must be given, or pairs come out by chance.
    """
    activities_of: dict[tuple[RecordKey, int | None], list[Archived]] = defaultdict(list)
    messages_of: dict[tuple[RecordKey, int | None], list[DoneMessage]] = defaultdict(list)
    for activity in archived:
        activities_of[activity.record, activity.type_id].append(activity)
    for message in messages:
        messages_of[message.record, message.type_id].append(message)
    pairs: dict[int, DoneMessage] = {}
    left: list[DoneMessage] = []
    for group, told in messages_of.items():
        found = _pairs(activities_of.get(group, ()), told)
        pairs.update(found)
        used = {message.message_id for message in found.values()}
        left += [message for message in told if message.message_id not in used]
    return Matching(pairs, left)


def _pairs(activities: Sequence[Archived], messages: Sequence[DoneMessage]) -> dict[int, DoneMessage]:
    by_day: dict[date, list[DoneMessage]] = defaultdict(list)
    for message in messages:
        by_day[message.at.date()].append(message)
    candidates = sorted(
        (_doubt(activity, message), activity.activity_id, message.message_id, message)
        for activity in activities
        for on in _days_near(activity)
        for message in by_day.get(on, ())
        if _may_belong(activity, message)
    )
    pairs: dict[int, DoneMessage] = {}
    used: set[int] = set()
    for _, activity_id, message_id, message in candidates:
        if activity_id not in pairs and message_id not in used:
            pairs[activity_id] = message
            used.add(message_id)
    return pairs


def _days_near(activity: Archived) -> set[date]:
    """Days a message of an activity can lie on: the one it was archived on and, for midnight, its neighbours."""
    on = activity.done_on or activity.written_at.date()
    return {on + timedelta(days=step) for step in (-1, 0, 1)}


def _may_belong(activity: Archived, message: DoneMessage) -> bool:
    if message.created_at < activity.created_at - SAME_MOMENT or message.created_at > activity.written_at + SAME_MOMENT:
        return False
    if activity.done_on is None:
        return _is_one_transaction(activity, message)
    return activity.done_on in {(message.at - AROUND_MIDNIGHT).date(), (message.at + AROUND_MIDNIGHT).date()}


def _is_one_transaction(activity: Archived, message: DoneMessage) -> bool:
    return abs(activity.written_at - message.created_at) <= SAME_MOMENT


def _doubt(activity: Archived, message: DoneMessage) -> tuple[bool, int, float]:
    """Smaller is surer: one transaction, then what the message says, then how near the last change."""
    said = sum(
        (
            quotes(message, activity.summary),
            quotes(message, activity.feedback),
            _is_about(activity, message),
        )
    )
    distance_s = abs((activity.written_at - message.created_at).total_seconds())
    return not _is_one_transaction(activity, message), -said, distance_s


def quotes(message: DoneMessage, said: str | None) -> bool:
    """Whether a message holds some words; nothing is quoted by nobody."""
    return bool(said) and " ".join(str(said).split()) in message.words


def _is_about(activity: Archived, message: DoneMessage) -> bool:
    """Odoo prints the assignee's name when somebody else pressed Done, not when they did."""
    if activity.assignee_partner_id == message.author_partner_id:
        return True
    return quotes(message, activity.assignee)


def is_undone(message: DoneMessage, still_open: Iterable[OpenAgain]) -> bool:
    """Whether a message tells of an activity that was opened again: one of its type on its record that is older than
    the message, was changed after it, and has the summary it quotes. A merge that moved the message changed such an
    activity too, so one whose last change is older was never on the same record as the message."""
    changed_since = message.moved_at - SAME_MOMENT if message.moved_at else message.created_at
    return any(
        activity.record == message.record
        and activity.type_id == message.type_id
        and activity.created_at <= message.created_at
        and activity.written_at > changed_since
        and (not activity.summary or quotes(message, activity.summary))
        for activity in still_open
    )


def named_assignee(message: DoneMessage, names: Mapping[str, int]) -> int | None:
    """The user a Done message names as the assignee, None when it names nobody known.

    Odoo prints "<type> done (originally assigned to <name>): <summary>" in the clicker's language, so a name
    counts only at the end of brackets that stand before the summary. `names` leads to user ids.
    """
    head, _, _ = message.words.partition(" : ")
    for inside in BRACKETS.findall(head):
        fitting = [name for name in names if inside.strip().endswith(name)]
        if fitting:
            return names[max(fitting, key=len)]
    return None
