"""People: users who are or were employees, with the manager and team that other applications state."""

from collections.abc import Iterator, Mapping

from fairway.crm.odoo.client import OdooClient
from fairway.crm.odoo.mapping import Record, Seller, Standing, absence_row, person_row
from fairway.crm.odoo.session import Session, batches, keys_of, roster_of
from fairway.crm.odoo.values import day, instant, ref, ref_name, text
from fairway.exchange.types import Batch
from fairway.lib.periods import zone

# Odoo's own accounts, which are nobody.
MACHINE_LOGINS = ("__system__", "default", "public", "portaltemplate")
USER_FIELDS = ("login", "name", "email", "tz", "active", "partner_id", "write_date")
FULL_DAY = 1.0  # days; shorter leave is half a day or some hours and takes no day away


def people(session: Session) -> Iterator[Batch]:
    """Every person, at each pull: a user's zone and name are their contact's and leave no date here."""
    client = session.client
    ids = client.search("res.users", [["share", "=", False], ["login", "not in", list(MACHINE_LOGINS)]])
    outside = client.search(
        "mail.activity", [["user_id.share", "=", True], ["res_model", "in", list(session.options.models)]]
    )
    ids = sorted({*ids, *keys_of(client.read("mail.activity", outside, ["user_id"]), "user_id")})
    users = client.read("res.users", ids, USER_FIELDS)
    standings = _standings(client)
    session.roster = roster_of(_seller(user, session.options.timezone) for user in users)
    rows = [person_row(user, _known(standings.get(user["id"]), session), session.options.timezone) for user in users]
    yield from batches("people", rows, stream="people", expected=len(rows))


def _seller(user: Record, usual_timezone: str) -> Seller:
    return Seller(
        user["id"],
        text(user.get("name")) or "",
        ref(user.get("partner_id")),
        text(user.get("tz")) or usual_timezone,
    )


def _known(standing: Standing | None, session: Session) -> Standing:
    """A person's standing; a manager who is no person here (a portal user, Odoo's own account) is none."""
    if standing is None:
        return Standing()
    if standing.manager_id in session.roster.by_id:
        return standing
    return Standing(None, standing.team, standing.role, standing.left_on)


def _standings(client: OdooClient) -> Mapping[int, Standing]:
    """Manager, team, role and last day by user. The employee file decides about managers, the sales team
    otherwise.
    """
    teams, leaders = _teams(client)
    found = {}
    for user_id, team_id in _members(client).items():
        leader_id = leaders.get(team_id)
        found[user_id] = Standing(leader_id if leader_id != user_id else None, teams.get(team_id))
    for user_id, standing in _employees(client).items():
        team = found.get(user_id, Standing())
        manager_id = standing.manager_id if standing.manager_id is not None else team.manager_id
        found[user_id] = Standing(manager_id, team.team, standing.role, standing.left_on)
    return found


def _teams(client: OdooClient) -> tuple[dict[int, str], dict[int, int | None]]:
    """Names and leaders of sales teams."""
    teams = client.read_by_id("crm.team", _all(client, "crm.team"), ["name", "user_id"])
    return {key: team["name"] for key, team in teams.items()}, {
        key: ref(team.get("user_id")) for key, team in teams.items()
    }


def _members(client: OdooClient) -> dict[int, int]:
    """The team of each member: the oldest membership in force, as Odoo itself chooses; for who left, the last
    one.
    """
    records = client.read_by_id(
        "crm.team.member",
        _all(client, "crm.team.member"),
        ["user_id", "crm_team_id", "active", "create_date"],
    )
    found: dict[int, int] = {}
    ordered = sorted(records.values(), key=lambda record: (record.get("create_date") or "", record["id"]))
    past = [record for record in reversed(ordered) if not record.get("active", True)]
    for record in [*(record for record in ordered if record.get("active", True)), *past]:
        user_id, team_id = ref(record.get("user_id")), ref(record.get("crm_team_id"))
        if user_id is not None and team_id is not None:
            found.setdefault(user_id, team_id)
    return found


def _employees(client: OdooClient) -> dict[int, Standing]:
    """What HR says, from what every user may see of employee files; last days with rights in HR only."""
    records = client.read_by_id(
        "hr.employee.public",
        _all(client, "hr.employee.public"),
        ["user_id", "parent_id", "job_title", "active"],
    )
    leaving: Mapping[int, Record] = {}
    if records and "departure_date" in client.fields_of("hr.employee"):
        leaving = client.read_by_id("hr.employee", list(records), ["departure_date"])
    found: dict[int, Standing] = {}
    for key, record in sorted(records.items(), key=lambda item: (not item[1].get("active", True), item[0])):
        user_id = ref(record.get("user_id"))
        if user_id is not None:
            found.setdefault(
                user_id,
                Standing(
                    _nearest_user(records, ref(record.get("parent_id")), user_id),
                    None,
                    text(record.get("job_title")),
                    day(leaving.get(key, {}).get("departure_date")),
                ),
            )
    return found


def _nearest_user(records: Mapping[int, Record], key: int | None, own_id: int) -> int | None:
    """The first person up the line who uses Odoo; None when there is none, or the line runs in a circle."""
    seen: set[int] = set()
    while key is not None and key in records and key not in seen:
        seen.add(key)
        user_id = ref(records[key].get("user_id"))
        if user_id is not None and user_id != own_id:
            return user_id
        key = ref(records[key].get("parent_id"))
    return None


def absences(session: Session) -> Iterator[Batch]:
    """Approved leave of whole days, from the calendar everybody may see; its kind only with rights in time
    off.
    """
    client = session.client
    if not client.can_read("hr.leave.report.calendar"):
        return
    users = {
        key: ref(record.get("user_id"))
        for key, record in client.read_by_id(
            "hr.employee.public", _all(client, "hr.employee.public"), ["user_id"]
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
        if seller is None or start_at is None or end_at is None or (leave.get("duration") or 0) < FULL_DAY:
            continue
        place = zone(text(leave.get("tz")) or seller.timezone or "UTC")
        rows.append(
            absence_row(
                seller,
                start_on=start_at.astimezone(place).date(),
                end_on=end_at.astimezone(place).date(),
                kind=ref_name(leave.get("holiday_status_id")) or "",
            )
        )
    yield from batches("absences", rows, stream="absences", expected=len(rows))


def _all(client: OdooClient, model: str) -> list[int]:
    return client.search(model, []) if client.can_read(model) else []
