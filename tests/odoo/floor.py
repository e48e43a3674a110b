"""A house that may write to Odoo with the key of a sales manager who is no administrator, and promises to write."""

import json
import signal
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.odoo.house import House
from tests.odoo.server import Odoo, run_script

DUE_ON = "2026-12-04"
CHILD = "tests.odoo.draining"
SELLERS = ("ida", "jon", "kim", "lou")


@dataclass
class Floor:
    """A house that may write to Odoo, its sellers and their deals by Odoo's ids."""

    odoo: Odoo
    house: House
    place: Path
    sellers: dict[str, int] = field(default_factory=dict)
    deals: dict[str, int] = field(default_factory=dict)
    archived: int = 0

    def put(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._ran("put", self._file(rows))

    def take_back(self, keys: Mapping[str, bool]) -> None:
        self._ran("back", self._file(keys))

    def drain(self) -> None:
        self._ran("drain")

    def entries(self) -> dict[str, dict[str, Any]]:
        """Every entry by its key, as the house's database has it."""
        with closing(sqlite3.connect(self.house.home / "fairway.sqlite3")) as database:
            rows = database.execute("SELECT key, token, state, native_id, reason FROM exchange_outboxentry")
            names = [column[0] for column in rows.description]
            return {row[0]: dict(zip(names, row, strict=True)) for row in rows.fetchall()}

    def said(self, *numbers: int) -> dict[int, tuple[str, str]]:
        """State and reason of some promises."""
        entries = self.entries()
        found = {number: entries[f"commitment:{number}"] for number in numbers}
        return {number: (entry["state"], entry["reason"]) for number, entry in found.items()}

    @contextmanager
    def without_rights(self) -> Iterator[None]:
        """The key's user is one of those who sell nothing for a while."""
        [user_id] = self.odoo.admin("res.users", "search", domain=[["login", "=", "sales.manager"]])
        groups = [_group(self.odoo, name) for name in ("base.group_user", "sales_team.group_sale_manager")]
        self.odoo.admin("res.users", "write", ids=[user_id], vals={"group_ids": [[6, 0, groups[:1]]]})
        try:
            yield
        finally:
            self.odoo.admin("res.users", "write", ids=[user_id], vals={"group_ids": [[6, 0, groups]]})

    def killed(self, moment: str, number: int) -> bool:
        """Drain until that moment. False where there was not so much to do any more."""
        done = self.house.module(CHILD, "drain", moment, str(number))
        assert done.returncode in {0, -signal.SIGKILL}, done.stderr[-3000:]
        return done.returncode != 0

    def _ran(self, *words: str) -> str:
        done = self.house.module(CHILD, *words)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def _file(self, content: Any) -> str:
        path = self.place / "told.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)

    def activities(self) -> list[dict[str, Any]]:
        """Every activity that says it is one of ours, done ones too."""
        fields = ["summary", "user_id", "res_model", "res_id", "date_deadline", "active", "note", "activity_type_id"]
        ours: list[dict[str, Any]] = self.odoo.admin(
            "mail.activity",
            "search_read",
            domain=[["summary", "like", "Promise "]],
            fields=fields,
            context={"active_test": False},
        )
        return ours

    def known_tokens(self) -> set[str]:
        """External ids of ours that stand in Odoo."""
        rows = self.odoo.admin("ir.model.data", "search_read", domain=[["module", "=", "__fairway__"]], fields=["name"])
        return {row["name"] for row in rows}


def opened(place: Path) -> Floor:
    """A fresh Odoo with four sellers, a deal of each and somebody who left, connected and read once."""
    run_script("fresh")
    odoo = Odoo.from_environment()
    floor = Floor(odoo, House(place / "home", odoo, odoo.manager_key, is_at_servers_hour=False), place)
    for login in SELLERS:
        floor.sellers[login] = _hired(odoo, login)
        vals = {"name": f"Deal of {login}", "type": "opportunity", "user_id": floor.sellers[login]}
        [floor.deals[login]] = odoo.admin("crm.lead", "create", vals_list=[vals])
    floor.archived = _hired(odoo, "mia")
    odoo.admin("res.users", "action_archive", ids=[floor.archived])
    floor.house.connect("--writes")
    floor.house.sync()
    return floor


def _hired(odoo: Odoo, login: str) -> int:
    group = _group(odoo, "sales_team.group_sale_salesman")
    vals = {"name": login.title(), "login": login, "email": f"{login}@example.com", "group_ids": [[4, group]]}
    [user_id] = odoo.admin("res.users", "create", vals_list=[vals])
    return int(user_id)


def _group(odoo: Odoo, xmlid: str) -> int:
    module, _, name = xmlid.partition(".")
    domain = [["module", "=", module], ["name", "=", name]]
    [group] = odoo.admin("ir.model.data", "search_read", fields=["res_id"], domain=domain)
    return int(group["res_id"])


def promise(floor: Floor, number: int, **more: Any) -> dict[str, Any]:
    """One of many: every other is about the owner's deal."""
    login = SELLERS[number % len(SELLERS)]
    task = {"subject": f"Promise {number:03d}", "note": "As said <on Monday>", "due_on": DUE_ON}
    about = {"table": "opportunities", "record_id": str(floor.deals[login])} if number % 2 else {}
    owner = str(floor.sellers[login])
    return {"key": f"commitment:{number}", "about": owner, "task": {**task, "owner": owner, **about, **more}}
