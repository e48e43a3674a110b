"""Who may know of an obstacle, and how much of it: to everybody else there is none."""

from datetime import timedelta

import pytest

from fairway.audit.models import LookLine
from fairway.commitments.actions.promising import promise
from fairway.commitments.models import Commitment, Obstacle
from fairway.commitments.owning import place_of
from fairway.commitments.tests.floor import IN_TWO_WEEKS, NAMES, TODAY, Floor, the_obstacle
from fairway.commitments.types import Owner, OwnerRole, Promise, RaisedAs
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine
from fairway.signs.types import Cause

pytestmark = pytest.mark.django_db
LIST = "/obstacles/"

# Of an obstacle of Ann's, raised by Mona: who it waits for, and who may know of it.
OPEN_TO = {
    "ann": {"ann", "mona"},
    "mona": {"ann", "mona"},
    "lea": {"ann", "mona", "lea"},
    "operations": {"ann", "mona", "olga"},
    "enablement": {"ann", "mona", "olga"},
}


@pytest.mark.parametrize("owner", list(OPEN_TO))
def test_it_is_open_to_the_seller_those_who_lead_them_and_whoever_has_it(floor: Floor, owner: str) -> None:
    key = floor.raised(owner, cause=None)
    for who in NAMES:
        response = floor.clients[who].get(f"/obstacles/{key}/")
        assert response.status_code == (200 if who in OPEN_TO[owner] else 404), who
        unknown = floor.clients[who].get("/obstacles/987654321/")
        assert unknown.status_code == 404
        if response.status_code == 404:
            assert response.content == unknown.content
            assert floor.sent(who, f"/obstacles/{key}/answer/", answer="resolved").status_code == 404
    assert the_obstacle(key).state == "open"


def test_operations_know_of_what_they_raised(floor: Floor) -> None:
    key = floor.raised("mona", by="olga", raised_as=RaisedAs.OPERATIONS, cause=None)
    assert floor.clients["olga"].get(f"/obstacles/{key}/").status_code == 200
    assert "Waiting for others" in floor.told("olga", LIST)


def test_the_reason_stays_with_the_seller_and_those_who_lead_them(floor: Floor) -> None:
    key = floor.raised("lea", cause=Cause.TARGET, what="Look at the number for everybody")
    for who in ("ann", "mona"):
        assert ">Target · " in floor.told(who, f"/obstacles/{key}/").replace("Ann Abel · ", "")
    hers = floor.told("lea", f"/obstacles/{key}/")
    assert "Look at the number for everybody" in hers
    assert "Ann Abel" in hers
    assert "Target ·" not in hers
    assert "Target ·" not in floor.told("lea", LIST)


def test_the_seller_sees_its_age_and_who_has_it(floor: Floor) -> None:
    floor.raised("lea", on=TODAY - timedelta(days=12), by_on=TODAY + timedelta(days=8))
    for who, with_whom in (("ann", "Lea Long"), ("mona", "Lea Long"), ("lea", "you")):
        page = floor.told(who, LIST)
        by = "you" if who == "mona" else "the manager"
        assert f"Asked 12 days ago by {by}, with {with_whom}, check on 18 Jun" in page, who


def test_it_lists_what_waits_oldest_first_and_says_what_is_past_its_day(floor: Floor) -> None:
    floor.raised("lea", cause=Cause.TARGET, what="Second", on=TODAY - timedelta(days=3))
    floor.raised("lea", what="First", on=TODAY - timedelta(days=20), by_on=TODAY - timedelta(days=6))
    floor.raised("lea", cause=Cause.PRIORITY, what="Third")
    page = floor.told("lea", LIST)
    places = [page.index(f">{what}<") for what in ("First", "Second", "Third")]
    assert places == sorted(places)
    assert "3 obstacles wait for you" in page
    assert page.count("Past its day, 4 Jun") == 1
    assert page.count("Did it help?") == 1
    board = floor.told("lea", "/board/")
    assert "3 obstacles wait</b> for you" in board or "3 obstacles wait for you" in board
    assert "1 past its day" in board
    assert "obstacles wait for you" not in floor.told("max", "/board/")


def test_it_says_so_when_nothing_waits(floor: Floor) -> None:
    for who in ("ann", "mona", "lea", "olga"):
        page = floor.told(who, LIST)
        assert "No obstacle waits for you" in page
        assert "How obstacles get here" in page


def test_a_page_about_others_writes_down_that_it_was_looked_at(floor: Floor) -> None:
    floor.raised("lea")
    floor.told("lea", LIST)
    [line] = LookLine.objects.filter(page="obstacles")
    assert (line.viewer_id, line.subject_key) == (floor.account("lea"), floor.key("ann"))


def test_whoever_leads_the_seller_no_more_is_told_of_by_those_who_do(floor: Floor) -> None:
    key = floor.raised("mona")
    ReportingLine.objects.filter(person=floor.people["ann"]).update(valid_to_on=TODAY - timedelta(days=1))
    ReportingLine.objects.create(person=floor.people["ann"], manager=floor.people["max"], valid_from_on=TODAY)
    rebuild_spans()
    assert floor.clients["mona"].get(f"/obstacles/{key}/").status_code == 404
    assert "No obstacle waits for you" in floor.told("mona", LIST)
    page = floor.told("max", f"/obstacles/{key}/")
    assert "does not lead this seller any more" in page
    assert "Mona" not in page.partition("<main")[2]
    floor.sent("max", f"/obstacles/{key}/answer/", answer="withdrawn")
    assert the_obstacle(key).state == "withdrawn"


@pytest.mark.parametrize(("who", "status"), [("lea", 404), ("mona", 302), ("ann", 302)])
def test_only_those_who_may_raise_one_withdraw_it(floor: Floor, who: str, status: int) -> None:
    key = floor.raised("lea")
    assert ("Withdraw it" in floor.told(who, f"/obstacles/{key}/")) == (status == 302)
    assert floor.sent(who, f"/obstacles/{key}/answer/", answer="withdrawn").status_code == status
    assert the_obstacle(key).state == ("withdrawn" if status == 302 else "open")


@pytest.mark.parametrize(
    ("who", "status", "raised_as"),
    [
        ("ann", 302, "seller"),
        ("mona", 302, "manager"),
        ("olga", 302, "operations"),
        ("lea", 404, ""),
        ("cleo", 404, ""),
        ("max", 404, ""),
        ("ben", 404, ""),
    ],
)
def test_the_seller_their_manager_and_operations_raise_one(floor: Floor, who: str, status: int, raised_as: str) -> None:
    given = {"own_words": "Quiet for writing", "owner": "operations:", "check_on": f"{IN_TWO_WEEKS}"}
    address = "/obstacles/raise/ann/"
    assert floor.clients[who].get(address).status_code == (200 if status == 302 else 404)
    # A cause that operations name was not shown to them: what they raise is raised freely.
    assert floor.sent(who, address, reason=place_of(Cause.ABSENCE), **given).status_code == status
    found = [(row.raised_as, row.cause) for row in Obstacle.objects.all()]
    assert found == ([(raised_as, "" if who == "olga" else "absence")] if raised_as else [])


def test_somebody_gone_leaves_no_obstacle_waiting(floor: Floor) -> None:
    floor.raised("lea")
    Person.objects.filter(pk=floor.key("ann")).update(left_on=TODAY - timedelta(days=1))
    assert "No obstacle waits for you" in floor.told("lea", LIST)
    assert "wait for you" not in floor.told("lea", "/board/")


def promised(floor: Floor, owner: str) -> int:
    mine = Promise(Owner(OwnerRole.MANAGER, floor.key(owner)), "Sit in on Friday", TODAY + timedelta(days=1))
    return promise(floor.key("ann"), mine, on=TODAY - timedelta(days=5), actor_id=floor.account(owner))


def test_a_promise_stands_on_the_page_of_whoever_made_it_and_waits_for_their_word_alone(floor: Floor) -> None:
    key = promised(floor, "mona")
    assert "Promised 5 days ago, by 11 Jun" in floor.told("mona", LIST)
    assert "Sit in on Friday" not in floor.told("lea", LIST)
    for who in NAMES:
        if who != "mona":
            assert floor.sent(who, f"/obstacles/promises/{key}/", kept="yes").status_code == 404, who
    assert floor.sent("mona", f"/obstacles/promises/{key}/", kept="perhaps").status_code == 404
    assert Commitment.objects.get(pk=key).kept == ""
    assert floor.sent("mona", f"/obstacles/promises/{key}/", kept="yes").status_code == 302
    assert Commitment.objects.get(pk=key).kept == "kept"
    assert floor.sent("mona", f"/obstacles/promises/{key}/", kept="no").status_code == 404
