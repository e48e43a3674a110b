"""Who sells, under whom, where, and who is away."""

from collections.abc import Iterator

from fairway.crm.odoo.doctor.probe import Probe, check, some
from fairway.crm.odoo.people import people, stated
from fairway.crm.odoo.session import Session
from fairway.exchange.types import Check
from fairway.people.types import PersonRow


def sellers(session: Session) -> Iterator[Check]:
    """Who is a person here: members of teams, and whoever has deals or activities."""
    client = session.client
    list(people(session))
    owners = client.distinct("crm.lead", "user_id", [])
    assignees = client.distinct("mail.activity", "user_id", [["res_model", "in", list(session.options.models)]])
    list(stated(session, owners | assignees))
    active = _active(session)
    others = sum(row.is_active for row in session.people_rows.values()) - len(active)
    yield check(
        "sellers",
        bool(active),
        f"{len(active)} users are in a sales team or have deals or activities; {others} others are left out",
        disables="everything: there is nobody to show",
        advice="Put sellers into a sales team in Odoo, or give the key's user the right to see their documents.",
    )


def managers(session: Session) -> Iterator[Check]:
    """Where managers come from, and who has none."""
    has_files = session.client.can_read("hr.employee.public")
    leading = {row.manager_native_id for row in session.people_rows.values()}
    without = sorted(
        row.name for row in _active(session) if row.manager_native_id is None and row.native_id not in leading
    )
    yield check(
        "managers",
        not without,
        "from employee files, else the leader of the sales team" if has_files else "leaders of the sales teams",
        disables=f"the board of a manager for {some(without)}; everyone's board shows them",
        advice="Give their sales team a leader, or their employee file a manager.",
    )


def zones(session: Session) -> Iterator[Check]:
    """Whose local days are known."""
    active = _active(session)
    without = sorted(row.name for row in active if not row.timezone)
    usual = session.options.timezone
    yield check(
        "time zones",
        not without,
        f"{len(active) - len(without)} of {len(active)} have one"
        + (
            f", or are taken to be in {usual}" if usual else "; the organisation's holds for the others" * bool(without)
        ),
        disables=f"local days and weeks of {some(without)}",
        advice="Set the time zone under each user's preferences, or one for all of them: --set timezone=Europe/Berlin.",
    )


def absences(session: Session) -> Iterator[Check]:
    """Whether days off can be read."""
    yield check(
        "absences",
        session.client.can_read("hr.leave.report.calendar"),
        "approved leave of whole days"
        if session.client.can_read("hr.leave.report.calendar")
        else "the Time Off application is not installed",
        disables="absences from Odoo",
        advice="Enter absences in Fairway, or expect full weeks of people who are away.",
    )


def _active(session: Session) -> list[PersonRow]:
    return [row for key, row in session.people_rows.items() if row.is_active and key in session.people_stated]


SELLING: tuple[Probe, ...] = (sellers, managers, zones, absences)
