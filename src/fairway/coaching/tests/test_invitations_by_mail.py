"""Invitations to sessions: to both, once for each change, to nobody who may not know or does not want them."""

from collections.abc import Callable
from datetime import timedelta
from email.message import Message
from smtplib import SMTPRecipientsRefused

import pytest
import vobject
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from vobject.base import Component

from fairway.audit.models import AuditLine
from fairway.coaching.actions import following, inviting
from fairway.coaching.actions.following import follow_people
from fairway.coaching.actions.inviting import send_invites
from fairway.coaching.actions.planning import call_off_session, move_session
from fairway.coaching.appointing import uid_of
from fairway.coaching.models import InviteLeft, InviteSent, Session
from fairway.coaching.queries.due_invites import TOO_OLD, due_to_the_two
from fairway.coaching.tests.test_calendar_address import TEN, events, given, planned
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.actions.erasing import erase_person
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine

pytestmark = pytest.mark.django_db
BOTH = {"ann@example.com", "mona@example.com"}


@pytest.fixture
def office(floor: Floor) -> Floor:
    for who in floor.people:
        floor.account(who)
    return floor


def sent() -> dict[str, tuple[str, Component]]:
    """What is due goes out; by reader the subject and the appointment."""
    mail.outbox.clear()
    follow_people(timezone.now())
    send_invites(timezone.now())
    return {
        message.to[0]: (str(message.subject), vobject.readOne(_calendar(message.message()))) for message in mail.outbox
    }


def failing(error: Exception) -> Callable[..., int]:
    def fail(*_: object) -> int:
        raise error

    return fail


def _calendar(message: Message) -> str:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1
    read = parts[0].get_payload(decode=True)
    assert isinstance(read, bytes)
    text = read.decode()
    assert parts[0].get_param("method") == vobject.readOne(text).method.value
    assert parts[0].get_content_charset() == "utf-8"
    assert message.get_content_type() == "multipart/alternative"
    return text


def test_both_are_invited_once_when_a_session_is_planned(office: Floor) -> None:
    planned(office)
    found = sent()
    assert {*found} == BOTH
    subject, calendar = found["ann@example.com"]
    assert (subject, calendar.method.value) == ("1:1 with Mona", "REQUEST")
    assert calendar.vevent.attendee.value == "mailto:ann@example.com"
    assert calendar.vevent.dtstart.value == TEN + timedelta(days=1)
    assert sent() == {}


def test_the_mail_and_the_address_speak_of_the_same_appointment(office: Floor) -> None:
    planned(office)
    _, calendar = sent()["ann@example.com"]
    assert events(given(office, "ann"))["1:1 with Mona"].uid.value == calendar.vevent.uid.value


def test_a_move_and_a_calling_off_follow_into_both_calendars(office: Floor) -> None:
    key = planned(office)
    _, first = sent()["mona@example.com"]
    move_session(key, TEN + timedelta(days=3), actor_id=None)
    found = sent()
    assert {*found} == BOTH
    subject, moved = found["mona@example.com"]
    assert (subject, moved.method.value, moved.vevent.sequence.value) == ("Moved: 1:1 with Ann", "REQUEST", "1")
    call_off_session(key, actor_id=None)
    found = sent()
    assert {*found} == BOTH
    subject, over = found["mona@example.com"]
    assert (subject, over.method.value, over.vevent.sequence.value) == ("Called off: 1:1 with Ann", "CANCEL", "2")
    assert over.vevent.status.value == "CANCELLED"
    assert {first.vevent.uid.value, moved.vevent.uid.value} == {over.vevent.uid.value}
    assert sent() == {}


def test_what_was_called_off_before_anybody_was_told_is_told_to_nobody(office: Floor) -> None:
    call_off_session(planned(office), actor_id=None)
    assert sent() == {}


def test_a_mail_says_the_time_by_its_readers_clock_and_no_figure_question_or_other_address(office: Floor) -> None:
    Person.objects.get(slug="ann").patterns.create(timezone="America/New_York")
    planned(office)
    sent()
    text = {message.to[0]: f"{message.body}" for message in mail.outbox}
    assert "1:1 with Mona is planned for Thursday 11 June, 06:00 (America/New_York)." in text["ann@example.com"]
    assert "Thursday 11 June, 10:00 (UTC)" in text["mona@example.com"]
    for message in mail.outbox:
        whole = message.message().as_string()
        assert not any(other in whole for other in BOTH - {message.to[0]})
        assert not any(word in whole for word in ("Abel", "Moor", "behind", "invitations a week"))


def test_whoever_turned_them_off_gets_none_and_the_other_still_does(office: Floor) -> None:
    office.sent("ann", "/1-1/calendar/mails/", on="no")
    key = planned(office)
    assert {*sent()} == {"mona@example.com"}
    office.sent("ann", "/1-1/calendar/mails/", on="yes")
    move_session(key, TEN + timedelta(days=2), actor_id=None)
    assert {*sent()} == BOTH


def test_nobody_is_mailed_who_cannot_log_in_or_has_no_address(office: Floor) -> None:
    planned(office)
    planned(office, "ben")
    Person.objects.filter(slug="ann").update(user=None)
    Person.objects.filter(slug="ben").update(email="")
    assert {*sent()} == {"mona@example.com"}


def led_by(office: Floor, who: str, manager: str | None) -> None:
    leads = office.people[manager] if manager else None
    ReportingLine.objects.filter(person=office.people[who]).update(manager=leads)
    rebuild_spans()


def told(found: dict[str, tuple[str, Component]]) -> dict[str, tuple[str, str, str]]:
    """By first name the subject, what a calendar is asked to do, and the sequence."""
    return {
        address.split("@")[0]: (subject, calendar.method.value, calendar.vevent.sequence.value)
        for address, (subject, calendar) in found.items()
    }


def test_a_session_that_is_somebody_elses_by_now_leaves_the_calendar_it_was_in(office: Floor) -> None:
    planned(office)
    sent()
    led_by(office, "ann", "max")
    found = sent()
    assert told(found) == {
        "mona": ("No longer yours: 1:1 with Ann", "CANCEL", "1"),
        "max": ("1:1 with Ann", "REQUEST", "1"),
        "ann": ("Passed on: 1:1 with Max", "REQUEST", "1"),
    }
    assert found["mona@example.com"][1].vevent.status.value == "CANCELLED"
    assert sent() == {}


def test_whoever_leads_again_what_left_their_calendar_is_invited_anew(office: Floor) -> None:
    planned(office)
    sent()
    led_by(office, "ann", "max")
    sent()
    led_by(office, "ann", "mona")
    found = told(sent())
    assert {who: said[1:] for who, said in found.items()} == {
        "mona": ("REQUEST", "2"),
        "max": ("CANCEL", "2"),
        "ann": ("REQUEST", "2"),
    }
    assert sent() == {}


def test_while_nobody_leads_a_seller_the_session_waits_and_is_called_off_a_day_before(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = planned(office, days=5)
    sent()
    led_by(office, "ann", None)
    assert told(sent()) == {"mona": ("No longer yours: 1:1 with Ann", "CANCEL", "1")}
    led_by(office, "ann", "mona")  # it was a slip
    assert {who: said[1:] for who, said in told(sent()).items()} == {"mona": ("REQUEST", "2"), "ann": ("REQUEST", "2")}
    led_by(office, "ann", None)
    assert {*told(sent())} == {"mona"}
    at(monkeypatch, TODAY + timedelta(days=3))
    assert sent() == {}
    monkeypatch.setattr("django.utils.timezone.now", lambda: TEN + timedelta(days=4, minutes=1))
    assert told(sent()) == {"ann": ("Called off: 1:1", "CANCEL", "4")}
    assert Session.objects.get(pk=key).state == "called_off"


def test_the_session_of_a_seller_who_left_is_called_off_and_leaves_the_others_calendar(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = planned(office, days=3)
    early = planned(office, kind="practice", days=1)
    sent()
    feed = given(office, "mona")
    Person.objects.filter(slug="ann").update(left_on=TODAY + timedelta(days=2))
    at(monkeypatch, TODAY + timedelta(days=2))
    assert sent() == {}  # their last day is not over
    at(monkeypatch, TODAY + timedelta(days=3))
    assert told(sent()) == {"mona": ("Called off: 1:1 with Ann", "CANCEL", "1")}
    assert sent() == {}
    assert events(feed)["1:1 with Ann"].status.value == "CANCELLED"
    states = dict(Session.objects.values_list("pk", "state"))
    assert states == {key: "called_off", early: "planned"}  # what was let go by stays so
    line = AuditLine.objects.get(action="call_off_session")
    assert (line.actor_id, line.detail["why"]) == (None, "left")


def test_a_line_to_somebody_who_left_leads_nobody(office: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(office, days=9)
    sent()
    Person.objects.filter(slug="mona").update(left_on=TODAY)
    at(monkeypatch, TODAY + timedelta(days=1))
    assert sent() == {}
    assert Session.objects.get().coach_id is None
    line = ReportingLine.objects.create(person=office.people["ann"], manager=office.people["max"], kind="acting")
    assert told(sent()) == {"max": ("1:1 with Ann", "REQUEST", "2"), "ann": ("Passed on: 1:1 with Max", "REQUEST", "2")}
    line.delete()


def test_the_session_of_an_erased_seller_leaves_the_others_calendar_and_nothing_of_them_is_kept(
    office: Floor,
) -> None:
    key = planned(office)
    planned(office, kind="practice", days=2)
    _, before = sent()["mona@example.com"]
    Session.objects.filter(kind="practice").update(state="called_off", changed_at=timezone.now())
    assert {*sent()} == BOTH
    ann = office.key("ann")
    erase_person(ann, on=TODAY)
    row = InviteLeft.objects.get()
    assert (row.person_id, row.session_key) == (office.key("mona"), key)
    assert told(found := sent()) == {"mona": ("Called off: 1:1", "CANCEL", "1")}
    assert found["mona@example.com"][1].vevent.uid.value == uid_of(key)
    assert before.vevent.uid.value
    assert sent() == {}
    assert not InviteLeft.objects.exists()


def test_what_takes_an_erased_sellers_session_out_waits_for_the_mail_server_and_goes_when_it_is_over(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(office)
    sent()
    erase_person(office.key("ann"), on=TODAY)
    asks_again = SMTPRecipientsRefused({"mona@example.com": (451, b"later")})
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", failing(asks_again))
        assert sent() == {}
    assert InviteLeft.objects.count() == 1
    at(monkeypatch, TODAY + timedelta(days=2))
    assert sent() == {}
    assert not InviteLeft.objects.exists()


def test_whoever_leads_the_seller_of_an_erased_coach_takes_over(office: Floor) -> None:
    planned(office)
    sent()
    erase_person(office.key("mona"), on=TODAY)
    assert sent() == {}
    led_by(office, "ann", "max")
    assert told(sent()) == {"max": ("1:1 with Ann", "REQUEST", "1"), "ann": ("Passed on: 1:1 with Max", "REQUEST", "1")}


def test_what_somebody_changed_meanwhile_is_not_called_off(office: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page moves the session between the reading and the writing."""
    key = planned(office)
    led_by(office, "ann", None)
    follow_people(timezone.now())
    read = following.leading

    def meanwhile(*given: object) -> object:
        move_session(key, TEN + timedelta(days=7), actor_id=None)
        return read(*given)  # type: ignore[arg-type]

    Session.objects.update(starts_at=TEN + timedelta(hours=2))
    monkeypatch.setattr(following, "leading", meanwhile)
    assert follow_people(timezone.now()) == 0
    assert Session.objects.get().state == "planned"


def test_following_people_takes_as_many_statements_for_many_sessions_as_for_one(office: Floor) -> None:
    planned(office)
    with CaptureQueriesContext(connection) as of_one:
        follow_people(timezone.now())
    planned(office, who="ben", days=2)
    planned(office, who="tom", days=3, coach="max")
    with CaptureQueriesContext(connection) as of_three:
        assert follow_people(timezone.now()) == 0
    assert len(of_three) == len(of_one)


def test_nothing_is_mailed_of_what_is_over_or_changed_long_ago_and_nothing_leaves_a_demonstration(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(office, days=20)
    Organisation.objects.update(is_demonstration=True)
    assert sent() == {}
    Organisation.objects.update(is_demonstration=False)
    at(monkeypatch, TODAY + TOO_OLD + timedelta(days=1))
    assert sent() == {}
    Session.objects.update(changed_at=timezone.now(), starts_at=timezone.now() - timedelta(minutes=1))
    assert sent() == {}


def test_while_the_mail_server_is_away_nothing_is_lost(office: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> None:
        raise ConnectionRefusedError("no mail server")

    planned(office)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", away)
        assert sent() == {}
        assert not InviteSent.objects.exists()
    monkeypatch.setattr("django.utils.timezone.now", lambda: TEN)
    assert {*sent()} == BOTH


def test_a_mail_that_may_have_arrived_is_not_sent_again_and_the_others_still_are(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(_self: object, _messages: object) -> int:
        raise ConnectionResetError("in the middle")

    planned(office)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", torn)
        assert sent() == {}
    assert InviteSent.objects.count() == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: TEN)
    assert len(sent()) == 1
    assert sent() == {}


def test_two_workers_at_once_send_one_mail_each(office: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one has claimed what this one still believes to be due."""
    planned(office)
    wanted = inviting._wanted

    def meanwhile(*given: object) -> object:
        found = wanted(*given)  # type: ignore[arg-type]
        with monkeypatch.context() as patch:
            patch.setattr(inviting, "_wanted", wanted)
            assert send_invites(timezone.now()) == 2
        return found

    monkeypatch.setattr(inviting, "_wanted", meanwhile)
    mail.outbox.clear()
    assert send_invites(timezone.now()) == 0
    assert len(mail.outbox) == 2


def test_a_mail_server_that_asks_to_come_again_gets_it_again_and_one_that_knows_nobody_does_not(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(office)
    for code, left in ((451, 0), (550, 2)):
        refused = SMTPRecipientsRefused({"somebody@example.com": (code, b"no")})
        with monkeypatch.context() as patch:
            patch.setattr(EmailBackend, "send_messages", failing(refused))
            assert send_invites(timezone.now()) == 0
        assert InviteSent.objects.count() == left
    assert sent() == {}


def test_whoever_takes_a_session_over_long_after_it_was_planned_is_told_and_so_are_the_two_it_was_of(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(office, days=20)
    assert {*sent()} == BOTH
    at(monkeypatch, TODAY + timedelta(days=9))
    assert sent() == {}
    led_by(office, "ann", "max")
    found = {who: calendar.method.value for who, (_, calendar) in sent().items()}
    assert found == {"mona@example.com": "CANCEL", "max@example.com": "REQUEST", "ann@example.com": "REQUEST"}
    assert sent() == {}


def test_what_is_due_is_found_in_as_many_statements_for_many_sessions_as_for_one(office: Floor) -> None:
    planned(office)
    with CaptureQueriesContext(connection) as of_one:
        due_to_the_two(timezone.now(), TODAY)
    planned(office, who="ben", days=2)
    planned(office, who="tom", days=3, coach="max")
    with CaptureQueriesContext(connection) as of_three:
        assert len(due_to_the_two(timezone.now(), TODAY)) == 6
    assert len(of_three) == len(of_one)
