"""A manager rates a record drawn for review with the keyboard alone, without scripts as well."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.board.conftest import Window

pytestmark = pytest.mark.browser


def rated_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/studio/quality/")
    record = page.locator("tr", has_text="Rate it").get_by_role("link").first
    record.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What good looks like")).to_be_visible()
    for question in page.get_by_role("group").all():
        question.get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        expect(question.get_by_role("radio", name="Partly")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Seen together")
    page.get_by_role("button", name="Give this rating").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your rating is given.")).to_be_visible()
    expect(page.get_by_label("A word to it, if you like")).to_have_value("Seen together")


def test_a_record_is_rated_with_the_keyboard_alone(window: Window, address: str) -> None:
    rated_by_keyboard(window("manager").new_page(), address)


def test_a_record_is_rated_without_scripts(window: Window, chromium: Browser, address: str) -> None:
    kept = window("manager").storage_state()
    with chromium.new_context(java_script_enabled=False, storage_state=kept) as context:
        rated_by_keyboard(context.new_page(), address)
