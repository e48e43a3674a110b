"""Invitations to sessions leave with the worker's next tick, and a mail server that is away holds nothing else up."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from fairway.coaching.models import InviteSent
from fairway.coaching.tests.test_calendar_address import planned
from fairway.commitments.tests.floor import Floor, opened
from fairway.execution.models import SellerScore
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
