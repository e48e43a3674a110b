"""Drafts: nothing is ticked for the seller, and what is agreed in mid-week begins with the next one."""

import re

import pytest

from fairway.desk.tests.office import EXECUTIVES, INVITED, MONDAY, NEXT_MONDAY, WEDNESDAY, Office, effects, said
from fairway.plans.models import Plan

DRAFTS = "/sellers/drafts/"


@pytest.fixture
def drafted(office: Office) -> dict[tuple[str, str], int]:
    """Keys of two drafts each of Ann and Ben, who have nothing else."""
    Plan.objects.all().delete()
    wanted = [(who, metric) for who in ("ann", "ben") for metric in (INVITED, EXECUTIVES)]
    rows = {
        (who, metric): Plan.objects.create(
            person=office.people[who], metric_key=metric, target=4, starts_on=MONDAY, is_draft=True
        )
        for who, metric in wanted
    }
    return {named: row.pk for named, row in rows.items()}


def ticks(page: str) -> list[bool]:
    return ["checked" in box for box in re.findall(r'<input type="checkbox" name="plan"[^>]*>', page)]


def test_it_ticks_nothing_by_itself_and_all_of_it_when_asked(
    office: Office, drafted: dict[tuple[str, str], int]
) -> None:
    page = office.get("mona", DRAFTS)
    assert ticks(page) == [False] * 4
    (link,) = re.findall(r'href="([^"]+)">Tick all<', page)
    assert ticks(office.get("mona", link)) == [True] * 4
    assert said(office.make("mona", DRAFTS)) == ["Tick at least one draft the seller agreed to."]
    assert Plan.objects.filter(is_draft=True).count() == 4


def test_what_is_agreed_in_mid_week_begins_with_the_next_week(
    office: Office, drafted: dict[tuple[str, str], int]
) -> None:
    anns = [key for (who, _), key in drafted.items() if who == "ann"]
    assert f"4 a week from {NEXT_MONDAY:%-d %b %Y}" in effects(office.preview("mona", DRAFTS, plan=anns))
    page = office.make("mona", DRAFTS, plan=anns)
    assert f"2 activities agreed from {NEXT_MONDAY:%a %-d %b %Y} on." in said(page)[0]
    assert office.plans("ann", WEDNESDAY) == {}
    assert office.plans("ann") == {INVITED: 4, EXECUTIVES: 4}
    assert Plan.objects.filter(is_draft=True, person=office.people["ben"]).count() == 2
    assert Plan.objects.filter(is_draft=True).count() == 2


def test_until_then_the_pages_say_when_it_begins(office: Office, drafted: dict[tuple[str, str], int]) -> None:
    begins = f"Begins on {NEXT_MONDAY:%a %-d %b}"
    board = office.make("mona", DRAFTS, plan=list(drafted.values()))
    assert "Activities agreed, none begun yet" in board
    assert board.count(begins) >= 2
    assert "Choose two activities" not in board
    assert "Two sellers about to begin" in board
    own = office.get("ann", "/me/")
    assert "Your activities are agreed" in own
    assert begins in own
    assert "Two activities make the difference" not in own
