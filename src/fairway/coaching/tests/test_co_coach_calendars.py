"""A co-coach has the appointment in their own calendar as the two do, for as long as both want them."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core import mail

from fairway.coaching.actions.holding import open_session
from fairway.coaching.actions.planning import call_off_session, move_session
from fairway.coaching.tests.test_calendar_address import TEN, events, given, planned
from fairway.coaching.tests.test_co_coach import agreed, answered, asked, ended
from fairway.coaching.tests.test_invitations_by_mail import BOTH, sent
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine

pytestmark = pytest.mark.django_db
MAX = "max@example.com"


@pytest.fixture
def office(floor: Floor) -> Floor:
    for who in floor.people:
        floor.account(who)
    return floor


def test_nothing_goes_out_before_both_agreed_and_then_one_mail(office: Floor, settings: LazySettings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://fairway.example"]
    key = planned(office)
    asked(office, key, "ann", "Max Mill")
    assert {*sent()} == BOTH
    answered(office, key, "mona")
    found = sent()
    subject, calendar = found[MAX]
    assert ({*found}, subject, calendar.method.value) == ({MAX}, "1:1 with Ann and Mona", "REQUEST")
    assert calendar.vevent.url.value == f"https://fairway.example/1-1/{key}/beside/"
    assert not any(word in str(mail.outbox[0].message()) for word in ("Abel", "Moor", "ann@", "mona@"))
    assert sent() == {}


def test_whoever_is_agreed_to_long_after_it_was_planned_is_told_and_the_two_are_not_told_again(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = planned(office, days=9)
    assert {*sent()} == BOTH
    at(monkeypatch, TODAY + timedelta(days=4))
    asked(office, key, "ann", "Max Mill")
    answered(office, key, "mona")
    assert {*sent()} == {MAX}


def test_a_move_follows_and_a_calling_off_too(office: Floor) -> None:
    key = agreed(office)
    sent()
    move_session(key, TEN + timedelta(days=3), actor_id=None)
    found = sent()
    assert ({*found}, found[MAX][0]) == ({*BOTH, MAX}, "Moved: 1:1 with Ann and Mona")
    call_off_session(key, actor_id=None)
    found = sent()
    subject, calendar = found[MAX]
    assert (subject, calendar.method.value) == ("Called off: 1:1 with Ann and Mona", "CANCEL")
    assert calendar.vevent.status.value == "CANCELLED"
    assert sent() == {}


@pytest.mark.parametrize("who", ["ann", "mona", "max"])
def test_with_its_end_it_leaves_the_co_coachs_calendar_alone(office: Floor, who: str) -> None:
    key = agreed(office)
    sent()
    if who == "max":
        office.sent("max", f"/1-1/{key}/beside/leave/")
    else:
        ended(office, key, who)
    found = sent()
    subject, calendar = found[MAX]
    assert ({*found}, subject, calendar.method.value) == ({MAX}, "Without you: 1:1 with Ann and Mona", "CANCEL")
    assert calendar.vevent.status.value == "CANCELLED"
    assert sent() == {}


def test_an_end_before_anybody_was_told_is_told_to_nobody(office: Floor) -> None:
    key = agreed(office)
    ended(office, key, "ann")
    assert {*sent()} == BOTH


def test_while_the_new_manager_has_not_agreed_the_co_coach_is_told_nothing(office: Floor) -> None:
    key = agreed(office, "Lea Long")
    sent()
    ReportingLine.objects.filter(person=office.people["ann"]).update(manager=office.people["max"])
    rebuild_spans()
    assert "lea@example.com" not in sent()
    answered(office, key, "max", "no")
    assert sent()["lea@example.com"][0].startswith("Without you")


def test_whoever_comes_to_lead_the_seller_has_the_session_as_theirs(office: Floor) -> None:
    key = agreed(office)
    sent()
    ReportingLine.objects.filter(person=office.people["ann"]).update(manager=office.people["max"])
    rebuild_spans()
    told = {who: found[1].method.value for who, found in sent().items()}
    assert told == {"mona@example.com": "CANCEL", "ann@example.com": "REQUEST", "max@example.com": "REQUEST"}
    call_off_session(key, actor_id=None)
    assert {who: found[0] for who, found in sent().items()} == {
        "ann@example.com": "Called off: 1:1 with Max",
        MAX: "Called off: 1:1 with Ann",
    }


def test_their_address_has_it_until_it_ends_with_the_page_of_their_own(office: Floor) -> None:
    key = planned(office)
    address = given(office, "max")
    asked(office, key, "ann", "Max Mill")
    assert events(address) == {}
    answered(office, key, "mona")
    open_session(key, coach_key=office.key("mona"), actor_id=None)
    [(title, event)] = events(address).items()
    assert (title, event.url.value) == ("1:1 with Ann and Mona", f"http://testserver/1-1/{key}/beside/")
    ended(office, key, "mona")
    assert events(address) == {}
