"""Random changes between and during pulls that are cut off anywhere: what is stored ends up as what is there."""

import json
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from fairway.crm.odoo.reader import open_odoo
from fairway.crm.odoo.tests.older import USER, OlderOdoo
from fairway.exchange.types import SourceFacts
from fairway.lib.tests.listening import listening

KEYS = {"activities": "activity_id", "opportunities": "opportunity_id", "accounts": "account_id"}


class Life:
    """An Odoo that changes at random, and a store that follows it."""

    def __init__(self, url: str, odoo: OlderOdoo, seed: int) -> None:
        self.url, self.odoo, self.chance = url, odoo, random.Random(seed)
        self.rows: dict[str, dict[str, Any]] = {table: {} for table in KEYS}
        self.positions: dict[str, Mapping[str, object]] = {}

    def change(self) -> None:
        odoo, open_ones = self.odoo, [row for row in self.odoo.tables["mail.activity"].values() if row["active"]]
        odoo.now_at += timedelta(minutes=self.chance.choice([0, 1, 7, 90, 2000]))
        act = self.chance.choice(
            ["plan", "plan", "plan", "done", "done", "cancel", "edit", "assign", "undo", "deal", "late"]
        )
        one = self.chance.choice(open_ones) if open_ones else None
        if act == "plan" or one is None:
            odoo.plan(self.chance.choice([odoo.call_type, odoo.kept_type]), f"no {odoo.now_at:%j%H%M}")
        elif act == "done":
            odoo.press_done(one["id"], by=self.chance.choice([USER, USER + 1]))
        elif act == "cancel":
            del odoo.tables["mail.activity"][one["id"]]
        elif act == "undo":
            self._undo()
        elif act == "deal":
            self._write("crm.lead", 31, name=f"Deal {odoo.now_at:%j}", type=self.chance.choice(["lead", "opportunity"]))
        else:
            # A transaction that began some time ago and is seen only now.
            late = timedelta(minutes=25) if act == "late" else timedelta()
            values = (
                {"user_id": self.chance.choice([USER, USER + 1, False])}
                if act == "assign"
                else {"date_deadline": "2026-05-01"}
            )
            self._write("mail.activity", one["id"], late=late, **values)

    def _undo(self) -> None:
        done = [row for row in self.odoo.tables["mail.activity"].values() if not row["active"]]
        if done:
            self._write("mail.activity", self.chance.choice(done)["id"], active=True, date_done=False)

    def _write(self, model: str, key: int, *, late: timedelta = timedelta(), **values: Any) -> None:
        at = self.odoo.now_at - late
        self.odoo.tables[model][key].update(values, write_date=f"{at:%Y-%m-%d %H:%M:%S}")

    def pull(self, *, is_disturbed: bool) -> None:
        """One pull; a disturbed one may be cut off, and things change while it runs."""
        positions = json.loads(json.dumps(self.positions))
        cut = self.chance.randint(1, 60) if is_disturbed else None
        for number, batch in enumerate(self.reader().pull(positions, is_full=False)):
            self._take(batch)
            if number == cut:
                return
            if is_disturbed and self.chance.random() < 0.2:
                self.change()

    def reader(self) -> Any:
        facts = {"url": self.url, "database": "sales", "login": "anna", "whole_below": 0}
        return open_odoo(SourceFacts("odoo", "odoo", facts, None, False), "key")

    def _take(self, batch: Any) -> None:
        if batch.table in self.rows:
            rows = self.rows[batch.table]
            rows.update({getattr(row, KEYS[batch.table]): row for row in batch.rows})
            gone = {*batch.deleted, *(set() if batch.present_ids is None else rows.keys() - set(batch.present_ids))}
            for key in gone:
                rows.pop(key, None)
        if batch.position is not None:
            self.positions[batch.stream] = batch.position


@pytest.mark.parametrize("seed", range(6))
def test_a_followed_odoo_is_stored_as_one_read_at_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairway.crm.odoo.passes.CHUNK", 3)
    odoo = OlderOdoo()
    with listening(odoo) as server:
        life = Life(server.url, odoo, seed)
        for _ in range(8):
            for _ in range(life.chance.randint(0, 8)):
                life.change()
            life.pull(is_disturbed=True)
        life.pull(is_disturbed=False)
        anew = Life(server.url, odoo, seed)
        anew.pull(is_disturbed=False)
    assert anew.rows["activities"]
    assert life.rows == anew.rows
