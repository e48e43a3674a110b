"""The summary after a session: to both, once, with what was agreed and no result; to nobody the door would refuse."""

import re
import smtplib
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import Settings

from fairway.coaching.actions.planning import Wish, plan_session
from fairway.coaching.actions.summarising import send_summaries
from fairway.coaching.models import SessionSummary
from fairway.coaching.tests.mornings import addressed
from fairway.commitments.models import Commitment
from fairway.commitments.tests.floor import HIA, LAST_WEEK, TODAY, Floor
from fairway.execution.actions.scoring import score
from fairway.people.models import Organisation, Person, ReportingLine, User

pytestmark = pytest.mark.django_db
BOTH = {"ann@example.com", "mona@example.com"}


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    now = datetime.combine(TODAY, time(9), tzinfo=UTC) + timedelta(minutes=minutes)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def held(floor: Floor) -> int:
    """Ann and Mona met, with a number in what the page said, and agreed on something each."""
    floor.counts("ann", {LAST_WEEK - timedelta(days=7 * back): 1 for back in range(4)})
    score()
    starts_at = datetime.combine(TODAY, time(10), UTC)
    wish = Wish(floor.key("ann"), floor.key("mona"), "one_to_one", starts_at)
    key = plan_session(wish, actor_id=floor.account("mona"))
    floor.account("ann")
    day = str(TODAY + timedelta(days=7))
    floor.sent("mona", f"/1-1/{key}/notes/own_read/", text="Revenue is 98765 behind", base="")
    said = {"who": "seller", "what": "Invite the controllers", "metric": HIA, "quantity": "2"}
    page = f"/1-1/{key}/promise/"
    floor.clients["ann"].post(page, {**said, "by_on": day, "if_then": "then by phone"})
    floor.clients["mona"].post(page, {"who": "manager", "what": "Ask the desk", "by_on": day})
    floor.sent("mona", f"/1-1/{key}/hold/")
    return key


def test_both_get_what_was_agreed_the_practice_and_the_page_and_no_result(
    floor: Floor, held: int, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://fairway.example.com"]
    later(monkeypatch, 11)
    send_summaries()
    told = addressed(mail.outbox)
    assert {*told} == BOTH
    for text in told.values():
        for words in (
            "- Ann: Invite the controllers, 2 counted (by Wed 17 Jun)",
            "then by phone",
            "- Mona: Ask the desk",
        ):
            assert words in text
        assert "Practice: " in text
        assert f"https://fairway.example.com/1-1/{held}/" in text
        rest = text.replace(", 2 counted", "").replace("1:1", "").replace(f"/1-1/{held}/", "")
        assert not re.search(r"\d", re.sub(r"\w{3} \d+ Jun", "", rest)), rest


def test_it_waits_for_last_words_and_comes_once(floor: Floor, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send_summaries() == 0
    Commitment.objects.filter(what="Ask the desk").update(kept="withdrawn")
    floor.sent("ann", f"/1-1/{held}/hold/")  # ended by both
    later(monkeypatch, 11)
    assert [send_summaries(), send_summaries()] == [2, 0]
    assert len(mail.outbox) == 2
    assert "Ask the desk" not in mail.outbox[0].body


def test_each_turns_their_own_off(floor: Floor, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    floor.sent("ann", "/1-1/summaries/", on="no")
    assert 'name="on" value="yes">Turn on' in floor.told("ann", "/1-1/")
    later(monkeypatch, 11)
    send_summaries()
    assert {*addressed(mail.outbox)} == {"mona@example.com"}


def test_nobody_gets_one_who_may_read_the_session_no_more(
    floor: Floor, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ReportingLine.objects.filter(person=floor.people["ann"]).update(valid_to_on=TODAY - timedelta(days=1))
    User.objects.filter(person=floor.people["ann"]).update(is_active=False)
    later(monkeypatch, 11)
    assert send_summaries() == 2
    assert mail.outbox == []
    assert {*SessionSummary.objects.values_list("state", flat=True)} == {"let_go"}


def test_nothing_leaves_a_demonstration(floor: Floor, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    Organisation.objects.update(is_demonstration=True)
    later(monkeypatch, 11)
    send_summaries()
    assert mail.outbox == []


def test_with_the_mail_server_away_it_comes_later_and_in_doubt_it_is_not_repeated(
    floor: Floor, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.filter(slug="mona").update(email="")
    later(monkeypatch, 11)
    server = "django.core.mail.backends.locmem.EmailBackend"
    with monkeypatch.context() as away:  # nobody answers: nothing was taken
        away.setattr(f"{server}.open", _failing(TimeoutError()))
        assert send_summaries() == 2
    assert send_summaries() == 0
    later(monkeypatch, 42)
    with monkeypatch.context() as greylisting:
        asks_again = smtplib.SMTPRecipientsRefused({"ann@example.com": (450, b"come again")})
        greylisting.setattr(f"{server}.send_messages", _failing(asks_again))
        assert send_summaries() == 1
    later(monkeypatch, 120)
    with monkeypatch.context() as dropped:
        dropped.setattr(f"{server}.send_messages", _failing(smtplib.SMTPServerDisconnected()))
        assert send_summaries() == 1
    later(monkeypatch, 600)
    assert send_summaries() == 0
    assert mail.outbox == []


def test_killed_between_marking_and_sending_it_sends_none_rather_than_two(
    floor: Floor, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 11)
    with monkeypatch.context() as killed:
        killed.setattr("fairway.coaching.actions.delivering.post_mail", _failing(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            send_summaries()
    assert send_summaries() == 1  # the other one
    assert len(mail.outbox) == 1


def test_killed_while_the_session_ends_neither_is_half_done(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    starts_at = datetime.combine(TODAY, time(10), UTC)
    wish = Wish(floor.key("ann"), floor.key("mona"), "one_to_one", starts_at)
    key = plan_session(wish, actor_id=floor.account("mona"))
    monkeypatch.setattr("fairway.coaching.actions.holding.record_change", _failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        floor.sent("mona", f"/1-1/{key}/hold/")
    assert not SessionSummary.objects.exists()


def _failing(trouble: BaseException):  # type: ignore[no-untyped-def]
    def fail(*_: object, **__: object) -> None:
        raise trouble

    return fail
