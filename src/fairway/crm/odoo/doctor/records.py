"""What the records can say: words, moments, and what is left out of them."""

from collections import Counter
from collections.abc import Iterator

from fairway.crm.odoo.doctor.probe import Probe, check, some
from fairway.crm.odoo.done_messages import ACTIVITY_FIELDS, messages_of
from fairway.crm.odoo.session import Session
from fairway.exchange.types import Check

NEWEST_LOOKED_AT = 500


def words(session: Session) -> Iterator[Check]:
    """The names activities are counted under."""
    offered = [kind for kind in session.kinds.values() if kind.is_offered]
    named = Counter(kind.name for kind in offered)
    shared = sorted(name for name, count in named.items() if count > 1)
    listed = ", ".join(dict.fromkeys(f"{kind.name} ({kind.type})" for kind in offered))
    yield check(
        "words",
        not shared,
        f"activities count as {listed}",
        disables=f"telling apart the types called {some(shared)}",
        advice="Give each activity type a name of its own in Odoo.",
    )


def kept(session: Session) -> Iterator[Check]:
    """Whether done activities stay, so that their assignee is known."""
    has_day = "date_done" in session.client.fields_of("mail.activity")
    lossy = sorted(kind.name for kind in session.kinds.values() if not kind.is_kept) if has_day else ["all"]
    yield check(
        "done activities stay",
        not lossy,
        f"{len(session.kinds)} activity types",
        disables=f"who was assigned, where Odoo's message does not say: {some(lossy)}",
        advice="Switch on Keep Done at these activity types, or move to Odoo 19.",
    )


def moments(session: Session) -> Iterator[Check]:
    """Of how many activities the moment is known at which they were done."""
    client = session.client
    of_sales = [["res_model", "in", list(session.options.models)], ["active", "=", False]]
    ids = sorted(client.search("mail.activity", of_sales))[-NEWEST_LOOKED_AT:]
    archived = client.read("mail.activity", ids, ACTIVITY_FIELDS)
    told = messages_of(session, archived)
    yield check(
        "moments",
        bool(told) or not archived,
        f"{len(told)} of the newest {len(archived)} archived activities have a Done message, which gives the exact "
        "moment; the others were archived without Done and count as called off",
        disables="the hour at which things were done, and so in which local week",
        advice="Give the key's user the right to read messages of the documents activities hang on.",
    )


def unassigned(session: Session) -> Iterator[Check]:
    """Work that is nobody's."""
    client = session.client
    of_sales = ["res_model", "in", list(session.options.models)]
    ids = client.search("mail.activity", [["user_id", "=", False], ["active", "=", True], of_sales])
    yield check(
        "assigned",
        not ids,
        f"{len(ids)} open activities are assigned to nobody",
        disables="they count for whoever marks them done, and for nobody before",
        advice="Assign them in Odoo.",
    )
    if client.can_read("crm.lead"):
        leads = client.search("crm.lead", [["user_id", "=", False]])
        yield check(
            "owned",
            not leads,
            f"{len(leads)} deals and leads have no salesperson",
            disables="they are left out; activities on them count",
            advice="Give them a salesperson in Odoo.",
        )


def private_events(session: Session) -> Iterator[Check]:
    """Meetings that are nobody's business."""
    if session.client.can_read("calendar.event"):
        ids = session.client.search("calendar.event", [["privacy", "=", "private"]])
        yield Check("private events", True, f"{len(ids)} calendar events are private and left out, whoever's key it is")


def counted(session: Session) -> Iterator[Check]:
    """The documents whose activities are sales work, and what hangs on others."""
    client, models = session.client, session.options.models
    ids = client.search("mail.activity", ["|", ["res_model", "not in", list(models)], ["res_model", "=", False]])
    others = Counter(
        str(record.get("res_model") or "no document") for record in client.read("mail.activity", ids, ["res_model"])
    )
    listed = ", ".join(f"{count} on {model}" for model, count in others.most_common())
    yield Check(
        "activities counted",
        True,
        f"on {', '.join(models)}" + (f"; left out: {listed}" if listed else ""),
        advice="If they are sales work, name these documents too: --set models=..." if listed else "",
    )


RECORDS: tuple[Probe, ...] = (words, kept, moments, unassigned, private_events, counted)
