"""Each answer of Slack and of a Teams workflow means one of four things: gone out, later, unsure, turned away."""

from collections.abc import Iterator

import pytest

from fairway.coaching.channels import slack, teams
from fairway.coaching.channels.tests.imitating import TOKEN, Channels, asks_to_wait, imitated, refusal
from fairway.coaching.channels.types import Later, Mail, TurnedAway, Undelivered, Unsure
from fairway.lib.tests.listening import Answer

MAIL = Mail("Whom to talk to today", "Good morning Mona,\n\nAnn <Abel>: “Calls” & more\n  Ask: Why?", "https://x/1-1/")
RESET = Answer(is_reset=True)


@pytest.fixture
def channels(monkeypatch: pytest.MonkeyPatch) -> Iterator[Channels]:
    with imitated(monkeypatch) as found:
        found.users = {"mona@example.com": "U1"}
        yield found


def by_slack(token: str = TOKEN, address: str = "mona@example.com") -> None:
    slack.post_slack(token, address, MAIL)


def test_slack_brings_a_direct_message_and_no_mention_can_be_made_of_a_name(channels: Channels) -> None:
    by_slack()
    ((where, text),) = channels.arrived
    assert where == "U1"  # a person, never a channel
    assert "Ann &lt;Abel&gt;: “Calls” &amp; more" in text
    assert slack.workspace_of(TOKEN) == "Floor HQ"


def test_a_card_says_all_of_it_and_leads_to_the_page(channels: Channels) -> None:
    teams.post_teams(channels.workflow, MAIL)
    assert channels.arrived == [
        ("teams", "Whom to talk to today\nGood morning Mona,\nAnn <Abel>: “Calls” & more\nAsk: Why?")
    ]
    card = channels.server.asked[-1].payload["attachments"][0]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert card["content"]["actions"][0]["url"] == "https://x/1-1/"


@pytest.mark.parametrize(
    "answer, meaning",
    [
        (asks_to_wait(1800), Later),
        (Answer(503, raw=b"busy", content_type="text/html"), Later),
        (Answer(500, {}), Later),
        (refusal("fatal_error"), Unsure),
        (RESET, Unsure),
        (Answer(504, raw=b"gateway", content_type="text/html"), Unsure),
        (refusal("token_revoked"), TurnedAway),
        (refusal("account_inactive"), TurnedAway),
        (refusal("channel_not_found"), TurnedAway),
        (Answer(404, raw=b"no such page", content_type="text/html"), TurnedAway),
        (Answer(200, raw=b"<p>a proxy's page</p>", content_type="text/html"), Unsure),
    ],
)  # fmt: skip
def test_what_slack_answers(channels: Channels, answer: Answer, meaning: type[Undelivered]) -> None:
    channels.is_in_the_way(answer)
    with pytest.raises(meaning) as told:
        by_slack()
    assert TOKEN not in str(told.value)
    assert len(channels.server.asked) == 2  # looked up and sent, once each
    assert getattr(told.value, "after_s", None) in {None, 1800.0}


def test_an_address_that_could_not_be_looked_up_is_asked_again_whatever_got_lost(channels: Channels) -> None:
    for answer in (RESET, refusal("internal_error"), asks_to_wait(30)):
        channels.lookups = [answer]
        with pytest.raises(Later):
            by_slack()
    assert channels.arrived == []


def test_only_a_fault_of_the_token_closes_slack_for_all(channels: Channels) -> None:
    with pytest.raises(TurnedAway) as nobody:
        by_slack(address="max@example.com")
    with pytest.raises(TurnedAway) as revoked:
        by_slack(token="xoxb-another-one")
    assert (nobody.value.is_for_all, revoked.value.is_for_all) == (False, True)
    assert channels.arrived == []


@pytest.mark.parametrize(
    "answer, meaning",
    [
        (Answer(429, {}, headers={"Retry-After": "1800"}), Later),
        (Answer(502, raw=b"bad gateway", content_type="text/html"), Later),
        (Answer(503, {}), Later),
        (RESET, Unsure),
        (Answer(504, {}), Unsure),
        (Answer(404, {"error": {"code": "WorkflowNotFound"}}), TurnedAway),
        (Answer(401, raw=b"no", content_type="text/html"), TurnedAway),
        (Answer(302, raw=b"", headers={"Location": "http://elsewhere.example/"}), TurnedAway),
    ],
)  # fmt: skip
def test_what_a_workflow_answers(channels: Channels, answer: Answer, meaning: type[Undelivered]) -> None:
    channels.is_in_the_way(answer)
    with pytest.raises(meaning) as told:
        teams.post_teams(channels.workflow, MAIL)
    assert "s3cret" not in f"{told.value!r} {told.value.__cause__}"
    assert len(channels.server.asked) == 1


def test_whatever_a_workflow_says_with_its_yes_it_was_taken(channels: Channels) -> None:
    channels.is_in_the_way(Answer(200, raw=b"1", content_type="text/plain"), Answer(202, raw=b""), is_kept=True)
    teams.post_teams(channels.workflow, MAIL)
    teams.post_teams(channels.workflow, MAIL)
    assert len(channels.arrived) == 2


def test_who_does_not_listen_or_answer_in_time_is_told_apart(
    channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Later):
        teams.post_teams("http://127.0.0.1:9/invoke?sig=s3cret", MAIL)
    monkeypatch.setattr(slack, "API", "http://127.0.0.1:9/api/")
    with pytest.raises(Later):
        by_slack()


@pytest.mark.parametrize(
    "address",
    [
        "https://prod-12.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=x",
        "https://default1.2.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/3?sig=x",
    ],
)
def test_an_address_of_power_automate_is_taken(address: str) -> None:
    assert teams.is_workflow(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://prod-12.westeurope.logic.azure.com/workflows/1",
        "https://logic.azure.com.evil.example/workflows/1",
        "https://user@prod.logic.azure.com/workflows/1",
        "https://127.0.0.1/workflows/1",
        "https://evil.example/?.logic.azure.com",
        "https://prod.logic.azure.com",
        "https://[bad",
        "https://prod.logic.azure.com:port/workflows/1",
        "",
    ],
)
def test_our_server_calls_no_other_address_for_anybody(address: str) -> None:
    assert not teams.is_workflow(address)
