"""The notice each seller meets first, who looked, and that nobody looks unseen."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from fairway.audit.actions import record_looks
from fairway.audit.models import LookLine
from fairway.desk.tests.office import EXECUTIVES, INVITED, WEDNESDAY, Office
from fairway.desk.views import privacy
from fairway.people.models import Person


@pytest.fixture
def new(office: Office) -> Office:
    """Ann has not read the notice yet."""
    Person.objects.filter(slug="ann").update(has_read_notice=False)
    return office


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/me/",
        "/sellers/ann/",
        f"/sellers/ann/{INVITED}/",
        "/sellers/ann/time-off/",
        "/changes/",
        "/help/status-rules/",
        "/board/",
        "/sellers/cara/",
    ],
)
def test_a_seller_meets_the_notice_before_any_other_page(new: Office, address: str) -> None:
    assert new.clients["ann"].get(address).headers["Location"] == "/me/privacy/"


def test_the_notice_says_what_this_is_who_sees_it_and_how_to_correct_it_and_is_met_once(new: Office) -> None:
    page = new.get("ann", "/me/privacy/")
    for words in (
        "What this is, who sees it, how to correct it",
        "What is kept, why, and for how long",
        "How to correct it",
    ):
        assert words in page
    assert "Mona Moor" in page
    assert new.clients["ann"].get("/me/export/").status_code == 200
    assert new.clients["ann"].post("/me/privacy/read/").headers["Location"] == "/"
    assert new.clients["ann"].get("/me/").status_code == 200
    assert "I have read this" not in new.get("ann", "/me/privacy/")


def test_nothing_can_be_changed_before_it_was_read(new: Office) -> None:
    day = (WEDNESDAY + timedelta(days=1)).isoformat()
    data = {"start_on": day, "end_on": day, "confirm": "yes"}
    assert new.clients["ann"].post("/sellers/ann/time-off/", data).headers["Location"] == "/me/privacy/"
    assert not new.people["ann"].absences.exists()


def test_managers_and_operations_are_not_held_up(office: Office) -> None:
    Person.objects.update(has_read_notice=False)
    for who, address in (("mona", "/board/"), ("lea", "/board/"), ("op", "/setup/")):
        assert office.clients[who].get(address).status_code == 200


@pytest.mark.parametrize(
    ("who", "address", "page"),
    [
        ("mona", "/board/", "board"),
        ("lea", "/board/", "board"),
        ("op", "/board/?format=json", "board"),
        ("mona", "/sellers/ann/", "seller"),
        ("lea", "/sellers/ann/", "seller"),
        ("op", "/sellers/ann/", "seller"),
        ("mona", f"/sellers/ann/{INVITED}/", "records"),
        ("mona", "/sellers/ann/plan/", "plan"),
        ("mona", "/sellers/ann/time-off/", "time off"),
        ("op", "/sellers/ann/place/", "place"),
        ("mona", "/sellers/", "sellers"),
        ("lea", "/sellers/?find=a", "sellers"),
        ("op", "/setup/people/", "people"),
    ],
)
def test_a_look_is_written_once_a_day_and_the_person_reads_it(
    office: Office, who: str, address: str, page: str
) -> None:
    for _ in range(3):
        assert office.clients[who].get(address).status_code == 200
    [look] = LookLine.objects.filter(subject_key=office.key("ann"))
    assert (look.page, look.count, look.on) == (page, 3, WEDNESDAY)
    notice = office.get("ann", "/me/privacy/")
    assert office.people[who].name in notice.partition("Who looked at your pages")[2]
    assert office.people[who].name not in office.get("ben", "/me/privacy/").partition("Who looked at your pages")[
        2
    ] or page in {"board", "sellers", "people"}


def test_the_page_that_was_seen_is_named_in_words(office: Office) -> None:
    rooms = Path(privacy.__file__).parents[2]
    sources = [file.read_text(encoding="utf-8") for file in rooms.rglob("*.py") if "tests" not in file.parts]
    stated = re.compile(r'note_looks\(.*, "([a-z ]+)"\)|^LOOK = "([a-z ]+)"$', re.MULTILINE)
    noted = {literal or constant for text in sources for literal, constant in stated.findall(text)}
    assert {"beside", "observed", "own activities", "review"} <= noted
    assert len(noted) >= 12
    assert noted == set(privacy.PAGES)
    office.get("mona", "/sellers/ann/plan/")
    cells = re.findall(r'<span class="lead">Page</span>([^<]*)', office.get("ann", "/me/privacy/"))
    assert cells == ["Your plan"]


PREVIEWS = (
    ("/sellers/ann/plan/", {"change": "end", "metric": INVITED}),
    ("/sellers/ann/time-off/", {"start_on": str(WEDNESDAY), "end_on": str(WEDNESDAY)}),
    ("/sellers/team/", {"team": "North", "metric_1": EXECUTIVES, "target_1": "3"}),
    ("/sellers/paste/", {"lines": f"Ann Abel\t{EXECUTIVES}\t5"}),
)


@pytest.mark.parametrize(("address", "given"), PREVIEWS)
def test_a_preview_is_a_look_at_those_it_shows(office: Office, address: str, given: dict[str, str]) -> None:
    assert "Ann Abel" in office.preview("mona", address, **given)
    looked = set(LookLine.objects.filter(page="preview").values_list("subject_key", flat=True))
    assert looked == {office.key(who) for who in (("ann", "ben") if "team" in address else ("ann",))}


def test_the_next_days_look_is_another_line(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    office.clients["mona"].get("/sellers/ann/")
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    office.clients["mona"].get("/sellers/ann/")
    looks = LookLine.objects.filter(subject_key=office.key("ann")).order_by("on")
    assert [look.on for look in looks] == [WEDNESDAY, WEDNESDAY + timedelta(days=1)]


def test_ones_own_pages_and_a_refused_look_are_not_written(office: Office) -> None:
    for address in ("/me/", "/sellers/ann/", "/sellers/ann/time-off/"):
        office.clients["ann"].get(address)
    for who in ("ben", "max", "cara"):
        assert office.clients[who].get("/sellers/ann/").status_code == 404
    assert not LookLine.objects.exists()


def test_only_the_person_reads_who_looked(office: Office) -> None:
    office.clients["lea"].get("/sellers/ann/")
    for who in ("mona", "op", "ben"):
        for address in ("/me/privacy/", "/sellers/ann/", "/changes/"):
            response = office.clients[who].get(address)
            assert "Lea Long" not in response.content.decode().partition("Who looked at your pages")[2]


def test_a_board_of_more_people_than_a_statement_takes_is_written_whole(db: None) -> None:
    record_looks(viewer_id=1, subject_keys=range(1, 12_002), page="board", on=WEDNESDAY)
    record_looks(viewer_id=1, subject_keys=[5, 5, 12_001], page="board", on=WEDNESDAY)
    assert LookLine.objects.count() == 12_001
    assert set(LookLine.objects.filter(count=2).values_list("subject_key", flat=True)) == {5, 12_001}
