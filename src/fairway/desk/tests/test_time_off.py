"""Days off, entered by the seller or the manager; their kind stays between the person and operations."""

from datetime import date, timedelta

import pytest

from fairway.desk.tests.office import MONDAY, NEXT_MONDAY, WEDNESDAY, Office, effects, everything, said
from fairway.execution.queries import stored_standings
from fairway.people.models import Absence

PAGE = "/sellers/ann/time-off/"


def days(start: date, end: date, **other: str) -> dict[str, str]:
    return {"start_on": start.isoformat(), "end_on": end.isoformat(), **other}


@pytest.mark.parametrize("who", ["ann", "mona", "op"])
def test_it_is_entered_previewed_and_taken_back(office: Office, who: str) -> None:
    before = everything()
    wanted = days(NEXT_MONDAY, NEXT_MONDAY + timedelta(days=4))
    page = office.preview(who, PAGE, **wanted)
    assert f"Off from {NEXT_MONDAY:%-d %b %Y} to {NEXT_MONDAY + timedelta(days=4):%-d %b %Y}" in effects(page)
    assert "Weeks that have closed stay as they are." in page
    office.make(who, PAGE, **wanted)
    assert Absence.objects.get().start_on == NEXT_MONDAY
    office.undo(who)
    assert everything() == before


def test_last_weeks_sick_days_can_be_entered_and_the_preview_says_what_they_touch(office: Office) -> None:
    last = MONDAY - timedelta(days=7)
    page = office.preview("ann", PAGE, **days(last, last + timedelta(days=4)))
    assert f"Off from {last:%-d %b %Y}" in effects(page)
    assert "closed weeks from then on are worked out anew" in page
    before = stored_standings([office.key("ann")])[office.key("ann")]
    office.make("ann", PAGE, **days(last, last + timedelta(days=4)))
    after = stored_standings([office.key("ann")])[office.key("ann")]
    mark = {week.week_on: str(week.state) for week in after.hias[0].weeks}
    assert mark[last] == "away"
    assert {week.week_on: str(week.state) for week in before.hias[0].weeks}[last] != "away"


def test_the_manager_learns_that_and_when_but_never_why(office: Office) -> None:
    office.make("ann", PAGE, **days(NEXT_MONDAY, NEXT_MONDAY, kind="surgeryqx"))
    assert "surgeryqx" in office.get("ann", PAGE)
    assert "surgeryqx" in office.get("op", PAGE)
    for address in (PAGE, "/sellers/ann/", "/sellers/", "/board/", "/changes/", "/board/?format=json"):
        response = office.clients["mona"].get(address)
        assert "surgeryqx" not in response.content.decode(), address
    later = NEXT_MONDAY + timedelta(days=3)
    assert "surgeryqx" not in office.preview("mona", PAGE, **days(later, later))


def test_a_kind_typed_by_a_manager_is_not_kept(office: Office) -> None:
    office.make("mona", PAGE, **days(NEXT_MONDAY, NEXT_MONDAY, kind="surgery"))
    assert Absence.objects.get().kind == ""


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (WEDNESDAY, MONDAY, "The last day off lies before the first."),
        (WEDNESDAY, WEDNESDAY + timedelta(days=900), "More than two years off"),
        (WEDNESDAY - timedelta(days=4000), WEDNESDAY, "is more than three years away"),
    ],
)
def test_days_that_cannot_be_are_refused_with_the_reason(office: Office, start: date, end: date, reason: str) -> None:
    before = everything()
    assert reason in " ".join(said(office.make("ann", PAGE, **days(start, end))))
    assert everything() == before


def test_days_that_are_off_already_are_refused(office: Office) -> None:
    office.make("ann", PAGE, **days(NEXT_MONDAY, NEXT_MONDAY + timedelta(days=4)))
    page = office.make("mona", PAGE, **days(NEXT_MONDAY + timedelta(days=4), NEXT_MONDAY + timedelta(days=8)))
    assert "Already off from" in said(page)[0]
    assert Absence.objects.count() == 1


def test_days_are_taken_back_once(office: Office) -> None:
    office.make("ann", PAGE, **days(NEXT_MONDAY, NEXT_MONDAY))
    before = everything()
    key = Absence.objects.get().pk
    assert "Off from" in effects(office.preview("ann", PAGE, remove=key))
    office.make("ann", PAGE, remove=key)
    assert not Absence.objects.exists()
    assert said(office.make("ann", PAGE, remove=key)) == ["These days off are not there any more."]
    office.undo("ann")
    assert everything() == before


def test_somebody_elses_days_cannot_be_taken_back_through_ones_own_page(office: Office) -> None:
    office.make("ann", PAGE, **days(NEXT_MONDAY, NEXT_MONDAY))
    key = Absence.objects.get().pk
    for remove in (key, 99999, "x"):
        office.make("ben", "/sellers/ben/time-off/", remove=remove)
    assert Absence.objects.filter(pk=key).exists()


@pytest.mark.parametrize("who", ["ben", "cara", "max", "lea"])
def test_nobody_else_enters_days_off(office: Office, who: str) -> None:
    data = {**days(NEXT_MONDAY, NEXT_MONDAY), "confirm": "yes"}
    assert office.clients[who].post(PAGE, data).status_code == 404
    assert not Absence.objects.exists()


def test_days_nobody_works_anyway_are_not_taken_off(office: Office) -> None:
    saturday = NEXT_MONDAY + timedelta(days=5)
    page = office.make("ann", PAGE, **days(saturday, saturday + timedelta(days=1)))
    assert "None of these days is a working day" in said(page)[0]
    assert not Absence.objects.exists()
    office.make("ann", PAGE, **days(saturday - timedelta(days=1), saturday))
    assert Absence.objects.count() == 1
