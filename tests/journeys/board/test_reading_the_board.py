"""Four people's first minutes: what each sees first, and the way from a number down to the records behind it."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.board.conftest import ROOT, Visit, environment, serve

pytestmark = pytest.mark.browser


def facts(page: Page) -> list[str]:
    """What a page says about each activity: name, status, last week, objective."""
    cards = page.locator("article.hia-card")
    parts = ("h3", ".mark", ".big", ".facts .fact:first-child")
    texts = [[card.locator(part).first.inner_text() for part in parts] for card in cards.all()]
    return [" | ".join(text).replace("\n", " ") for text in texts]


def test_it_answers_a_manager_in_words_and_puts_who_needs_a_talk_first(visit: Visit) -> None:
    page = visit("manager")
    assert page.get_by_role("heading", level=1).inner_text() == "6 of 9 sellers are executing"
    names = page.locator("[data-row] a[data-open]").all_inner_texts()
    assert names[:3] == ["Nils Aaberg", "Tess Moreau", "Uma Reyes"]
    assert names[3:10] == [
        "Ana Souza",
        "Ivo Gram",
        "Kim Do",
        "Łukasz Żółć",
        "Maximiliane Freifrau von Hohenstein-Wittelsbach",
        "Per Ng",
        "Zoe Hart",
    ]
    assert "Lea Moss" not in names  # left twelve days ago
    steps = page.locator(".step > :first-child").all_inner_texts()
    assert len(steps) == len(names)
    assert steps[0].startswith("Ask why")
    assert steps[1].startswith("Match ")
    assert steps[2].startswith("Check the source")


def test_it_leads_from_the_board_to_the_rule_the_records_and_when_they_were_read(visit: Visit) -> None:
    page = visit("manager")
    page.get_by_role("link", name="Nils Aaberg", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nils is executing two of three"
    page.get_by_role("link", name="Rule and records of Call plan written").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Call plan written: 1 of 5"
    assert page.locator("section[aria-labelledby=records] tbody tr").count() == 1
    assert "Counts activities whose kind is plan_written" in page.locator("section[aria-labelledby=rule]").inner_text()
    assert "Read today" in page.locator(".eyebrow").inner_text()
    page.get_by_role("link", name="9 ", exact=False).first.click()  # an earlier week
    assert page.locator("tr.shown").count() == 1


def test_it_shows_doubt_before_a_verdict_and_no_nought_where_nothing_was_seen(visit: Visit) -> None:
    page = visit("manager")
    row = page.locator("[data-row]", has_text="Uma Reyes")
    assert [text.split()[0] for text in row.locator(".hia-count").all_inner_texts()] == ["–"] * 3
    row.get_by_role("link", name="Uma Reyes", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Check Uma’s records first"
    assert page.locator("article .mark.behind").count() == 0


def unread(home: Path, name: str) -> None:
    """As if nobody had shown them the notice yet: another journey may have been theirs before."""
    with closing(sqlite3.connect(home / "fairway.sqlite3", timeout=20)) as database, database:
        changed = database.execute("UPDATE people_person SET has_read_notice = 0 WHERE name = ?", [name])
        assert changed.rowcount == 1


def test_it_meets_a_seller_with_the_notice_first_and_then_the_managers_facts(visit: Visit, board_home: Path) -> None:
    unread(board_home, "Nils Aaberg")
    seen_by_manager = visit("manager")
    seen_by_manager.get_by_role("link", name="Nils Aaberg", exact=True).click()
    page = visit("seller")
    assert page.url.endswith("/me/privacy/")
    assert "belongs to you first" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="I have read this").click()
    assert page.url.endswith("/me/")
    assert page.get_by_role("heading", level=1).inner_text() == "You are executing two of three"
    mine, theirs = facts(page), facts(seen_by_manager)
    assert [line.split(" last week.")[0] for line in mine] == [line.split(" last week.")[0] for line in theirs]
    assert page.locator(".this-week").count() == 3  # due by now is the seller's own view
    assert seen_by_manager.locator(".this-week").count() == 0
    page.get_by_role("link", name="Who sees what").click()
    assert "Amara Quist" in page.locator("section[aria-labelledby=looked]").inner_text()


def test_it_hides_the_board_and_other_people_from_a_seller(visit: Visit, address: str) -> None:
    page = visit("seller")
    for path in ("/board/", "/sellers/tess-moreau/", "/board/?format=json"):
        assert page.goto(address + path).status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "There is nothing here for you"


def test_it_gives_a_leader_all_teams_and_a_choice_of_one(visit: Visit, address: str) -> None:
    page = visit("leader")
    page.goto(f"{address}/board/")
    assert page.locator("section.board").count() == 2
    assert page.get_by_role("heading", level=1).inner_text() == "8 of 11 sellers are executing"
    page.get_by_label("Team").select_option("South")
    page.wait_for_url("**team=South**")
    assert page.locator("[data-row] a[data-open]").all_inner_texts() == ["Olu Bakare", "Pia Lund"]
    assert page.get_by_role("heading", level=1).inner_text() == "Everyone is executing"
    page.get_by_role("link", name="13 weeks").click()
    page.locator(".hia-count", has_text="of 12 weeks").first.wait_for()
    assert page.locator("[data-row]").count() == 2
    assert "of 12 weeks" in page.locator(".hia-count").first.inner_text()


def test_it_gives_operations_everyone_and_set_up(visit: Visit) -> None:
    page = visit("operations")
    assert page.locator("[data-row]").count() == 13
    assert page.get_by_role("link", name="Set-up").count() == 1


def test_it_folds_results_at_the_end(visit: Visit) -> None:
    page = visit("manager")
    fold = page.locator("details.fold")
    assert not fold.evaluate("fold => fold.open")
    assert "after the activities" in fold.locator("summary").inner_text()
    after = "fold => [...document.querySelectorAll('section.board')].every(b => b.compareDocumentPosition(fold) & 4)"
    assert fold.evaluate(after)


def test_it_says_the_same_as_json_and_on_the_command_line(visit: Visit, address: str, board_home: Path) -> None:
    answer = visit("leader").request.get(f"{address}/board/?format=json")
    assert answer.headers["content-type"].startswith("application/json")
    on_page = answer.json()
    code = "import sys; from fairway.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "board", "--manager", "lead", "--json"]
    said = subprocess.run(command, env=environment(board_home), cwd=ROOT, capture_output=True, text=True, check=True)
    stated = json.loads(said.stdout)
    there = [seller["seller_id"] for seller in on_page["sellers"]]
    assert there == [seller["seller_id"] for seller in stated["sellers"] if seller["seller_id"] != "s-left"]
    assert on_page["sellers"] == [seller for seller in stated["sellers"] if seller["seller_id"] != "s-left"]
    assert (on_page["as_of"], on_page["week"]) == (stated["as_of"], stated["week"])


@pytest.fixture
def tour_address(board_home: Path) -> Iterator[str]:
    """The same home as `fairway demo` serves it."""
    yield from serve(board_home, FAIRWAY_DEMO="1")


def test_it_leads_through_the_demonstration_in_three_steps(visit: Visit, tour_address: str) -> None:
    page = visit("manager")
    page.goto(f"{tour_address}/board/?tour=1")
    page.get_by_role("link", name="Next: open Nils").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nils is executing two of three"
    page.get_by_role("link", name="Next: how status is decided").click()
    assert "chance" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Done, back to the board").click()
    assert page.locator(".tour").count() == 0
