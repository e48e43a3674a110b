"""A review shows what records say of whether it helps, keeps it with the decision, and later shows what came of it."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest

from fairway.audit.queries import newest_changes
from fairway.evidence.verdict import Help, Verdict
from fairway.people.models import User
from fairway.studio.models import Proposal, Review
from fairway.studio.proposals.actions.proposing import Words, accept, propose
from fairway.studio.proposals.queries import proposal
from fairway.studio.proposals.rules import asks_to_retire
from fairway.studio.tests.choices import candidate, shown
from fairway.studio.tests.concluding import WEEK_ON, conclude, helps
from fairway.studio.tests.office import (
    INVITED,
    MONDAY,
    NEXT_MONDAY,
    PLANS,
    WEDNESDAY,
    Office,
    at,
    hypothesis,
)
from fairway.studio.types import TestAnswer, TestState

pytestmark = pytest.mark.django_db
QUARTER = timedelta(weeks=13)
SHOWS = TestAnswer(TestState.YES, "More came before faster progress.", "Strong evidence")


@pytest.fixture(autouse=True)
def choosing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown(monkeypatch)


@pytest.fixture
def agreed(office: Office) -> int:
    """Ann agreed to one activity; returns the key of its proposal."""
    key = propose(office.key("ann"), hypothesis(), Words(), starts_on=MONDAY, actor_id=office.account("mona"))
    accept(key, starts_on=MONDAY, as_seller=True, actor_id=office.account("ann"))
    return key


def page(office: Office, who: str = "mona") -> str:
    response = office.clients[who].get("/studio/ann/")
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def decide(office: Office, key: int, decision: str = "keep", **more: Any) -> None:
    next_on = (NEXT_MONDAY + timedelta(days=200)).isoformat()
    fields = {"decision": decision, "reason": "as we said on Friday", "next_on": next_on, **more}
    response = office.clients["mona"].post(f"/studio/proposals/{key}/review/", fields)
    assert response.status_code == 302


def later(office: Office, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """That day; sessions of before have run out, so everybody logs in again."""
    at(monkeypatch, day)
    for who, client in office.clients.items():
        client.force_login(User.objects.get(pk=office.account(who)))


def test_the_page_says_whether_it_helps_before_anything_is_decided(office: Office, agreed: int) -> None:
    assert "Not worked out yet Whether it helps is, each night," in plain(page(office))
    conclude(office, "ann", helps(Verdict.HELPING))
    text = plain(page(office))
    assert "Helping More of it came before faster progress on Ann’s deals. How much is uncertain." in text
    assert text.index("Helping More of it") < text.index("What now?")
    assert "faster progress on your deals" in plain(page(office, "ann"))
    assert "83" not in text
    assert "0.83" not in text


def test_it_begins_with_keeping_unless_records_show_no_sign(office: Office, agreed: int) -> None:
    def begins_with(decision: str) -> bool:
        return re.search(rf'value="{decision}"(?: required)? checked', page(office)) is not None

    assert begins_with("keep")
    conclude(office, "ann", helps(Verdict.NOT_HELPING))
    assert begins_with("swap")
    assert not begins_with("keep")


@pytest.mark.parametrize(
    ("decision", "more"),
    [("keep", {}), ("tune", {"target": 6}), ("raise_quality", {"quality": "in writing"}), ("swap", {}), ("retire", {})],
)
def test_every_decision_keeps_what_was_said_when_it_was_made(
    office: Office, agreed: int, decision: str, more: dict[str, Any]
) -> None:
    until_on = WEDNESDAY + timedelta(days=40)
    conclude(office, "ann", helps(Verdict.TOO_EARLY, until_on))
    decide(office, agreed, decision, **more)
    row = Review.objects.get()
    assert (row.decision, row.verdict, row.verdict_week_on) == (decision, "too_early", WEEK_ON)
    assert (row.verdict_until_on, row.verdict_chance) == (until_on, 0.83)


def test_it_keeps_nothing_where_nothing_was_said(office: Office, agreed: int) -> None:
    conclude(office, "ann", helps(Verdict.HELPING), WEEK_ON - timedelta(weeks=8))  # too long ago to hold today
    decide(office, agreed)
    row = Review.objects.get()
    assert (row.verdict, row.verdict_week_on, row.verdict_chance) == ("", None, None)
    text = plain(page(office))
    assert "1 earlier review" in text
    assert "Records said" not in text


def test_what_is_typed_as_a_verdict_is_not_believed(office: Office, agreed: int) -> None:
    conclude(office, "ann", helps(Verdict.NOT_HELPING))
    decide(office, agreed, verdict="helping", seen="helping")
    assert Review.objects.get().verdict == "not_helping"


@pytest.mark.parametrize(
    ("now", "came"),
    [
        (Verdict.HELPING, "13 weeks on: still helping. Came true."),
        (Verdict.NOT_HELPING, "13 weeks on: it no longer shows. Did not come true."),
        (Verdict.CANNOT_TELL, "13 weeks on: it can no longer be told."),
    ],
)
def test_it_shows_later_whether_that_came_true(
    office: Office, agreed: int, monkeypatch: pytest.MonkeyPatch, now: Verdict, came: str
) -> None:
    conclude(office, "ann", helps(Verdict.HELPING))
    decide(office, agreed)
    assert "Records said: helping. What came of that is seen from" in plain(page(office))
    later(office, monkeypatch, WEDNESDAY + QUARTER)
    conclude(office, "ann", helps(now), WEEK_ON + QUARTER)
    for who in ("mona", "ann"):
        assert f"Records said: helping. {came}" in plain(page(office, who))
    assert ("Came true" in page(office)) is (now is Verdict.HELPING)


def test_a_later_agreement_on_the_same_activity_keeps_its_earlier_decisions(office: Office, agreed: int) -> None:
    conclude(office, "ann", helps(Verdict.HELPING))
    decide(office, agreed, "tune", target=6)
    newest = Proposal.objects.latest("pk")
    accept(newest.pk, starts_on=NEXT_MONDAY, as_seller=True, actor_id=office.account("ann"))
    assert "Records said: helping." in plain(page(office))


def test_decisions_about_what_has_ended_stay_in_sight(
    office: Office, agreed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    conclude(office, "ann", helps(Verdict.NOT_HELPING))
    decide(office, agreed, "retire")
    later(office, monkeypatch, WEDNESDAY + QUARTER)
    text = plain(page(office))
    assert "Decided about what is no longer in force" in text
    assert "Records said: no sign that it helps. It ended before that could be seen again." in text


def test_taken_back_the_decision_goes_with_what_was_said(office: Office, agreed: int) -> None:
    conclude(office, "ann", helps(Verdict.HELPING))
    decide(office, agreed)
    line = newest_changes(1)[0].key
    assert office.clients["mona"].post(f"/changes/{line}/undo/").status_code == 302
    assert not Review.objects.exists()


def test_a_pilot_is_offered_to_who_may_propose_one(
    office: Office, agreed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    conclude(office, "ann", helps(Verdict.CANNOT_TELL))
    open_question = TestAnswer(TestState.UNKNOWN, "A pilot can tell.", "History cannot tell", wants_pilot=True)
    shown(monkeypatch, offered=(candidate(PLANS, helpful=open_question),))
    for who, offers in (("op", 2), ("mona", 0), ("ann", 0)):
        text = page(office, who)
        assert text.count('href="/pilots/new/?activity=') == offers, who
        assert "A pilot can tell." in text


TWO_LAGS = NEXT_MONDAY + timedelta(days=200)


@pytest.mark.parametrize(
    ("told", "helpful", "asks"),
    [
        (None, None, True),
        (None, SHOWS, False),
        (helps(Verdict.HELPING), None, False),
        (helps(Verdict.NOT_HELPING), SHOWS, True),  # this seller's own comes before the group's
        (helps(Verdict.CANNOT_TELL), SHOWS, False),
        (helps(Verdict.CANNOT_TELL), None, True),
        (helps(Verdict.TOO_EARLY), None, False),
    ],
)
def test_it_asks_to_retire_what_nothing_speaks_for(
    office: Office, agreed: int, told: Help | None, helpful: TestAnswer | None, asks: bool
) -> None:
    found = proposal(agreed)
    assert found is not None
    one = candidate(INVITED, helpful=helpful) if helpful else None
    assert asks_to_retire(found, one, None, told, TWO_LAGS) is asks
    assert not asks_to_retire(found, one, None, told, NEXT_MONDAY)
