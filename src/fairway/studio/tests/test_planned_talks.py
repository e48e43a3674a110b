"""A 1:1 that was planned: filled in from the board, read by both and by nobody else, moved, printed, exported."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Any

import pytest

from fairway.audit.queries import newest_changes
from fairway.execution.types import HiaStanding, NextStep, SellerStanding, SellerState, Status, StepKind, WeekMark
from fairway.execution.types import WeekState as State
from fairway.metrics.catalogue_files import catalogue
from fairway.people.actions.erasing import erase_person
from fairway.people.models import Absence, WorkPattern
from fairway.studio.lesson.agenda import agenda_of
from fairway.studio.lesson.content import question_texts
from fairway.studio.lesson.exporting import lesson_tables
from fairway.studio.lesson.types import Branch
from fairway.studio.models import LeaderAgreement, Lesson, OneToOne
from fairway.studio.proposals.actions.proposing import Words, propose
from fairway.studio.tests.choices import shown
from fairway.studio.tests.office import INVITED, MONDAY, NEXT_MONDAY, WEDNESDAY, Office, hypothesis

pytestmark = pytest.mark.django_db
STEP = "/studio/lesson/one-to-one/"
TOPICS = ("last_time", "activities", "question", "commitments")


@pytest.fixture(autouse=True)
def choosing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown(monkeypatch)


def page(office: Office, who: str, address: str, *, status: int = 200) -> str:
    response = office.clients[who].get(address)
    assert response.status_code == status, (who, address, response.status_code)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def given(order: tuple[str, ...] = TOPICS, on: date = NEXT_MONDAY, **more: str) -> dict[str, str]:
    places = {f"place_{topic}": str(place) for place, topic in enumerate(order, start=1)}
    usual = {"on": on.isoformat(), "at": "09:30", "minutes": "30", "question": "Which two?", "commitment": "A list"}
    return {**usual, **places, **more}


def plan(office: Office, *, status: int = 302, who: str = "ann", **more: Any) -> str:
    office.clients["mona"].post("/studio/lesson/choose/", {"seller": who})
    response = office.clients["mona"].post(STEP, given(**more))
    assert response.status_code == status
    return html.unescape(response.content.decode())


def address() -> str:
    return f"/studio/one-to-ones/{OneToOne.objects.get().pk}/"


def test_it_suggests_the_sellers_next_working_day_and_the_question_of_the_case(office: Office) -> None:
    office.clients["mona"].post("/studio/lesson/choose/", {"seller": "ann"})
    thursday, friday = WEDNESDAY + timedelta(days=1), WEDNESDAY + timedelta(days=2)
    Absence.objects.create(person=office.people["ann"], start_on=thursday, end_on=friday)
    response = office.clients["mona"].get(STEP).content.decode()
    assert f'value="{NEXT_MONDAY}"' in response
    assert html.escape(question_texts()[Branch.CHOOSE].question) in response


def test_both_read_the_same_page_in_the_order_that_was_chosen(office: Office) -> None:
    propose(office.key("ann"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    plan(office, order=("activities", "question", "last_time", "commitments"))
    pages = [page(office, who, address()) for who in ("ann", "mona")]
    for text in pages:
        assert f"Ann and Mona, {NEXT_MONDAY:%a %-d %b}, 09:30" in text
        places = [text.index(title) for title in ("The activities: done", "The one question", "What we said last")]
        assert places == sorted(places)
        assert "Which two?" in text
        assert "no answer yet from Ann" in text
        assert "Mona A list" in text
    assert "Your manager sees this same page" in pages[0]
    assert "A 1:1 is planned" in page(office, "ann", "/studio/ann/")


@pytest.mark.parametrize("who", ["ben", "lea", "op"])
def test_nobody_else_reads_it(office: Office, who: str) -> None:
    plan(office)
    for where in (address(), f"{address()}calendar/"):
        page(office, who, where, status=404)
    assert "A list" not in page(office, "op", "/changes/")
    assert "A 1:1 is planned" not in page(office, "op", "/studio/ann/")


def test_it_is_moved_while_it_is_to_come_and_the_change_can_be_undone(office: Office) -> None:
    plan(office)
    plan(office, on=NEXT_MONDAY + timedelta(days=1), at="14:00", minutes="45")
    row = OneToOne.objects.get()
    assert (row.starts_at.date(), row.minutes) == (NEXT_MONDAY + timedelta(days=1), 45)
    assert "20 min" not in page(office, "ann", address())
    assert "30 min" in page(office, "ann", address())  # the question takes what is left of 45
    change = newest_changes()[0]
    assert (change.action, change.person_keys) == ("plan_one_to_one", (office.key("ann"),))
    office.clients["mona"].post(f"/changes/{change.key}/undo/")
    assert OneToOne.objects.get().starts_at.date() == NEXT_MONDAY
    OneToOne.objects.update(starts_at=datetime.combine(MONDAY, time(9), tzinfo=UTC))
    plan(office)
    assert OneToOne.objects.count() == 2  # one that was held stays as it was


def test_the_form_is_offered_from_the_1_1_it_is_about_alone(office: Office) -> None:
    plan(office, who="ann")
    of_ann = address()
    assert "Change it" in page(office, "mona", of_ann)
    assert "Change it" not in page(office, "ann", of_ann)
    plan(office, who="ben")
    of_ben = f"/studio/one-to-ones/{OneToOne.objects.get(person=office.people['ben']).pk}/"
    assert "Change it" in page(office, "mona", of_ben)
    assert "Change it" not in page(office, "mona", of_ann)  # the form is Ben's by now
    OneToOne.objects.update(starts_at=datetime.combine(MONDAY, time(9), tzinfo=UTC))
    assert "Change it" not in page(office, "mona", of_ben)
    plan(office, who="ben")
    assert "Change it" not in page(office, "mona", of_ben)  # the form is about the newer one


def test_one_that_is_over_gives_way_to_the_next(office: Office) -> None:
    plan(office, question="Asked last week?")
    text = page(office, "mona", STEP)
    assert "Your 1:1 with Ann is planned" in text
    assert "Save the change" in text
    OneToOne.objects.update(starts_at=datetime.combine(WEDNESDAY, time(8, 59), tzinfo=UTC))
    text = page(office, "mona", STEP)
    assert "Plan the next 1:1 with Ann" in text
    assert "Plan it" in text
    assert "is planned" not in text
    assert "Save the change" not in text
    source = html.unescape(office.clients["mona"].get(STEP).content.decode())
    assert f'value="{WEDNESDAY + timedelta(days=1)}"' in source
    assert "Asked last week?" not in source
    assert question_texts()[Branch.CHOOSE].question in source
    filled = dict(re.findall(r'<input class="input" id="\w+" name="(\w+)"[^>]* value="([^"]*)"', source))
    assert filled.keys() == {"on", "at", "question", "commitment"}
    assert office.clients["mona"].post(STEP, {**given(), **filled}).status_code == 302
    assert OneToOne.objects.count() == 2


@pytest.mark.parametrize(
    ("zone", "clock", "is_over"),
    [("UTC", "08:59", True), ("UTC", "09:01", False), ("Asia/Tokyo", "17:59", True), ("Asia/Tokyo", "18:01", False)],
)
def test_no_1_1_begins_in_the_past_by_the_managers_clock(office: Office, zone: str, clock: str, is_over: bool) -> None:
    WorkPattern.objects.create(person=office.people["mona"], timezone=zone)
    text = plan(office, status=200 if is_over else 302, on=WEDNESDAY, at=clock)
    assert OneToOne.objects.exists() is not is_over
    assert (f"Time: {clock} is over today. Choose a later time" in text) is is_over


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": WEDNESDAY - timedelta(days=1)}, "is over. Choose today or a later day."),
        ({"order": ("last_time", "activities")}, "Place: Fill this in."),
        ({"question": ""}, "Question: Fill this in."),
        ({"at": "noon"}, "Time: Give a time of the day, such as 10:30."),
        ({"minutes": "300"}, "Length: Choose one that is in the list."),
        ({"place_question": "1"}, "Two topics have the same place"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(office: Office, wrong: dict[str, Any], said: str) -> None:
    text = plan(office, status=200, **{"commitment": "Typed before", **wrong})
    assert said in text
    assert "Typed before" in text
    assert not OneToOne.objects.exists()


def test_the_calendar_file_says_when_in_the_managers_zone_and_nothing_of_what(office: Office) -> None:
    WorkPattern.objects.create(person=office.people["mona"], timezone="America/New_York")
    plan(office)
    response = office.clients["ann"].get(f"{address()}calendar/")
    assert response["Content-Type"].startswith("text/calendar")
    assert "attachment" in response["Content-Disposition"]
    text = response.content.decode()
    assert OneToOne.objects.get().starts_at.hour in {13, 14}
    assert f"DTSTART:{OneToOne.objects.get().starts_at:%Y%m%dT%H%M}00Z" in text
    assert "Which two?" not in text
    assert "A list" not in text
    assert address() in text


def test_it_is_in_ones_own_export_and_in_the_organisations(office: Office) -> None:
    plan(office)
    Lesson.objects.update(finished_at=datetime.combine(WEDNESDAY, time(9), tzinfo=UTC), consents={"held": "yes"})
    LeaderAgreement.objects.create(person=office.people["lea"], version=1)
    [mine] = office.clients["ann"].get("/me/export/").json()["one_to_ones"]
    assert (mine["question"], mine["commitment"]) == ("Which two?", "A list")
    ids = {person.pk: f"u-{who}" for who, person in office.people.items()}
    rows = {name: [dict(zip(columns, row, strict=True)) for row in found] for name, (columns, found) in tables(ids)}
    assert rows["one_to_ones"][0]["seller_id"] == "u-ann"
    assert rows["one_to_ones"][0]["topics"] == " ".join(TOPICS)
    assert rows["leader_agreements"][0]["leader_id"] == "u-lea"
    assert rows.keys() == {"one_to_ones", "leader_agreements"}  # of a lesson nothing
    assert not {"question", "commitment"} & rows["one_to_ones"][0].keys()
    for of_others in ("held", "u-mona", "Which two?", "A list"):
        assert of_others not in str(rows)


def tables(ids: dict[int, str]) -> Any:
    return lesson_tables(ids).items()


def test_whoever_is_erased_goes_out_of_it(office: Office) -> None:
    plan(office, question="What did Mona Moor promise?", commitment="A list")
    erase_person(office.key("mona"), on=WEDNESDAY)
    row = OneToOne.objects.get()
    assert (row.planned_by, row.question, row.commitment) == (None, "(erased)", "A list")
    assert not Lesson.objects.exists()
    assert "Ann and the manager" in page(office, "ann", address())
    erase_person(office.key("ann"), on=WEDNESDAY)
    assert not OneToOne.objects.exists()


def test_an_erased_seller_leaves_the_lesson_of_their_manager(office: Office) -> None:
    plan(office)
    erase_person(office.key("ann"), on=WEDNESDAY)
    assert Lesson.objects.get().seller_id is None


def standing(state: SellerState, *hias: tuple[str, Status]) -> SellerStanding:
    mark = WeekMark(MONDAY - timedelta(days=7), 2, 5, 5, State.MISSED)
    made = [
        HiaStanding(name.lower(), name, "", 5, "week", status, "", 1, 3, 0, (mark,), starts_on=MONDAY)
        for name, status in hias
    ]
    return SellerStanding(1, state, NextStep(StepKind.NONE, ""), tuple(made))


@pytest.mark.parametrize(
    ("state", "branch", "begins"),
    [
        (SellerState.BEHIND, Branch.WHY, "“Sent”: what got in the way?"),
        (SellerState.EXECUTING, Branch.HELPING, "You do what we agreed. Is it helping?"),
        (SellerState.CHECK_DATA, Branch.RECORDS, "Is what we see here what happened?"),
        (SellerState.AWAY, Branch.BACK, "What is waiting for you"),
        (SellerState.NO_PLAN, Branch.CHOOSE, "Which two things"),
    ],
)
def test_its_question_follows_how_the_seller_stands(state: SellerState, branch: Branch, begins: str) -> None:
    stands = standing(state, ("Asked", Status.ON_PACE), ("Sent", Status.BEHIND))
    found = agenda_of(stands, [], [], catalogue(), name="Ann")
    assert found.branch is branch
    assert found.question.startswith(begins)
    assert found.activities[1].figure == f"2 of 5 in the week of {MONDAY - timedelta(days=7):%-d %b}"


def test_it_claims_nothing_before_a_week_has_closed() -> None:
    judged = standing(SellerState.EXECUTING, ("Asked", Status.ON_PACE))
    assert agenda_of(judged, [], [], catalogue(), name="Ann").question.endswith("Is “Asked” helping?")
    young = replace(judged, hias=tuple(replace(hia, weeks=()) for hia in judged.hias))
    found = agenda_of(young, [], [], catalogue(), name="Ann")
    assert found.branch is Branch.BEGUN
    assert found.question == "What do you notice about “Asked” so far?"
    assert [one.figure for one in found.activities] == ["nothing has closed yet"]


def test_the_words_of_a_question_name_nothing_that_is_not_filled_in() -> None:
    source = (resources.files("fairway.studio.lesson") / "questions.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"{\w+}", source)) == {"{activity}"}


def test_a_1_1_is_called_by_its_name_wherever_it_is_read(office: Office) -> None:
    office.clients["mona"].post("/studio/lesson/choose/", {"seller": "ann"})
    office.give("ann", INVITED)
    texts = [page(office, "mona", "/studio/lesson/choose/"), page(office, "mona", STEP)]
    plan(office, commitment="")
    texts += [page(office, who, where) for who, where in (("mona", STEP), ("mona", address()), ("ann", address()))]
    assert "written in the 1:1" in texts[-1]
    for text in texts:
        assert not re.search(r"\b(the|last|next) talk\b", text)


def test_nothing_is_said_of_somebody_never_scored(office: Office) -> None:
    found = agenda_of(None, [], [], catalogue(), name="Ann")
    assert (found.branch, found.activities, found.last_time) == (Branch.CHOOSE, (), ("Nothing is agreed on yet.",))


def test_it_says_when_the_seller_stands_otherwise_than_when_it_was_written(office: Office) -> None:
    plan(office)
    OneToOne.objects.update(branch="why")
    office.give("ann", INVITED)
    assert "stands otherwise than when this was written" in page(office, "ann", address())
