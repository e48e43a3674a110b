"""A manager takes the first lesson by keyboard, leaves it and takes it up again on a phone, proposes for real, plans
the first 1:1; the seller reads it; the leader agrees and sees that the lesson was finished. Scripts are not needed.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.board.conftest import serve
from tests.journeys.board.test_choosing_in_the_studio import Visitor

pytestmark = pytest.mark.browser
CONSENTS = ("Yes", "No", "Yes", "No", "Yes", "No")
LEAF = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture(scope="module")
def house(board_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented organisation in a home of its own."""
    home = tmp_path_factory.mktemp("lesson") / "home"
    shutil.copytree(board_home, home)
    yield from serve(home)


def answer(page: Page, place: int, word: str) -> None:
    """Answer one question as a keyboard does: into the group, then with arrows to the word."""
    group = page.get_by_role("group").nth(place)
    radios = group.get_by_role("radio")
    words = group.locator("label").all_inner_texts()
    radios.first.focus()
    page.keyboard.press("Space")
    for _ in range(words.index(word)):
        page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name=word)).to_be_checked()


def sort_all(page: Page) -> None:
    """Say objective of everything, then as the reason beside each says."""
    for place in range(page.get_by_role("group").count()):
        answer(page, place, "Objective")
    page.get_by_role("button", name="Sort them, and say why").press("Enter")
    for place, entry in enumerate(page.locator("form dd").all_inner_texts()):
        if "Look again" in entry:
            answer(page, place, "Activity" if "An activity." in entry else "Result")
    page.get_by_role("button", name="Sort again").press("Enter")
    expect(page.get_by_text("All of them stand where the test puts them.")).to_be_visible()


def require_clean(visitor: Visitor) -> None:
    """As everywhere; but that an address with a fragment holds back the focus of a closed dialogue is no fault."""
    visitor.said[:] = [line for line in visitor.said if "Autofocus processing was blocked" not in line]
    visitor.require_clean("light", "dark")


def test_a_manager_goes_from_the_flaw_to_the_first_talk(chromium: Browser, house: str) -> None:
    manager = Visitor(chromium, house, "m-north", 1440)
    page = manager.page
    page.goto(f"{house}/studio/")
    page.get_by_role("link", name="Begin with the first lesson").press("Enter")
    manager.require_clean()
    page.get_by_role("link", name="Begin: The fatal flaw").press("Enter")
    sort_all(page)
    require_clean(manager)
    page.get_by_role("link", name="Go on: The consent test").press("Enter")
    for place, word in enumerate(CONSENTS):
        answer(page, place, word)
    page.get_by_role("button", name="Answer, and say why").press("Enter")
    expect(page.get_by_text("That is the whole test.")).to_be_visible()
    require_clean(manager)
    assert manager.presses == 0
    manager.context.close()
    goes_on_by_phone(Visitor(chromium, house, "m-north", 390), house)
    reads_it(Visitor(chromium, house, "s-none", 390), house)


def goes_on_by_phone(again: Visitor, house: str) -> None:
    """From the third step to the end, with a proposal that is real."""
    page = again.page
    page.goto(f"{house}/studio/lesson/")
    expect(page.locator("h1")).to_have_text("Go on with step 3 of 5")
    page.get_by_role("link", name="Go on: Two for one of your own sellers").click()
    again.require_clean("light", "dark")
    page.get_by_role("button", name="Choose Per Ng").click()
    page.get_by_role("button", name="Propose to Per").click()
    page.get_by_role("link", name="Back to the lesson").click()
    expect(page.locator("h1")).to_have_text("Per is asked")
    page.get_by_role("link", name="Go on: The first 1:1").click()
    again.require_clean("light", "dark")
    page.get_by_label("What you mean to commit to").fill("I find you the names by Thursday")
    page.get_by_label("Place of: The one question").select_option("4")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("alert")).to_contain_text("Two topics have the same place")
    page.get_by_label("Place of: One commitment each").select_option("3")
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("h1")).to_have_text("Your 1:1 with Per is planned")
    again.require_clean()
    page.get_by_role("link", name="Go on: What comes next").click()
    page.get_by_role("button", name="Finish the lesson").click()
    expect(page.locator("h1")).to_have_text("You finished the first lesson")
    again.require_clean()
    again.context.close()


def reads_it(seller: Visitor, house: str) -> None:
    """The seller finds the talk, reads it, prints it on one page and puts it into a calendar."""
    phone = seller.page
    phone.get_by_role("button", name="I have read this").click()
    phone.goto(f"{house}/studio/per-ng/")
    phone.get_by_role("link", name="Read what it is about").click()
    expect(phone.get_by_text("I find you the names by Thursday")).to_be_visible()
    seller.require_clean("light", "dark")
    assert len(LEAF.findall(phone.pdf(format="A4"))) == 1
    with phone.expect_download() as file:
        phone.get_by_role("link", name="For the calendar").click()
    text = Path(file.value.path()).read_text(encoding="utf-8")
    assert "SUMMARY:1:1\\, Per and Amara" in text
    assert "Thursday" not in text
    seller.context.close()


def test_a_leader_agrees_and_sees_who_finished(chromium: Browser, house: str) -> None:
    leader = Visitor(chromium, house, "lead", 1440)
    page = leader.page
    page.goto(f"{house}/studio/")
    expect(page.locator("h1")).to_have_text("Your managers choose, you ask")
    expect(page.get_by_role("row", name="Amara Quist")).to_contain_text("finished on")
    expect(page.get_by_role("row", name="Bo Lindgren")).to_contain_text("not finished")
    leader.require_clean("light", "dark")
    page.get_by_role("link", name="Read the leader’s agreement").click()
    leader.require_clean("light", "dark")
    assert len(LEAF.findall(page.pdf(format="A4"))) == 1
    page.get_by_role("button", name="Agree to this").press("Enter")
    expect(page.locator("h1")).to_contain_text("You agreed on")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    leader.context.close()

    manager = Visitor(chromium, house, "m-south", 390)
    manager.page.goto(f"{house}/studio/")
    expect(manager.page.get_by_role("region", name="What your leaders agreed to")).to_contain_text("agreed on")
    manager.require_clean("dark")
    manager.context.close()


def test_it_is_taken_without_scripts(chromium: Browser, house: str) -> None:
    inside = Visitor(chromium, house, "m-south", 390)
    state = inside.context.storage_state()
    inside.context.close()
    context = chromium.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{house}/studio/lesson/consent/")
    for place, word in enumerate(CONSENTS):
        page.get_by_role("group").nth(place).get_by_text(word, exact=True).click()
    page.get_by_role("button", name="Answer, and say why").click()
    expect(page.get_by_text("That is the whole test.")).to_be_visible()
    context.close()
