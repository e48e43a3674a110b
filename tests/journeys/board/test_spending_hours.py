"""The flight simulator's hours in a real browser: added up as they are typed, and clean where much is refused."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.board.conftest import serve
from tests.journeys.board.test_choosing_in_the_studio import Visitor
from tests.journeys.board.test_every_page_is_clean import TOO_SMALL, require_fit

pytestmark = pytest.mark.browser
PART = "/practice/a-quarter-in-ten-minutes/one-quarter/"


@pytest.fixture(scope="module")
def house(board_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("quarter") / "home"
    shutil.copytree(board_home, home)
    yield from serve(home)


def test_hours_are_added_up_as_they_are_typed_and_a_refusal_keeps_the_sum(chromium: Browser, house: str) -> None:
    desk = Visitor(chromium, house, "m-north", 1440)
    page = desk.page
    page.goto(f"{house}{PART}")
    page.get_by_role("button", name="Begin", exact=True).press("Enter")
    given = page.locator("[data-hours] output")
    expect(given).to_have_text(["0 of 10", "0 of 10"])
    page.locator("#why-0").fill("9")
    page.locator("#practice-3").fill("4")
    page.locator("#review-2").fill("some")
    expect(given).to_have_text(["13 of 10", "13 of 10"])
    page.locator("#hia1-1").select_option("3")
    page.get_by_role("button", name="Run weeks 1 to 3").press("Enter")
    alert = page.locator("#now [role=alert]")
    expect(alert.get_by_role("listitem")).to_have_count(3)
    expect(given).to_have_text(["13 of 10", "13 of 10"])
    desk.said[:] = [line for line in desk.said if "Autofocus processing was blocked" not in line]
    desk.require_clean("light", "dark")
    assert page.evaluate(TOO_SMALL) == []
    require_fit(page, 390)
    alert.get_by_role("link").first.press("Enter")
    expect(page.locator("#target1-1")).to_be_in_viewport()
    desk.context.close()
