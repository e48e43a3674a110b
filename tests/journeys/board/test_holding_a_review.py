"""A leader and a manager hold a review: planned on a desk, prepared on a phone, timed by presses that lose nothing that
is typed, a promise that the manager answers, and the balance all of it adds to.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.board.conftest import Window
from tests.journeys.board.folder import ZONE
from tests.journeys.board.test_every_page_is_clean import require_clean

pytestmark = pytest.mark.browser
TODAY = datetime.now(ZoneInfo(ZONE)).date()
WRITTEN = "Two plans were written before the call."
TYPED = "Half a sentence that nobody sav"


def planned(leader: Page, address: str) -> str:
    """A weekly review in two days; where it stands."""
    leader.goto(f"{address}/")
    expect(leader).to_have_url(re.compile("/leadership/$"))  # where whoever leads managers alone begins
    leader.get_by_role("navigation", name="Leadership").get_by_role("link", name="Reviews").click()
    leader.get_by_label("With").select_option(value="bo-lindgren")
    leader.get_by_label("Day").fill((TODAY + timedelta(days=2)).isoformat())
    leader.get_by_role("button", name="Plan it").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Weekly review with Bo")
    return leader.url


def test_a_review_is_held_from_plan_to_answered_promise(window: Window, address: str) -> None:
    leader, manager = window("leader").new_page(), window("south", 390).new_page()
    at = planned(leader, address)

    manager.goto(f"{address}/leadership/reviews/")
    manager.get_by_role("link", name=re.compile("Prepare it")).first.click()
    notes = manager.locator("#item-working").get_by_label("Notes")
    notes.fill(WRITTEN)
    expect(manager.locator("#item-working [data-saved]")).to_have_text("Saved")
    require_clean(manager)

    leader.goto(at)
    expect(leader.locator("#item-working").get_by_label("Notes")).to_have_value(WRITTEN)
    assert leader.locator("main h2").all_inner_texts()[1] == "Activities being worked on"  # never the number
    leader.get_by_role("button", name="Begin", exact=True).click()
    expect(leader.get_by_role("status").first).to_contain_text("It has begun")

    # What is typed and not saved yet stays through every press.
    decisions = leader.get_by_label("Decisions, and who does what")
    leader.route("**/notes/decisions/", lambda route: route.abort())
    decisions.fill(TYPED)
    leader.get_by_role("button", name=re.compile("Talk about this now ?: Activities")).click()
    expect(leader.locator("#head-working")).to_contain_text("Now")
    leader.get_by_role("button", name=re.compile("A question was asked under Activities")).click()
    expect(leader.locator("#press-working")).to_contain_text("1 question")
    leader.get_by_role("button", name=re.compile("Talk about this now ?: What is in the way")).click()
    expect(leader.locator("#head-in_the_way")).to_contain_text("Now")
    expect(leader.locator("#head-working")).not_to_contain_text("Now")
    expect(decisions).to_have_value(TYPED)
    leader.unroute("**/notes/decisions/")
    expect(leader.locator("#decided [data-saved]")).to_have_text("Saved", timeout=15_000)

    leader.get_by_text("Promise something").click()
    leader.get_by_label("What you do for Bo").fill("Name who answers in Legal")
    leader.get_by_label("By", exact=True).fill((TODAY + timedelta(days=9)).isoformat())
    leader.get_by_role("button", name="Promise it").click()
    leader.get_by_role("button", name="Finish").click()
    expect(leader.get_by_role("status").first).to_contain_text("Held")
    require_clean(leader)

    manager.goto(f"{address}/leadership/reviews/")
    manager.get_by_role("button", name=re.compile("^Kept ?: Name who")).click()
    manager.goto(at)
    expect(manager.locator("#promises")).to_contain_text("Kept")
    expect(manager.locator("#decided")).to_contain_text(TYPED)

    leader.goto(f"{address}/leadership/reviews/")
    expect(leader.locator("main")).to_contain_text(re.compile(r"The last [34] held reviews"))
    require_clean(leader)
