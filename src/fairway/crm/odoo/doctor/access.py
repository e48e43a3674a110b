"""Whether Odoo answers, whose key this is, and what its user may see."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from fairway.crm.odoo.client import OLDEST_WITH_JSON2
from fairway.crm.odoo.doctor.probe import Probe, check
from fairway.crm.odoo.session import Session
from fairway.crm.odoo.tracking import TRACKED_VALUES
from fairway.crm.odoo.values import instant
from fairway.crm.odoo.writer import TO_DO
from fairway.exchange.types import Check

LARGEST_SKEW_S = 120.0
RENEWED_BEFORE = timedelta(days=14)
NEEDED = {
    "mail.activity": "all activities",
    "mail.message": "the moment at which activities were done",
    "crm.lead": "deals and leads",
    "crm.stage": "stages",
    "crm.team": "teams",
    "res.partner": "accounts and contacts",
    "calendar.event": "meetings that stand in the calendar alone",
}


def version(session: Session) -> Iterator[Check]:
    """Which Odoo answers, and how it is spoken to."""
    number = session.client.version
    way = "JSON-2" if number >= OLDEST_WITH_JSON2 else "JSON-RPC"
    yield Check("version", True, f"Odoo {number}, read over {way}")


def key(session: Session) -> Iterator[Check]:
    """Whose key it is."""
    yield Check("key", True, f"belongs to {session.client.account.login}")


def key_holds(session: Session) -> Iterator[Check]:
    """Until when. Odoo does not say which of a user's keys was used, so the first to expire counts."""
    client = session.client
    if not client.can_read("res.users.apikeys"):
        return
    ids = client.search("res.users.apikeys", [["user_id", "=", client.account.user_id]])
    keys = client.read("res.users.apikeys", ids, ["expiration_date"])
    ends = sorted(at for one in keys if (at := instant(one.get("expiration_date"))) is not None)
    if not ends or len(ends) < len(keys):
        return
    yield check(
        "key holds",
        ends[0] > datetime.now(UTC) + RENEWED_BEFORE,
        f"until {ends[0]:%-d %b %Y}" + (f", the first of {len(ends)} keys of this user" if len(ends) > 1 else ""),
        disables=f"reading this source from {ends[0]:%-d %b %Y} on",
        advice="Make a new key in Odoo and connect with it: what was read stays.",
    )


def rights(session: Session) -> Iterator[Check]:
    """Whether the key's user sees everybody's documents."""
    client = session.client
    if client.has_group("sales_team.group_sale_manager"):
        yield Check("rights", True, "a sales administrator: everybody's deals and activities can be read")
    elif client.has_group("sales_team.group_sale_salesman_all_leads"):
        yield Check("rights", True, "a seller who sees all documents: everybody's deals and activities can be read")
    else:
        yield Check(
            "rights",
            False,
            "this user sees their own documents only",
            disables="activities and deals of everybody else",
            advice="Use the key of a user with Sales: Administrator or User: All Documents.",
        )


def models(session: Session) -> Iterator[Check]:
    """Which kinds of records can be read."""
    missing = {model: what for model, what in NEEDED.items() if not session.client.can_read(model)}
    yield check(
        "readable",
        not missing,
        f"{len(NEEDED) - len(missing)} of {len(NEEDED)} kinds of records can be read",
        disables=", ".join(missing.values()),
        advice=f"Install the CRM application, or give the key's user the right to read {', '.join(missing)}.",
    )


def tasks(session: Session) -> Iterator[Check]:
    """Whether commitments can be written as activities; asked only where that is wished."""
    if not session.options.writes:
        return
    client = session.client
    module, _, name = TO_DO.partition(".")
    client.call("ir.model.data", "check_object_reference", module=module, xml_id=name)
    yield check(
        "tasks",
        client.may_create("mail.activity"),
        "commitments can be written as activities of the type To-Do",
        disables="writing commitments to Odoo",
        advice="Give the key's user the right to make activities.",
    )


def tracking(session: Session) -> Iterator[Check]:
    """Whether histories of stages and owners are exact."""
    can_read = session.client.can_read(TRACKED_VALUES)
    yield check(
        "stage and owner history",
        can_read,
        "tracked values can be read" if can_read else "tracked values can be read by administrators only",
        disables="earlier owners of deals; stage histories are inferred, and for deals that went back and forth only "
        "their latest change is known",
        advice="Use an administrator's key if who owned a deal when matters.",
    )


def companies(session: Session) -> Iterator[Check]:
    """How many companies the key sees."""
    count = len(session.client.account.company_ids)
    yield Check("companies", True, f"this key sees {count}; give its user more to see more")


def language(session: Session) -> Iterator[Check]:
    """Whether names come in the language that was set."""
    code, client = session.options.language, session.client
    is_there = not client.can_read("res.lang") or bool(
        client.search("res.lang", [["code", "=", code], ["active", "=", True]])
    )
    yield check(
        "language",
        is_there,
        f"activity types and stages are named in {code}",
        disables=f"names in {code}; Odoo gives the English ones",
        advice="Install that language in Odoo, or set another: --set language=de_DE.",
    )


def clock(session: Session) -> Iterator[Check]:
    """Whether both machines know what time it is."""
    ahead_s = session.client.clock_ahead_s or 0.0
    yield check(
        "clock",
        abs(ahead_s) <= LARGEST_SKEW_S,
        f"the server's clock differs by {abs(ahead_s):.0f} s from ours",
        disables="exact times of what happens now",
        advice="Let both machines keep their time with NTP.",
    )


FIRST: tuple[Probe, ...] = (version, key)
ACCESS: tuple[Probe, ...] = (key_holds, rights, models, tasks, tracking, companies, language, clock)
