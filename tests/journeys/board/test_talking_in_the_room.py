"""Two people in one room at once: the seller prepares on a phone, the manager opens the room from the board, they write
the same note, promise, and part.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.board.conftest import Window
from tests.journeys.board.test_every_page_is_clean import require_clean

pytestmark = pytest.mark.browser
SELLER = "/sellers/tess-moreau/"


def entered(page: Page, address: str, path: str) -> None:
    """A page of a new seller's, past the notice they meet first."""
    page.goto(address + path)
    if (notice := page.get_by_role("button", name="I have read this")).count():
        notice.click()
        page.goto(address + path)


def test_they_prepare_talk_and_promise_on_one_page(window: Window, address: str) -> None:
    manager, seller = window("manager", 1440).new_page(), window("doubtful", 390).new_page()
    manager.goto(f"{address}/board/")
    manager.get_by_role("link", name=re.compile("Tess Moreau")).first.click()
    manager.get_by_role("link", name="Prepare a 1:1").click()
    require_clean(manager, 1440)
    manager.get_by_role("button", name="Plan it").click()
    expect(manager.get_by_role("status").first).to_contain_text("Planned for")
    room = manager.url

    entered(seller, address, "/me/")
    seller.get_by_role("link", name="Next 1:1").click()
    assert seller.url == room
    require_clean(seller, 390)
    seller.get_by_label("How you see the last two weeks").fill("Invitations work. Planning does not.")
    expect(seller.get_by_role("status").first).to_have_text("Saved")

    manager.reload()
    require_clean(manager, 1440)
    expect(manager.get_by_label("How Tess sees the last two weeks")).to_have_value(
        "Invitations work. Planning does not."
    )
    manager.get_by_text("Start the talk", exact=True).click()
    manager.get_by_role("button", name="Start it now").click()
    notes = manager.get_by_label("Notes, both can edit")
    notes.fill("The desk books early.")
    expect(seller.get_by_label("Notes, both can edit")).to_have_value("The desk books early.", timeout=20_000)

    # The seller's connection drops while both write in the same note; nothing of either is lost.
    seller.context.set_offline(True)
    seller.get_by_label("Notes, both can edit").fill("The desk books early. Fewer same-day slots are fine.")
    expect(seller.get_by_text("Not saved: no connection")).to_be_visible(timeout=20_000)
    notes.fill("First: The desk books early.")
    seller.context.set_offline(False)
    both = "First: The desk books early. Fewer same-day slots are fine."
    for page in (manager, seller):
        expect(page.get_by_label("Notes, both can edit")).to_have_value(both, timeout=20_000)

    manager.get_by_label("What, on which deal or with whom").fill("Invites two buyers")
    manager.get_by_label("Checked by itself, counted as").select_option("Second buyer invited")
    manager.get_by_label("How many").fill("2")
    manager.get_by_label("If something gets in the way, then").fill("by phone on Thursday")
    manager.get_by_role("button", name="Write it down").click()
    expect(manager.get_by_role("status").first).to_contain_text("Written down: 2 in")
    manager.get_by_role("button", name="Activities", exact=True).click()
    expect(manager.get_by_role("button", name="Activities", exact=True)).to_have_attribute("aria-pressed", "true")
    manager.get_by_role("button", name="Finish").click()
    expect(manager.get_by_text("Begins when you start the talk")).to_have_count(0)
    expect(seller.get_by_text("Invites two buyers").first).to_be_visible(timeout=20_000)  # it loads by itself
    require_clean(seller, 390)
    heads = seller.locator(".steps h2").all_inner_texts()
    assert heads[-1] == "The number, last"
    assert heads.index("The activities, closed weeks") < heads.index("New commitments")


def test_it_is_planned_and_written_in_by_keyboard_alone(window: Window, address: str) -> None:
    page = window("manager", 1440).new_page()
    page.goto(f"{address}/1-1/with/kim-do/")
    page.get_by_role("button", name="Plan it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Start the talk", exact=True)).to_be_visible()
    page.get_by_label("Notes, both can edit").focus()
    page.keyboard.type("By hand")
    page.keyboard.press("Tab")
    expect(page.locator("form[data-together=branch] [data-saved]")).to_have_text("Saved")
    page.goto(f"{address}/1-1/")
    require_clean(page, 1440)
    expect(page.get_by_role("row", name=re.compile("Kim"))).to_contain_text("Open the room")
