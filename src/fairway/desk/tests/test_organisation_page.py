"""The organisation's own facts and calendar: shown as they are, and what changes there holds at once."""

import re
from datetime import timedelta

import pytest

from fairway.desk.tests.office import MONDAY, Office, everything, said
from fairway.desk.views import setup
from fairway.people.models import CalendarDay, CurrencyRate, Organisation, WorkPattern

PAGE, PLACE = "/setup/organisation/", "/sellers/ann/place/"


def chosen_zone(page: str) -> list[str]:
    """What a browser sends of the zone when nobody touches it: the options that are selected."""
    [options] = re.findall(r'<select[^>]* name="timezone">(.*?)</select>', page, re.S)
    return re.findall(r"<option selected>([^<]*)</option>", options)


@pytest.mark.parametrize("zone", ["US/Eastern", "Europe/Berlin", "UTC"])
def test_the_zone_in_force_stays_chosen_whatever_it_is_called(office: Office, zone: str) -> None:
    Organisation.objects.update(timezone=zone)
    WorkPattern.objects.create(person=office.people["ann"], timezone=zone)
    assert chosen_zone(office.get("op", PAGE)) == [zone]
    assert chosen_zone(office.get("op", PLACE)) == [zone]


def test_nobody_without_a_zone_of_their_own_is_given_one(office: Office) -> None:
    assert chosen_zone(office.get("op", PLACE)) == []
    WorkPattern.objects.create(person=office.people["ann"], fte="0.5")
    assert chosen_zone(office.get("op", PLACE)) == []


def test_standings_follow_a_day_put_into_the_calendar_and_taken_out_of_it(office: Office) -> None:
    before = everything()
    day = {"change": "day", "on": (MONDAY - timedelta(days=5)).isoformat(), "name": "Outing"}
    office.make("op", PAGE, **day)
    assert everything()["execution.SellerScore"] != before["execution.SellerScore"]
    office.make("op", PAGE, change="remove_day", key=CalendarDay.objects.get().pk)
    assert not CalendarDay.objects.exists()
    assert everything() == before


@pytest.mark.parametrize(
    "refused",
    [
        {"change": "rate", "currency": "EURO", "on": "x", "rate": ""},
        {"change": "day"},
        {"change": "ramp", "steps": "x"},
    ],
)
def test_what_is_refused_counts_nothing_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch, refused: dict[str, str]
) -> None:
    counted: list[object] = []
    monkeypatch.setattr(setup, "recount_everything", lambda **how: counted.append(how))
    assert said(office.make("op", PAGE, **refused))
    assert (counted, CurrencyRate.objects.count()) == ([], 0)
    office.make("op", PAGE, change="rate", currency="EUR", on=MONDAY.isoformat(), rate="1.1")
    assert (len(counted), CurrencyRate.objects.count()) == (1, 1)
