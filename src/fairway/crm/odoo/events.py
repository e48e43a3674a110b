"""Meetings that stand in the calendar alone. One booked from a deal has an activity as well, and that stands
for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from fairway.crm.odoo.activity_mapping import Links, event_id, event_row, participant_row
from fairway.crm.odoo.answers import ANSWERED, attendees_of, declined_events
from fairway.crm.odoo.client import Record
from fairway.crm.odoo.completion import RecordKey, quotes
from fairway.crm.odoo.documents import NOTHING, links_of, record_of
from fairway.crm.odoo.done_messages import left_messages
from fairway.crm.odoo.passes import Stream
from fairway.crm.odoo.session import Session, batches, digest, keys_of, left_out
from fairway.crm.odoo.values import ref, text
from fairway.exchange.types import Batch
from fairway.records.types import ActivityRow, ActivityType, ParticipantRow

FIELDS = (
    "active",
    "name",
    "start",
    "allday",
    "start_date",
    "duration",
    "user_id",
    "opportunity_id",
    "res_model",
    "res_id",
    "privacy",
    "effective_privacy",
    "partner_ids",
    "create_date",
    "write_date",
    "recurrency",
)
PRIVATE = "private"


def events(session: Session) -> Iterator[Batch]:
    """Calendar events without an activity, and who is invited to any event."""
    client = session.client
    if not client.can_read("calendar.event"):
        yield left_out("activities", "calendar.event")
        return
    # All events, because those with an activity bring their participants; which of them stand alone is asked
    # for.
    passing = session.begin(
        "events", Stream("calendar.event", [["user_id", "!=", False]], digest([session.meeting_kind]), ANSWERED)
    )
    without = [["user_id", "!=", False], ["activity_ids", "=", False]]
    alone = set(client.search("calendar.event", without))
    # Booked from a document, so an activity stood for them once: since when they stand alone no date tells.
    passing.add(client.search("calendar.event", [*without, ["res_model", "!=", False]]))
    session.add_by_deal(passing, "opportunity_id")
    session.present_activities |= {event_id(key) for key in alone}
    invited: set[str] = set()
    for ids, position in passing.chunks():
        records = [record for record in client.read("calendar.event", ids, FIELDS) if is_for_us(session, record)]
        attendees = attendees_of(session, [record["id"] for record in records])
        rows = _rows(session, [record for record in records if record["id"] in alone], attendees)
        unstated = {event_id(key) for key in ids} - {row.activity_id for row in rows}
        session.present_activities -= unstated
        yield from batches(
            "activities",
            rows,
            stream="events",
            expected=passing.expected,
            deleted=() if passing.is_whole else sorted(unstated),
        )
        participants = _participants(session, attendees, alone)
        invited |= {f"{row.activity_id}|{row.contact_id}" for row in participants}
        yield from batches("participants", participants, stream="events", position=position)
    if passing.is_whole:
        yield Batch("participants", stream="events", present_ids=invited)


def is_for_us(session: Session, event: Record) -> bool:
    """Whether an event may be a sales meeting.

    Private events come masked and are nobody's business. An event that another application made for one of
    its own documents (time off, a job interview) is not a meeting with a customer. A called-off occurrence of
    a series is only a date that was moved.
    """
    document = record_of(event)
    if PRIVATE in (event.get("privacy"), event.get("effective_privacy")):
        return False
    if document is not None and document[0] not in session.options.models:
        return False
    return bool(event.get("active", True)) or not event.get("recurrency")


def _rows(session: Session, records: Sequence[Record], attendees: Mapping[int, Sequence[Record]]) -> list[ActivityRow]:
    documents = {record["id"]: _document(record) for record in records}
    links = links_of(session, [key for key in documents.values() if key])
    told = _told_of(session, [record for record in records if record_of(record) is not None])
    declined = declined_events(session, attendees)
    rows = []
    for record in records:
        document = documents[record["id"]]
        if record["id"] in told or not _is_sold_at(session, record, document):
            continue
        about: Links = links.get(document or ("", 0), NOTHING)
        row = event_row(record, kind=session.meeting_kind, links=about, declined_at=declined.get(record["id"]))
        if row is not None:
            rows.append(row)
    return rows


def _is_sold_at(session: Session, event: Record, document: RecordKey | None) -> bool:
    """Whether an event is a seller's meeting with somebody outside: about a deal, or, where it is about nothing, with
    a guest who is no colleague, called by somebody already known to sell."""
    organiser_id = ref(event.get("user_id"))
    if organiser_id not in session.roster.by_id:
        return False
    if document is not None:
        return True
    has_guest = not set(event.get("partner_ids") or ()) <= session.roster.by_partner.keys()
    return has_guest and organiser_id in session.people_stated


def _told_of(session: Session, booked: Sequence[Record]) -> set[int]:
    """Events booked from a document whose activity was done and is gone, so that its message stands for them."""
    documents = {key for record in booked for key in (record_of(record), _document(record)) if key is not None}
    messages = [
        message
        for message in left_messages(session, documents)
        if session.kind(message.type_id).type is ActivityType.MEETING
    ]
    return {
        record["id"]
        for record in booked
        for message in messages
        if message.record in (record_of(record), _document(record)) and quotes(message, text(record.get("name")))
    }


def _document(event: Record) -> RecordKey | None:
    deal_id = ref(event.get("opportunity_id"))
    return ("crm.lead", deal_id) if deal_id is not None else record_of(event)


def _participants(session: Session, attendees: Mapping[int, Sequence[Record]], alone: set[int]) -> list[ParticipantRow]:
    """Invited people who are not colleagues, under the id of whatever stands for the event."""
    stand_ins = _stand_ins(session, [key for key in attendees if key not in alone])
    rows = []
    for key, invited in attendees.items():
        guests = [one for one in invited if ref(one.get("partner_id")) not in session.roster.by_partner]
        for activity_id in [event_id(key)] if key in alone else stand_ins.get(key, []):
            rows += [row for guest in guests if (row := participant_row(guest, activity_id)) is not None]
    return rows


def _stand_ins(session: Session, event_keys: Sequence[int]) -> Mapping[int, list[str]]:
    """Activities that stand for events, as native ids."""
    ids = session.client.search_among(
        "mail.activity", "calendar_event_id", event_keys, [["res_model", "in", list(session.options.models)]]
    )
    found: dict[int, list[str]] = defaultdict(list)
    for activity in session.client.read("mail.activity", ids, ["calendar_event_id"]):
        for key in keys_of([activity], "calendar_event_id"):
            found[key].append(str(activity["id"]))
    return found
