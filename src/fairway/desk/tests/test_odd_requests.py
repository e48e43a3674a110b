"""Requests that no page of ours sends: they are answered like any other that names nothing, and never break a page."""

import pytest

from fairway.desk.tests.office import INVITED, Office
from fairway.people.models import Absence, CalendarDay
from fairway.plans.models import Plan

LONG = "9" * 5000


@pytest.mark.parametrize("week", ["9999-W52", "0001-W01", "1969-W20", "2101-W05", f"{LONG}-W01", "2026-W60", "²-W1"])
def test_a_week_nobody_can_have_worked_in_is_not_there(office: Office, week: str) -> None:
    assert office.clients["mona"].get(f"/sellers/ann/{INVITED}/", {"week": week}).status_code == 404


def test_a_week_long_ago_is_answered(office: Office) -> None:
    for week in ("1970-W01", "2100-W52"):
        assert office.clients["mona"].get(f"/sellers/ann/{INVITED}/", {"week": week}).status_code == 200


@pytest.mark.parametrize("key", ["²", LONG, "-1", "0", "", "1.5", str(2**63), "x"])
def test_a_key_that_is_none_takes_nothing(office: Office, key: str) -> None:
    Absence.objects.create(person=office.people["ann"], start_on="2026-01-05", end_on="2026-01-06")
    CalendarDay.objects.create(on="2026-01-06", name="Day", country="")
    draft = {"metric_key": "executive_calls", "target": 2, "starts_on": "2026-01-05", "is_draft": True}
    Plan.objects.create(person=office.people["ann"], **draft)
    for who, address, given in (
        ("mona", "/sellers/ann/time-off/", {"remove": key}),
        ("mona", "/sellers/drafts/", {"plan": [key, key]}),
        ("op", "/setup/organisation/", {"change": "remove_day", "key": key}),
    ):
        response = office.clients[who].post(address, {**given, "confirm": "yes"}, follow=True)
        assert response.status_code == 200, address
    assert Absence.objects.count() == CalendarDay.objects.count() == Plan.objects.filter(is_draft=True).count() == 1


@pytest.mark.parametrize(
    ("method", "address", "given"),
    [
        ("get", "/board/?manager=%00", {}),
        ("get", "/sellers/?find=a%00", {}),
        ("get", "/board/?%00=1", {}),
        ("get", "/setup/file/%00/", {}),
        ("post", "/setup/sources/%00/read/", {}),
        ("post", "/sellers/ann/plan/draft/", {"metric": "a\0"}),
        ("post", "/log-in/", {"login": "a\0", "password": "b"}),
        ("get", "/invitation/%00/", {}),
    ],
)
def test_a_nul_names_nothing(office: Office, method: str, address: str, given: dict[str, str]) -> None:
    assert getattr(office.clients["op"], method)(address, given).status_code == 404
