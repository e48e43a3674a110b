"""Completions of which only Odoo's message is left, as activities."""

from collections.abc import Iterator
from typing import Any

from fairway.crm.odoo.activity_mapping import completion_row
from fairway.crm.odoo.completion import RecordKey, named_assignee
from fairway.crm.odoo.documents import NOTHING, links_of, record_of
from fairway.crm.odoo.done_messages import left_messages
from fairway.crm.odoo.passes import Stream
from fairway.crm.odoo.session import Session, batches, digest
from fairway.exchange.types import Batch
from fairway.records.types import ActivityRow


def completions(session: Session) -> Iterator[Batch]:
    """Completions of which only the message is left."""
    client = session.client
    domain: list[Any] = [["model", "in", list(session.options.models)], *session.done_message, *_where_left(session)]
    words = digest((key, kind) for key, kind in session.kinds.items())
    passing = session.begin("completions", Stream("mail.message", domain, words))
    session.add_by_deal(passing, "res_id", [["model", "=", "crm.lead"], *session.done_message])
    session.present_activities |= {f"message-{key}" for key in passing.present_ids}
    for ids, position in passing.chunks():
        documents = {
            key for record in client.read("mail.message", ids, ("model", "res_id")) if (key := record_of(record))
        }
        rows = _left_rows(session, set(ids), documents)
        unstated = {f"message-{key}" for key in ids} - {row.activity_id for row in rows}
        session.present_activities -= unstated
        yield from batches(
            "activities",
            rows,
            stream="completions",
            position=position,
            expected=passing.expected,
            deleted=() if passing.is_whole else sorted(unstated),
        )


def _where_left(session: Session) -> list[Any]:
    """Conditions on Done messages that may be all there is: moved by a merge (a merge gives a message a
    subject), of a type that does not keep done activities, or from before an upgrade.
    """
    conditions: list[list[Any]] = [["subject", "!=", False]]
    unkept = [key for key, kind in session.kinds.items() if not kind.is_kept]
    if unkept:
        conditions.append(["mail_activity_type_id", "in", unkept])
    if session.options.done_messages_until_on:
        conditions.append(["date", "<", str(session.options.done_messages_until_on)])
    return ["|"] * (len(conditions) - 1) + conditions


def _left_rows(session: Session, wanted: set[int], documents: set[RecordKey]) -> list[ActivityRow]:
    """The assignee's where the message names one, else of whoever pressed Done."""
    links = links_of(session, documents)
    rows = []
    for message in left_messages(session, documents, wanted):
        if message.message_id not in wanted:
            continue
        assignee_id = named_assignee(message, session.roster.by_name)
        seller = session.roster.by_id.get(assignee_id or 0)
        seller = seller or session.roster.by_partner.get(message.author_partner_id or 0)
        if seller is not None:
            about = links.get(message.record, NOTHING)
            rows.append(completion_row(message, kind=session.kind(message.type_id), seller=seller, links=about))
    return rows
