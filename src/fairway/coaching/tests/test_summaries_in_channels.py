"""Summaries of sessions in Slack and Teams: to whoever chose that, where they alone read it, without a number."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from fairway.coaching.actions.summarising import send_summaries
from fairway.coaching.channels.tests.imitating import TOKEN, Channels, asks_to_wait
from fairway.coaching.models import SessionSummary
from fairway.coaching.tests.mornings import addressed, later, on_slack, on_teams, people_behind
from fairway.coaching.tests.test_calendar_address import planned
from fairway.commitments.tests.floor import HIA, TODAY, Floor
from fairway.lib.tests.listening import Answer

pytestmark = pytest.mark.django_db
RESET = Answer(is_reset=True)


@pytest.fixture
def behind(floor: Floor) -> Floor:
    return people_behind(floor)


@pytest.fixture
def met(behind: Floor, monkeypatch: pytest.MonkeyPatch) -> Floor:
    """Ann and Mona met, and agreed on something that has a number."""
    key = planned(behind, days=0)
    behind.sent("mona", f"/1-1/{key}/notes/own_read/", text="Revenue is 98765 behind", base="")
    said = {"who": "seller", "what": "Invite the controllers", "metric": HIA, "quantity": "2"}
    said["by_on"] = str(TODAY + timedelta(days=7))
    behind.clients["ann"].post(f"/1-1/{key}/promise/", said)
    behind.sent("mona", f"/1-1/{key}/hold/")
    return behind


def test_a_summary_comes_where_each_of_the_two_chose_and_holds_no_number_there(
    met: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    channels.users["ann@example.com"] = "U-ann"
    on_slack(met, channels, "ann")  # who leads nobody
    on_teams(met, channels)
    later(monkeypatch, 11)
    assert [send_summaries(), send_summaries()] == [2, 0]
    assert mail.outbox == []
    told = dict(channels.arrived)
    assert {*told} == {"U-ann", "teams"}
    for text in told.values():
        assert "Invite the controllers" in text
        assert not re.search(r"\d", re.sub(r"1:1s?|\w{3} \d+ Jun|/1-1/\d+/", "", text)), text
    assert {(row.way, row.state) for row in SessionSummary.objects.all()} == {("slack", "sent"), ("teams", "sent")}


def test_a_summary_waits_with_its_way_and_comes_by_e_mail_where_that_is_closed(
    met: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_slack(met, channels, "mona")
    channels.is_in_the_way(asks_to_wait(60))
    later(monkeypatch, 11)
    send_summaries()
    assert [*addressed(mail.outbox)] == ["ann@example.com"]
    channels.token = "xoxb-another"
    later(monkeypatch, 42)
    send_summaries()
    told = addressed(mail.outbox)
    assert "This came by e-mail and not by Slack" in told["mona@example.com"]
    assert channels.arrived == []
    later(monkeypatch, 600)
    assert send_summaries() == 0


def test_what_of_a_summary_may_have_arrived_is_not_sent_twice(
    met: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_teams(met, channels)
    channels.is_in_the_way(RESET, is_kept=True)
    later(monkeypatch, 11)
    send_summaries()
    later(monkeypatch, 600)
    assert send_summaries() == 0
    assert len(channels.arrived) == 1
    assert [*addressed(mail.outbox)] == ["ann@example.com"]


def test_a_seller_chooses_where_their_summaries_come(behind: Floor, channels: Channels) -> None:
    behind.sent("olga", "/1-1/slack/", token=TOKEN)
    channels.users["ann@example.com"] = "U-ann"
    assert "Slack, as a direct message" in behind.told("ann", "/1-1/")
    behind.sent("ann", "/1-1/morning-mail/way/", way="slack")
    page = behind.told("ann", "/1-1/")
    assert "Summary, by Slack" in page
    assert "Morning mail" not in page
