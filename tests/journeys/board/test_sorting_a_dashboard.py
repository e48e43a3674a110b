"""Somebody who never logged in sorts a dashboard: names, a list, one word chosen; clean at both widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
NAMES = "Bookings\nWin rate\nCalls\nMeetings booked\nEmails sent\nCall plans written per meeting held\nZorglub"


@pytest.mark.parametrize("width", [1440, 390])
def test_it_sorts_without_an_account(chromium: Browser, address: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/studio/sort/")
    assert Axe().run(page).violations_count == 0
    page.get_by_label("One name a line").fill(NAMES)
    page.get_by_role("button", name="Sort").click()
    assert page.locator("h1").inner_text() == "2 of 7 metrics can be managed"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{scheme}\n{found.generate_report()}"
    page.get_by_text("Dialled", exact=True).click()
    page.get_by_role("button", name="Sort again with your words").click()
    assert page.locator("h1").inner_text() == "3 of 7 metrics can be managed"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the list").click()
    assert download.value.suggested_filename == "sorted-metrics.csv"
    assert said == []
    context.close()
