"""People: users who sell, with the manager and team that other applications state.

An Odoo has many users who sell nothing. Somebody is a person here who is or was in a sales team, leads one, owns a
customer, lead or deal, is assigned an activity, or manages such a person. Rights say nothing: others have them too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from fairway.crm.odoo.client import OdooClient
from fairway.crm.odoo.mapping import Record, Seller, Standing, person_row
from fairway.crm.odoo.session import Session, batches, keys_of, roster_of
from fairway.crm.odoo.values import day, ref, text, zone_name
from fairway.exchange.types import Batch

# Odoo's own accounts, which are nobody.
MACHINE_LOGINS = ("__system__", "default", "public", "portaltemplate")
USER_FIELDS = ("login", "name", "email", "tz", "active", "partner_id", "write_date")
NAMING = ("seller_id", "owner_id")  # fields of records that name a person


def people(session: Session) -> Iterator[Batch]:
    """Members and leaders of teams and everybody stated earlier, at each pull: a user's zone and name are their
    contact's and leave no date here. Others follow with the first record that names them.
    """
    client = session.client
    ids = client.search("res.users", [["share", "=", False], ["login", "not in", list(MACHINE_LOGINS)]])
    outside = client.search(
        "mail.activity", [["user_id.share", "=", True], ["res_model", "in", list(session.options.models)]]
    )
    ids = sorted({*ids, *keys_of(client.read("mail.activity", outside, ["user_id"]), "user_id")})
    users = client.read("res.users", ids, USER_FIELDS)
    standings, in_teams = _standings(client)
    session.roster = roster_of(_seller(user, session.options.timezone) for user in users)
    session.people_rows = {
        user["id"]: person_row(user, _known(standings.get(user["id"]), session), session.options.timezone)
        for user in users
    }
    known = session.positions.get("people", {}).get("known")
    before = {int(str(key)) for key in known} if isinstance(known, list) else set()
    yield from stated(session, in_teams | before)


def with_their_people(session: Session, stream: Iterable[Batch]) -> Iterator[Batch]:
    """Batches of records, each after the people it is the first to name."""
    for batch in stream:
        named = {str(getattr(row, name, None)) for row in batch.rows for name in NAMING}
        keys = {int(id_) for id_ in named if id_.isdigit()}
        if not keys <= session.people_stated:
            yield from stated(session, keys)
        yield batch


def stated(session: Session, keys: Collection[int]) -> Iterator[Batch]:
    """Rows of those people and of whoever is above them, less those stated before in this pull."""
    fresh: set[int] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        row = session.people_rows.get(key)
        if row is not None and key not in fresh and key not in session.people_stated:
            fresh.add(key)
            waiting += [int(row.manager_native_id)] if row.manager_native_id else []
    session.people_stated |= fresh
    rows = [session.people_rows[key] for key in sorted(fresh)]
    if rows:
        position = {"known": sorted(session.people_stated)}
        yield from batches("people", rows, stream="people", position=position, expected=len(session.people_stated))


def _seller(user: Record, usual_timezone: str) -> Seller:
    return Seller(
        user["id"],
        text(user.get("name")) or "",
        ref(user.get("partner_id")),
        zone_name(user.get("tz")) or usual_timezone,
    )


def _known(standing: Standing | None, session: Session) -> Standing:
    """A person's standing; a manager who is no person here (a portal user, Odoo's own account) is none."""
    if standing is None:
        return Standing()
    if standing.manager_id in session.roster.by_id:
        return standing
    return Standing(None, standing.team, standing.role, standing.left_on)


def _standings(client: OdooClient) -> tuple[Mapping[int, Standing], set[int]]:
    """Manager, team, role and last day by user, and who is or was in a team or leads one. The employee file decides
    about managers, the sales team otherwise.
    """
    teams, leaders = _teams(client)
    members = _members(client)
    found = {}
    for user_id, team_id in members.items():
        leader_id = leaders.get(team_id)
        found[user_id] = Standing(leader_id if leader_id != user_id else None, teams.get(team_id))
    for user_id, standing in _employees(client).items():
        team = found.get(user_id, Standing())
        manager_id = standing.manager_id if standing.manager_id is not None else team.manager_id
        found[user_id] = Standing(manager_id, team.team, standing.role, standing.left_on)
    return found, {*members, *(key for key in leaders.values() if key is not None)}


def _teams(client: OdooClient) -> tuple[dict[int, str], dict[int, int | None]]:
    """Names and leaders of sales teams."""
    teams = client.read_by_id("crm.team", every_id(client, "crm.team"), ["name", "user_id"])
    return {key: team["name"] for key, team in teams.items()}, {
        key: ref(team.get("user_id")) for key, team in teams.items()
    }


def _members(client: OdooClient) -> dict[int, int]:
    """The team of each member: the oldest membership in force, as Odoo itself chooses; for who left, the last
    one.
    """
    records = client.read_by_id(
        "crm.team.member",
        every_id(client, "crm.team.member"),
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
        every_id(client, "hr.employee.public"),
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


def every_id(client: OdooClient, model: str) -> list[int]:
    return client.search(model, []) if client.can_read(model) else []
