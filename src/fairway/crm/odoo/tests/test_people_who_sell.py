"""Which users are people here, and when each is stated."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from fairway.crm.odoo.reader import open_odoo
from fairway.crm.odoo.tests.older import PARTNER, USER, OlderOdoo
from fairway.exchange.types import Batch, SourceFacts
from fairway.lib.tests.listening import listening

ANNA, LENA, OTTO, ADA, PORTAL = USER, USER + 1, USER + 2, USER + 3, USER + 4


@pytest.fixture
def odoo() -> OlderOdoo:
    """Anna owns a deal, Lena leads a team, Otto is in it; Ada keeps the books, and a customer can log in."""
    odoo = OlderOdoo()
    for key, name, zone, share in (
        (OTTO, "Otto", "Mars/Base", False),
        (ADA, "Ada", False, False),
        (PORTAL, "Paul", False, True),
    ):
        partner = PARTNER + key - USER
        odoo.put(
            "res.users", key, login=name.lower(), name=name, partner_id=partner, share=share, active=True, tz=zone,
            company_ids=[1], email=False,
        )  # fmt: skip
        odoo.put(
            "res.partner", partner, name=name, is_company=False, parent_id=False, commercial_partner_id=partner,
            partner_share=share, type="contact", user_id=False, function=False,
        )  # fmt: skip
    team = odoo.put("crm.team", name="North", user_id=LENA)
    odoo.put("crm.team.member", user_id=OTTO, crm_team_id=team, active=True)
    return odoo


class Store:
    """What was said about people, and positions."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.people: dict[int, Any] = {}
        self.positions: dict[str, Mapping[str, object]] = {}
        self.tables: list[str] = []

    def pull(self) -> set[int]:
        """Pull once more; the people stated this time."""
        facts = {"url": self.url, "database": "sales", "login": "anna", "whole_below": 0}
        reader = open_odoo(SourceFacts("odoo", "odoo", facts, None, False), "key")
        stated: set[int] = set()
        self.tables = []
        for batch in reader.pull(json.loads(json.dumps(self.positions)), is_full=False):
            self._take(batch, stated)
        return stated

    def _take(self, batch: Batch, stated: set[int]) -> None:
        self.tables.append(batch.table)
        if batch.table == "people":
            self.people.update({int(row.native_id): row for row in batch.rows})  # type: ignore[attr-defined]
            stated |= {int(row.native_id) for row in batch.rows}  # type: ignore[attr-defined]
        else:
            named = {getattr(row, name, None) for row in batch.rows for name in ("seller_id", "owner_id")}
            assert {int(id_) for id_ in named if id_} <= self.people.keys()
        if batch.position is not None:
            self.positions[batch.stream] = batch.position


@pytest.fixture
def store(odoo: OlderOdoo) -> Iterator[Store]:
    with listening(odoo) as server:
        yield Store(server.url)


def test_it_states_teams_first_and_others_with_the_first_record_that_names_them(store: Store) -> None:
    assert store.pull() == {LENA, OTTO, ANNA}
    assert store.tables[0] == "people"
    assert store.tables.index("people", 1) < store.tables.index("opportunities")


def test_it_states_whoever_gets_work_to_do(odoo: OlderOdoo, store: Store) -> None:
    store.pull()
    odoo.pass_time()
    odoo.put(
        "mail.activity", activity_type_id=odoo.call_type, user_id=ADA, res_model="res.partner", res_id=50, active=True,
        date_done=False, date_deadline="2026-03-05", summary=False, feedback=False, calendar_event_id=False,
    )  # fmt: skip
    assert ADA in store.pull()


def test_it_goes_on_stating_whom_it_once_stated(odoo: OlderOdoo, store: Store) -> None:
    store.pull()
    odoo.tables["crm.lead"].clear()
    odoo.tables["res.users"][ANNA]["active"] = False
    assert ANNA in store.pull()
    assert not store.people[ANNA].is_active


def test_it_states_a_managers_row_before_the_people_below(odoo: OlderOdoo, store: Store) -> None:
    store.pull()
    assert store.people[OTTO].manager_native_id == str(LENA)
    assert {LENA, OTTO} <= store.people.keys()


def test_a_zone_this_machine_does_not_know_is_none(store: Store) -> None:
    store.pull()
    assert store.people[OTTO].timezone is None
    assert store.people[ANNA].timezone == "Europe/Berlin"


def test_doctor_names_who_has_no_manager_or_zone_and_counts_who_is_left_out(odoo: OlderOdoo, store: Store) -> None:
    facts = {"url": store.url, "database": "sales", "login": "anna"}
    checks = {check.name: check for check in open_odoo(SourceFacts("odoo", "odoo", facts, None, False), "key").check()}
    assert checks["sellers"].detail.startswith("3 users")
    assert "1 others" in checks["sellers"].detail
    assert "Anna Brandt" in checks["managers"].disables
    assert "Otto" not in checks["managers"].disables
    assert "Otto" in checks["time zones"].disables
