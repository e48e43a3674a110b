"""Every kind of exercise in a real browser: answered by keyboard, left at the desk, gone on with on a phone."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.board.conftest import serve
from tests.journeys.board.test_choosing_in_the_studio import Visitor
from tests.journeys.board.test_every_page_is_clean import TOO_SMALL, require_fit
from tests.training.exercising import EXAMPLES, MODULE

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.closest('#now') && document.activeElement.matches('button, input')"


@pytest.fixture(scope="module")
def house(board_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("practice") / "home"
    shutil.copytree(board_home, home)
    yield from serve(home, application="tests.training.served:application")


def answer(page: Page) -> None:
    """By keyboard alone: the first thing that can be chosen, in every group, and the button."""
    form = page.locator("#now form").first
    if form.locator("button[name]").count():
        form.locator("button[name]").first.press("Enter")
    else:
        for group in form.get_by_role("group").all():
            group.get_by_role("radio").first.press("Space")
        form.locator("button").last.press("Enter")
    page.wait_for_load_state()


def require_clean(visitor: Visitor) -> None:
    """As everywhere; but that an address with a fragment holds back the focus of a closed dialogue is no fault."""
    visitor.said[:] = [line for line in visitor.said if "Autofocus processing was blocked" not in line]
    visitor.require_clean("light", "dark")
    assert visitor.page.evaluate(TOO_SMALL) == []


def told(page: Page) -> Locator:
    return page.locator("#now .told").first


def test_every_kind_is_answered_by_keyboard_and_gone_on_with_on_a_phone(chromium: Browser, house: str) -> None:
    desk = Visitor(chromium, house, "m-north", 1440)
    asked = {}
    for kind in EXAMPLES:
        page = desk.page
        page.goto(f"{house}/practice/{MODULE}/{kind}/")
        page.get_by_role("button", name="Begin", exact=True).press("Enter")
        expect(page.locator("#now")).to_be_visible()
        answer(page)
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), kind
        require_clean(desk)
        asked[kind] = page.locator("#now").inner_text()
        page.get_by_role("link", name="Leave, keep my place").press("Enter")
    assert desk.presses == 0
    desk.context.close()

    phone = Visitor(chromium, house, "m-north", 390)
    for kind in EXAMPLES:
        page = phone.page
        page.goto(f"{house}/practice/{MODULE}/{kind}/#now")
        assert page.locator("#now").inner_text() == asked[kind]
        expect(told(page)).to_be_in_viewport()
        expect(page.locator("#asked")).to_be_in_viewport()
        require_clean(phone)
        require_fit(page, 320)
        page.set_viewport_size({"width": 390, "height": 900})
        while page.locator("#now form").first.locator("button[name], [type=radio]").count():
            answer(page)
        expect(page.locator("#now h2")).to_have_text(re.compile("Passed|Not yet"))
        require_clean(phone)
    phone.context.close()
