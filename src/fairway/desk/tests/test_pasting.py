"""Forty sellers with plans pasted from a sheet, as sheets are: every problem listed, nothing lost, one undo."""

import re
from datetime import timedelta

import pytest

from fairway.desk.tests.office import (
    EXECUTIVES,
    INVITED,
    MEETINGS,
    MONDAY,
    NEXT_MONDAY,
    WEDNESDAY,
    Office,
    effects,
    everything,
    said,
)
from fairway.execution.actions.scoring import score
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Person, ReportingLine
from fairway.plans.models import Plan
from fairway.records.models import ActivityWord

PASTE = "/sellers/paste/"


def hire(office: Office, count: int) -> list[Person]:
    """More people for Mona, each known by name, address and id."""
    people = []
    for number in range(count):
        name = f"Seller Number{number:02}"
        person = Person.objects.create(name=name, slug=f"s{number}", email=f"s{number}@example.com")
        Identity.objects.create(person=person, source="crm", native_id=f"id-{number}")
        ReportingLine.objects.create(person=person, manager=office.people["mona"], team="North")
        people.append(person)
    rebuild_spans()
    score()
    return people


def sheet(people: list[Person]) -> str:
    """A messy one: names, addresses and ids for sellers, keys and names for activities, three separators, headings."""
    rows = ["Seller\tActivity\tTarget\tPer"]
    for number, person in enumerate(people):
        who = (person.name, person.email.upper(), f"id-{number}")[number % 3]
        mark = ("\t", ";", ",")[number % 3]
        rows.append(mark.join((who, (EXECUTIVES, "Calls to executives")[number % 2], f"{number % 9 + 1}", "week")))
        rows.append(mark.join((who, MEETINGS, f"{number % 5 + 1} / month")))
    return "\n".join(rows)


def box(page: str) -> str:
    """What stands in the box for lines."""
    return page.partition('name="lines"')[2].partition(">")[2].partition("</textarea>")[0]


def test_forty_sellers_are_pasted_previewed_made_and_undone(office: Office) -> None:
    people = hire(office, 40)
    before = everything()
    page = office.preview("mona", PASTE, lines=sheet(people))
    assert "40 sellers would change" in page
    assert "Take in 80 lines" in page
    assert f"Calls to executives, 1 a week from {NEXT_MONDAY:%-d %b %Y}" in effects(page)
    assert said(office.make("mona", PASTE, lines=sheet(people))) == ["80 lines taken in."]
    rows = Plan.objects.filter(person__in=people)
    assert rows.count() == 80
    assert {(row.metric_key, int(row.target), row.per) for row in rows.filter(person=people[13])} == {
        (EXECUTIVES, 5, "week"),
        (MEETINGS, 4, "month"),
    }
    office.undo("mona")
    assert everything() == before


def test_what_cannot_be_taken_is_listed_and_stays_in_the_box_while_the_rest_goes_in(office: Office) -> None:
    lines = [
        f"Ann Abel\t{EXECUTIVES}\t4",
        f"Nobody Here\t{EXECUTIVES}\t4",  # unknown
        f"Cara Cole\t{EXECUTIVES}\t4",  # somebody else's
        "Ben Bell\tBookings\t4",  # a result
        "Ben Bell\tmeetings_held\t4",  # an objective
        f"Ben Bell\t{MEETINGS}\tmany",
        f"Ann Abel\t{EXECUTIVES}\t4",  # twice
        f"Ben Bell\t{MEETINGS}\t3",
    ]
    page = office.preview("mona", PASTE, lines="\n".join(lines))
    for text in (
        "Nobody Here: no seller of yours is called so",
        "Cara Cole: no seller of yours is called so",
        "is a result: it can be measured, not managed",
        "needs the customer's yes",
        "many: is not a target",
        "says the same as line 1",
    ):
        assert text in page, text
    assert "Take in 2 lines, keep 6 to mend" in page
    after = office.make("mona", PASTE, lines="\n".join(lines))
    assert said(after)[0] == "2 lines taken in."
    assert all(line in box(after) for line in (*lines[1:6], lines[6]))
    assert lines[7] not in box(after)
    assert office.plans("ann") == {INVITED: 5, EXECUTIVES: 4}
    assert office.plans("ben") == {INVITED: 5, MEETINGS: 3}
    assert not Plan.objects.filter(person=office.people["cara"], metric_key=EXECUTIVES).exists()


def test_a_fourth_hia_in_a_sheet_is_told_on_its_line(office: Office) -> None:
    lines = "\n".join(f"Ann Abel;{metric};3" for metric in (EXECUTIVES, MEETINGS, "early_stage_conversations"))
    page = office.preview("mona", PASTE, lines=lines)
    assert "There are 3 HIAs in force" in page
    assert "Take in 2 lines, keep 1 to mend" in page


def test_an_hia_in_force_gets_the_pasted_target_from_monday(office: Office) -> None:
    office.make("mona", PASTE, lines=f"Ann Abel;{INVITED};9")
    assert office.plans("ann", WEDNESDAY) == {INVITED: 5}
    assert office.plans("ann") == {INVITED: 9}
    assert "nothing would change" in office.preview("mona", PASTE, lines=f"Ann Abel;{INVITED};9")


def test_replacing_ends_what_the_sellers_had_and_keeps_what_is_pasted_unchanged(office: Office) -> None:
    office.make("mona", PASTE, lines=f"Ann Abel;{EXECUTIVES};4\nBen Bell;{EXECUTIVES};4")
    before = everything()
    office.make("mona", PASTE, lines=f"Ann Abel;{INVITED};5\nAnn Abel;{MEETINGS};2", replaces="yes")
    assert office.plans("ann") == {INVITED: 5, MEETINGS: 2}
    assert Plan.objects.filter(person=office.people["ann"], metric_key=INVITED).count() == 1
    assert office.plans("ben") == {INVITED: 5, EXECUTIVES: 4}
    office.undo("mona")
    assert everything() == before


def test_where_plans_are_replaced_a_seller_with_a_wrong_line_keeps_everything(office: Office) -> None:
    lines = f"Ann Abel;{MEETINGS};2\nAnn Abel;Bookings;9\nBen Bell;{MEETINGS};2\nAnn Abel;{EXECUTIVES};x"
    page = office.make("mona", PASTE, lines=lines, replaces="yes")
    assert said(page)[0] == "1 line taken in."
    assert office.plans("ann") == {INVITED: 5}
    assert office.plans("ben") == {MEETINGS: 2}
    assert box(page).count("Ann Abel") == 3


def test_nothing_that_can_be_taken_changes_nothing_and_keeps_the_text(office: Office) -> None:
    before = everything()
    page = office.make("mona", PASTE, lines="Nobody;at all;5\n\n???")
    assert "2 lines not taken" in page
    assert "Nobody;at all;5" in box(page)
    assert everything() == before
    assert "There was no line to read" in office.make("mona", PASTE, lines=" \n ")


@pytest.mark.parametrize("replaces", [{}, {"replaces": "yes"}])
def test_lines_that_are_all_against_the_rules_change_nothing(office: Office, replaces: dict[str, str]) -> None:
    before = everything()
    text = "Ann Abel;Bookings;5\nBen Bell;meetings_held;2"
    page = office.make("mona", PASTE, lines=text, **replaces)
    assert "2 lines not taken" in page
    assert box(page).strip() == text
    assert everything() == before


def test_a_line_with_several_activities_is_taken_whole_or_not_at_all(office: Office) -> None:
    text = f"Ann Abel;{EXECUTIVES};4;Bookings;9\nBen Bell;{EXECUTIVES};4;{MEETINGS};2;month"
    page = office.make("mona", PASTE, lines=text)
    assert said(page)[0] == "1 line taken in."
    assert box(page).strip() == text.splitlines()[0]
    assert office.plans("ann") == {INVITED: 5}
    assert office.plans("ben") == {INVITED: 5, EXECUTIVES: 4, MEETINGS: 2}


def test_back_to_the_lines_keeps_them(office: Office) -> None:
    text = f"Ann Abel;{EXECUTIVES};4"
    page = office.clients["mona"].post(PASTE, {"lines": text, "edit": "yes"}).content.decode()
    assert text in box(page)
    assert office.plans("ann") == {INVITED: 5}


def test_a_set_of_activities_goes_to_a_whole_team_and_is_kept_as_a_template(office: Office) -> None:
    before = everything()
    asked = {
        "team": "North",
        "metric_1": EXECUTIVES,
        "target_1": 4,
        "metric_2": MEETINGS,
        "target_2": 6,
        "per_2": "month",
    }
    shown = effects(office.preview("mona", "/sellers/team/", **asked, save_as="Hunters"))
    assert "Ann Abel" in shown
    assert "Ben Bell" in shown
    assert "6 a month" in shown
    office.make("mona", "/sellers/team/", **asked, save_as="Hunters")
    assert office.plans("ann") == office.plans("ben") == {EXECUTIVES: 4, MEETINGS: 6}
    assert office.plans("cara") == {INVITED: 5}
    page = office.get("mona", "/sellers/team/")
    key = page.partition("Hunters</option>")[0].rpartition('value="')[2].partition('"')[0]
    filled = office.get("mona", f"/sellers/team/?template={key}")
    assert f'value="{MEETINGS}" selected' in filled
    assert re.search(r'name="target_2"[^>]*value="6"', filled)
    office.undo("mona")
    assert everything() == before


def test_a_template_line_without_its_target_or_activity_is_not_passed_over(office: Office) -> None:
    before = everything()
    for data in ({"metric_2": MEETINGS}, {"target_2": 3}):
        page = office.make("mona", "/sellers/team/", team="North", metric_1=EXECUTIVES, target_1=4, **data)
        assert said(page)
    page = office.make("mona", "/sellers/team/", team="North", metric_1="bookings", target_1=4)
    assert "is a result" in said(page)[0]
    page = office.make("mona", "/sellers/team/", team="South", metric_1=EXECUTIVES, target_1=4)
    assert said(page) == ["Nobody you plan for is in that team."]
    assert everything() == before


def test_a_draft_that_was_turned_down_stays_turned_down_when_the_team_gets_a_set(office: Office) -> None:
    draft = Plan.objects.create(
        person=office.people["ben"], metric_key=MEETINGS, target=3, starts_on=MONDAY - timedelta(days=14), is_draft=True
    )
    office.clients["mona"].post("/sellers/ben/plan/draft/", {"metric": MEETINGS})
    office.make("mona", "/sellers/team/", team="North", metric_1=EXECUTIVES, target_1=4)
    draft.refresh_from_db()
    assert draft.ends_on is not None
    assert draft.ends_on < draft.starts_on


def test_the_boards_own_column_title_names_the_organisations_word_and_not_the_catalogues(office: Office) -> None:
    word = "second_stakeholder_invited"  # read as the catalogue's name for second_stakeholders_invited
    ActivityWord.objects.create(word=word, activity_type="meeting")
    line = "Ben Bell\tSecond stakeholder invited\t3\tweek"
    assert "more than one activity" not in office.preview("mona", PASTE, lines=line)
    office.make("mona", PASTE, lines=line)
    assert office.plans("ben")[word] == 3
    office.make("mona", PASTE, lines=f"Ben Bell\t{INVITED}\t4\tweek")
    assert office.plans("ben")[INVITED] == 4
