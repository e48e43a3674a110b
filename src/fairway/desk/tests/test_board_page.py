"""The board over HTTP: statements constant in the team's size, the contract's JSON, and what it says of its sources."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairway.desk.tests.office import INVITED, MONDAY, Office
from fairway.exchange.models import Source, SyncRun
from fairway.execution.actions.scoring import score
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Person, ReportingLine
from fairway.plans.models import Plan

# Whatever the team's size; most of them say who asks, and how fresh the records are.
STATEMENTS = {"/board/": 21, "/board/?span=13w": 21, "/board/?format=json": 27, "/sellers/": 16, "/sellers/drafts/": 15}
SELLER_STATEMENTS = 31


def hire(office: Office, many: int) -> None:
    """So many more sellers for Mona, each with an HIA."""
    for number in range(many):
        person = Person.objects.create(name=f"Hand {number:02d}", slug=f"hand-{number}", email=f"h{number}@example.com")
        Identity.objects.create(person=person, source="crm", native_id=f"h-{number}", stated={})
        ReportingLine.objects.create(person=person, manager=office.people["mona"], team="North")
        Plan.objects.create(person=person, metric_key=INVITED, target=5, starts_on=MONDAY - timedelta(days=70))
    rebuild_spans()
    score()


def statements(client: Client, address: str) -> list[str]:
    client.get(address)  # the day's look is written once
    with CaptureQueriesContext(connection) as caught:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in caught.captured_queries]


@pytest.mark.parametrize("address", STATEMENTS)
def test_it_asks_the_database_as_often_for_fifty_sellers_as_for_five(office: Office, address: str) -> None:
    hire(office, 3)
    few = statements(office.clients["mona"], address)
    Person.objects.filter(slug__startswith="hand-").delete()
    hire(office, 48)
    many = statements(office.clients["mona"], address)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= STATEMENTS[address], "\n".join(many)


def test_it_asks_as_often_for_one_sellers_page_in_a_large_team(office: Office) -> None:
    few = statements(office.clients["mona"], "/sellers/ann/")
    hire(office, 40)
    many = statements(office.clients["mona"], "/sellers/ann/")
    assert len(many) == len(few)
    assert len(many) <= SELLER_STATEMENTS, "\n".join(many)


def test_it_asks_as_often_for_a_page_of_changes_as_for_one(office: Office) -> None:
    hire(office, 6)
    change = {"change": "target", "metric": INVITED, "per": "week"}
    office.make("mona", "/sellers/ann/plan/", **change, target=6)
    few = statements(office.clients["mona"], "/changes/")
    for number in range(6):
        office.make("mona", f"/sellers/hand-{number}/plan/", **change, target=6)
    many = statements(office.clients["mona"], "/changes/")
    assert len(many) == len(few), "\n".join(many)


def test_it_answers_json_in_the_contracts_words(office: Office) -> None:
    answer = office.clients["mona"].get("/board/?format=json").json()
    assert set(answer) == {"as_of", "week", "refreshed_at", "sellers"}
    assert [seller["seller_id"] for seller in answer["sellers"]] == ["u-ann", "u-ben"]
    seller = answer["sellers"][0]
    assert {"seller_id", "name", "team", "manager_id", "state", "next_step", "hias"} <= set(seller)
    assert seller["manager_id"] == "u-mona"
    assert seller["state"] in {"executing", "behind", "check_data", "away", "no_plan"}
    assert {"kind", "text"} <= set(seller["next_step"])
    (hia,) = seller["hias"]
    assert {
        "metric",
        "name",
        "target",
        "per",
        "done",
        "expected_by_now",
        "unconfirmed",
        "status",
        "reason",
        "weeks",
    } <= set(hia)
    assert {"week", "done", "target", "state"} <= set(hia["weeks"][0])
    assert {week["state"] for week in hia["weeks"]} <= {"met", "missed", "away", "partial"}


def test_it_narrows_to_a_team_and_hides_teams_that_are_not_there(office: Office) -> None:
    assert "Cara Cole" in office.get("lea", "/board/")
    assert "Cara Cole" not in office.get("lea", "/board/?team=north")
    assert office.clients["lea"].get("/board/?team=nowhere").status_code == 404
    assert office.clients["mona"].get("/board/?team=South").status_code == 404


def test_it_offers_a_leader_no_step_that_only_the_manager_can_take(office: Office) -> None:
    Plan.objects.filter(person=office.people["ann"]).delete()
    score()
    assert "/studio/ann/" in office.get("mona", "/board/")
    assert "/studio/ann/" not in office.get("lea", "/board/")


def test_it_ends_every_row_with_exactly_one_step(office: Office) -> None:
    page = office.get("lea", "/board/")
    assert page.count('class="step"') == page.count("data-row") == 3


def read(name: str, *, hours_ago: float, **more: object) -> SyncRun:
    source, _ = Source.objects.get_or_create(name=name, defaults={"kind": "odoo", "every_minutes": 15})
    at = timezone.now() - timedelta(hours=hours_ago)
    facts = {"state": "done", "finished_at": at, "requested_at": at, **more}
    run = SyncRun.objects.create(source=source, **{k: v for k, v in facts.items() if k != "requested_at"})
    SyncRun.objects.filter(pk=run.pk).update(requested_at=facts["requested_at"])
    return run


def test_it_says_since_when_a_source_is_silent_also_where_another_one_is_fresh(office: Office) -> None:
    read("old", hours_ago=60)
    read("new", hours_ago=1)
    page = office.get("mona", "/board/")
    assert 'class="notice ask"' in page
    assert "old was last read" in page
    assert "not in these numbers" in page


def test_it_tells_a_failed_run_in_grey_while_the_numbers_are_fresh(office: Office) -> None:
    read("crm", hours_ago=3)
    read("crm", hours_ago=1, state="failed", finished_at=None, error="The key is no longer valid", advice="Make one.")
    page = office.get("op", "/board/")
    assert 'class="notice fault"' in page
    assert "crm could not be read: The key is no longer valid. Make one." in page
    assert "/setup/health/" in page


def test_it_says_nothing_while_all_is_well(office: Office) -> None:
    read("crm", hours_ago=1)
    page = office.get("mona", "/board/")
    assert "Refreshed " in page
    assert 'class="notice' not in page


def test_it_tells_a_run_under_way_but_not_one_whose_worker_fell_silent(office: Office) -> None:
    read("crm", hours_ago=1, state="running", finished_at=None, heartbeat_at=timezone.now())
    assert "Reading now" in office.get("mona", "/board/")
    SyncRun.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
    assert "Reading now" not in office.get("mona", "/board/")


def test_it_shows_the_ghost_of_a_board_with_one_action_where_nobody_is_yet(office: Office) -> None:
    Person.objects.exclude(slug="op").delete()
    page = office.get("op", "/board/")
    assert "No sellers yet" in page
    assert page.count("button main") == 1
    assert 'class="card card-in ghost"' in page


def test_it_fills_by_itself_while_the_first_records_are_read(office: Office) -> None:
    Person.objects.exclude(slug="op").delete()
    read("crm", hours_ago=0, state="running", finished_at=None, heartbeat_at=timezone.now(),
         progress={"activities": {"read": 12_400}})  # fmt: skip
    page = office.get("op", "/board/")
    assert "Your records are being read" in page
    assert "12,400 rows so far" in page
    assert 'hx-trigger="every 4s"' in page


def test_it_finds_a_seller_by_a_part_of_the_name(office: Office) -> None:
    mona = office.clients["mona"]
    assert mona.get("/sellers/?find=abEL")["Location"] == "/sellers/ann/"
    assert "2 sellers with “be” in the name" in office.get("mona", "/sellers/?find=be")
    assert "Cara" not in office.get("mona", "/sellers/?find=cara").split("<main")[1]
