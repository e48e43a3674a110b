"""Operations build a metric in the browser: by keyboard, with the preview at work, and again without any script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.board.conftest import Window
from tests.journeys.board.screens import enter

pytestmark = pytest.mark.browser
NEW = "/studio/metrics/new-metric/"


def require_clean(page: Page, width: int) -> None:
    """Nothing for axe in light and dark, nothing sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page)
        assert found.violations_count == 0, f"{scheme}\n{found.generate_report()}"


@pytest.mark.parametrize("width", [1440, 390])
def test_it_shows_what_a_change_would_count_while_it_is_made(window: Window, address: str, width: int) -> None:
    page = window("operations", width).new_page()
    page.set_default_timeout(40_000)  # each change is counted over real records
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/studio/metrics/")
    for fold in page.locator("summary").all():
        fold.click()
    require_clean(page, width)
    page.goto(f"{address}{NEW}")
    page.locator("#preview", has_text="Counts activities, done").wait_for()
    page.get_by_role("button", name="Add a condition").first.click()
    page.get_by_label("What of the record").select_option("type")
    page.get_by_label("With what").fill("meeting")
    page.get_by_label("With what").press("Tab")
    page.locator("#preview", has_text="whose type is meeting").wait_for()
    assert page.locator("#preview .big").inner_text().isdigit()
    page.get_by_label("One seller’s 13 weeks").select_option(index=1)
    page.get_by_text("week by week").wait_for()
    page.get_by_label("Counting", exact=True).select_option("followed")
    page.get_by_label("Within how many hours").wait_for()
    require_clean(page, width)
    page.get_by_role("button", name="Save the metric").click()
    assert "Nothing was saved" in page.get_by_role("alert").inner_text()
    require_clean(page, width)
    assert said == [] or all("422" in message for message in said)


def test_it_is_built_by_keyboard_alone(window: Window, address: str) -> None:
    page = window("operations").new_page()
    page.goto(f"{address}{NEW}")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Long meetings")
    for wanted in ("Add a condition", "Save the metric"):
        for _ in range(60):
            page.keyboard.press("Tab")
            if wanted in page.evaluate("document.activeElement.textContent"):
                break
        assert wanted in page.evaluate("document.activeElement.textContent"), wanted
        if wanted == "Add a condition":
            page.keyboard.press("Enter")
            page.get_by_label("What of the record").wait_for()
            assert page.get_by_label("Name", exact=True).input_value() == "Long meetings"
            page.get_by_label("What of the record").focus()
            page.keyboard.type("duration")
            page.keyboard.press("Tab")
            page.keyboard.type("is at least")
            page.keyboard.press("Tab")
            page.keyboard.type("30")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Change “Long meetings”").wait_for(timeout=60_000)
    assert "Saved, and counted." in page.get_by_role("status").first.inner_text()
    assert page.locator("#where-0-test").input_value() == "at_least"


def test_it_works_without_any_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    context.set_default_timeout(15_000)
    page = context.new_page()
    enter(page, address, "operations")
    page.goto(f"{address}/studio/metrics/outbound_calls/")
    page.get_by_role("button", name="Remove condition 2").click()
    page.get_by_role("button", name="Show the preview").last.click()
    assert "whose type is call, done" in page.locator("#preview").inner_text()
    assert page.get_by_role("heading", name="These nearly do").is_visible()
    context.close()
