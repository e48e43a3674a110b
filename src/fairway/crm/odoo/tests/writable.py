"""The small Odoo 17 again, where activities can be made by import, marked done and removed, as 17 does it."""

from typing import Any

from fairway.crm.odoo.tests.older import PARTNER, USER, OlderOdoo
from fairway.lib.tests.listening import Answer, Asked

BUSY = "could not serialize access due to concurrent update\n"


class WritableOdoo(OlderOdoo):
    """`says` are answers of the next imports that make nothing; `loads` counts imports that were asked for. Only who
    `may_create` has the right to make activities.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tables["ir.model.data"] = {}
        self.put("ir.model.data", module="mail", name="mail_activity_data_todo", res_id=self.call_type)
        for number, login, more in (
            (USER + 2, "gone", {"active": False, "share": False}),
            (USER + 3, "client", {"active": True, "share": True}),
        ):
            partner = {"partner_id": PARTNER + number - USER, "company_ids": [1], "email": False, "tz": False}
            self.put("res.users", number, login=login, name=login.title(), **partner, **more)
        self.says: list[str] = []
        self.loads = 0
        self.may_create = True

    def __call__(self, asked: Asked) -> Answer:
        try:
            return super().__call__(asked)
        except ValueError as error:
            data = {"name": "builtins.ValueError", "message": str(error)}
            return Answer(payload={"jsonrpc": "2.0", "id": 1, "error": {"message": "Odoo Server Error", "data": data}})

    def _load(self, model: str, *, fields: list[str], data: list[list[str]], context: Any) -> dict[str, Any]:
        self.loads += 1
        if self.says:
            message = {"type": "error", "record": 0, "message": self.says.pop(0)}
            return {"ids": False, "messages": [message, message], "nextrow": 0}
        said = dict(zip(fields, data[0], strict=True))
        module, _, name = said.pop("id").partition(".")
        values = {
            "user_id": int(said["user_id/.id"]),
            "res_model": {"crm.model_crm_lead": "crm.lead", "base.model_res_partner": "res.partner"}[
                said["res_model_id/id"]
            ],
            "res_id": int(said["res_id"]),
            "summary": said["summary"],
            "note": said["note"],
            "date_deadline": said["date_deadline"],
        }
        known = self._named(module, name)
        if known is not None:
            self.tables[model][known].update(values)
            return {"ids": [known], "messages": [], "nextrow": 0}
        key = self.put(model, active=True, activity_type_id=self.call_type, **values)
        self.put("ir.model.data", module=module, name=name, res_id=key)
        return {"ids": [key], "messages": [], "nextrow": 0}

    def _named(self, module: str, name: str) -> int | None:
        rows = self.tables["ir.model.data"].values()
        return next((row["res_id"] for row in rows if (row["module"], row["name"]) == (module, name)), None)

    def _check_object_reference(self, model: str, *, module: str, xml_id: str, context: Any) -> list[Any]:
        found = self._named(module, xml_id)
        if found is None:
            raise ValueError(f"External ID not found in the system: {module}.{xml_id}")
        return ["mail.activity", found]

    def _check_access_rights(self, model: str, *, operation: str, raise_exception: bool, context: Any) -> bool:
        return self.may_create

    def _action_done(self, model: str, ids: list[int], *, context: Any) -> int:
        [key] = ids
        message = self.press_done(key)
        if key not in self.tables[model]:
            self._forget(key)
        return message

    def _unlink(self, model: str, ids: list[int], *, context: Any) -> bool:
        for key in ids:
            del self.tables[model][key]
            self._forget(key)
        return True

    def _forget(self, key: int) -> None:
        self.tables["ir.model.data"] = {
            number: row for number, row in self.tables["ir.model.data"].items() if row["res_id"] != key
        }
