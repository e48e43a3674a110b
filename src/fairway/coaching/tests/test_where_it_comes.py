"""The morning mail in Slack and Teams: once a day at most, later where it certainly did not arrive, by e-mail where its
way is closed, and never a word to anybody the access door would refuse.
"""

import re
from datetime import timedelta
from random import Random

import pytest
from django.core import mail

from fairway.coaching.actions.digesting import send_digests, send_waiting_digests
from fairway.coaching.channels.tests.imitating import TOKEN, Channels, asks_to_wait, refusal
from fairway.coaching.models import DigestChoice, DigestSent, SlackApp
from fairway.coaching.tests.mornings import addressed, later, on_slack, on_teams, people_behind
from fairway.commitments.tests.floor import TODAY, Floor
from fairway.lib.tests.listening import Answer
from fairway.people.models import Organisation, ReportingLine

pytestmark = pytest.mark.django_db
RESET = Answer(is_reset=True)
GONE = Answer(404, {})


@pytest.fixture
def behind(floor: Floor) -> Floor:
    return people_behind(floor)


def test_a_leader_chooses_slack_and_gets_a_first_message_and_then_the_mail_there(
    behind: Floor, channels: Channels
) -> None:
    assert "Slack, as a direct message" not in behind.told("mona", "/1-1/")  # nobody connected it yet
    behind.sent("olga", "/1-1/slack/", token=TOKEN)
    behind.sent("mona", "/1-1/morning-mail/way/", way="slack")
    assert [where for where, _ in channels.arrived] == ["U-mona"]
    assert "Morning mail, by Slack" in behind.told("mona", "/1-1/")
    channels.arrived.clear()
    send_digests(TODAY)
    ((where, text),) = channels.arrived
    assert where == "U-mona"
    assert "Ann Abel" in text
    assert [*addressed(mail.outbox)] == ["max@example.com"]


def test_no_number_about_anybody_and_nobody_else_s_seller_in_any_channel(behind: Floor, channels: Channels) -> None:
    on_slack(behind, channels, "max")
    on_teams(behind, channels)
    send_digests(TODAY)
    told = dict(channels.arrived)
    assert {*told} == {"U-max", "teams"}
    assert ("Tom" in told["U-max"], "Ann" in told["U-max"]) == (True, False)
    assert ("Tom" in told["teams"], "Ann" in told["teams"]) == (False, True)
    for text in told.values():
        assert not re.search(r"\d", text.replace("1:1", "")), text


def test_a_way_that_waits_is_worded_anew_and_names_nobody_the_door_has_come_to_refuse(
    behind: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_slack(behind, channels, "mona")
    channels.is_in_the_way(asks_to_wait(60))
    send_digests(TODAY)
    ReportingLine.objects.filter(person=behind.people["ann"]).update(valid_to_on=TODAY - timedelta(days=1))
    later(monkeypatch, 20)
    send_waiting_digests(TODAY)
    assert channels.arrived == []
    assert DigestSent.objects.get(person=behind.people["mona"]).state == "let_go"


@pytest.mark.parametrize("answer", [asks_to_wait(1200), Answer(503, {}), Answer(500, {})])
def test_what_certainly_did_not_arrive_comes_later_the_same_day_and_once(
    behind: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    on_slack(behind, channels, "mona")
    channels.is_in_the_way(answer)
    send_digests(TODAY)
    assert "Today’s has not gone out yet" in behind.told("mona", "/1-1/")
    later(monkeypatch, 10)
    assert send_waiting_digests(TODAY) == 0  # not before it was asked to
    later(monkeypatch, 21)
    assert [send_waiting_digests(TODAY), send_waiting_digests(TODAY), send_digests(TODAY)] == [1, 0, 0]
    assert [where for where, _ in channels.arrived] == ["U-mona"]


def test_where_slack_asks_to_wait_it_is_not_asked_again_for_everybody(behind: Floor, channels: Channels) -> None:
    on_slack(behind, channels, "mona", "max")
    before = len(channels.server.asked)
    channels.lookups = [asks_to_wait(600)] * 2
    send_digests(TODAY)
    assert len(channels.server.asked) == before + 1
    assert {row.state for row in DigestSent.objects.all()} == {"waiting"}


def test_what_asks_for_half_a_day_or_fails_all_morning_comes_by_e_mail(
    behind: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_slack(behind, channels, "mona")
    on_teams(behind, channels, "max")
    channels.trouble = [(asks_to_wait(6 * 3600), False)] + [(Answer(503, {}), False)] * 4
    send_digests(TODAY)
    assert "Slack asked to wait" in addressed(mail.outbox)["mona@example.com"]
    for minutes in (16, 50, 120, 300):
        later(monkeypatch, minutes)
        send_waiting_digests(TODAY)
    assert "by e-mail and not by Teams" in addressed(mail.outbox)["max@example.com"]
    assert channels.arrived == []
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("answer, is_kept", [(RESET, True), (RESET, False), (refusal("fatal_error"), True)])
def test_what_may_have_arrived_is_not_sent_twice_and_the_page_says_so(
    behind: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch, answer: Answer, is_kept: bool
) -> None:
    on_slack(behind, channels, "mona")
    channels.is_in_the_way(answer, is_kept=is_kept)
    send_digests(TODAY)
    later(monkeypatch, 300)
    assert send_waiting_digests(TODAY) == 0
    assert len(channels.arrived) == is_kept
    assert "mona@example.com" not in addressed(mail.outbox)
    assert "may not have arrived, and is not sent twice" in behind.told("mona", "/1-1/")


def test_a_revoked_token_is_said_once_to_whoever_set_it_up_and_everybody_gets_e_mail(
    behind: Floor, channels: Channels
) -> None:
    on_slack(behind, channels, "mona", "max")
    channels.token = "xoxb-another"
    send_digests(TODAY)
    told = addressed(mail.outbox)
    assert {*told} == {"mona@example.com", "max@example.com", "olga@example.com"}
    assert "invalid_auth" in told["olga@example.com"]
    assert "Ann" not in told["olga@example.com"]
    assert "This came by e-mail and not by Slack" in told["mona@example.com"]
    mail.outbox.clear()
    asked = len(channels.server.asked)
    send_digests(TODAY + timedelta(days=1))
    assert {*addressed(mail.outbox)} == {"mona@example.com", "max@example.com"}
    assert len(channels.server.asked) == asked  # a closed way is not knocked at
    assert "Slack needs a new token" in behind.told("olga", "/1-1/slack/")
    channels.token = TOKEN
    behind.sent("olga", "/1-1/slack/", token=TOKEN)
    send_digests(TODAY + timedelta(days=2))
    assert {where for where, _ in channels.arrived} == {"U-mona", "U-max"}


def test_a_revoked_workflow_falls_back_to_e_mail_and_its_owner_reads_why(behind: Floor, channels: Channels) -> None:
    on_teams(behind, channels)
    channels.is_in_the_way(GONE)
    send_digests(TODAY)
    assert "takes nothing any more (status 404)" in addressed(mail.outbox)["mona@example.com"]
    assert "Give a new address below" in behind.told("mona", "/1-1/")
    on_teams(behind, channels)
    send_digests(TODAY + timedelta(days=1))
    assert [where for where, _ in channels.arrived] == ["teams"]


def test_a_way_that_takes_no_first_message_is_not_chosen(behind: Floor, channels: Channels) -> None:
    on_slack(behind, channels)
    channels.users.clear()
    behind.sent("mona", "/1-1/morning-mail/way/", way="slack")
    assert "Slack knows nobody with your e-mail address" in behind.told("mona", "/1-1/")
    channels.is_in_the_way(GONE)
    on_teams(behind, channels)
    assert not DigestChoice.objects.exclude(way="email").exists()


@pytest.mark.parametrize(
    "said, answer",
    [
        ({"way": "teams"}, "Paste the address"),
        ({"way": "teams", "workflow": "https://evil.example/hook", "reads_alone": "yes"}, "no address of a workflow"),
        ({"way": "teams", "workflow": "{workflow}"}, "where you alone read"),
        ({"way": "pigeon"}, "Where it comes"),
        ({"way": "slack"}, "not connected"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(
    behind: Floor, channels: Channels, said: dict[str, str], answer: str
) -> None:
    given = {name: value.format(workflow=channels.workflow) for name, value in said.items()}
    behind.sent("mona", "/1-1/morning-mail/way/", **given)
    assert answer in behind.told("mona", "/1-1/")
    assert not DigestChoice.objects.exists()
    assert channels.server.asked == []


def test_secrets_are_kept_encrypted_and_shown_to_nobody(behind: Floor, channels: Channels) -> None:
    on_slack(behind, channels, "max")
    on_teams(behind, channels)
    rows = f"{SlackApp.objects.values().get()} {[*DigestChoice.objects.values()]}"
    pages = behind.told("mona", "/1-1/") + behind.told("olga", "/1-1/slack/") + behind.told("olga", "/changes/")
    for secret in (TOKEN, "s3cret"):
        assert secret not in rows
        assert secret not in pages
    assert behind.clients["mona"].get("/1-1/slack/").status_code == 404
    behind.sent("mona", "/1-1/morning-mail/way/", way="email")
    assert DigestChoice.objects.get(person=behind.people["mona"]).sealed_workflow == ""


def test_a_token_that_opens_nothing_is_not_kept_and_one_that_is_forgotten_sends_e_mail(
    behind: Floor, channels: Channels
) -> None:
    behind.sent("olga", "/1-1/slack/", token="xoxb-wrong-wrong-wrong")
    behind.sent("olga", "/1-1/slack/", token="no token\nat all")
    assert not SlackApp.objects.exists()
    on_slack(behind, channels, "mona")
    behind.sent("olga", "/1-1/slack/", forget="yes")
    send_digests(TODAY)
    assert "Slack is not connected to Fairway any more" in addressed(mail.outbox)["mona@example.com"]


def test_nothing_leaves_a_demonstration(behind: Floor, channels: Channels) -> None:
    Organisation.objects.update(is_demonstration=True)
    behind.sent("olga", "/1-1/slack/", token=TOKEN)
    on_teams(behind, channels)
    assert channels.server.asked == []
    assert not DigestChoice.objects.exists()


class Killed(BaseException):
    """The process ends there."""


def _killed_at(monkeypatch: pytest.MonkeyPatch, where: str, nth: list[int]) -> None:
    """The process is killed on that call of a function, before it or after it."""
    module, _, name = where.rpartition(".")
    real = getattr(__import__(module, fromlist=[name]), name)

    def call(*given: object, **named: object) -> object:
        nth[0] -= 1
        if nth[0] == 0:
            raise Killed
        found = real(*given, **named)
        nth[0] -= 1
        if nth[0] == 0:
            raise Killed
        return found

    monkeypatch.setattr(where, call)


STEPS = "fairway.coaching.actions.delivering"


@pytest.mark.parametrize("seed", range(8))
def test_at_most_one_arrives_a_day_whatever_fails_and_whenever_it_is_killed(
    behind: Floor, channels: Channels, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice = Random(seed)
    on_slack(behind, channels, "mona")
    on_teams(behind, channels, "max")
    troubles = [(asks_to_wait(60), False), (Answer(503, {}), False), (RESET, True), (RESET, False), (GONE, False)]
    channels.trouble = dice.choices(troubles, k=dice.randrange(6))
    was_in_doubt = any(answer is RESET for answer, _ in channels.trouble)
    for step in ("post_slack", "post_teams", "post_mail", "_note"):
        _killed_at(monkeypatch, f"{STEPS}.{step}", [dice.choice([0, 0, 1, 2, 3])])
    killed = 0
    for minutes in range(0, 600, 60):
        later(monkeypatch, minutes)
        try:
            send_digests(TODAY)
            send_waiting_digests(TODAY)
        except Killed:
            killed += 1
    got = [where.removeprefix("U-").replace("teams", "max") for where, _ in channels.arrived]
    got += [one.to[0].partition("@")[0] for one in mail.outbox if one.subject == "Whom to talk to today"]
    assert len(got) == len({*got})
    if not killed and not was_in_doubt:
        assert sorted(got) == ["max", "mona"]
    assert not DigestSent.objects.filter(state="waiting").exists()
