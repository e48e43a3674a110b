"""Executing: is it helping? From the board to the card and what there is to do, on a desk and on a phone."""

import pytest

from tests.journeys.board.conftest import Visit

pytestmark = pytest.mark.browser
WHAT_IS_SAID = """card => {
  const seen = look => [...card.querySelectorAll(look)].filter(part => part.checkVisibility());
  return [...seen("h3, .say, .fact, .note").map(part => part.innerText), ...seen("svg").map(part => part.ariaLabel)];
}"""


def test_it_leads_from_the_next_step_to_the_card_that_says_why(visit: Visit) -> None:
    page = visit("manager")
    row = page.locator("[data-row]", has_text="Kim Do")
    assert row.locator(".step").inner_text().split("\n")[0] == "Swap or tune"
    row.get_by_role("link", name="Kim Do", exact=True).click()
    cards = page.locator("section[aria-labelledby^=helps-]")
    said = cards.locator(".say").all_inner_texts()
    assert said[0].startswith("Keep it: more of this came before faster progress on Kim’s deals.")
    assert said[1].startswith("Change it: there is no sign that more of this brings more new deals.")
    assert said[2].startswith("Wait: too early to tell. By ")
    assert page.locator(".hero-line b").inner_text().startswith("Change Second buyer invited")
    cards.nth(1).get_by_role("link", name="Choose again in the studio").click()
    assert "/studio/kim-do/" in page.url


def test_it_says_the_same_on_a_phone(visit: Visit) -> None:
    told = []
    for width in (1440, 390):
        page = visit("manager", width)
        page.goto(page.url.replace("/board/", "/sellers/kim-do/"))
        parts = page.locator("section[aria-labelledby^=helps-], section[aria-labelledby=landing]")
        told.append([part.evaluate(WHAT_IS_SAID) for part in parts.all()])
    assert told[0] == told[1]
    assert len(told[0]) == 4
    assert sum("7 reach the goal" in line for line in told[0][3]) == 2  # in words, and for whoever sees no picture


def test_it_opens_how_it_is_known_by_keyboard(visit: Visit) -> None:
    page = visit("manager")
    page.goto(page.url.replace("/board/", "/sellers/kim-do/"))
    fold = page.locator("details", has_text="How we know").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.evaluate("fold => fold.open")
    assert "fairway helping --seller s-part" in fold.inner_text()
