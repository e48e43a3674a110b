"""Done messages read from Odoo, shared out among activities, and those that are all that is left of one.

A done activity outlives its row in two ways. Versions before 19 delete it, unless its type keeps done ones.
And a merge of deals, in 19 too, moves open activities and all messages to the deal that stays, and deletes
the done ones: the call was made, so its message counts.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from fairway.crm.odoo.client import Record
from fairway.crm.odoo.completion import Archived, DoneMessage, OpenAgain, RecordKey, is_undone, matched
from fairway.crm.odoo.documents import record_of
from fairway.crm.odoo.passes import WIRE_FORMAT
from fairway.crm.odoo.session import Session
from fairway.crm.odoo.values import day, instant, plain, ref, text

ACTIVITY_FIELDS = (
    "active", "activity_type_id", "user_id", "date_done", "date_deadline", "res_model", "res_id", "summary", "feedback",
    "calendar_event_id", "create_date", "write_date",
)  # fmt: skip
MESSAGE_FIELDS = (
    "model", "res_id", "mail_activity_type_id", "date", "create_date", "author_id", "body", "subject", "write_date",
)  # fmt: skip
DONE_MESSAGE = ["mail_activity_type_id", "!=", False]


def messages_of(session: Session, done: Sequence[Record]) -> dict[int, DoneMessage]:
    """The Done message of each archived activity.

    Read together with every other activity archived on the same documents around those days: messages are
    shared out among all of them.
    """
    days = sorted(on for record in done if (on := day(record.get("date_done"))))
    if not days:
        return {}
    documents = {key for record in done if (key := record_of(record))}
    since = datetime.combine(days[0] - timedelta(days=1), time.min, tzinfo=UTC).strftime(WIRE_FORMAT)
    until = datetime.combine(days[-1] + timedelta(days=2), time.min, tzinfo=UTC).strftime(WIRE_FORMAT)
    archived = _archived(session, documents, [["date_done", ">=", str(days[0])], ["date_done", "<=", str(days[-1])]])
    messages = _done_messages(session, documents, [["date", ">=", since], ["date", "<", until]])
    return dict(matched(archived, messages).by_activity)


def _by_model(documents: set[RecordKey]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for model, key in sorted(documents):
        found[model].append(key)
    return found


def _archived(session: Session, documents: set[RecordKey], domain: Sequence[Any]) -> list[Archived]:
    client, sellers = session.client, session.roster.by_id
    found = []
    for model, keys in _by_model(documents).items():
        ids = client.search_among(
            "mail.activity", "res_id", keys, [["res_model", "=", model], ["active", "=", False], *domain]
        )
        for record in client.read("mail.activity", ids, ACTIVITY_FIELDS):
            created_at, written_at = instant(record.get("create_date")), instant(record.get("write_date"))
            if created_at is None or written_at is None:
                continue
            assignee = sellers.get(ref(record.get("user_id")) or 0)
            found.append(
                Archived(
                    record["id"],
                    (model, record["res_id"]),
                    ref(record.get("activity_type_id")),
                    day(record.get("date_done")),
                    created_at,
                    written_at,
                    assignee.name if assignee else None,
                    assignee.partner_id if assignee else None,
                    text(record.get("summary")),
                    text(record.get("feedback")),
                )
            )
    return found


def _done_messages(session: Session, documents: set[RecordKey], domain: Sequence[Any]) -> list[DoneMessage]:
    found = []
    for model, keys in _by_model(documents).items():
        ids = session.client.search_among(
            "mail.message", "res_id", keys, [["model", "=", model], DONE_MESSAGE, *domain]
        )
        for record in session.client.read("mail.message", ids, MESSAGE_FIELDS):
            at, created_at = instant(record.get("date")), instant(record.get("create_date"))
            if at is not None and created_at is not None:
                found.append(
                    DoneMessage(
                        record["id"],
                        (model, record["res_id"]),
                        ref(record.get("mail_activity_type_id")),
                        at,
                        created_at,
                        ref(record.get("author_id")),
                        plain(record.get("body")),
                        instant(record.get("write_date")) if record.get("subject") else None,
                    )
                )
    return found


def left_messages(session: Session, documents: set[RecordKey]) -> list[DoneMessage]:
    """Messages on some documents that are all that is left of a completed activity."""
    found = matched(_archived(session, documents, ()), _done_messages(session, documents, ()))
    open_again = _open(session, documents)
    until_on = session.options.done_messages_until_on
    left = []
    for message in found.left:
        is_kept = session.kind(message.type_id).is_kept
        may_be_all = (
            message.moved_at is not None or not is_kept or (until_on is not None and message.at.date() < until_on)
        )
        if may_be_all and not (is_kept and is_undone(message, open_again)):
            left.append(message)
    return left


def _open(session: Session, documents: set[RecordKey]) -> list[OpenAgain]:
    found = []
    for model, keys in _by_model(documents).items():
        ids = session.client.search_among(
            "mail.activity", "res_id", keys, [["res_model", "=", model], ["active", "=", True]]
        )
        for record in session.client.read("mail.activity", ids, ACTIVITY_FIELDS):
            created_at, written_at = instant(record.get("create_date")), instant(record.get("write_date"))
            if created_at is not None and written_at is not None:
                found.append(
                    OpenAgain(
                        (model, record["res_id"]),
                        ref(record.get("activity_type_id")),
                        created_at,
                        written_at,
                        text(record.get("summary")),
                    )
                )
    return found
