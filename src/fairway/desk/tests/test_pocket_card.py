"""The card before a visit: one activity, its count, the last promise, what to leave with, and no result."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest

from fairway.coaching.actions.planning import Wish, plan_session
from fairway.commitments.actions.promising import promise
from fairway.commitments.tests.floor import LAST_WEEK, MONDAY, OTHER, TODAY, Floor, opened
from fairway.commitments.types import Owner, OwnerRole, Promise
from fairway.exchange.models import Coverage
from fairway.execution.actions.scoring import score
from fairway.plans.models import Plan


@pytest.fixture
def floor(house: object, monkeypatch: pytest.MonkeyPatch) -> Floor:
    floor = opened(monkeypatch)
    Plan.objects.create(person=floor.people["ann"], metric_key=OTHER, target=2, starts_on=MONDAY - timedelta(days=140))
    floor.counts("ann", {LAST_WEEK - timedelta(days=7 * back): 1 for back in range(8)} | {MONDAY: 2})
    floor.counts("ann", {LAST_WEEK - timedelta(days=7 * back): 2 for back in range(8)}, metric=OTHER)
    score()
    return floor


def promised(floor: Floor, what: str, days: int = 5) -> None:
    made = Promise(Owner(OwnerRole.SELLER, floor.key("ann")), what, TODAY + timedelta(days=days), if_then="by phone")
    promise(floor.key("ann"), made, on=TODAY, actor_id=None)


def head(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1]


def test_it_shows_the_most_pressing_activity_its_count_and_the_last_promise(floor: Floor) -> None:
    promised(floor, "Call the desk")
    promised(floor, "Write to Acme")
    page = floor.told("ann", "/me/card/")
    assert head(page) == "Second stakeholder invited"
    assert "2 of 5 so far this week" in page
    assert "Write to Acme" in page
    assert "Call the desk" not in page
    assert floor.told("mona", "/sellers/ann/card/").count("Write to Acme") == 1


def test_another_activity_is_one_tap_away(floor: Floor) -> None:
    other = re.search(r"/me/card/\?activity=[\w-]+", floor.told("ann", "/me/card/"))
    assert other
    assert head(floor.told("ann", other[0])) != "Second stakeholder invited"


def test_a_talk_about_a_process_to_come_chooses_the_activity_of_that_process(floor: Floor) -> None:
    def with_session(kind: str, days: int) -> str:
        starts_at = datetime.combine(TODAY + timedelta(days=days), time(10), UTC)
        plan_session(Wish(floor.key("ann"), floor.key("mona"), kind, starts_at), actor_id=None)
        return head(floor.told("ann", "/me/card/"))

    assert with_session("call_plan", 9) == "Second stakeholder invited"  # no activity of hers is about calls
    assert with_session("account", 3) == "Calls to executives"


def test_it_says_nothing_of_results(floor: Floor) -> None:
    words = re.sub(r"<[^>]+>", " ", floor.told("ann", "/me/card/"))
    assert not re.search(r"[$€£]\s?\d|\bgoal\b|\bquota\b|\bpipeline\b|\bwon\b", words, re.I)


def test_where_the_source_was_off_it_gives_no_count(floor: Floor) -> None:
    Coverage.objects.create(person=floor.people["ann"], from_on=MONDAY, state="no_data", source="crm")
    score()
    page = floor.told("ann", "/me/card/")
    assert "2 of 5" not in page


@pytest.mark.parametrize("who", ["ben", "tom", "max", "lea", "olga"])
def test_nobody_but_the_seller_and_whoever_leads_them_opens_it(floor: Floor, who: str) -> None:
    assert floor.clients[who].get("/sellers/ann/card/").status_code == 404


def test_without_an_activity_it_says_so(floor: Floor) -> None:
    assert "No activity is in force yet" in floor.told("tom", "/me/card/")
