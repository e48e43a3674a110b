"""The address at which somebody's own calendar reads their sessions: what stands in it, who is let in, when it ends."""

import logging
import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import vobject
from django.conf import LazySettings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from vobject.base import Component

from fairway.audit.models import AuditLine
from fairway.coaching.actions.calendars import choose_invites, make_address
from fairway.coaching.actions.holding import hold_session, open_session
from fairway.coaching.actions.planning import Wish, call_off_session, move_session, plan_session
from fairway.coaching.appointing import SHOWN_BACK
from fairway.coaching.models import CalendarChoice, Session
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine, User

pytestmark = pytest.mark.django_db
TEN = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=UTC)
OWN = "/1-1/calendar/"


def planned(floor: Floor, who: str = "ann", *, days: int = 1, kind: str = "one_to_one", coach: str = "mona") -> int:
    wish = Wish(floor.key(who), floor.key(coach), kind, TEN + timedelta(days=days))
    return plan_session(wish, actor_id=floor.account(coach))


def address_of(floor: Floor, who: str) -> str:
    """The path of somebody's address, as their page says it."""
    found = re.search(r'value="http://testserver(/[^"]+\.ics)"', floor.told(who, OWN))
    assert found is not None
    return found[1]


def given(floor: Floor, who: str) -> str:
    floor.sent(who, f"{OWN}address/", do="make")
    return address_of(floor, who)


def asked(address: str, **headers: str) -> HttpResponse:
    """As a calendar asks: without being logged in."""
    response: HttpResponse = Client().get(address, headers=headers)
    return response


def events(address: str) -> dict[str, Component]:
    """By title what stands at an address, read by another library."""
    response = asked(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = vobject.readOne(response.content.decode())
    calendar.validate(raiseException=True)
    return {event.summary.value: event for event in calendar.contents.get("vevent", [])}


def test_both_have_an_address_that_says_kind_time_and_the_others_first_name_and_nothing_else(floor: Floor) -> None:
    key = planned(floor)
    [(title, event)] = events(given(floor, "ann")).items()
    assert (title, event.url.value) == ("1:1 with Mona", f"http://testserver/1-1/{key}/")
    assert (event.dtstart.value, event.dtend.value) == (TEN + timedelta(days=1), TEN + timedelta(days=1, minutes=45))
    assert {*events(given(floor, "mona"))} == {"1:1 with Ann"}
    said = asked(address_of(floor, "mona")).content.decode()
    assert not re.search("Abel|Moor|DESCRIPTION|ATTENDEE|@example|invit", said.replace("@fairway", ""))


def test_a_session_keeps_its_name_for_calendars_when_it_is_moved_and_when_it_is_called_off(floor: Floor) -> None:
    key, address = planned(floor), given(floor, "ann")
    before = events(address)["1:1 with Mona"]
    move_session(key, TEN + timedelta(days=3), actor_id=None)
    moved = events(address)["1:1 with Mona"]
    assert moved.uid.value == before.uid.value
    assert moved.dtstart.value == TEN + timedelta(days=3)
    call_off_session(key, actor_id=None)
    over = events(address)["1:1 with Mona"]
    assert [one.sequence.value for one in (before, moved, over)] == ["0", "1", "2"]
    assert (over.uid.value, over.status.value, over.transp.value) == (before.uid.value, "CANCELLED", "TRANSPARENT")
    alone = floor.clients["ann"].get(f"/1-1/{key}/calendar.ics").content.decode()
    assert vobject.readOne(alone).vevent.uid.value == before.uid.value


def test_times_stand_as_instants_whatever_the_clocks_do_that_night(floor: Floor) -> None:
    """10:00 in Berlin is 8:00 in universal time before the last Sunday of October, 9:00 after it."""
    berlin = {"on": "2026-10-23", "at": "10:00"}
    Person.objects.get(slug="mona").patterns.create(timezone="Europe/Berlin")
    floor.sent("mona", "/1-1/with/ann/", kind="one_to_one", every_days="14", **berlin)
    floor.sent("mona", "/1-1/with/ben/", kind="one_to_one", every_days="14", on="2026-10-26", at="10:00")
    found = events(given(floor, "mona"))
    assert found["1:1 with Ann"].dtstart.value == datetime(2026, 10, 23, 8, tzinfo=UTC)
    assert found["1:1 with Ben"].dtstart.value == datetime(2026, 10, 26, 9, tzinfo=UTC)


def test_it_holds_what_was_held_for_ninety_days_and_forgets_it_then(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, address = planned(floor), given(floor, "ann")
    at(monkeypatch, TODAY + timedelta(days=1))
    open_session(key, coach_key=floor.key("mona"), actor_id=None)
    hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    at(monkeypatch, TODAY + SHOWN_BACK)
    assert {*events(address)} == {"1:1 with Mona"}
    at(monkeypatch, TODAY + SHOWN_BACK + timedelta(days=3))
    assert events(address) == {}


def test_a_talk_that_took_place_on_another_day_stands_where_it_took_place(floor: Floor) -> None:
    key, address = planned(floor, days=2), given(floor, "ann")
    open_session(key, coach_key=floor.key("mona"), actor_id=None)
    hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    assert events(address)["1:1 with Mona"].dtstart.value == datetime(2026, 6, 10, 9, tzinfo=UTC)


def test_it_shows_nobody_a_session_the_door_would_refuse_them(floor: Floor) -> None:
    planned(floor)
    planned(floor, "tom", coach="max")
    for who, titles in {"lea": set(), "olga": set(), "ben": set(), "max": {"1:1 with Tom"}}.items():
        assert {*events(given(floor, who))} == titles, who


def test_a_session_follows_the_seller_to_whoever_leads_them_now(floor: Floor) -> None:
    planned(floor)
    mona, cleo = given(floor, "mona"), given(floor, "max")
    assert {*events(mona)} == {"1:1 with Ann"}
    ReportingLine.objects.filter(person=floor.people["ann"]).update(manager=floor.people["max"])
    rebuild_spans()
    assert events(mona) == {}
    assert {*events(cleo)} == {"1:1 with Ann"}


def test_whoever_may_read_a_session_but_does_not_lead_it_has_it_in_no_calendar(floor: Floor) -> None:
    planned(floor)
    ReportingLine.objects.create(person=floor.people["ann"], manager=floor.people["max"], kind="second")
    rebuild_spans()
    assert events(given(floor, "max")) == {}
    assert {*events(given(floor, "mona"))} == {"1:1 with Ann"}


def test_another_address_ends_the_one_before_and_a_withdrawn_one_leads_nowhere(floor: Floor) -> None:
    first = given(floor, "ann")
    floor.sent("ann", f"{OWN}address/", do="renew")
    second = address_of(floor, "ann")
    assert (asked(first).status_code, asked(second).status_code) == (404, 200)
    floor.sent("ann", f"{OWN}address/", do="withdraw")
    assert asked(second).status_code == 404
    assert "Get the address" in floor.told("ann", OWN)
    actions = AuditLine.objects.filter(action__contains="calendar").order_by("pk").values_list("action", flat=True)
    assert [*actions] == ["make_calendar_address", "make_calendar_address", "withdraw_calendar_address"]


def test_what_the_database_holds_is_no_address(floor: Floor) -> None:
    address = given(floor, "ann")
    serial = CalendarChoice.objects.values_list("serial", flat=True).get()
    token = address.split("/")[-2]
    assert serial in token
    for wrong in (serial, f"{serial}.", f"{serial}.{'A' * 43}", f"{token}A", token[:-1], f".{token}", "%00", "é"):
        assert asked(f"{OWN}{wrong}/1-1.ics").status_code == 404, wrong
    assert not any(str(floor.key("ann")) == part for part in token.split("."))


@pytest.mark.parametrize("ends", ["left", "closed", "without an account"])
def test_it_ends_when_its_owner_can_log_in_no_more(floor: Floor, ends: str) -> None:
    planned(floor)
    address = given(floor, "ann")
    if ends == "left":
        Person.objects.filter(slug="ann").update(left_on=TODAY - timedelta(days=1))
    elif ends == "closed":
        User.objects.filter(person__slug="ann").update(is_active=False)
    else:
        Person.objects.filter(slug="ann").update(user=None)
    assert asked(address).status_code == 404


def test_what_has_not_changed_is_not_sent_again_and_no_shared_cache_keeps_it(floor: Floor) -> None:
    key, address = planned(floor), given(floor, "ann")
    first = asked(address)
    again = asked(address, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for answer in (first, again):
        assert answer["Cache-Control"] == "private, no-cache"
        assert not answer.cookies
    move_session(key, TEN + timedelta(days=3), actor_id=None)
    assert asked(address, if_none_match=first["ETag"]).status_code == 200


def test_whoever_asks_without_end_is_held_back_and_others_are_not(floor: Floor, settings: LazySettings) -> None:
    cache.clear()
    assert {"calendar_read", "calendar_unknown"} <= {*settings.ACCOUNT_RATE_LIMITS}
    settings.ACCOUNT_RATE_LIMITS = {"calendar_read": "3/h/key", "calendar_unknown": "4/h/ip"}
    mine, other = given(floor, "ann"), given(floor, "mona")
    assert [asked(f"{OWN}wrong/1-1.ics").status_code for _ in range(5)] == [404] * 4 + [429]
    # Many calendars are read from the same place.
    assert [asked(mine).status_code for _ in range(4)] == [200] * 3 + [429]
    assert asked(other).status_code == 200


def test_what_was_chosen_about_mails_outlasts_the_address(floor: Floor) -> None:
    choose_invites(floor.key("ann"), is_on=False, actor_id=floor.account("ann"))
    make_address(floor.key("ann"), actor_id=floor.account("ann"))
    assert "You get none." in floor.told("ann", OWN)
    floor.sent("ann", f"{OWN}address/", do="withdraw")
    assert "You get none." in floor.told("ann", OWN)


def test_a_list_of_many_sellers_asks_the_database_as_often_as_a_list_of_one(
    floor: Floor, django_assert_max_num_queries: object
) -> None:
    planned(floor)
    address = given(floor, "mona")
    asked(address)  # what is kept of the way in is there
    with django_assert_max_num_queries(40) as one:  # type: ignore[operator]
        asked(address)
    planned(floor, "ben")
    planned(floor, kind="practice")
    assert Session.objects.count() == 3
    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        assert len(events(address)) == 3


@pytest.mark.parametrize("method", ["options", "propfind", "get"])
def test_no_log_holds_an_address_whatever_is_refused_at_it(
    floor: Floor, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = given(floor, "ann")
    floor.sent("ann", f"{OWN}address/", do="withdraw")
    log = StringIO()
    [written] = [
        one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler
    ]  # as settings have it
    monkeypatch.setattr(written, "stream", log)
    monkeypatch.setattr(logging.getLogger("django.request"), "level", logging.WARNING)
    assert Client().generic(method.upper(), address).status_code in {404, 405}
    assert address.split("/")[3] not in log.getvalue()
    assert "/1-1/calendar/.../" in log.getvalue()


def test_the_address_is_copied_by_a_button_that_only_a_script_shows(floor: Floor) -> None:
    assert "data-copy" not in floor.told("ann", OWN)
    floor.sent("ann", f"{OWN}address/", do="make")
    page = floor.told("ann", OWN)
    assert '<button class="button" type="button" data-copy="address" hidden>Copy the address</button>' in page
    assert 'data-copied role="status"' in page
    assert 'id="address"' in page
    assert "js/copying.js" in page
