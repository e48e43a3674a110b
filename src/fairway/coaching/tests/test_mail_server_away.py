"""A mail server that takes connections and never answers: all mails wait together, longer each time, and come once."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from fairway.coaching.actions.digesting import send_digests, send_waiting_digests
from fairway.coaching.actions.holding import hold_session
from fairway.coaching.actions.inviting import send_invites
from fairway.coaching.actions.mailing import LONGEST_WAIT
from fairway.coaching.actions.summarising import send_summaries
from fairway.coaching.models import DigestSent, InviteSent, MailServerAway, Session, SessionSummary
from fairway.coaching.tests.mornings import people_behind
from fairway.coaching.tests.test_calendar_address import planned
from fairway.commitments.tests.floor import TODAY, Floor

pytestmark = pytest.mark.django_db
SMTP, MEMORY = "django.core.mail.backends.smtp.EmailBackend", "django.core.mail.backends.locmem.EmailBackend"


class Silent:
    """It listens, and says nothing. `knocks` counts who has come so far."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.listening.setblocking(False)
        self.port, self.knocks = self.listening.getsockname()[1], 0
        self.taken: list[socket.socket] = []

    def knocked(self) -> int:
        """How often somebody knocked since this was last asked."""
        count = 0
        while True:
            try:
                self.taken.append(self.listening.accept()[0])
                count += 1
            except BlockingIOError:
                return count

    def close(self) -> None:
        for one in [*self.taken, self.listening]:
            one.close()


@pytest.fixture
def silent(settings: Settings) -> Iterator[Silent]:
    server = Silent()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", server.port
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 0.02
    yield server
    server.close()


Clock = Callable[[float], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Minutes after nine."""

    def to(minutes: float) -> None:
        now = datetime.combine(TODAY, time(9), tzinfo=UTC) + timedelta(minutes=minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return to


def minute() -> None:
    """What a minute of the worker does about mails."""
    send_invites(timezone.now())
    send_digests(TODAY)
    send_summaries()
    send_waiting_digests(TODAY)


@pytest.fixture
def much_due(floor: Floor, clock: Clock) -> Floor:
    """Two morning mails, two invitations and two summaries are due eleven minutes after nine."""
    people_behind(floor)
    clock(0)
    key = planned(floor, "ben", days=2)
    Session.objects.filter(pk=key).update(starts_at=timezone.now())
    hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    planned(floor)
    clock(11)
    return floor


def test_everything_that_is_due_costs_one_knock_and_the_next_comes_later_each_time(
    much_due: Floor, silent: Silent, clock: Clock
) -> None:
    knocks = []
    for minutes in range(200):
        clock(11 + minutes)
        minute()
        knocks += [minutes] if silent.knocked() else []
    assert knocks == [0, 1, 3, 7, 15, 31, 63, 123, 183]
    assert timezone.now() + LONGEST_WAIT >= MailServerAway.objects.get().again_at


def test_nothing_is_lost_and_nothing_comes_twice_once_it_answers(
    much_due: Floor, silent: Silent, clock: Clock, settings: Settings
) -> None:
    for minutes in range(0, 300, 7):
        clock(11 + minutes)
        minute()
    assert not InviteSent.objects.exists()
    assert {row.state for row in DigestSent.objects.all()} == {"waiting"}
    assert {row.state for row in SessionSummary.objects.all()} == {"waiting"}
    settings.EMAIL_BACKEND = MEMORY
    for minutes in range(300, 500, 7):
        clock(11 + minutes)
        minute()
    got = sorted((one.to[0].partition("@")[0], str(one.subject).partition(" ")[0]) for one in mail.outbox)
    invites = [("ann", "1:1"), ("mona", "1:1")]
    summaries = [("ben", "1:1"), ("mona", "1:1")]
    assert got == sorted([("max", "Whom"), ("mona", "Whom"), *invites, *summaries])
    assert not MailServerAway.objects.exists()


def test_a_server_that_falls_silent_in_the_middle_is_left_alone_too(
    much_due: Floor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def stuck(_: object, messages: list[object]) -> int:
        tried.append(messages)
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "send_messages", stuck)
    minute()
    assert len(tried) == 1  # it may have arrived, and never comes again
    clock(12)
    minute()
    assert len(tried) == 2
    clock(13)
    minute()
    assert len(tried) == 2
