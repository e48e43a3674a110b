"""The page of one seller: the manager proposes on it, the seller answers on it, nobody else opens it."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairway.audit.queries import newest_changes
from fairway.exchange.models import Source, SyncRun
from fairway.execution.actions.scoring import score
from fairway.people.models import User
from fairway.plans.models import Plan
from fairway.studio.models import Proposal, Review
from fairway.studio.tests.choices import NAMES, choice, shown
from fairway.studio.tests.office import (
    EXECUTIVES,
    INVITED,
    NEXT_MONDAY,
    OBJECTIVE,
    PLANS,
    REQUESTS,
    Office,
    at,
)

pytestmark = pytest.mark.django_db
REVIEW = NEXT_MONDAY + timedelta(days=42)
NO_HIAS = ("meetings_held", "bookings", "win_rate", "notes_within_a_day", "outbound_calls")


@pytest.fixture(autouse=True)
def choosing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown(monkeypatch)


def page(office: Office, who: str, address: str = "/studio/ann/", *, status: int = 200) -> str:
    response = office.clients[who].get(address)
    assert response.status_code == status, (who, address, response.status_code)
    return html.unescape(response.content.decode())


def sent(office: Office, who: str, address: str, *, status: int = 200, **data: Any) -> str:
    response = office.clients[who].post(address, data, follow=True)
    assert response.status_code == status, (who, address, response.status_code)
    return html.unescape(response.content.decode())


def given(metric: str = INVITED, target: int = 4, **more: Any) -> dict[str, Any]:
    fields = {"metric": metric, "target": target, "per": "week", "quality": "before the first meeting"}
    return {**fields, "objective": OBJECTIVE, "objective_to": "12", "review_on": REVIEW.isoformat(), **more}


def later(office: Office, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """That day; sessions of before have run out, so everybody logs in again."""
    at(monkeypatch, day)
    for who, client in office.clients.items():
        client.force_login(User.objects.get(pk=office.account(who)))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def newest() -> Proposal:
    found = Proposal.objects.order_by("-pk").first()
    assert found is not None
    return found


def answer(office: Office, who: str, **data: Any) -> str:
    return sent(office, who, f"/studio/proposals/{newest().pk}/answer/", **data)


def test_it_says_the_gap_the_tests_and_what_is_refused(office: Office) -> None:
    text = plain(page(office, "mona"))
    assert "The gap is in second stakeholder meetings" in text
    assert "9 of 21" in text
    assert "Seen in 92% of cases" in text
    assert "The customer must say yes, so it is an objective." in text
    assert "About 7 in 10 weeks of 6 comparable sellers reached 4; it could be anywhere from 5 to 8 in 10." in text
    assert "1.5 h a week; with what is in force 4.5 of the 6 h there are for activities." in text


def test_a_manager_proposes_and_nothing_starts(office: Office) -> None:
    text = sent(office, "mona", "/studio/ann/propose/", **given())
    assert "Proposed to Ann: nothing starts before the answer" in text
    assert Plan.objects.count() == 0
    row = newest()
    assert (row.objective_from, row.objective_to, row.objective_of) == (9, 12, 21)
    assert (row.by_on, row.review_on, row.starts_on) == (REVIEW, REVIEW, NEXT_MONDAY)
    assert ["Measurable", "Seen in 92% of cases, the same day."] in row.reasons
    said = f"If Ann does “{NAMES[INVITED]}” 4 times a week, before the first meeting, then “"
    assert said in plain(text)
    assert "should move from 9 to 12 of 21 a quarter by" in plain(text)
    assert "closes about a third of the gap to the goal" in plain(text)


def test_the_seller_reads_the_same_page_and_accepts(office: Office) -> None:
    sent(office, "mona", "/studio/ann/propose/", **given(note="Your deals stand on one person."))
    text = page(office, "ann")
    assert "is proposed to you" in text
    assert "Your deals stand on one person." in text
    assert "Seen in 92% of cases" in text
    assert "Propose to" not in text
    text = answer(office, "ann", answer="accept")
    assert "Agreed: it begins on" in text
    assert office.plans("ann") == {INVITED: 4}


def test_the_sellers_own_week_begins_with_what_waits(office: Office) -> None:
    sent(office, "mona", "/studio/ann/propose/", **given())
    text = page(office, "ann", "/me/")
    assert "1 activity is proposed to you" in text
    assert "Two activities make the difference" not in text
    office.give("ann", EXECUTIVES)
    score()
    text = page(office, "ann", "/me/")
    assert text.index("Proposed to you") < text.index("Are you executing?")
    answer(office, "ann", answer="accept", back="/me/")
    assert "Proposed to you" not in page(office, "ann", "/me/")
    assert "Proposed to you" not in page(office, "mona", "/sellers/ann/")


def test_the_seller_counters_and_the_manager_takes_it(office: Office) -> None:
    sent(office, "mona", "/studio/ann/propose/", **given())
    counter = {"answer": "counter", "metric": INVITED, "target": 3, "per": "week", "note": "I am away two weeks."}
    answer(office, "ann", **counter)
    assert Plan.objects.count() == 0
    text = page(office, "mona")
    assert "Ann counters: 3 a week instead of 4 a week" in text
    assert "I am away two weeks." in text
    assert "I am away two weeks." not in page(office, "op")  # operations read no one's own words
    answer(office, "mona", answer="accept")
    assert office.plans("ann") == {INVITED: 3}


def test_a_counter_with_what_can_be_no_hia_is_refused(office: Office) -> None:
    sent(office, "mona", "/studio/ann/propose/", **given())
    for metric in (*NO_HIAS, PLANS):
        answer(office, "ann", answer="counter", metric=metric, target=3, per="week")
        assert Proposal.objects.count() == 1, metric
    assert newest().answer == ""


def test_a_failed_test_needs_a_written_reason_that_the_seller_reads(office: Office) -> None:
    text = page(office, "mona", f"/studio/ann/?activity={PLANS}")
    assert 'name="override"' in text
    assert 'name="override"' not in page(office, "mona")
    for short in ("", "because", "nineteen character"):
        assert "fails a test" in sent(office, "mona", "/studio/ann/propose/", **given(PLANS, override=short))
    assert Proposal.objects.count() == 0
    why = "The field is new; we fill it from this week on."
    sent(office, "mona", "/studio/ann/propose/", **given(PLANS, override=why))
    assert newest_changes(1)[0].detail["override"] == why
    assert why in page(office, "ann")
    assert why in page(office, "ann", "/me/")


@pytest.mark.parametrize(
    "metric", ["meetings_held", "bookings", "win_rate", "notes_within_a_day", "outbound_calls", "?"]
)
def test_no_reason_makes_an_hia_of_what_can_be_none(office: Office, metric: str) -> None:
    why = "We want it all the same, whatever it is called."
    sent(office, "mona", "/studio/ann/propose/", **given(metric, override=why))
    assert Proposal.objects.count() == 0
    assert Plan.objects.count() == 0
    assert "Write it as a hypothesis" in page(office, "mona", f"/studio/ann/?activity={metric}")


def test_a_fourth_asks_which_to_let_go_of_in_the_same_form(office: Office) -> None:
    office.give("ann", INVITED, EXECUTIVES, PLANS)
    assert 'name="retired" required' in page(office, "mona", f"/studio/ann/?activity={REQUESTS}")
    text = sent(office, "mona", "/studio/ann/propose/", **given(REQUESTS, target=6))
    assert "Adding one means letting go of one: which?" in text
    assert 'value="6"' in text  # what was typed is still there
    sent(office, "mona", "/studio/ann/propose/", **given(REQUESTS, retired=PLANS))
    assert f"{NAMES[PLANS]} is let go of for it." in page(office, "ann")
    answer(office, "ann", answer="accept")
    assert set(office.plans("ann")) == {INVITED, EXECUTIVES, REQUESTS}


def test_an_imported_plan_on_an_objective_offers_the_act_in_front_of_it(office: Office) -> None:
    office.give("ann", OBJECTIVE, needs_yes=True)
    text = page(office, "mona")
    assert "Needs the customer’s yes" in text
    link = re.search(r'href="(/studio/ann/\?activity=[^"]+)"[^>]*>Swap it for', text)
    assert link
    form = page(office, "mona", link[1])
    act = re.search(r'name="metric" value="([^"]+)"', form)
    assert act
    assert re.search(rf'<option value="{OBJECTIVE}" selected>', form)
    sent(office, "mona", "/studio/ann/propose/", **given(act[1], retired=OBJECTIVE))
    answer(office, "ann", answer="accept")
    assert set(office.plans("ann")) == {act[1]}


def accepted(office: Office) -> Proposal:
    sent(office, "mona", "/studio/ann/propose/", **given())
    answer(office, "ann", answer="accept")
    return newest()


def decided(office: Office, row: Proposal, decision: str, **more: Any) -> str:
    fields = {
        "decision": decision,
        "reason": "as we said on Friday",
        "next_on": (REVIEW + timedelta(days=40)).isoformat(),
    }
    return sent(office, "mona", f"/studio/proposals/{row.pk}/review/", **{**fields, **more})


def test_the_page_asks_for_a_decision_at_the_review_date(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = accepted(office)
    assert "has reached its review date" not in page(office, "mona")
    later(office, monkeypatch, REVIEW)
    assert "has reached its review date" in page(office, "mona")
    assert "Review due since" in page(office, "mona", "/studio/")
    decided(office, row, "keep")
    assert "has reached its review date" not in page(office, "mona")
    review = Review.objects.get()
    assert (review.decision, review.reason, review.objective_then) == ("keep", "as we said on Friday", 9)
    assert "as we said on Friday" in page(office, "ann")


def test_it_asks_to_retire_after_two_lags_with_nothing_that_speaks_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = accepted(office)
    later(office, monkeypatch, REVIEW)
    assert "nothing speaks for it" not in page(office, "mona")
    later(office, monkeypatch, REVIEW + timedelta(days=42))
    assert "nothing speaks for it" in page(office, "mona")
    assert re.search(r'value="retire"\s+checked', page(office, "mona"))
    decided(office, row, "retire")
    assert office.plans("ann", REVIEW + timedelta(days=60)) == {}


def test_tuning_and_a_stricter_rule_wait_for_the_seller(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = accepted(office)
    later(office, monkeypatch, REVIEW)
    assert "needs another number" in decided(office, row, "tune")
    decided(office, row, "tune", target=6)
    assert office.plans("ann", REVIEW + timedelta(days=14)) == {INVITED: 4}
    answer(office, "ann", answer="accept")
    assert office.plans("ann", REVIEW + timedelta(days=14)) == {INVITED: 6}
    decided(office, newest(), "raise_quality", quality="with a reason for the second person")
    assert newest().quality == "with a reason for the second person"
    assert newest().answer == ""


def test_swapping_leads_to_the_candidates_with_what_goes_chosen(office: Office) -> None:
    text = decided(office, accepted(office), "swap")
    assert re.search(rf'<option value="{INVITED}" selected>', text)


def test_a_review_wants_a_reason(office: Office) -> None:
    row = accepted(office)
    assert "Reason" in decided(office, row, "keep", reason="so")
    assert Review.objects.count() == 0


def test_each_may_take_back_what_they_did(office: Office) -> None:
    sent(office, "mona", "/studio/ann/propose/", **given())
    answer(office, "ann", answer="accept")
    line = newest_changes(1)[0].key
    assert office.clients["ben"].post(f"/changes/{line}/undo/").status_code == 404
    assert office.clients["mona"].post(f"/changes/{line}/undo/").status_code == 404
    assert office.clients["ann"].post(f"/changes/{line}/undo/").status_code == 302
    assert office.plans("ann") == {}
    assert newest().answer == ""


def test_nobody_answers_for_somebody_else(office: Office) -> None:
    sent(office, "mona", "/studio/ann/propose/", **given())
    for who in ("mona", "op", "lea", "ben"):
        answer(office, who, answer="accept", status=404)
    assert newest().answer == ""
    answer(office, "ann", answer="counter", metric=INVITED, target=2, per="week")
    for who in ("ann", "lea", "ben"):
        answer(office, who, answer="accept", status=404)
    sent(office, "ann", "/studio/ann/propose/", status=404, **given(EXECUTIVES))


def test_it_opens_to_the_seller_their_managers_and_operations(office: Office) -> None:
    for who, status in (("ann", 200), ("mona", 200), ("op", 200), ("lea", 404), ("ben", 404)):
        page(office, who, status=status)


def test_the_list_says_who_needs_what_first(office: Office) -> None:
    office.give("ben", INVITED)
    text = plain(page(office, "mona", "/studio/"))
    assert "1 seller without an HIA" in text
    assert text.index("Ann Abel") < text.index("Ben Bell")
    sent(office, "mona", "/studio/ann/propose/", **given())
    assert f"Waits for the answer: {NAMES[INVITED]}" in plain(page(office, "mona", "/studio/"))
    assert office.clients["ann"].get("/studio/").headers["Location"] == "/studio/ann/"


def test_what_needs_a_decision_stands_before_what_nobody_wrote_down(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(office)
    office.give("ann", EXECUTIVES)
    later(office, monkeypatch, REVIEW)
    text = page(office, "mona")
    assert text.index("What now?") < text.index("In force, and nobody wrote down why")
    assert "What now?" not in page(office, "ann")


def test_it_says_so_where_nothing_passes_and_nothing_can_be_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = replace(choice(office.key("ann")).gap, drivers=(), goal=None, objective_key=None, headline="Too few deals")
    shown(monkeypatch, offered=(), targets={}, gap=empty)
    text = plain(page(office, "mona"))
    assert "No activity passes its tests here yet" in text
    assert "no deals of Ann have reached us" in text
    assert "No goal is stored" in text
    assert "no deals of yours have reached us" in plain(page(office, "ann"))
    sent(office, "mona", "/studio/ann/propose/", **given(EXECUTIVES))  # chosen by hand, in spite of it all
    assert newest().objective_from is None


def test_it_says_when_the_records_are_old(office: Office) -> None:
    source = Source.objects.create(name="crm", kind="folder", every_minutes=60)
    assert "was never read" not in page(office, "mona")  # nothing was read at all: there is nothing to doubt
    SyncRun.objects.create(source=source, state="done", finished_at=timezone.now() - timedelta(hours=30))
    assert "was last read" in page(office, "mona")


@pytest.mark.parametrize("address", ["/studio/ann/", "/studio/", "/me/"])
def test_it_asks_the_database_no_more_often_for_more(office: Office, address: str) -> None:
    who = "ann" if address == "/me/" else "mona"
    page(office, who, address)

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(office, who, address)
        return len(asked)

    sent(office, "mona", "/studio/ann/propose/", **given())
    few = statements()
    for metric in (EXECUTIVES, REQUESTS):
        sent(office, "mona", "/studio/ann/propose/", **given(metric))
    sent(office, "mona", "/studio/ben/propose/", **given())
    office.give("ben", REQUESTS, EXECUTIVES)
    assert statements() == few
