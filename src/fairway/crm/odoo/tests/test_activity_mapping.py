"""Odoo's activities and calendar events as canonical rows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from fairway.crm.odoo.activity_mapping import (
    Kind,
    Links,
    Slot,
    activity_row,
    completion_row,
    event_row,
    kind_of,
    participant_row,
    slot_of,
)
from fairway.crm.odoo.completion import DoneMessage
from fairway.crm.odoo.mapping import Seller
from fairway.records.types import ActivityStatus, ActivityType, Direction

CALL = Kind("Call", ActivityType.CALL)
MEETING = Kind("Meeting", ActivityType.MEETING)
ANNA = Seller(7, "Anna Brandt", 12, "Europe/Berlin")
DONE_AT = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
MESSAGE = DoneMessage(99, ("crm.lead", 31), 2, DONE_AT, DONE_AT, 12, "Call done : about it")


def activity(**values: Any) -> dict[str, Any]:
    return {
        "id": 123,
        "active": True,
        "date_done": False,
        "date_deadline": "2026-03-10",
        "feedback": False,
        "create_date": "2026-03-02 08:00:00",
        "write_date": "2026-03-08 23:30:00",
        **values,
    }


def row(*, kind: Kind = CALL, message: DoneMessage | None = None, slot: Slot | None = None, **values: Any) -> Any:
    links = Links(account_id=50, opportunity_id=31)
    return activity_row(activity(**values), kind=kind, seller=ANNA, message=message, links=links, slot=slot)


@pytest.mark.parametrize(
    ("category", "xmlid", "type_"),
    [
        ("phonecall", None, ActivityType.CALL),
        ("meeting", None, ActivityType.MEETING),
        ("default", "mail.mail_activity_data_email", ActivityType.EMAIL),
        ("default", "mail.mail_activity_data_todo", ActivityType.TASK),
        ("default", "mail.mail_activity_data_meeting", ActivityType.MEETING),
        ("upload_file", "mail.mail_activity_data_upload_document", ActivityType.OTHER),
        ("default", None, ActivityType.OTHER),
    ],
)
def test_a_type_is_told_by_its_category_or_by_which_one_it_is(
    category: str, xmlid: str | None, type_: ActivityType
) -> None:
    kind = kind_of({"id": 1, "name": "Word", "category": category}, xmlid)
    assert (kind.name, kind.type) == ("Word", type_)
    assert kind.is_plain_meeting is (xmlid == "mail.mail_activity_data_meeting")


def test_a_type_that_keeps_done_activities_says_so_before_19() -> None:
    assert kind_of({"id": 1, "name": "Word", "keep_done": False}, None).is_kept is False
    assert kind_of({"id": 1, "name": "Word", "keep_done": True}, None).is_kept is True
    assert kind_of({"id": 1, "name": "Word"}, None).is_kept is True


def test_an_open_activity_is_planned_for_a_day_and_no_hour() -> None:
    planned = row()
    assert (planned.activity_id, planned.seller_id, planned.subtype) == ("123", "7", "Call")
    assert (planned.status, planned.due_on, planned.scheduled_start_at) == (
        ActivityStatus.PLANNED,
        date(2026, 3, 10),
        None,
    )
    assert (planned.completed_at, planned.cancelled_at) == (None, None)
    assert planned.logged_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert (planned.account_id, planned.opportunity_id, planned.lead_id) == ("50", "31", None)


def test_a_done_activity_was_done_when_its_message_says() -> None:
    done = row(message=MESSAGE, active=False, date_done="2026-03-08", write_date="2026-04-01 10:00:00")
    assert (done.status, done.completed_at, done.cancelled_at) == (ActivityStatus.DONE, DONE_AT, None)


def test_an_activity_that_was_opened_again_is_planned() -> None:
    assert row(message=MESSAGE, active=True).status is ActivityStatus.PLANNED


def test_archived_without_done_is_called_off() -> None:
    off = row(active=False, date_done="2026-03-08")
    assert (off.status, off.completed_at) == (ActivityStatus.CANCELLED, None)
    assert off.cancelled_at == datetime(2026, 3, 8, 23, 30, tzinfo=UTC)


def test_archived_with_feedback_was_done() -> None:
    done = row(active=False, date_done="2026-03-08", feedback="they agreed")
    assert (done.status, done.completed_at) == (ActivityStatus.DONE, datetime(2026, 3, 8, 23, 30, tzinfo=UTC))


def test_without_a_message_an_edited_activity_counts_at_noon_of_its_day() -> None:
    done = row(active=False, date_done="2026-03-08", feedback="they agreed", write_date="2026-04-01 10:00:00")
    assert done.completed_at == datetime(2026, 3, 8, 11, tzinfo=UTC)  # noon in Berlin


def test_calls_and_emails_go_out_and_meetings_have_no_direction() -> None:
    assert row().direction is Direction.OUTBOUND
    assert row(kind=MEETING).direction is None


def test_an_activity_with_an_event_takes_place_when_the_event_does() -> None:
    event = {"id": 45, "active": True, "start": "2026-03-11 09:00:00", "allday": False, "duration": 1.5}
    planned = row(kind=MEETING, slot=slot_of(event))
    assert (planned.scheduled_start_at, planned.duration_min) == (datetime(2026, 3, 11, 9, tzinfo=UTC), Decimal("90.0"))


def test_an_event_that_was_called_off_gives_no_time() -> None:
    assert slot_of({"id": 45, "active": False, "start": "2026-03-11 09:00:00"}) is None
    assert slot_of(None) is None


def test_a_whole_day_has_a_date_and_no_hour() -> None:
    event = {
        "id": 45,
        "start": "2026-03-11 08:00:00",
        "start_date": "2026-03-11",
        "allday": True,
        "user_id": [7, "Anna"],
    }
    planned = event_row(event, kind=MEETING, links=Links(), declined_at=None)
    assert planned is not None
    assert (planned.scheduled_start_at, planned.due_on) == (None, date(2026, 3, 11))


def test_a_plain_event_is_its_organisers_and_stays_planned() -> None:
    event = {
        "id": 45,
        "start": "2026-03-11 09:00:00",
        "allday": False,
        "user_id": [7, "Anna"],
        "active": True,
        "create_date": "2026-03-01 09:00:00",
        "write_date": "2026-03-02 09:00:00",
    }
    planned = event_row(event, kind=MEETING, links=Links(opportunity_id=31), declined_at=None)
    assert planned is not None
    assert (planned.activity_id, planned.seller_id, planned.type) == ("event-45", "7", ActivityType.MEETING)
    assert (planned.status, planned.direction) == (ActivityStatus.PLANNED, None)
    off = event_row({**event, "active": False}, kind=MEETING, links=Links(), declined_at=None)
    assert off is not None
    assert (off.status, off.cancelled_at) == (ActivityStatus.CANCELLED, datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert off.scheduled_start_at == datetime(2026, 3, 11, 9, tzinfo=UTC)
    declined_at = datetime(2026, 3, 4, 9, tzinfo=UTC)
    declined = event_row(event, kind=MEETING, links=Links(), declined_at=declined_at)
    assert declined is not None
    assert (declined.status, declined.cancelled_at) == (ActivityStatus.CANCELLED, declined_at)
    assert event_row({**event, "user_id": False}, kind=MEETING, links=Links(), declined_at=None) is None


def test_a_completion_known_from_its_message_alone_counts() -> None:
    done = completion_row(MESSAGE, kind=CALL, seller=ANNA, links=Links(lead_id=31))
    assert (done.activity_id, done.status, done.completed_at) == ("message-99", ActivityStatus.DONE, DONE_AT)
    assert (done.seller_id, done.lead_id) == ("7", "31")


def test_an_invited_contact_answers_or_has_not_yet() -> None:
    accepted = participant_row({"partner_id": [60, "Guest"], "state": "accepted"}, "event-45")
    assert accepted is not None
    assert (accepted.activity_id, accepted.contact_id, accepted.response) == ("event-45", "60", "accepted")
    waiting = participant_row({"partner_id": [60, "Guest"], "state": "needsAction"}, "event-45")
    assert waiting is not None
    assert waiting.response is None
    assert participant_row({"partner_id": False, "state": "accepted"}, "event-45") is None
