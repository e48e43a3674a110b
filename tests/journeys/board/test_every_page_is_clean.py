"""Every page of the board's side at desk and phone width, light and dark: accessible, silent, nothing inline, no
sideways scroll, nothing too small to hit.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.board.conftest import Window
from tests.journeys.board.reviewed import RUNS, TO_COME

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
    ("leader", "/leadership/reviews/"),
    ("manager", "/leadership/reviews/"),
    ("leader", f"/leadership/reviews/{RUNS}/"),
    ("manager", f"/leadership/reviews/{TO_COME}/"),
    ("leader", "/leadership/story/"),
    ("operations", "/leadership/story/"),
    ("leader", "/leadership/adoption/"),
    ("operations", "/leadership/adoption/fields/"),
    ("leader", "/leadership/own/"),
    ("manager", "/leadership/own/"),
    ("manager", "/practice/"),
    ("manager", "/practice/not-executing/"),
    ("manager", "/practice/not-executing/lesson/"),
    ("manager", "/practice/difficult-talks/noor/"),
    ("manager", "/practice/five-minutes/"),
    ("manager", "/practice/peer-circle/"),
    ("operations", "/practice/packages/"),
    ("manager", "/practice/certificate/"),
    ("manager", "/practice/portfolio/"),
    ("leader", "/practice/people/"),
    ("operations", "/practice/people/"),
    ("operations", "/practice/helping/"),
    ("leader", "/1-1/observed/"),
    ("manager", "/1-1/"),
    ("seller", "/1-1/"),
    ("manager", "/1-1/with/nils-aaberg/"),
    ("manager", "/1-1/pairs/"),
    ("manager", "/practice/a-quarter-in-ten-minutes/one-quarter/"),
    ("manager", "/sellers/nils-aaberg/card/"),
    ("manager", "/practice/choose-for-sellers/six-sellers/"),
    ("manager", "/sellers/nobody-here/"),
)
WIDTHS = (1440, 390)
NARROWEST = 320
# Told are the violations alone: what passed is much, and nobody reads it.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What the scheme of colours can change; everything else about a page is the same in both.
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}

TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, select, summary, textarea")]
  .filter(part => part.checkVisibility() && !part.closest("p, .unseen, .skip") && !part.classList.contains("unseen"))
  .map(part => [(part.closest("label") || part).getBoundingClientRect(), part])
  .filter(([box]) => box.height < 23.5 || box.width < 23.5)
  .map(([box, part]) => `${part.outerHTML.slice(0, 90)} ${box.width.toFixed(0)}x${box.height.toFixed(0)}`)"""
INLINE = "document.querySelectorAll('[style], style, script:not([src]), [onclick], [onload]').length"


def opened(window: Window, address: str, who: str, path: str, width: int = 1440) -> tuple[Page, list[str]]:
    """The page, and what its console says from now on but for the 404 of a page that is not there."""
    page = window(who, width).new_page()
    said: list[str] = []
    page.on("console", lambda message: "404" in message.text or said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + path)
    return page, said


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_it_finds_nothing_wrong_with(window: Window, address: str, who: str, path: str) -> None:
    page, said = opened(window, address, who, path)
    require_clean(page, *WIDTHS)
    require_fit(page, NARROWEST)
    assert said == []


@pytest.mark.parametrize("width", (*WIDTHS, NARROWEST))
def test_it_finds_nothing_wrong_with_how_it_is_known(window: Window, address: str, width: int) -> None:
    page, said = opened(window, address, "manager", "/sellers/kim-do/", width)
    folds = page.get_by_text("How we know", exact=False)
    assert folds.count() >= 4  # three activities, and where the quarter may land
    for fold in folds.all():
        fold.click()
    require_clean(page, width)
    assert said == []


@pytest.mark.parametrize("width", (*WIDTHS, NARROWEST))
def test_it_finds_nothing_wrong_with_what_came_of_decisions(window: Window, address: str, width: int) -> None:
    page, said = opened(window, address, "manager", "/studio/kim-do/", width)
    for words in ("4 earlier reviews", "2 earlier reviews", "Decided about what is no longer in force"):
        page.get_by_text(words).click()
    for words in ("Came true.", "Did not come true.", "13 weeks on: still helping.", "It ended before that could be"):
        assert page.get_by_text(words).first.is_visible(), words
    require_clean(page, width)
    assert said == []


@pytest.mark.parametrize("width", (*WIDTHS, NARROWEST))
def test_it_finds_nothing_wrong_with_a_record_to_rate(window: Window, address: str, width: int) -> None:
    page, said = opened(window, address, "manager", "/studio/quality/", width)
    page.locator("tr a").last.click()  # by its number, which is drawn
    assert page.locator("fieldset").count() >= 3
    require_clean(page, width)
    assert said == []


def test_it_finds_nothing_wrong_with_a_practice_case_and_its_reasons(window: Window, address: str) -> None:
    page, said = opened(window, address, "manager", "/practice/choose-for-sellers/six-sellers/", 390)
    page.get_by_role("button", name="Begin", exact=True).click()
    require_clean(page, *WIDTHS)
    require_fit(page, NARROWEST)
    page.get_by_role("radio", name="First").first.check()
    page.get_by_role("radio", name="Leaning").check()
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("The case once more").click()
    require_clean(page, *WIDTHS)
    # The browser remarks that an address with #now does not focus the search field of the menu.
    assert [line for line in said if "Autofocus" not in line] == []


def require_clean(page: Page, *widths: int) -> None:
    """The page as it stands open, at each width and in both schemes; no script or answer of ours depends on a width."""
    assert page.evaluate(INLINE) == 0
    assert page.locator("h1").count() == 1
    for width in widths:
        require_fit(page, width)
        assert page.evaluate(TOO_SMALL) == [], width
        for scheme, rules in (("dark", COLOURS), ("light", AXE)):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=rules)
            assert found.violations_count == 0, f"{width}, {scheme}\n{found.generate_report()}"


def require_fit(page: Page, width: int) -> None:
    height = page.viewport_size["height"] if page.viewport_size else 900
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth <= innerWidth]") == [width, True], width


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
