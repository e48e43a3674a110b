"""A new manager goes from the first module to the first assignment with their own team: begun on a desk, gone on with
on a phone where it was left, handed in, and answered by whoever leads them.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Part, PartKind
from tests.journeys.board.conftest import Window
from tests.journeys.board.test_every_page_is_clean import require_clean

pytestmark = pytest.mark.browser
MODULE = curriculum()["where-you-stand"]
SAID = "Two weeks, nine hours of support, four of six 1:1s held. I told the team that Tuesdays stay free for them."


def answer_one(page: Page, part: Part) -> bool:
    """Answer what is asked now, rightly; whether anything was asked."""
    assert part.exercise is not None
    asked = page.locator("#asked")
    if not asked.count():
        return False
    items, name = part.exercise.content["items"], asked.inner_text()
    if part.exercise.kind == "sorting":
        item = next(one for one in items if name.startswith(one["metric"]))
        page.locator(f'#now button[value="{item["class"]}"]').click()
    else:
        item = next(one for one in items if one["ask"] == name)
        page.get_by_label(item["options"][item["right"]], exact=True).check()
        page.locator('#now input[name="sure"][value="97"]').check()
        page.get_by_role("button", name="Answer", exact=True).click()
    return True


def test_a_new_manager_gets_to_the_first_assignment_on_their_own_team(window: Window, address: str) -> None:
    desk = window("south").new_page()
    desk.goto(f"{address}/practice/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Begin with yourself")
    require_clean(desk)
    desk.get_by_role("link", name=re.compile("Begin: Where you stand")).click()
    desk.get_by_role("link", name=re.compile("Begin: Lesson")).click()
    require_clean(desk)
    for part in MODULE.parts:
        if part.kind is not PartKind.TEXT:
            break
        desk.get_by_role("button", name=re.compile("Read, go on")).click()
    exercise = next(part for part in MODULE.parts if part.exercise)
    expect(desk.get_by_role("heading", level=1)).to_have_text(exercise.title)
    desk.get_by_role("button", name="Begin").click()
    assert answer_one(desk, exercise)
    require_clean(desk)

    phone = window("south", 390).new_page()
    phone.goto(f"{address}/practice/")
    phone.get_by_role("link", name=re.compile("Go on: Where you stand")).click()
    phone.get_by_role("link", name=re.compile(f"Go on: {exercise.title}")).click()
    expect(phone.locator('input[name="number"]')).to_have_value("1")
    for part in [one for one in MODULE.parts if one.exercise]:
        phone.goto(f"{address}/practice/{MODULE.key}/{part.key}/")
        if phone.get_by_role("button", name="Begin", exact=True).count():
            phone.get_by_role("button", name="Begin", exact=True).click()
        while answer_one(phone, part):
            pass
        expect(phone.get_by_role("heading", name="Passed")).to_be_visible()
    require_clean(phone)
    phone.goto(f"{address}/practice/{MODULE.key}/together/")
    phone.get_by_role("button", name=re.compile("Read, go on")).click()
    phone.get_by_role("button", name="Take it on").click()
    phone.get_by_label("What you did and what came of it").fill(SAID)
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.get_by_role("heading", name="Handed in")).to_be_visible()
    require_clean(phone)

    leader = window("leader").new_page()
    leader.goto(f"{address}/practice/people/bo-lindgren/")
    expect(leader.get_by_text(SAID)).to_be_visible()
    require_clean(leader)
    leader.get_by_role("button", name=re.compile("Done")).first.click()

    desk.goto(f"{address}/practice/{MODULE.key}/")
    expect(desk.get_by_role("link", name=re.compile("Go on|Begin"))).to_have_count(0)
    desk.goto(f"{address}/practice/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Next: The fatal flaw")
