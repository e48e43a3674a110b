"""From an empty plan to two HIAs proposed, each with a number and a hypothesis; the seller answers on a phone; the
manager takes the counter. In a real browser, with every press of a button counted.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.board.conftest import serve
from tests.journeys.board.folder import email_of
from tests.journeys.board.home import PASSWORD
from tests.journeys.board.test_every_page_is_clean import AXE, INLINE

pytestmark = pytest.mark.browser
MOST_PRESSES = 15
SELLER, MANAGER = "s-none", "m-north"
COUNTING = "addEventListener('pointerdown', event => event.isTrusted && window.pressed(), true)"


@pytest.fixture(scope="module")
def studio(board_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented organisation in a home of its own, where plans may change."""
    home = tmp_path_factory.mktemp("studio") / "home"
    shutil.copytree(board_home, home)
    yield from serve(home)


class Visitor:
    """Somebody logged in at one width, with what they pressed and what the browser complained about."""

    def __init__(self, browser: Browser, address: str, who: str, width: int) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", has_touch=width < 700
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.presses, self.said, self.width = 0, list[str](), width
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(f"{address}/log-in/")
        self.page.get_by_label("E-mail").fill(email_of(who))
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url(lambda url: "/log-in/" not in url)
        self.context.expose_function("pressed", self._press)
        self.context.add_init_script(COUNTING)
        self.page.goto(f"{address}/")

    def _press(self) -> None:
        self.presses += 1

    def require_clean(self, *schemes: str) -> None:
        assert self.said == []
        # A press that leads to another page may still be under way: what is measured is the page that came.
        self.page.wait_for_load_state()
        self.page.wait_for_function("document.documentElement !== null")
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width
        assert self.page.evaluate(INLINE) == 0
        for scheme in schemes or ("light",):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = Axe().run(self.page, options=AXE)
            assert found.violations_count == 0, f"{self.page.url}, {scheme}\n{found.generate_report()}"


def choose(page: Page, place: int) -> str:
    """Press one of the candidates shown first; returns its name, as the chain from result to activity has it."""
    candidate = page.get_by_role("region", name="Candidates", exact=True).get_by_role("radio").nth(place)
    candidate.check()
    expect(page.locator("#hypothesis input[name=metric]")).to_have_value(str(candidate.get_attribute("value")))
    return page.locator("#chain li").last.locator("p").last.inner_text()


def test_two_are_proposed_answered_on_a_phone_and_put_in_force(chromium: Browser, studio: str) -> None:
    manager = Visitor(chromium, studio, MANAGER, 1440)
    page = manager.page
    page.get_by_role("link", name="Activity studio").click()
    manager.require_clean()
    page.get_by_role("link", name="Per Ng").click()
    names = []
    for place in (1, 2):
        name = choose(page, place)
        names.append(name)
        assert float(page.get_by_label("How many").input_value()) >= 1
        page.get_by_role("button", name="Propose to Per").click()
        expect(page.get_by_role("status").first).to_contain_text("nothing starts before the answer")
        waits = page.get_by_role("region", name=f"Waits: {name}")
        expect(waits).to_contain_text(f"If Per does “{name}”")
    assert manager.presses <= MOST_PRESSES
    print(f"from the board to two proposals: {manager.presses} presses")
    manager.require_clean("light", "dark")
    page.goto(f"{studio}/sellers/per-ng/plan/")
    expect(page.get_by_role("heading", name="Choose the first of two")).to_be_visible()

    first, second = names
    seller = Visitor(chromium, studio, SELLER, 390)
    phone = seller.page
    phone.get_by_role("button", name="I have read this").click()
    phone.goto(f"{studio}/me/")
    expect(phone.locator("h1")).to_have_text("2 activities are proposed to you")
    seller.require_clean("dark")
    phone.get_by_role("button", name=f"Accept {first}").click()
    expect(phone.get_by_role("status").first).to_contain_text("Agreed: it begins on")
    card = phone.get_by_role("region", name=f"Proposed to you: {second}")
    card.get_by_text("Say another number or another activity").click()
    card.get_by_label("How many").fill("1")
    card.get_by_label("Why, if you like").fill("Two of my deals are too small for it.")
    card.get_by_role("button", name="Counter").click()
    expect(phone.get_by_role("status").first).to_contain_text("Your counter waits for your manager")
    phone.goto(f"{studio}/studio/per-ng/")
    expect(phone.get_by_role("region", name=f"Counter: {second}")).to_contain_text("Two of my deals")
    expect(phone.get_by_role("button", name="Propose to")).to_have_count(0)
    seller.require_clean()

    page.goto(f"{studio}/studio/")
    expect(page.locator("h1")).to_contain_text("1 counter for you to answer")
    page.get_by_role("link", name="Per Ng").click()
    expect(page.locator("h1")).to_contain_text("Per counters: 1 a")
    manager.require_clean()
    page.get_by_role("button", name="Take it as it is").click()
    page.goto(f"{studio}/sellers/per-ng/plan/")
    for name in names:
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
    seller.context.close()
    manager.context.close()


def test_it_is_proposed_by_keyboard_alone(chromium: Browser, studio: str) -> None:
    manager = Visitor(chromium, studio, MANAGER, 390)
    page = manager.page
    page.goto(f"{studio}/studio/zoe-hart/")
    chosen = page.locator("input[name=activity]:checked")
    before = chosen.get_attribute("value")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hypothesis input[name=metric]")).not_to_have_value(str(before))
    assert page.evaluate("document.activeElement.name") == "activity"  # the list keeps the focus while the form changes
    page.get_by_label("Let go of").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Propose to Zoe").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Waits:")).to_be_visible()
    assert manager.presses == 0
    manager.context.close()
