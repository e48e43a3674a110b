"""What invited people answered: a meeting nobody is coming to is called off, whether or not somebody deletes it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from fairway.crm.odoo.client import Record
from fairway.crm.odoo.session import Session, keys_of
from fairway.crm.odoo.values import instant, ref

ANSWERED = ("attendee_ids.write_date",)  # an answer to an invitation does not touch the event
FIELDS = ("event_id", "partner_id", "state", "write_date")


def attendees_of(session: Session, event_keys: Sequence[int]) -> Mapping[int, Sequence[Record]]:
    """Who is invited to each of some events, as far as the key may see it."""
    found: dict[int, list[Record]] = defaultdict(list)
    if event_keys and session.client.can_read("calendar.attendee"):
        ids = session.client.search_among("calendar.attendee", "event_id", event_keys)
        for attendee in session.client.read("calendar.attendee", ids, FIELDS):
            for key in keys_of([attendee], "event_id"):
                found[key].append(attendee)
    return found


def declined_events(session: Session, attendees: Mapping[int, Sequence[Record]]) -> dict[int, datetime]:
    """When an event lost everybody it was held for: all its guests, or, where no guest is invited, everybody.
    `attendees` is by event.
    """
    colleagues = session.roster.by_partner
    off: dict[int, datetime] = {}
    for key, invited in attendees.items():
        guests = [one for one in invited if ref(one.get("partner_id")) not in colleagues] or invited
        answers = [instant(one.get("write_date")) for one in guests if one.get("state") == "declined"]
        if len(answers) == len(guests):
            off[key] = max(at for at in answers if at is not None)
    return off
