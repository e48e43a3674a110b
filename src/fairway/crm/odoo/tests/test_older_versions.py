"""Odoo 17, where a done activity is deleted unless its type keeps it, read over JSON-RPC."""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from fairway.crm.errors import Terminal
from fairway.crm.odoo.reader import open_odoo
from fairway.crm.odoo.tests.older import PARTNER, USER, OlderOdoo
from fairway.exchange.types import Reader, SourceFacts
from fairway.lib.tests.listening import listening


class Store:
    """Activities as a store would hold them, and positions."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.rows: dict[str, Any] = {}
        self.positions: dict[str, Mapping[str, object]] = {}

    def reader(self, **settings: object) -> Reader:
        facts = {"url": self.url, "database": "sales", "login": "anna", "whole_below": 0, **settings}
        return open_odoo(SourceFacts("odoo", "odoo", facts, None, False), "key")

    def pull(self, **settings: object) -> dict[str, str]:
        """Pull once more; gives the status of each activity."""
        for batch in self.reader(**settings).pull(json.loads(json.dumps(self.positions)), is_full=False):
            if batch.table == "activities":
                self.rows.update({row.activity_id: row for row in batch.rows})
                present = self.rows.keys() if batch.present_ids is None else batch.present_ids
                self.rows = {key: row for key, row in self.rows.items() if key in present and key not in batch.deleted}
            if batch.position is not None:
                self.positions[batch.stream] = batch.position
        return {key: str(row.status) for key, row in self.rows.items()}


@pytest.fixture
def odoo() -> OlderOdoo:
    return OlderOdoo()


@pytest.fixture
def store(odoo: OlderOdoo) -> Iterator[Store]:
    with listening(odoo) as server:
        yield Store(server.url)


def test_a_deleted_activity_is_counted_by_its_message(odoo: OlderOdoo, store: Store) -> None:
    message = odoo.press_done(odoo.plan(odoo.call_type))
    waiting = odoo.plan(odoo.call_type)
    assert store.pull() == {f"message-{message}": "done", str(waiting): "planned"}
    done = store.rows[f"message-{message}"]
    assert (done.seller_id, done.subtype, done.completed_at) == (str(USER), "Call", odoo.now_at)
    assert (done.opportunity_id, done.account_id) == ("31", "50")


def test_the_assignee_is_read_from_the_message_when_somebody_else_pressed_done(odoo: OlderOdoo, store: Store) -> None:
    message = odoo.press_done(odoo.plan(odoo.call_type, "price list"), by=USER + 1)
    store.pull()
    assert store.rows[f"message-{message}"].seller_id == str(USER)


def test_a_kept_activity_is_counted_once(odoo: OlderOdoo, store: Store) -> None:
    kept = odoo.plan(odoo.kept_type)
    odoo.press_done(kept)
    assert store.pull() == {str(kept): "done"}
    assert store.rows[str(kept)].completed_at == odoo.now_at


def test_a_kept_activity_that_was_opened_again_is_planned(odoo: OlderOdoo, store: Store) -> None:
    kept = odoo.plan(odoo.kept_type)
    odoo.press_done(kept)
    odoo.pass_time()
    odoo.tables["mail.activity"][kept].update(
        active=True, date_done=False, write_date=f"{odoo.now_at:%Y-%m-%d %H:%M:%S}"
    )
    assert store.pull() == {str(kept): "planned"}


def test_an_activity_becomes_its_message_from_one_pull_to_the_next(odoo: OlderOdoo, store: Store) -> None:
    waiting, cancelled = odoo.plan(odoo.call_type), odoo.plan(odoo.call_type)
    assert store.pull() == {str(waiting): "planned", str(cancelled): "planned"}
    odoo.now_at += timedelta(days=2)
    message = odoo.press_done(waiting)
    del odoo.tables["mail.activity"][cancelled]
    assert store.pull() == {f"message-{message}": "done"}
    assert store.pull() == {f"message-{message}": "done"}


def test_a_meeting_whose_activity_was_done_is_not_also_waiting_in_the_calendar(odoo: OlderOdoo, store: Store) -> None:
    odoo.tables["mail.activity.type"][odoo.kept_type]["keep_done"] = False
    event = odoo.put(
        "calendar.event",
        name="first talk",
        user_id=USER,
        start="2026-03-04 09:00:00",
        allday=False,
        duration=1.0,
        active=True,
        res_model="crm.lead",
        res_id=31,
        opportunity_id=31,
        privacy=False,
        partner_ids=[],
        recurrency=False,
    )
    booked = odoo.plan(odoo.kept_type, "first talk", calendar_event_id=event)
    assert store.pull() == {str(booked): "planned"}
    message = odoo.press_done(booked)
    assert store.pull() == {f"message-{message}": "done"}


def test_an_event_whose_activity_was_cancelled_stands_alone(odoo: OlderOdoo, store: Store) -> None:
    event = odoo.put(
        "calendar.event",
        name="first talk",
        user_id=USER,
        start="2026-03-04 09:00:00",
        allday=False,
        duration=1.0,
        active=True,
        res_model="crm.lead",
        res_id=31,
        opportunity_id=31,
        privacy=False,
        partner_ids=[],
        recurrency=False,
    )
    booked = odoo.plan(odoo.kept_type, "first talk", calendar_event_id=event)
    store.pull()
    odoo.now_at += timedelta(days=2)
    del odoo.tables["mail.activity"][booked]
    assert store.pull() == {f"event-{event}": "planned"}


@pytest.mark.parametrize(
    ("answers", "status"),
    [(["declined"], "cancelled"), (["declined", "accepted"], "planned"), ([], "planned")],
)
def test_a_meeting_all_its_guests_declined_is_called_off(
    odoo: OlderOdoo, store: Store, answers: list[str], status: str
) -> None:
    event = odoo.put(
        "calendar.event", name="first talk", user_id=USER, start="2026-03-04 09:00:00", allday=False, duration=1.0,
        active=True, res_model=False, res_id=False, opportunity_id=31, privacy=False, partner_ids=[PARTNER],
        recurrency=False,
    )  # fmt: skip
    store.pull()
    odoo.now_at += timedelta(days=2)
    odoo.put("calendar.attendee", event_id=event, partner_id=PARTNER, state="accepted")
    for number, answer in enumerate(answers):
        odoo.put("calendar.attendee", event_id=event, partner_id=50 + number, state=answer)
    assert store.pull() == {f"event-{event}": status}


@pytest.mark.parametrize(("partner", "is_stated"), [(PARTNER + 1, False), (50, True)])
def test_a_meeting_about_no_deal_counts_where_somebody_from_outside_is_invited(
    odoo: OlderOdoo, store: Store, partner: int, is_stated: bool
) -> None:
    event = odoo.put(
        "calendar.event", name="talk", user_id=USER, start="2026-03-04 09:00:00", allday=False, duration=1.0,
        active=True, res_model=False, res_id=False, opportunity_id=False, privacy=False,
        partner_ids=[PARTNER, partner], recurrency=False,
    )  # fmt: skip
    assert (f"event-{event}" in store.pull()) is is_stated


def test_history_from_before_an_upgrade_counts_where_the_day_is_set(odoo: OlderOdoo, store: Store) -> None:
    """A kept type whose old activities were deleted by an earlier version: only messages are left of them."""
    message = odoo.press_done(odoo.plan(odoo.kept_type))
    odoo.tables["mail.activity"].clear()
    assert store.pull() == {}
    assert Store(store.url).pull(done_messages_until="2026-04-01") == {f"message-{message}": "done"}
    assert Store(store.url).pull(done_messages_until="2026-03-01") == {}


def test_renamed_types_are_written_again(odoo: OlderOdoo, store: Store) -> None:
    waiting = odoo.plan(odoo.call_type)
    store.pull()
    odoo.now_at += timedelta(days=30)
    odoo.plan(odoo.call_type)
    odoo.tables["mail.activity.type"][odoo.call_type]["name"] = "Discovery call"
    store.pull()
    assert store.rows[str(waiting)].subtype == "Discovery call"


def test_it_says_what_is_lost_and_what_to_do(odoo: OlderOdoo, store: Store) -> None:
    checks = {check.name: check for check in store.reader().check()}
    assert "JSON-RPC" in checks["version"].detail
    assert not checks["done activities stay"].is_passed
    assert "Call" in checks["done activities stay"].disables
    assert "Keep Done" in checks["done activities stay"].advice
    assert not checks["stage and owner history"].is_passed
    assert all(check.is_passed or check.advice for check in checks.values())


def test_a_wrong_key_ends_the_checks_with_what_to_do(odoo: OlderOdoo, store: Store) -> None:
    reader = open_odoo(
        SourceFacts("odoo", "odoo", {"url": store.url, "database": "sales", "login": "anna"}, None, False), "no"
    )
    checks = reader.check()
    assert [check.is_passed for check in checks] == [True, False]
    assert "API key" in checks[-1].advice
    with pytest.raises(Terminal):
        list(reader.pull({}, is_full=False))
