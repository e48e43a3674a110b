"""Operations propose a pilot, read what it could see and start it; a seller reads of it; it is taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.board.conftest import Window
from tests.journeys.board.test_every_page_is_clean import require_clean

pytestmark = pytest.mark.browser
WHY = "Asking for first meetings may bring more than another plan."


def fill(page: Page, *, worth: str) -> None:
    page.get_by_label("Activity that begins").select_option(value="first_meetings_requested")
    page.get_by_label("Target", exact=True).fill("3")
    page.get_by_label("Judged by").select_option(label="Meetings held")
    page.get_by_label("In the place of").select_option(label="Joint plan proposed")
    page.get_by_label("Smallest change worth having").select_option(value=worth)
    page.get_by_label("Why, for those who take part").fill(WHY)
    page.get_by_role("button", name="See what it could tell").click()


@pytest.mark.parametrize("width", (1440, 390))
def test_from_a_question_to_who_begins_and_back(window: Window, address: str, width: int) -> None:
    page = window("operations", width).new_page()
    page.goto(f"{address}/board/")
    if width < 720:
        page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Pilots").locator("visible=true").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No pilot yet")
    page.get_by_role("link", name="Propose a pilot").first.click()

    fill(page, worth="10")
    refused = page.get_by_role("region", name="Not like this")
    expect(refused).to_contain_text("it could not see that. It would take")
    expect(page.get_by_role("button", name="Propose this pilot")).to_have_count(0)
    require_clean(page, width)

    fill(page, worth="50")
    could = page.get_by_role("region", name="What it could see")
    expect(could).to_contain_text("four times in five")
    expect(could).to_contain_text("drawn by lot, begin on")
    require_clean(page, width)
    page.get_by_role("button", name="Propose this pilot").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposed, nothing drawn yet")
    require_clean(page, width)

    page.get_by_role("button", name="Draw and start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Begins \d+ \w+"))
    part = page.get_by_role("row", name="Nils Aaberg")
    expect(part).to_contain_text("Nils was drawn to")
    expect(page.get_by_text("is not shown before")).to_be_visible()
    require_clean(page, width)
    pilot = page.url

    own = window("seller", width).new_page()
    own.goto(f"{address}/me/")
    if (read := own.get_by_role("button", name="I have read this, show my week")).count():
        read.click()
    notice = own.locator(".notice", has_text="A pilot:")
    expect(notice).to_contain_text("You were drawn to")
    expect(notice).to_contain_text(WHY)
    expect(notice).to_contain_text("Nothing is said of one person")
    require_clean(own, width)
    notice.get_by_role("link", name="About this pilot").click()
    expect(own.get_by_role("heading", level=1)).to_have_text(re.compile("Begins"))
    expect(own.get_by_role("region", name="Who takes part").locator("tbody tr")).to_have_count(1)
    expect(own.get_by_role("button", name="Stop this pilot")).to_have_count(0)
    require_clean(own, width)

    page.goto(f"{address}/changes/")
    page.locator("tr, article, li", has_text="Pilot started").first.get_by_role("button", name="Undo").click()
    page.goto(pilot)
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No pilot yet")
    own.goto(f"{address}/me/")
    expect(own.locator(".notice", has_text="A pilot:")).to_have_count(0)
