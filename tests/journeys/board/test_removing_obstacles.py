"""What is in the way is handed on in two presses, removed by whoever took it on, and its age is read by the seller."""

import pytest
from playwright.sync_api import expect

from tests.journeys.board.conftest import Window
from tests.journeys.board.test_every_page_is_clean import require_clean

pytestmark = pytest.mark.browser
SELLER = "/sellers/tess-moreau/"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_likely_reason_is_handed_on_in_two_presses_and_taken_back_with_one(
    window: Window, address: str, width: int
) -> None:
    page = window("manager", width).new_page()
    page.goto(address + SELLER)
    page.get_by_text("Logging, Second buyer invited: ask somebody to help").click()
    require_clean(page, width)
    page.get_by_role("button", name="Ask for it").first.click()
    expect(page.get_by_role("status")).to_contain_text("Asked of operations: look at it again on")
    expect(page.locator("article", has_text="Asked today by you, with operations, check on")).to_be_visible()
    expect(page.get_by_text("Logging, Second buyer invited: ask somebody to help")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    page.goto(address + SELLER)
    expect(page.get_by_text("Asked today by you")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_leader_removes_what_the_seller_waits_for(window: Window, address: str, width: int) -> None:
    what = f"A day's notice before first calls, {width}"
    manager = window("manager", width).new_page()
    manager.goto(address + SELLER)
    manager.get_by_role("link", name="Something else is in the way").click()
    require_clean(manager, width)
    manager.get_by_label("What would remove it?").fill(what)
    manager.get_by_label("Which activity does it hold up?").select_option("Call plan written")
    manager.get_by_label("Who does it?").select_option("Celia Navarro, leader")
    manager.get_by_role("button", name="Ask for it").click()
    expect(manager.get_by_role("status")).to_contain_text("Asked of Celia Navarro")

    seller = window("doubtful", width).new_page()
    seller.goto(address + SELLER)
    if (notice := seller.get_by_role("button", name="I have read this")).count():
        notice.click()  # new sellers meet it first, whichever journey is the first to bring this one
        seller.goto(address + SELLER)
    mine = seller.locator("article", has_text=what)
    expect(mine).to_contain_text("Asked today by the manager, with Celia Navarro, check on")

    leader = window("leader", width).new_page()
    leader.goto(f"{address}/board/")
    leader.get_by_role("link", name="obstacles that wait for you").click()
    require_clean(leader, width)
    asked = leader.locator("article", has_text=what)
    expect(asked).to_contain_text("Tess Moreau")
    asked.locator("summary").focus()
    leader.keyboard.press("Enter")
    asked.get_by_label("It is out of the way").check()
    asked.get_by_label("In a few words, if you like").fill("The desk books a day ahead now")
    asked.get_by_role("button", name="Save the answer").click()
    expect(leader.get_by_role("status")).to_contain_text("It is out of the way")
    expect(leader.locator("article", has_text=what)).to_have_count(0)

    seller.reload()
    seller.get_by_text("over, last 13 weeks").click()
    over = seller.locator("article", has_text=what)
    expect(over).to_contain_text("The desk books a day ahead now")
    expect(over).to_contain_text("Out of the way")
    over.get_by_role("link", name=what).click()
    expect(seller.get_by_role("heading", level=1)).to_have_text(what)
    require_clean(seller, width)


def test_an_empty_list_says_how_obstacles_get_there(window: Window, address: str) -> None:
    page = window("operations", 390).new_page()
    page.goto(f"{address}/obstacles/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No obstacle waits for you")
    expect(page.get_by_role("heading", name="How obstacles get here")).to_be_visible()
    require_clean(page, 390)
