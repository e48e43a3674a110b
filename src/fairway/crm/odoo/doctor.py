"""Every assumption about a connected Odoo, tried one by one: what was found, what it disables, what to do."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from fairway.crm.errors import SourceError
from fairway.crm.odoo.client import OLDEST_WITH_JSON2, OdooClient
from fairway.crm.odoo.options import Options
from fairway.crm.odoo.people import MACHINE_LOGINS
from fairway.crm.odoo.session import kinds_of
from fairway.crm.odoo.tracking import TRACKED_VALUES
from fairway.crm.odoo.values import text
from fairway.exchange.types import Check

LARGEST_SKEW_S = 120.0
NAMES_SHOWN = 5


Probe = Callable[[OdooClient, Options], Iterator[Check]]


def checks(client: OdooClient, options: Options) -> Sequence[Check]:
    """All checks, in the order somebody would mend them. Without a valid key only the first ones are made."""
    found: list[Check] = []
    for probe in FIRST_PROBES:
        found += _tried(probe, client, options)
        if not found[-1].is_passed:
            return found
    for probe in PROBES:
        found += _tried(probe, client, options)
    return found


def _tried(probe: Probe, client: OdooClient, options: Options) -> list[Check]:
    try:
        return list(probe(client, options))
    except SourceError as error:
        name = getattr(probe, "__name__", "check").strip("_").replace("_", " ")
        return [Check(name, False, error.detail, disables="this could not be tried", advice=error.advice)]


def _version(client: OdooClient, _options: Options) -> Iterator[Check]:
    way = "JSON-2" if client.version >= OLDEST_WITH_JSON2 else "JSON-RPC"
    yield Check("version", True, f"Odoo {client.version}, read over {way}")


def _key(client: OdooClient, _options: Options) -> Iterator[Check]:
    yield Check("key", True, f"belongs to {client.account.login}")


def _rights(client: OdooClient, _options: Options) -> Iterator[Check]:
    if client.has_group("base.group_system"):
        yield Check("rights", True, "an administrator: everything can be read")
    elif client.has_group("sales_team.group_sale_manager"):
        yield Check("rights", True, "a sales administrator: everything but tracked values can be read")
    elif client.has_group("sales_team.group_sale_salesman_all_leads"):
        yield Check("rights", True, "a seller who sees all documents: everything but tracked values can be read")
    else:
        yield Check(
            "rights",
            False,
            "this user sees their own documents only",
            disables="activities and deals of everybody else",
            advice="Use the key of a user with Sales: Administrator or User: All Documents.",
        )


def _models(client: OdooClient, _options: Options) -> Iterator[Check]:
    needed = {
        "mail.activity": "all activities",
        "mail.message": "the moment at which activities were done",
        "crm.lead": "deals and leads",
        "crm.stage": "stages",
        "crm.team": "teams",
        "res.partner": "accounts and contacts",
        "calendar.event": "meetings that stand in the calendar alone",
    }
    missing = {model: what for model, what in needed.items() if not client.can_read(model)}
    yield Check(
        "readable",
        not missing,
        f"{len(needed) - len(missing)} of {len(needed)} kinds of records can be read",
        disables=", ".join(missing.values()),
        advice=f"Give the key's user the right to read {', '.join(missing)}." if missing else "",
    )


def _tracking(client: OdooClient, _options: Options) -> Iterator[Check]:
    can_read = client.can_read(TRACKED_VALUES)
    yield Check(
        "stage and owner history",
        can_read,
        "tracked values can be read" if can_read else "tracked values can be read by administrators only",
        disables=""
        if can_read
        else "earlier owners of deals; stage histories are inferred, and for deals that went back and "
        "forth only their latest change is known",
        advice="" if can_read else "Use an administrator's key if who owned a deal when matters.",
    )


def _hr(client: OdooClient, _options: Options) -> Iterator[Check]:
    has_employees = client.can_read("hr.employee.public")
    yield Check(
        "managers",
        True,
        "from the employee files, else the leader of the sales team"
        if has_employees
        else "leaders of the sales teams, because the Employees application is not installed",
    )
    if client.can_read("hr.leave.report.calendar"):
        yield Check("absences", True, "approved leave of whole days")
    else:
        yield Check(
            "absences",
            False,
            "the Time Off application is not installed",
            disables="absences from Odoo",
            advice="Enter absences in Fairway, or expect full weeks of people who are away.",
        )


def _zones(client: OdooClient, options: Options) -> Iterator[Check]:
    ids = client.search(
        "res.users", [["share", "=", False], ["active", "=", True], ["login", "not in", list(MACHINE_LOGINS)]]
    )
    users = client.read("res.users", ids, ["name", "tz"])
    yield Check("sellers", bool(users), f"{len(users)} active users")
    without = sorted(str(user["name"]) for user in users if not text(user.get("tz")))
    usual = f"; they are taken to be in {options.timezone}" if options.timezone else ""
    yield Check(
        "time zones",
        not without,
        f"{len(users) - len(without)} of {len(users)} users have one" + (usual if without else ""),
        disables=f"local days and weeks of {_some(without)}" if without else "",
        advice="Set the time zone under each user's preferences." if without else "",
    )


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    return shown + (f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else "")


def _kinds(client: OdooClient, _options: Options) -> Iterator[Check]:
    kinds = kinds_of(client)
    has_day = "date_done" in client.fields_of("mail.activity")
    lossy = sorted(kind.name for kind in kinds.values() if not kind.is_kept) if has_day else ["all"]
    yield Check(
        "done activities stay",
        not lossy,
        f"{len(kinds)} activity types",
        disables=f"who was assigned, where Odoo's message does not say: {_some(lossy)}" if lossy else "",
        advice="Switch on Keep Done at these activity types, or move to Odoo 19." if lossy else "",
    )


def _unassigned(client: OdooClient, options: Options) -> Iterator[Check]:
    ids = client.search(
        "mail.activity",
        [["user_id", "=", False], ["active", "=", True], ["res_model", "in", list(options.models)]],
    )
    yield Check(
        "assigned",
        not ids,
        f"{len(ids)} open activities are assigned to nobody",
        disables="they count for whoever marks them done, and for nobody before" if ids else "",
        advice="Assign them in Odoo." if ids else "",
    )
    if client.can_read("crm.lead"):
        leads = client.search("crm.lead", [["user_id", "=", False]])
        yield Check(
            "owned",
            not leads,
            f"{len(leads)} deals and leads have no salesperson",
            disables="they are left out" if leads else "",
            advice="Give them a salesperson in Odoo." if leads else "",
        )


def _masked(client: OdooClient, _options: Options) -> Iterator[Check]:
    if client.can_read("calendar.event"):
        ids = client.search("calendar.event", [["privacy", "=", "private"]])
        yield Check(
            "private events",
            True,
            f"{len(ids)} calendar events are private and left out, whoever's key it is",
        )


def _left_out(client: OdooClient, options: Options) -> Iterator[Check]:
    ids = client.search(
        "mail.activity", ["|", ["res_model", "not in", list(options.models)], ["res_model", "=", False]]
    )
    models = Counter(
        str(record.get("res_model") or "no document") for record in client.read("mail.activity", ids, ["res_model"])
    )
    listed = ", ".join(f"{count} on {model}" for model, count in models.most_common())
    yield Check(
        "activities counted",
        True,
        f"on {', '.join(options.models)}" + (f"; left out: {listed}" if listed else ""),
        advice="Name further documents in the setting models if they are sales work." if listed else "",
    )


def _companies(client: OdooClient, _options: Options) -> Iterator[Check]:
    yield Check("companies", True, f"this key sees {len(client.account.company_ids)}; give its user more to see more")


def _clock(client: OdooClient, _options: Options) -> Iterator[Check]:
    ahead_s = client.clock_ahead_s or 0.0
    yield Check(
        "clock",
        abs(ahead_s) <= LARGEST_SKEW_S,
        f"the server's clock differs by {abs(ahead_s):.0f} s from ours",
        disables="" if abs(ahead_s) <= LARGEST_SKEW_S else "exact times of what happens now",
        advice="" if abs(ahead_s) <= LARGEST_SKEW_S else "Let both machines keep their time with NTP.",
    )


FIRST_PROBES: tuple[Probe, ...] = (_version, _key)
PROBES: tuple[Probe, ...] = (
    _rights,
    _models,
    _tracking,
    _hr,
    _zones,
    _kinds,
    _unassigned,
    _masked,
    _left_out,
    _companies,
    _clock,
)
