"""What people do with activities and their calendars."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from tests.odoo.acting import Acting
from tests.odoo.truth import Act, Meeting

XMLIDS = {
    "Call": "mail.mail_activity_data_call",
    "Email": "mail.mail_activity_data_email",
    "Meeting": "mail.mail_activity_data_meeting",
    "To-Do": "mail.mail_activity_data_todo",
}


class Working(Acting):
    """Activities are planned, done, undone, passed on and called off; meetings are booked and moved."""

    def plan(
        self,
        seller_id: int,
        kind: str,
        record: tuple[str, int],
        *,
        by: int | None = None,
        due_on: date | None = None,
        summary: str = "",
        is_counted: bool = True,
    ) -> Act:
        """Schedule an activity for a seller, by themselves or by somebody else."""
        model, record_id = record
        [activity_id] = self.act_as(
            by or seller_id,
            model,
            "activity_schedule",
            [record_id],
            act_type_xmlid=XMLIDS.get(kind, ""),
            date_deadline=str(due_on or self.odoo.server_at.date()),
            summary=summary,
            user_id=seller_id,
            **({} if kind in XMLIDS else {"activity_type_id": self.own_kinds[kind]}),
        )
        act = Act(activity_id, seller_id, kind, model, record_id, is_counted=is_counted)
        self.ledger.acts.append(act)
        return act

    def plan_for_nobody(self, kind: str, record: tuple[str, int]) -> int:
        model, record_id = record
        [model_id] = self.odoo.admin("ir.model", "search", domain=[["model", "=", model]])
        [activity_id] = self.odoo.admin(
            "mail.activity",
            "create",
            vals_list=[
                {
                    "res_model_id": model_id,
                    "res_id": record_id,
                    "user_id": False,
                    "activity_type_id": self.by_xmlid(XMLIDS[kind]),
                    "summary": "whoever finds the time",
                }
            ],
        )
        return int(activity_id)

    def plan_typeless(self, seller_id: int, record: tuple[str, int]) -> Act:
        """Schedule something that has no type, as programs can."""
        [model_id] = self.odoo.admin("ir.model", "search", domain=[["model", "=", record[0]]])
        values = {"res_model_id": model_id, "res_id": record[1], "user_id": seller_id, "activity_type_id": False}
        [activity_id] = self.odoo.admin("mail.activity", "create", vals_list=[values])
        act = Act(activity_id, seller_id, "Activity", *record)
        self.ledger.acts.append(act)
        return act

    def pick_up(self, activity_id: int, kind: str, record: tuple[str, int], by: int) -> None:
        """Do what nobody was assigned to."""
        self.act_as(by, "mail.activity", "action_feedback", [activity_id])
        self.ledger.acts.append(Act(activity_id, by, kind, *record, done_at=self.odoo.server_at, state="done"))

    def do(self, act: Act, *, by: int | None = None, feedback: str = "") -> None:
        """Press Done, as the assignee or on their behalf."""
        if act.state == "open":
            self.act_as(
                by or act.seller_id, "mail.activity", "action_feedback", [act.activity_id], feedback=feedback or False
            )
            act.state, act.done_at = "done", self.odoo.server_at

    def undo(self, act: Act, *, by: int | None = None) -> None:
        if act.state == "done" and not act.is_left_as_message:
            self.act_as(by or act.seller_id, "mail.activity", "action_unarchive", [act.activity_id])
            act.state, act.done_at = "open", None

    def cancel(self, act: Act) -> None:
        if act.state == "open":
            self.act_as(act.seller_id, "mail.activity", "action_cancel", [act.activity_id])
            act.state = "gone"

    def archive(self, act: Act) -> None:
        """Archive without Done, as a list's action menu does."""
        if act.state == "open":
            self.act_as(act.seller_id, "mail.activity", "action_archive", [act.activity_id])
            act.state = "off"

    def edit(self, act: Act, **values: Any) -> None:
        """Change something about an activity; what was done stays done then."""
        if act.state != "gone" and not act.is_left_as_message:
            self.odoo.admin("mail.activity", "write", ids=[act.activity_id], vals=values)

    def reassign(self, act: Act, seller_id: int) -> None:
        if act.state == "open":
            self.edit(act, user_id=seller_id)
            act.seller_id = seller_id

    def reschedule(self, act: Act, due_on: date) -> None:
        if act.state == "open":
            self.act_as(act.seller_id, "mail.activity", "write", [act.activity_id], {"date_deadline": str(due_on)})

    @cached_property
    def own_kinds(self) -> dict[str, int]:
        kinds = self.odoo.admin("mail.activity.type", "search_read", domain=[], fields=["name"])
        return {kind["name"]: kind["id"] for kind in kinds}

    def book(self, seller_id: int, lead_id: int, start_at: datetime, summary: str) -> Act:
        """Book a meeting with the deal's button: Odoo makes an event and an activity for it."""
        [event_id] = self.act_as(
            seller_id,
            "calendar.event",
            "create",
            [_event(summary, start_at, opportunity_id=lead_id)],
            context={"default_res_model": "crm.lead", "default_res_id": lead_id},
        )
        [activity_id] = self.odoo.admin("mail.activity", "search", domain=[["calendar_event_id", "=", event_id]])
        act = Act(activity_id, seller_id, "Meeting", "crm.lead", lead_id, event_id=event_id, start_at=start_at)
        self.ledger.acts.append(act)
        return act

    def meet(self, seller_id: int, start_at: datetime, *, lead_id: int | None = None, **values: Any) -> Meeting:
        """Put a meeting into the calendar only."""
        about = {"opportunity_id": lead_id} if lead_id else {}
        [event_id] = self.act_as(seller_id, "calendar.event", "create", [_event("a talk", start_at, **about, **values)])
        meeting = Meeting(event_id, seller_id, start_at, is_counted=values.get("privacy") != "private")
        self.ledger.meetings.append(meeting)
        return meeting

    def decline(self, meeting: Meeting, partner_id: int) -> None:
        """A guest says that they will not come."""
        of_guest = [["event_id", "=", meeting.event_id], ["partner_id", "=", partner_id]]
        attendees = self.odoo.admin("calendar.attendee", "search", domain=of_guest)
        self.odoo.admin("calendar.attendee", "do_decline", ids=attendees)

    def move_event(self, event_id: int, start_at: datetime) -> None:
        self.odoo.admin("calendar.event", "write", ids=[event_id], vals=_event(None, start_at))
        for meeting in self.ledger.meetings:
            if meeting.event_id == event_id:
                meeting.start_at = start_at
        for act in self.ledger.acts:
            if act.event_id == event_id:
                act.start_at = start_at

    def delete_event(self, event_id: int) -> None:
        """Delete an event; Odoo deletes its activity with it, done or not."""
        self.odoo.admin("calendar.event", "unlink", ids=[event_id])
        self.ledger.meetings = [meeting for meeting in self.ledger.meetings if meeting.event_id != event_id]
        for act in self.ledger.acts:
            if act.event_id == event_id:
                act.state = "gone"


def _event(name: str | None, start_at: datetime, **values: Any) -> dict[str, Any]:
    start = start_at.astimezone(UTC)
    named = {"name": name} if name else {}
    return {
        **named,
        "start": f"{start:%Y-%m-%d %H:%M:%S}",
        "stop": f"{start + timedelta(hours=1):%Y-%m-%d %H:%M:%S}",
        **values,
    }
