"""The morning mail: whom to talk to and why, never a number about anybody, never about somebody the reader may not
know, at most one a day.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from fairway.coaching.actions.digesting import is_time, send_digests
from fairway.coaching.tests.mornings import addressed, people_behind
from fairway.commitments.tests.floor import LAST_WEEK, TODAY, Floor, at
from fairway.execution.actions.scoring import score
from fairway.people.models import Absence, ManagedSpan, Organisation, ReportingLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def behind(floor: Floor) -> Floor:
    return people_behind(floor)


def sent() -> dict[str, str]:
    return addressed(mail.outbox)


def test_it_says_whom_to_talk_to_with_a_question_and_no_number(behind: Floor) -> None:
    send_digests(TODAY)
    told = sent()["mona@example.com"]
    assert "Ann Abel: “" in told
    assert re.search(r"  Ask: .*\?", told)
    assert not re.search(r"\d", told.replace("1:1s", "").replace("1:1", ""))


def test_nobody_reads_about_somebody_the_door_would_refuse(behind: Floor) -> None:
    send_digests(TODAY)
    told = sent()
    assert {*told} == {"mona@example.com", "max@example.com"}  # Lea and Cleo stand above, Olga keeps the data
    assert "Tom" not in told["mona@example.com"]
    assert "Ann" not in told["max@example.com"]
    ReportingLine.objects.filter(person=behind.people["ann"]).update(valid_to_on=TODAY - timedelta(days=1))
    mail.outbox.clear()
    send_digests(TODAY + timedelta(days=1))
    assert "mona@example.com" not in sent()


def test_it_goes_out_once_a_day_and_not_to_whoever_turned_it_off_or_is_away(behind: Floor) -> None:
    assert send_digests(TODAY) == 2
    assert send_digests(TODAY) == 0
    behind.sent("mona", "/1-1/morning-mail/", on="no")
    assert "The morning mail is off" in behind.told("mona", "/1-1/")
    tomorrow = TODAY + timedelta(days=1)
    Absence.objects.create(person=behind.people["max"], start_on=tomorrow, end_on=tomorrow)
    mail.outbox.clear()
    assert send_digests(tomorrow) == 0
    behind.sent("mona", "/1-1/morning-mail/", on="yes")
    assert send_digests(tomorrow) == 1


def test_what_waits_for_the_reader_alone_stands_in_it_and_makes_no_mail(behind: Floor) -> None:
    own = {behind.people["mona"].pk: "For yourself: a question.", behind.people["lea"].pk: "For yourself: two."}
    assert send_digests(TODAY, lambda viewer: own.get(viewer.person_key or 0, "")) == 2
    told = sent()
    assert "For yourself: a question." in told["mona@example.com"]
    assert "For yourself" not in told["max@example.com"]
    assert "lea@example.com" not in told


def test_whoever_leads_nobody_by_name_keeps_nobody_from_their_mail(behind: Floor) -> None:
    ManagedSpan.objects.filter(manager=behind.people["max"]).delete()  # the closure is behind the lines
    assert send_digests(TODAY) == 1
    assert "mona@example.com" in sent()


def test_silence_where_all_is_on_pace_and_in_a_demonstration(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    floor.counts("ann", {LAST_WEEK - timedelta(days=7 * back): 6 for back in range(8)})
    score()
    assert send_digests(TODAY) == 0
    Organisation.objects.update(is_demonstration=True)
    at(monkeypatch, TODAY)
    assert send_digests(TODAY) == 0
    assert mail.outbox == []


def test_the_morning_begins_where_the_organisation_is(floor: Floor) -> None:
    Organisation.objects.update(timezone="America/New_York")
    assert not is_time(datetime(2026, 6, 10, 10, tzinfo=UTC))
    assert is_time(datetime(2026, 6, 10, 11, 30, tzinfo=UTC))
