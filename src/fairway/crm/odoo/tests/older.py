"""A small Odoo 17 over JSON-RPC: tables in memory, searched and read as Odoo would, pressing Done as 17 does."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fairway.lib.tests.listening import Answer, Asked

USER, PARTNER = 7, 12
FIRST_AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
TABLES = (
    "res.users", "res.partner", "res.company", "crm.team", "crm.team.member", "crm.lead", "crm.stage", "mail.activity",
    "mail.activity.type", "mail.message", "mail.message.subtype", "calendar.event", "calendar.attendee",
)  # fmt: skip
ALWAYS_THERE = {"mail.activity": ("date_done", "calendar_event_id", "res_model"), "mail.message": ("subject", "model")}
COMPARE = {
    "=": lambda left, right: left == right, "!=": lambda left, right: left != right,
    "in": lambda left, right: left in right, "not in": lambda left, right: left not in right,
    ">=": lambda left, right: bool(left) and left >= right, "<=": lambda left, right: bool(left) and left <= right,
    "<": lambda left, right: bool(left) and left < right,
}  # fmt: skip


class OlderOdoo:
    """Its clock moves an hour with every act."""

    def __init__(self) -> None:
        self.now_at = FIRST_AT
        self.tables: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in TABLES}
        self._hire()
        self._set_up()

    def _hire(self) -> None:
        self.put("res.company", partner_id=1)
        self.put(
            "res.users",
            USER,
            login="anna",
            name="Anna Brandt",
            partner_id=PARTNER,
            share=False,
            active=True,
            tz="Europe/Berlin",
            company_ids=[1],
            email=False,
        )
        self.put(
            "res.users",
            USER + 1,
            login="lena",
            name="Lena Shaw",
            partner_id=PARTNER + 1,
            share=False,
            active=True,
            tz="Europe/London",
            company_ids=[1],
            email=False,
        )
        for key, name in ((PARTNER, "Anna Brandt"), (PARTNER + 1, "Lena Shaw"), (50, "Ltd")):
            self.put(
                "res.partner",
                key,
                name=name,
                is_company=key == 50,
                parent_id=False,
                commercial_partner_id=key,
                partner_share=key == 50,
                type="contact",
                user_id=False,
                function=False,
            )

    def _set_up(self) -> None:
        self.put("crm.stage", 1, name="New", sequence=1, is_won=False)
        self.put(
            "crm.lead",
            31,
            name="Deal",
            type="opportunity",
            active=True,
            user_id=USER,
            partner_id=50,
            stage_id=1,
            date_conversion=False,
            expected_revenue=0,
            date_closed=False,
            date_deadline=False,
            duration_tracking={},
        )
        self.call_type = self.put(
            "mail.activity.type", 2, name="Call", category="phonecall", keep_done=False, sequence=1
        )
        self.kept_type = self.put("mail.activity.type", 3, name="Demo", category="meeting", keep_done=True, sequence=2)

    def put(self, model: str, key: int | None = None, /, **values: Any) -> int:
        rows = self.tables[model]
        key = key or max(rows, default=0) + 1
        at = f"{self.now_at:%Y-%m-%d %H:%M:%S}"
        rows[key] = {"id": key, "create_date": at, "write_date": at, **values}
        return key

    def pass_time(self) -> None:
        self.now_at += timedelta(hours=1)

    def plan(self, type_id: int, summary: str = "", **values: Any) -> int:
        return self.put(
            "mail.activity",
            activity_type_id=type_id,
            user_id=USER,
            res_model="crm.lead",
            res_id=31,
            active=True,
            date_done=False,
            date_deadline="2026-03-05",
            summary=summary,
            feedback=False,
            **{"calendar_event_id": False, **values},
        )

    def press_done(self, activity_id: int, by: int = USER) -> int:
        """Post the message; keep the activity only if its type does."""
        self.pass_time()
        activity = self.tables["mail.activity"][activity_id]
        kind = self.tables["mail.activity.type"][activity["activity_type_id"]]
        assigned = " (originally assigned to <span>Anna Brandt</span>)" if by != USER else ""
        at = f"{self.now_at:%Y-%m-%d %H:%M:%S}"
        message = self.put(
            "mail.message",
            model=activity["res_model"],
            res_id=activity["res_id"],
            date=at,
            subject=False,
            mail_activity_type_id=kind["id"],
            author_id=PARTNER + by - USER,
            subtype_id=False,
            body=f"<p><span>{kind['name']}</span> done{assigned}<span>: </span>{activity['summary']}</p>",
        )
        if kind["keep_done"]:
            activity.update(active=False, date_done=at[:10], write_date=at)
        else:
            del self.tables["mail.activity"][activity_id]
        return message

    # -- JSON-RPC

    def __call__(self, asked: Asked) -> Answer:
        if asked.path != "/jsonrpc":
            return Answer(404, raw=b"<html>", content_type="text/html")
        params = asked.payload["params"]
        if params["method"] == "version":
            return self._result({"server_version_info": [17, 0, 0, "final", 0, ""]})
        if params["method"] == "authenticate":
            return self._result(USER if params["args"][1:3] == ["anna", "key"] else False)
        _, _, _, model, method, positional, named = params["args"]
        if model not in self.tables:
            error = {"data": {"name": "odoo.exceptions.UserError", "message": f"Object {model} doesn't exist"}}
            return Answer(payload={"jsonrpc": "2.0", "error": error})
        return self._result(getattr(self, f"_{method}")(model, *positional, **{**named, "context": None}))

    def _result(self, value: Any) -> Answer:
        return Answer(payload={"jsonrpc": "2.0", "id": 1, "result": value}, headers={"X-Here": "yes"})

    def _search(
        self, model: str, *, domain: list[Any], order: str = "id", limit: int | None = None, context: Any
    ) -> list[int]:
        found = [row for row in self.tables[model].values() if self._fits(model, row, domain)]
        for part in reversed(order.split(",")):
            name, _, way = part.strip().partition(" ")
            found.sort(key=lambda row: row[name], reverse=way == "desc")
        return [row["id"] for row in found][:limit]

    def _read(
        self, model: str, ids: list[int], *, fields: list[str], context: Any, load: str | None = "_classic_read"
    ) -> list[dict[str, Any]]:
        rows = [self.tables[model][key] for key in ids if key in self.tables[model]]
        return [
            {"id": row["id"], **{name: self._shown(name, row[name]) if load else row[name] for name in fields}}
            for row in rows
        ]

    def _shown(self, name: str, value: Any) -> Any:
        """A reference as `[id, name]`, as reading shows it."""
        return [value, f"name of {value}"] if name.endswith("_id") and name != "res_id" and value else value

    def _fields_get(self, model: str, *, attributes: list[str], context: Any) -> dict[str, Any]:
        names = {name for row in self.tables[model].values() for name in row}
        return {name: {"type": "char"} for name in {*names, *ALWAYS_THERE.get(model, ())}}

    def _read_group(
        self, model: str, *, domain: list[Any], fields: list[str], groupby: list[str], lazy: bool, context: Any
    ) -> list[dict[str, Any]]:
        [name] = groupby
        keys = {row[name] for row in self.tables[model].values() if self._fits(model, row, domain)}
        return [{name: self._shown(name, key)} for key in sorted(keys, key=str)]

    def _get_metadata(self, model: str, ids: list[int], *, context: Any) -> list[dict[str, Any]]:
        return [{"id": key, "xmlid": False} for key in ids]

    def _has_group(self, model: str, *, group_ext_id: str, context: Any) -> bool:
        return group_ext_id == "sales_team.group_sale_manager"

    def _fits(self, model: str, row: dict[str, Any], domain: list[Any]) -> bool:
        stack: list[bool] = []
        for term in reversed(domain):
            if term in ("|", "&"):
                one, two = stack.pop(), stack.pop()
                stack.append(one or two if term == "|" else one and two)
            else:
                stack.append(COMPARE[term[1]](self._value(row, term[0]), term[2]))
        return all(stack)

    def _value(self, row: dict[str, Any], path: str) -> Any:
        name, _, rest = path.partition(".")
        if name == "activity_ids":
            return any(one.get("calendar_event_id") == row["id"] for one in self.tables["mail.activity"].values())
        if name == "attendee_ids":
            invited = (one for one in self.tables["calendar.attendee"].values() if one["event_id"] == row["id"])
            return max((one[rest] for one in invited), default=False)
        value = row.get(name, False)
        if not rest:
            return value
        other = {"user_id": "res.users", "calendar_event_id": "calendar.event"}[name]
        return self._value(self.tables[other][value], rest) if value else False
