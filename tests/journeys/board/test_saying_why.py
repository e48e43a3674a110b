"""Not executing: why? A seller on a phone says what it was, matches missing records and marks a week that was not
theirs; the manager at a desk sees it. Everything is taken back at the end: the home is shared.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.board.conftest import Visit, Window
from tests.journeys.board.test_every_page_is_clean import require_clean

pytestmark = pytest.mark.browser
NILS, TESS, MATCH = "/sellers/nils-aaberg/", "/sellers/tess-moreau/", "/sellers/tess-moreau/buyer_invited/match/"


def opened(visit: Visit, address: str, who: str, path: str, width: int) -> Page:
    page = visit(who, width)
    read_the_notice(page)
    page.goto(f"{address}{path}")
    return page


def read_the_notice(page: Page) -> None:
    """Every seller meets it first, once."""
    button = page.get_by_role("button", name="I have read this, show my week")
    if button.count():
        button.click()


def test_a_seller_says_what_it_was_and_the_manager_reads_it(visit: Visit, address: str) -> None:
    phone = opened(visit, address, "seller", "/me/", 390)
    require_clean(phone, 390)
    phone.get_by_role("radio", name="Too much else on my desk").check()
    phone.get_by_label("In your own words, if you like").fill("Renewals took the mornings")
    phone.get_by_role("button", name="Give this answer").click()
    answer = phone.get_by_text("“Too much else on my desk. Renewals took the mornings”")
    expect(answer).to_be_visible()
    require_clean(phone, 390)
    desk = opened(visit, address, "manager", NILS, 1440)
    expect(desk.get_by_text("“Too much else on my desk. Renewals took the mornings”")).to_be_visible()
    expect(desk.get_by_text("Nils says")).to_be_visible()
    expect(desk.get_by_role("button", name="Give this answer")).to_have_count(0)
    assert desk.evaluate(SHOWN_BEFORE, ["Nils says", "Signs from the records"])
    require_clean(desk, 1440)
    phone.get_by_text("Change or take back your answer").click()
    phone.get_by_role("button", name="Take it back").click()
    expect(answer).to_have_count(0)


SHOWN_BEFORE = """([first, second]) => {
  const text = document.body.innerText
  return text.indexOf(first) > 0 && (text.indexOf(second) < 0 || text.indexOf(first) < text.indexOf(second))
}"""


def test_an_answer_is_given_with_the_keyboard_alone_and_without_scripts(
    window: Window, chromium: Browser, address: str
) -> None:
    kept = window("seller").storage_state()
    with chromium.new_context(java_script_enabled=False, storage_state=kept) as context:
        page = context.new_page()
        page.goto(f"{address}/me/")
        read_the_notice(page)
        page.get_by_role("radio", name="I was away").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Give this answer").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("“I was away”")).to_be_visible()
        page.get_by_text("Change or take back your answer").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Take it back").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("“I was away”")).to_have_count(0)


def test_missing_records_are_matched_in_two_clicks_and_taken_back(visit: Visit, address: str) -> None:
    desk = opened(visit, address, "manager", MATCH, 1440)
    require_clean(desk, 1440)
    desk.get_by_role("button", name="Propose the ticked records").click()
    expect(desk.get_by_text("proposed by Amara Quist").first).to_be_visible()
    desk.goto(f"{address}{TESS}")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Check Tess’s records first")  # nothing has changed

    phone = opened(visit, address, "doubtful", "/me/", 390)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Check your records first")
    phone.get_by_role("link", name="Match 8 records").click()
    require_clean(phone, 390)
    phone.get_by_role("button", name="Match the ticked records").click()
    expect(phone.get_by_text("8 records matched to Second buyer invited.")).to_be_visible()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are executing all three")

    desk.goto(f"{address}{TESS}buyer_invited/")
    expect(desk.get_by_text("matched by Tess Moreau").first).to_be_visible()
    require_clean(desk, 1440)
    phone.goto(f"{address}{MATCH}")
    for box in phone.get_by_role("checkbox").all():
        box.check()
    require_clean(phone, 390)
    phone.get_by_role("button", name="Take the ticked matches back").click()
    expect(phone.get_by_text("8 matches taken back.")).to_be_visible()
    phone.goto(f"{address}/me/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Check your records first")


def test_a_week_that_was_not_theirs_is_marked_and_taken_back(visit: Visit, address: str) -> None:
    phone = opened(visit, address, "seller", "/me/", 390)
    before = phone.get_by_role("heading", level=1).inner_text()
    phone.get_by_text("Was a week not yours?").click()
    require_clean(phone, 390)
    phone.get_by_label("Why it was not your week").fill("Jury duty")
    phone.get_by_role("button", name="Mark this week").click()
    expect(phone.get_by_text("is marked as not yours")).to_be_visible()
    require_clean(phone, 390)
    desk = opened(visit, address, "manager", NILS, 1440)
    expect(desk.get_by_text("Jury duty")).to_be_visible()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Nils is away")
    require_clean(desk, 1440)
    phone.get_by_role("button", name="Take it back").first.click()
    expect(phone.get_by_text("is marked as not yours")).to_have_count(0)
    expect(phone.get_by_role("heading", level=1)).to_have_text(before)
