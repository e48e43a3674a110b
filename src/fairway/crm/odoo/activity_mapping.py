"""Activities, calendar events and completions as canonical rows. Plain functions, like those of `mapping`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from fairway.crm.odoo.completion import DoneMessage
from fairway.crm.odoo.mapping import Seller
from fairway.crm.odoo.values import day, instant, native, ref, text
from fairway.lib.periods import zone
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType, Direction, ParticipantRow

Record = Mapping[str, Any]

CATEGORY_TYPES = {"phonecall": ActivityType.CALL, "meeting": ActivityType.MEETING}
XMLID_TYPES = {
    "mail.mail_activity_data_call": ActivityType.CALL,
    "mail.mail_activity_data_meeting": ActivityType.MEETING,
    "mail.mail_activity_data_email": ActivityType.EMAIL,
    "mail.mail_activity_data_todo": ActivityType.TASK,
}
# What a seller sets out to do towards a customer; a meeting has no direction.
OUTWARD = {ActivityType.CALL, ActivityType.EMAIL}
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Kind:
    """An activity type: the customer's word for it and what it is to us. `is_kept`: done activities of it stay.
    `is_plain_meeting`: it is Odoo's own meeting. `is_offered`: people can choose it.
    """

    name: str
    type: ActivityType
    is_kept: bool = True
    is_plain_meeting: bool = False
    is_offered: bool = True


def kind_of(activity_type: Record, xmlid: str | None) -> Kind:
    """What an activity type is: by its category, else by which of Odoo's own types it is, else other."""
    category = CATEGORY_TYPES.get(activity_type.get("category") or "")
    type_ = category or XMLID_TYPES.get(xmlid or "", ActivityType.OTHER)
    return Kind(
        activity_type["name"],
        type_,
        is_kept=bool(activity_type.get("keep_done", True)),
        is_plain_meeting=xmlid == "mail.mail_activity_data_meeting",
        is_offered=bool(activity_type.get("active", True)),
    )


@dataclass(frozen=True, slots=True)
class Links:
    """What an activity is about."""

    account_id: int | None = None
    opportunity_id: int | None = None
    lead_id: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """When a calendar event takes place. An all-day event has a day and no hour."""

    start_at: datetime | None
    duration_min: Decimal | None
    on: date | None = None


def slot_of(event: Record | None, *, is_declined: bool = False) -> Slot | None:
    """The time of a calendar event; None for none and for one that was called off (archived, declined)."""
    if event is None or is_declined or not event.get("active", True):
        return None
    if event.get("allday"):
        return Slot(None, None, day(event.get("start_date")) or day(str(event.get("start"))[:10]))
    hours = event.get("duration")
    return Slot(instant(event.get("start")), Decimal(str(round(hours * 60, 2))) if hours else None)


def activity_row(
    activity: Record,
    *,
    kind: Kind,
    seller: Seller,
    message: DoneMessage | None,
    links: Links,
    slot: Slot | None,
) -> ActivityRow:
    """An activity as its assignee's. Its Done message gives the instant; without one it was archived by
    another way.

    Archived without Done means called off, unless somebody wrote feedback, which only doing it asks for.
    """
    status, at = _status(activity, message, seller)
    return ActivityRow(
        activity_id=str(activity["id"]),
        seller_id=str(seller.user_id),
        type=kind.type,
        subtype=kind.name,
        direction=Direction.OUTBOUND if kind.type in OUTWARD else None,
        status=status,
        scheduled_start_at=slot.start_at if slot else None,
        due_on=day(activity.get("date_deadline")),
        completed_at=at if status is ActivityStatus.DONE else None,
        cancelled_at=at if status is ActivityStatus.CANCELLED else None,
        logged_at=instant(activity.get("create_date")),
        duration_min=slot.duration_min if slot else None,
        account_id=native(links.account_id),
        opportunity_id=native(links.opportunity_id),
        lead_id=native(links.lead_id),
    )


def _status(activity: Record, message: DoneMessage | None, seller: Seller) -> tuple[ActivityStatus, datetime | None]:
    if activity.get("active", True):
        return ActivityStatus.PLANNED, None
    if message is not None:
        return ActivityStatus.DONE, message.at
    at = archived_at(activity, seller.timezone)
    return (ActivityStatus.DONE if text(activity.get("feedback")) else ActivityStatus.CANCELLED), at


def archived_at(activity: Record, timezone: str) -> datetime | None:
    """About when an activity without a Done message was archived: its last change if that was on the same UTC
    day, else noon of that day where the seller is.
    """
    written_at, done_on = instant(activity.get("write_date")), day(activity.get("date_done"))
    if done_on is None or (written_at is not None and written_at.date() == done_on):
        return written_at
    return datetime.combine(done_on, NOON, tzinfo=zone(timezone) if timezone else UTC).astimezone(UTC)


def completion_row(message: DoneMessage, *, kind: Kind, seller: Seller, links: Links) -> ActivityRow:
    """A completion whose activity is gone, known from its message alone."""
    return ActivityRow(
        activity_id=f"message-{message.message_id}",
        seller_id=str(seller.user_id),
        type=kind.type,
        subtype=kind.name,
        direction=Direction.OUTBOUND if kind.type in OUTWARD else None,
        status=ActivityStatus.DONE,
        completed_at=message.at,
        logged_at=message.at,
        account_id=native(links.account_id),
        opportunity_id=native(links.opportunity_id),
        lead_id=native(links.lead_id),
    )


def event_row(event: Record, *, kind: Kind, links: Links, declined_at: datetime | None) -> ActivityRow | None:
    """A meeting in its organiser's calendar that no activity stands for; None when nobody here organised it.

    Odoo never says that a meeting took place, so it stays planned; one that is archived or declined was called off.
    """
    organiser_id = ref(event.get("user_id"))
    if organiser_id is None:
        return None
    off_at = declined_at if event.get("active", True) else instant(event.get("write_date"))
    slot = slot_of({**event, "active": True})
    return ActivityRow(
        activity_id=event_id(event["id"]),
        seller_id=str(organiser_id),
        type=ActivityType.MEETING,
        subtype=kind.name,
        status=ActivityStatus.CANCELLED if off_at else ActivityStatus.PLANNED,
        scheduled_start_at=slot.start_at if slot else None,
        due_on=slot.on if slot else None,
        cancelled_at=off_at,
        logged_at=instant(event.get("create_date")),
        duration_min=slot.duration_min if slot else None,
        account_id=native(links.account_id),
        opportunity_id=native(links.opportunity_id),
        lead_id=native(links.lead_id),
    )


def event_id(key: int) -> str:
    """The native id of an event that stands alone."""
    return f"event-{key}"


def participant_row(attendee: Record, activity_id: str) -> ParticipantRow | None:
    """An invited contact with their answer; None for an attendee without a contact."""
    partner_id = ref(attendee.get("partner_id"))
    if partner_id is None:
        return None
    answer = text(attendee.get("state"))
    return ParticipantRow(activity_id, str(partner_id), response=None if answer == "needsAction" else answer)
