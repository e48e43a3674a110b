"""Done messages read from Odoo, shared out among activities, and those that are all that is left of one.

A done activity outlives its row in two ways. Versions before 19 delete it, unless its type keeps done ones.
And a merge of deals, in 19 too, moves open activities and all messages to the deal that stays, and deletes
the done ones: the call was made, so its message counts.

What was ever done on a document is read once and remembered for the pull: the activities of one chunk hang on
many documents, and the same documents come up again in the next.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from fairway.crm.odoo.client import Record
from fairway.crm.odoo.completion import Archived, DoneMessage, OpenAgain, Past, RecordKey, is_undone, past_of
from fairway.crm.odoo.documents import record_of
from fairway.crm.odoo.session import Session
from fairway.crm.odoo.values import day, instant, plain, ref, text

ACTIVITY_FIELDS = (
    "active", "activity_type_id", "user_id", "date_done", "date_deadline", "res_model", "res_id", "summary", "feedback",
    "calendar_event_id", "create_date", "write_date",
)  # fmt: skip
MESSAGE_FIELDS = (
    "model", "res_id", "mail_activity_type_id", "date", "create_date", "author_id", "body", "subject", "write_date",
)  # fmt: skip
MOST_REMEMBERED = 300_000  # activities and messages; a pull over millions starts afresh now and then


def messages_of(session: Session, done: Sequence[Record]) -> dict[int, DoneMessage]:
    """The Done message of each archived activity. Messages of a document are shared out among all its activities."""
    keyed = {record["id"]: key for record in done if (key := record_of(record))}
    changed = {
        keyed[record["id"]]
        for record in done
        if record["id"] in keyed and not _is_known_so(session.pasts.get(keyed[record["id"]]), record)
    }
    pasts = _pasts(session, set(keyed.values()), read_again=changed)
    return {
        key: message for key, document in keyed.items() if (message := pasts[document].by_activity.get(key)) is not None
    }


def _is_known_so(past: Past | None, record: Record) -> bool:
    """Whether a document's past holds an activity as it is now; one done since it was read is not in it."""
    return past is None or past.archived.get(record["id"]) == instant(record.get("write_date"))


def left_messages(session: Session, documents: set[RecordKey], wanted: Collection[int] = ()) -> list[DoneMessage]:
    """Messages on some documents that are all that is left of a completed activity.

    `wanted` are ids of messages found on them: a document whose past lacks one is read again.
    """
    known = {id_ for key in documents if (past := session.pasts.get(key)) for id_ in past.message_ids}
    is_stale = not known.issuperset(wanted)
    until_on = session.options.done_messages_until_on
    left = []
    for past in _pasts(session, documents, read_again=documents if is_stale else set()).values():
        for message in past.left:
            is_kept = session.kind(message.type_id).is_kept
            is_of_old = until_on is not None and message.at.date() < until_on
            may_be_all = message.moved_at is not None or not is_kept or is_of_old
            if may_be_all and not (is_kept and is_undone(message, past.still_open)):
                left.append(message)
    return left


def _pasts(session: Session, documents: set[RecordKey], *, read_again: set[RecordKey]) -> Mapping[RecordKey, Past]:
    """What was ever done on some documents; remembered ones are read only where asked."""
    missing = {key for key in documents if key in read_again or key not in session.pasts}
    if missing:
        found = _read_pasts(session, missing)
        if sum(past.size for past in (*session.pasts.values(), *found.values())) > MOST_REMEMBERED:
            kept = {key: session.pasts[key] for key in documents - missing}
            session.pasts.clear()
            session.pasts.update(kept)
        session.pasts.update(found)
    return {key: session.pasts[key] for key in documents}


def _read_pasts(session: Session, documents: set[RecordKey]) -> dict[RecordKey, Past]:
    activities: dict[RecordKey, list[Record]] = defaultdict(list)
    messages: dict[RecordKey, list[DoneMessage]] = defaultdict(list)
    for model, keys in _by_model(documents).items():
        ids = session.client.search_among("mail.activity", "res_id", keys, [["res_model", "=", model]])
        for record in session.client.read("mail.activity", ids, ACTIVITY_FIELDS):
            activities[model, record["res_id"]].append(record)
        ids = session.client.search_among(
            "mail.message", "res_id", keys, [["model", "=", model], *session.done_message]
        )
        for record in session.client.read("mail.message", ids, MESSAGE_FIELDS):
            message = _done_message(record)
            if message is not None:
                messages[model, record["res_id"]].append(message)
    return {
        key: past_of(
            _each(_archived(session), (one for one in activities[key] if not one.get("active", True))),
            messages[key],
            _each(_open_again, (one for one in activities[key] if one.get("active", True))),
        )
        for key in documents
    }


def _each(make: Callable[[Record], Any | None], records: Iterable[Record]) -> list[Any]:
    return [made for record in records if (made := make(record)) is not None]


def _by_model(documents: set[RecordKey]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for model, key in sorted(documents):
        found[model].append(key)
    return found


def _archived(session: Session) -> Callable[[Record], Archived | None]:
    sellers = session.roster.by_id

    def archived(record: Record) -> Archived | None:
        created_at, written_at = instant(record.get("create_date")), instant(record.get("write_date"))
        if created_at is None or written_at is None:
            return None
        assignee = sellers.get(ref(record.get("user_id")) or 0)
        return Archived(
            record["id"],
            (record["res_model"], record["res_id"]),
            ref(record.get("activity_type_id")),
            day(record.get("date_done")),
            created_at,
            written_at,
            assignee.name if assignee else None,
            assignee.partner_id if assignee else None,
            text(record.get("summary")),
            text(record.get("feedback")),
        )

    return archived


def _done_message(record: Record) -> DoneMessage | None:
    at, created_at = instant(record.get("date")), instant(record.get("create_date"))
    if at is None or created_at is None:
        return None
    return DoneMessage(
        record["id"],
        (record["model"], record["res_id"]),
        ref(record.get("mail_activity_type_id")),
        at,
        created_at,
        ref(record.get("author_id")),
        plain(record.get("body")),
        instant(record.get("write_date")) if record.get("subject") else None,
    )


def _open_again(record: Record) -> OpenAgain | None:
    created_at, written_at = instant(record.get("create_date")), instant(record.get("write_date"))
    if created_at is None or written_at is None:
        return None
    return OpenAgain(
        (record["res_model"], record["res_id"]),
        ref(record.get("activity_type_id")),
        created_at,
        written_at,
        text(record.get("summary")),
    )
