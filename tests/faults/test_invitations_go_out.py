"""Invitations to sessions leave with the worker's next tick, sessions follow the people, and a mail server that is away
holds nothing else up.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from fairway.coaching.models import ClosedSums, InviteSent, Session
from fairway.coaching.tests.test_calendar_address import planned
from fairway.commitments.tests.floor import Floor, opened
from fairway.execution.models import SellerScore
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine
from fairway.project.schedule import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor(house: Path, monkeypatch: pytest.MonkeyPatch) -> Floor:
    floor = opened(monkeypatch)
    for who in ("ann", "mona"):
        floor.account(who)
    return floor


def test_the_worker_sends_them_by_itself(floor: Floor) -> None:
    planned(floor)
    assert tick()
    assert {message.to[0] for message in mail.outbox if message.subject.startswith("1:1 with")} == {
        "ann@example.com",
        "mona@example.com",
    }
    assert InviteSent.objects.order_by("pk")[0].sent_at == datetime(2026, 6, 10, 9, tzinfo=UTC)


def test_a_mail_server_that_is_away_keeps_no_other_work_waiting(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> None:
        raise TimeoutError("no answer")

    planned(floor)
    monkeypatch.setattr(EmailBackend, "open", away)
    tick()
    assert not InviteSent.objects.exists()
    assert SellerScore.objects.exists()


def test_the_worker_lets_sessions_follow_whoever_leads_the_seller(floor: Floor) -> None:
    planned(floor)
    tick()
    mail.outbox.clear()
    floor.account("max")
    ReportingLine.objects.filter(person=floor.people["ann"]).update(manager=floor.people["max"])
    rebuild_spans()
    tick()
    assert {message.to[0].partition("@")[0] for message in mail.outbox} == {"ann", "mona", "max"}


def test_the_night_counts_a_quarter_that_is_over(floor: Floor) -> None:
    planned(floor)
    Session.objects.update(starts_at=datetime(2026, 3, 18, 9, tzinfo=UTC))
    tick()
    assert ClosedSums.objects.get().period_on == date(2026, 1, 1)
