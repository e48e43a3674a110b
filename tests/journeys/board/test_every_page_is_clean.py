"""Every page of the board's side at desk and phone width, light and dark: accessible, silent, nothing inline, no
sideways scroll, nothing too small to hit.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.board.conftest import Window

pytestmark = pytest.mark.browser

PAGES = (
    ("manager", "/board/"),
    ("manager", "/board/?span=13w"),
    ("leader", "/board/"),
    ("manager", "/sellers/nils-aaberg/"),
    ("manager", "/sellers/uma-reyes/"),
    ("manager", "/sellers/ana-souza/"),
    ("manager", "/sellers/kim-do/"),
    ("manager", "/sellers/kim-do/plan_written/"),
    ("leader", "/sellers/olu-bakare/"),
    ("manager", "/sellers/per-ng/"),
    ("manager", "/sellers/maximiliane-freifrau-von-hohenstein-wittelsbach/"),
    ("manager", "/sellers/tess-moreau/buyer_invited/"),
    ("manager", "/sellers/"),
    ("manager", "/help/status-rules/"),
    ("operations", "/board/"),
    ("operations", "/me/"),
    ("manager", "/me/privacy/"),
    ("manager", "/studio/sort/"),
    ("operations", "/studio/meaning/"),
    ("operations", "/studio/metrics/"),
    ("operations", "/studio/metrics/new-metric/"),
    ("operations", "/studio/metrics/follow_ups_sent/"),
    ("seller", "/studio/metrics/"),
    ("manager", "/studio/start/"),
    ("operations", "/studio/kim-do/"),
    ("manager", "/studio/quality/"),
    ("seller", "/studio/quality/"),
    ("leader", "/obstacles/"),
    ("manager", "/obstacles/raise/nils-aaberg/"),
    ("operations", "/studio/quality/"),
    ("operations", "/pilots/"),
    ("leader", "/pilots/new/"),
    ("seller", "/pilots/"),
    ("operations", "/causes/"),
    ("leader", "/causes/"),
    ("manager", "/causes/"),
    ("leader", "/leadership/"),
    ("manager", "/leadership/"),
    ("operations", "/leadership/"),
    ("manager", "/1-1/"),
    ("seller", "/1-1/"),
    ("manager", "/1-1/with/nils-aaberg/"),
    ("manager", "/1-1/pairs/"),
    ("manager", "/sellers/nils-aaberg/card/"),
    ("manager", "/sellers/nobody-here/"),
)
WIDTHS = (1440, 390)
AXE = {"rules": {"target-size": {"enabled": True}}}

TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, select, summary, textarea")]
  .filter(part => part.checkVisibility() && !part.closest("p, .unseen, .skip") && !part.classList.contains("unseen"))
  .map(part => [(part.closest("label") || part).getBoundingClientRect(), part])
  .filter(([box]) => box.height < 23.5 || box.width < 23.5)
  .map(([box, part]) => `${part.outerHTML.slice(0, 90)} ${box.width.toFixed(0)}x${box.height.toFixed(0)}`)"""
INLINE = "document.querySelectorAll('[style], style, script:not([src]), [onclick], [onload]').length"


def opened(window: Window, address: str, who: str, path: str, width: int) -> tuple[Page, list[str]]:
    page = window(who, width).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + path)
    return page, [line for line in said if "404" not in line]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_it_finds_nothing_wrong_with(window: Window, address: str, who: str, path: str, width: int) -> None:
    page, said = opened(window, address, who, path, width)
    assert said == []
    require_clean(page, width)


@pytest.mark.parametrize("width", (*WIDTHS, 320))
def test_it_finds_nothing_wrong_with_how_it_is_known(window: Window, address: str, width: int) -> None:
    page, said = opened(window, address, "manager", "/sellers/kim-do/", width)
    folds = page.get_by_text("How we know", exact=False)
    assert folds.count() >= 4  # three activities, and where the quarter may land
    for fold in folds.all():
        fold.click()
    require_clean(page, width)
    assert said == []


@pytest.mark.parametrize("width", (*WIDTHS, 320))
def test_it_finds_nothing_wrong_with_what_came_of_decisions(window: Window, address: str, width: int) -> None:
    page, said = opened(window, address, "manager", "/studio/kim-do/", width)
    for words in ("4 earlier reviews", "2 earlier reviews", "Decided about what is no longer in force"):
        page.get_by_text(words).click()
    for words in ("Came true.", "Did not come true.", "13 weeks on: still helping.", "It ended before that could be"):
        assert page.get_by_text(words).first.is_visible(), words
    require_clean(page, width)
    assert said == []


@pytest.mark.parametrize("width", (*WIDTHS, 320))
def test_it_finds_nothing_wrong_with_a_record_to_rate(window: Window, address: str, width: int) -> None:
    page, said = opened(window, address, "manager", "/studio/quality/", width)
    page.locator("tr a").last.click()  # by its number, which is drawn
    assert page.locator("fieldset").count() >= 3
    require_clean(page, width)
    assert said == []


def require_clean(page: Page, width: int) -> None:
    assert page.evaluate(INLINE) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_SMALL) == []
    assert page.locator("h1").count() == 1
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, f"{scheme}\n{found.generate_report()}"


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_it_fits_the_narrowest_phone(window: Window, address: str, who: str, path: str) -> None:
    page, _ = opened(window, address, who, path, 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_keeps_the_menus_clean_too(window: Window, address: str) -> None:
    page, said = opened(window, address, "operations", "/board/", 390)
    page.get_by_role("button", name="More").click()
    assert Axe().run(page, options=AXE).violations_count == 0
    page.get_by_role("button", name="Looks and keys").click()
    page.get_by_text("Dark", exact=True).click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert Axe().run(page, options=AXE).violations_count == 0
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"  # the server wrote it: nothing flashes
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Looks and keys").click()
    page.get_by_text("As the system").click()
    assert page.locator("html").get_attribute("data-theme") is None
    assert said == []


def test_it_sends_a_policy_that_allows_nothing_inline(window: Window, address: str) -> None:
    answer = window("manager").request.get(f"{address}/board/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors" in policy
