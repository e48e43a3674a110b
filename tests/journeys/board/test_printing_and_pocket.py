"""On paper and in a pocket: what is read before a talk is one page of A4, the card before a visit one screen of a
phone, the worksheet of a pair one page.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.board.conftest import Window
from tests.journeys.board.test_every_page_is_clean import require_clean
from tests.journeys.board.test_talking_in_the_room import entered

pytestmark = pytest.mark.browser
NOTE = "What worked: invitations.\nWhat did not: the plan.\nTo fix: the desk."
PHONE = 844


def pages_of(page: Page) -> int:
    """Sheets of A4, with the margins a browser's own dialog gives."""
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", margin=margin)))


def promise(page: Page, what: str) -> None:
    if not page.get_by_label("What, on which deal or with whom").is_visible():
        page.get_by_text("Add a commitment").click()
    page.get_by_label("What, on which deal or with whom").fill(what)
    page.get_by_label("If something gets in the way, then").fill("by phone on Thursday, with the desk")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status").first).to_contain_text("Written down")


def test_a_full_agenda_prints_on_one_page_before_and_after_it_is_planned(window: Window, address: str) -> None:
    page = window("manager", 1440).new_page()
    page.goto(f"{address}/1-1/with/ana-souza/")
    assert pages_of(page) == 1
    page.get_by_role("button", name="Plan it").click()
    room = page.url
    for label in ("How Ana sees the last two weeks", "Notes, both can edit", "On which real one it is tried"):
        page.get_by_label(label).fill(NOTE)
        page.get_by_label(label).blur()
    expect(page.locator("[data-saved]").last).to_contain_text("Saved")
    for number in (1, 2, 3):
        promise(page, f"Invites the second buyer of customer {number} to the meeting on the plan")
    page.goto(room)
    assert pages_of(page) == 1


def test_the_card_before_a_visit_is_one_screen_of_a_phone(window: Window, address: str) -> None:
    page = window("seller", 390).new_page()
    page.set_viewport_size({"width": 390, "height": PHONE})
    entered(page, address, "/me/card/")
    require_clean(page, 390)
    expect(page.get_by_role("heading", name="Last promise")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= PHONE


def test_a_seller_says_with_what_they_would_help_on_their_own_page(window: Window, address: str) -> None:
    page = window("seller", 390).new_page()
    entered(page, address, "/me/")
    page.get_by_role("heading", name="With a colleague").scroll_into_view_if_needed()
    choice = page.locator("#side-1")
    choice.select_option("I would like a pair")
    choice.locator("xpath=ancestor::form").get_by_role("button").click()
    expect(page.get_by_role("status").first).to_contain_text("a pair begins only once both of you agree")
    expect(page.locator("#side-1")).to_have_value("asks")
    page.goto(f"{address}/1-1/pairs/")
    require_clean(page, 390)
