"""The Writer of an Odoo: a task is an activity of the type To-Do, on the record it is about, else on its owner.

How one activity stays one, whoever asks again: it is made by `load`, which Odoo's import uses, under an external id of
ours. The id and the activity are stored in one transaction, the id is unique in the database, and a load of a known id
writes to what it names. Of two loads at the same time Odoo lets one through and tells the other, in the language of
PostgreSQL, that it could not be serialised; asked again, that one finds the id. No right beside making activities is
needed, in 17 to 19.

Activities are found again by that id and never by their number: a number may be another's after a database was
restored or another one connected.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from fairway.crm.errors import Rejected, Terminal, Transient
from fairway.crm.odoo.client import OdooClient
from fairway.crm.odoo.faults import AccessRefused, CallRefused, UnknownName
from fairway.crm.odoo.links import MODELS
from fairway.crm.odoo.options import options_from
from fairway.crm.odoo.values import ref
from fairway.exchange.outbox.types import Task, Writer
from fairway.exchange.types import SourceFacts
from fairway.lib.http import JsonHttp

ACTIVITY, USER, PARTNER = "mail.activity", "res.users", "res.partner"
# No application may ever have this name: when one is updated, Odoo removes what stands under it and is not in it.
NAMESPACE = "__fairway__"
TO_DO = "mail.mail_activity_data_todo"
COLUMNS = (
    "id",
    "res_model_id/id",
    "res_id",
    "user_id/.id",
    "activity_type_id/id",
    "summary",
    "note",
    "date_deadline",
)
# The owner reads it in Fairway and in their list in Odoo: no mail beside.
QUIETLY = {"mail_activity_quick_update": True}
ABOUT = ("accounts", "contacts", "leads", "opportunities")
TIMEOUT_S = 45.0
# What `load` reports like a refusal and is none: the database was busy.
PASSING = re.compile(
    r"serializ|deadlock|psycopg|canceling statement|could not obtain lock|Unknown database error", re.I
)
NO_SUCH_ID = "External ID not found"


def open_odoo_to_write(source: SourceFacts, secret: str) -> Writer:
    """A writer of one Odoo. Nothing is asked of the server yet; Terminal when a setting cannot be used."""
    options = options_from(source.settings)
    return OdooWriter(OdooClient(options, secret, http=JsonHttp(options.url, timeout_s=TIMEOUT_S)))


class OdooWriter:
    """Writes to one Odoo with one key."""

    def __init__(self, client: OdooClient) -> None:
        self._client = client

    def put_task(self, task: Task, *, token: str, native_id: str) -> str:
        """Make the activity, or make it say what it says now."""
        try:
            if native_id:
                self._require_open(token)
            return str(self._loaded(self._row(task, token)))
        except (AccessRefused, UnknownName, CallRefused) as refusal:
            raise Rejected(refusal.detail) from refusal

    def close_task(self, *, token: str, native_id: str, is_done: bool) -> str:
        """Mark it done as a person would, with a message on its record, or remove it; one that was done there stays."""
        try:
            activity_id = self._id_of(token)
            if activity_id is not None and self._is_open(activity_id):
                self._client.call_once(ACTIVITY, "action_done" if is_done else "unlink", [activity_id])
        except UnknownName:
            return native_id  # somebody removed it in this moment
        except (AccessRefused, CallRefused) as refusal:
            raise Rejected(refusal.detail) from refusal
        return native_id if activity_id is None else str(activity_id)

    def _require_open(self, token: str) -> None:
        """Rejected where what was confirmed is there no more, or was marked done by somebody."""
        activity_id = self._id_of(token)
        if activity_id is None:
            raise Rejected("the activity is no longer in Odoo, or cannot be seen with this key")
        if not self._is_open(activity_id):
            raise Rejected("the activity was marked done in Odoo")

    def _is_open(self, activity_id: int) -> bool:
        """Done ones are archived where Odoo keeps them."""
        return any(record.get("active") for record in self._client.read(ACTIVITY, [activity_id], ["active"]))

    def _id_of(self, token: str) -> int | None:
        """The activity under our id; None where there is none, or none that this key may see."""
        try:
            found = self._client.call("ir.model.data", "check_object_reference", module=NAMESPACE, xml_id=token)
        except Terminal as fault:
            if NO_SUCH_ID in fault.detail:
                return None
            raise
        return ref(found[1])

    def _row(self, task: Task, token: str) -> list[str]:
        """One line of an import. Rejected where Odoo would take what nobody would ever see."""
        partner_id = self._partner_of(task.owner)
        model, record_id = PARTNER, partner_id
        if task.record_id:
            model, record_id = self._record(task)
        return [
            f"{NAMESPACE}.{token}",
            external_id_of_model(model),
            str(record_id),
            task.owner,
            TO_DO,
            task.subject,
            "<br>".join(escape(line) for line in task.note.splitlines()),
            task.due_on.isoformat(),
        ]

    def _partner_of(self, owner: str) -> int:
        """The owner's own contact. Odoo assigns to archived users and to portal users without a word."""
        found = self._client.read(USER, [int(owner)], ["active", "share", "partner_id"]) if owner.isdigit() else []
        for user in found:
            if not user.get("active"):
                raise Rejected(f"user {owner} is archived in Odoo")
            if user.get("share"):
                raise Rejected(f"user {owner} is no internal user of Odoo")
            return ref(user["partner_id"]) or 0
        raise Rejected(f"there is no user {owner} in Odoo")

    def _record(self, task: Task) -> tuple[str, int]:
        """What it is about. A record that is gone would be refused in words about rights."""
        if task.table not in ABOUT or not task.record_id.isdigit():
            raise Rejected(f"Odoo has no {task.table} {task.record_id}")
        model, record_id = MODELS[task.table], int(task.record_id)
        if not self._client.search(model, [["id", "=", record_id]]):
            raise Rejected(f"{model} {record_id} is no longer in Odoo, or cannot be seen with this key")
        return model, record_id

    def _loaded(self, row: list[str]) -> int:
        """The activity's id. What Odoo has against it is said the same way twice; what passes is gone by then."""
        said = ""
        for _ in range(2):
            told = self._client.call(ACTIVITY, "load", fields=list(COLUMNS), data=[row], context=QUIETLY)
            if told.get("ids"):
                return int(told["ids"][0])
            said = _said(told)
        if PASSING.search(said):
            raise Transient(said)
        raise Rejected(said)


def external_id_of_model(model: str) -> str:
    """Odoo's own id of a model, under the application that made it: others than administrators cannot look it up."""
    application = {"crm.lead": "crm"}.get(model, "base")
    return f"{application}.model_{model.replace('.', '_')}"


def _said(told: Mapping[str, Any]) -> str:
    """What an import has to say, each thing once, on one line."""
    lines = dict.fromkeys(str(message.get("message", "")) for message in told.get("messages") or [])
    return " ".join("; ".join(lines).split()) or "Odoo made nothing of it and does not say why"
