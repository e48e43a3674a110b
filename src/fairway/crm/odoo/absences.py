"""Days off: approved leave, where Odoo's Time Off is installed."""

from collections.abc import Iterator

from fairway.crm.odoo.mapping import absence_row
from fairway.crm.odoo.people import every_id
from fairway.crm.odoo.session import Session, batches
from fairway.crm.odoo.values import instant, ref, ref_name, zone_name
from fairway.exchange.types import Batch
from fairway.lib.periods import zone

FULL_DAY = 1.0  # days; shorter leave is half a day or some hours and takes no day away


def absences(session: Session) -> Iterator[Batch]:
    """Approved leave of whole days of the people stated, from the calendar everybody may see; its kind only with
    rights in time off. Leave that was taken back is no longer among them.
    """
    client = session.client
    if not client.can_read("hr.leave.report.calendar"):
        return
    users = {
        key: ref(record.get("user_id"))
        for key, record in client.read_by_id(
            "hr.employee.public", every_id(client, "hr.employee.public"), ["user_id"]
        ).items()
    }
    ids = client.search("hr.leave.report.calendar", [["state", "=", "validate"]])
    rows = []
    for leave in client.read(
        "hr.leave.report.calendar",
        ids,
        ["employee_id", "start_datetime", "stop_datetime", "tz", "duration", "holiday_status_id"],
    ):
        seller = session.roster.by_id.get(users.get(ref(leave.get("employee_id")) or 0) or 0)
        start_at, end_at = instant(leave.get("start_datetime")), instant(leave.get("stop_datetime"))
        if (
            seller is None
            or seller.user_id not in session.people_stated
            or start_at is None
            or end_at is None
            or (leave.get("duration") or 0) < FULL_DAY
        ):
            continue
        place = zone(zone_name(leave.get("tz")) or seller.timezone or "UTC")
        rows.append(
            absence_row(
                seller,
                start_on=start_at.astimezone(place).date(),
                end_on=end_at.astimezone(place).date(),
                kind=ref_name(leave.get("holiday_status_id")) or "",
            )
        )
    yield from batches("absences", rows, stream="absences", expected=len(rows))
    present = {f"{row.native_id}|{row.start_on}|{row.end_on}" for row in rows}
    yield Batch("absences", stream="absences", present_ids=present)
