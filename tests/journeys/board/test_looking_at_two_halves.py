"""A leader looks at results and support: two halves of one area, type and number of figures, in one order, at every
width, and with the same facts on a phone.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.board.conftest import Window

pytestmark = pytest.mark.browser
WIDTHS = (1440, 768, 390)
PDF = re.compile("/pdf/")
OPEN = "document.querySelectorAll('main details').forEach(fold => { fold.open = true })"
PAIRS = """() => [...document.querySelectorAll('main .halves')].map(pair => [...pair.children].map(half => {
  const box = half.getBoundingClientRect();
  const type = part => { const is = getComputedStyle(part); return `${is.fontSize} ${is.fontWeight} ${is.color}`; };
  const types = selector => [...new Set([...half.querySelectorAll(selector)].map(type))];
  return {
    x: box.x, y: box.y, width: box.width, height: box.height, title: half.querySelector('h3').innerText,
    figures: half.querySelectorAll('dt, .apart > b').length, values: half.querySelectorAll('dd.big').length,
    pictures: half.querySelectorAll('svg').length, background: getComputedStyle(half).backgroundColor,
    types: ['h3', 'dt', 'dd.big', 'dd.big small', 'dd.note, p.note'].map(types),
  };
}))"""
FACTS = "[...document.querySelectorAll('main h2, main dt, main dd, main p')].map(part => part.innerText.trim())"


def opened(window: Window, address: str, who: str, width: int, path: str = "/leadership/") -> Page:
    page = window(who, width).new_page()
    page.goto(address + path)
    page.evaluate(OPEN)
    return page


def require_equal(left: dict[str, Any], right: dict[str, Any]) -> None:
    assert left["title"] == "Results"
    assert right["title"] == "Support of execution"
    for what in ("width", "height", "y"):
        assert abs(left[what] - right[what]) < 0.6, what
    assert left["x"] + left["width"] <= right["x"]
    for what in ("figures", "values", "pictures", "background"):
        assert left[what] == right[what], what
    # One type for each kind of text; a half without such a text has none.
    for own, other in zip(left["types"], right["types"], strict=True):
        assert len(set(own) | set(other)) <= 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", ("leader", "manager", "operations"))
def test_both_halves_have_the_same_area_type_and_number_of_figures(
    window: Window, address: str, who: str, width: int
) -> None:
    pairs = opened(window, address, who, width).evaluate(PAIRS)
    assert len(pairs) >= 3  # what is shown first, the fold, the definitions
    for left, right in pairs:
        require_equal(left, right)
    assert {pair[0]["figures"] for pair in pairs} == {3, 5, 8}


def test_a_phone_shows_the_same_facts(window: Window, address: str) -> None:
    wide, narrow = (opened(window, address, "leader", width).evaluate(FACTS) for width in (1440, 390))
    assert wide == narrow
    assert len(wide) > 50


@pytest.mark.parametrize("width", (1440, 390))
def test_a_leader_goes_down_to_a_manager_and_on_to_the_board(window: Window, address: str, width: int) -> None:
    page = window("leader", width).new_page()
    page.goto(f"{address}/board/")
    if width < 720:
        page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Leadership").locator("visible=true").first.click()
    page.get_by_role("link", name="Go down to Amara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Amara: results and support")
    page.get_by_role("link", name="on the board").click()
    expect(page).to_have_url(f"{address}/board/?manager=m-north")
    assert page.locator("tbody tr").count() >= 5


def test_the_definitions_open_without_a_pointer(window: Window, address: str) -> None:
    page = window("leader").new_page()
    page.goto(f"{address}/leadership/")
    summary = page.get_by_text("What each figure says, and what it does not")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("No source says why somebody left.")).to_be_visible()


def test_a_file_that_takes_a_moment_says_so_and_is_made_once(window: Window, address: str) -> None:
    page, asked = opened(window, address, "leader", 390), list[Route]()
    page.route(PDF, lambda route: asked.append(route))  # noqa: PLW0108  (a bound method of a list takes no wrapper)
    link, making = page.get_by_role("link", name="PDF"), page.get_by_text("Making the file")
    link.click()
    expect(making).to_be_visible()
    link.click()
    with page.expect_download() as coming:
        asked[0].continue_()
    assert coming.value.suggested_filename.endswith(".pdf")
    expect(making).to_have_count(0)
    assert len(asked) == 1


def test_where_no_file_can_be_made_the_page_says_why(window: Window, address: str) -> None:
    page = opened(window, address, "leader", 1440)
    page.route(
        re.compile("/pdf/"), lambda route: route.fulfill(status=409, content_type="text/html", body="No Pango here.")
    )
    page.get_by_role("link", name="PDF").click()
    expect(page.get_by_text("No Pango here.")).to_be_visible()
