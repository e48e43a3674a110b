"""Activities: planned and done ones, each its assignee's."""

from collections.abc import Iterator, Sequence

from fairway.crm.odoo.activity_mapping import activity_row, slot_of
from fairway.crm.odoo.answers import ANSWERED, attendees_of, declined_events
from fairway.crm.odoo.client import Record
from fairway.crm.odoo.completion import DoneMessage
from fairway.crm.odoo.documents import NOTHING, links_of, record_of
from fairway.crm.odoo.done_messages import ACTIVITY_FIELDS, messages_of
from fairway.crm.odoo.mapping import Seller
from fairway.crm.odoo.passes import Stream
from fairway.crm.odoo.session import Session, batches, digest, keys_of
from fairway.crm.odoo.values import ref
from fairway.exchange.types import Batch
from fairway.records.types import ActivityRow

EVENT_FIELDS = ("active", "start", "allday", "start_date", "duration")


def activities(session: Session) -> Iterator[Batch]:
    """Every activity on a document of sales, also those whose deal or calendar event changed since."""
    client, domain = session.client, [["res_model", "in", list(session.options.models)]]
    words = digest((key, kind) for key, kind in session.kinds.items())
    has_events = "calendar_event_id" in client.fields_of("mail.activity")
    related = tuple(f"calendar_event_id.{field}" for field in ("write_date", *ANSWERED)) if has_events else ()
    passing = session.begin("activities", Stream("mail.activity", domain, words, related))
    session.present_activities |= {str(key) for key in passing.present_ids}
    session.add_by_deal(passing, "res_id", [["res_model", "=", "crm.lead"]])
    for ids, position in passing.chunks():
        rows = activity_rows(session, client.read("mail.activity", ids, ACTIVITY_FIELDS))
        unstated = {str(key) for key in ids} - {row.activity_id for row in rows}
        session.present_activities -= unstated
        yield from batches(
            "activities",
            rows,
            stream="activities",
            position=position,
            expected=passing.expected,
            deleted=() if passing.is_whole else sorted(unstated),
        )


def activity_rows(session: Session, records: Sequence[Record]) -> list[ActivityRow]:
    """Rows of some activities; one that is nobody's has none."""
    done = [record for record in records if not record.get("active", True)]
    messages = messages_of(session, done)
    links = links_of(session, [key for record in records if (key := record_of(record))])
    event_keys = keys_of(records, "calendar_event_id")
    events = session.client.read_by_id("calendar.event", event_keys, EVENT_FIELDS)
    declined = declined_events(session, attendees_of(session, event_keys))
    rows = []
    for record in records:
        message = messages.get(record["id"])
        seller, event_id = _seller(session, record, message), ref(record.get("calendar_event_id")) or 0
        if seller is None:
            continue
        rows.append(
            activity_row(
                record,
                kind=session.kind(ref(record.get("activity_type_id"))),
                seller=seller,
                message=message,
                links=links.get(record_of(record) or ("", 0), NOTHING),
                slot=slot_of(events.get(event_id), is_declined=event_id in declined),
            )
        )
    return rows


def _seller(session: Session, record: Record, message: DoneMessage | None) -> Seller | None:
    """Whose activity it is: the assignee's, whoever pressed Done. Nobody's belongs to who pressed Done."""
    assignee_id = ref(record.get("user_id"))
    if assignee_id is not None:
        return session.roster.by_id.get(assignee_id)
    return session.roster.by_partner.get(message.author_partner_id or 0) if message else None
