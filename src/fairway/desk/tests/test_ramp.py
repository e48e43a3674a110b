"""What is expected of new hires is set on the organisation's page and holds at once."""

from datetime import timedelta

import pytest

from fairway.desk.tests.office import MONDAY, NEXT_MONDAY, Office, said
from fairway.lib.periods import Period
from fairway.people.models import Person, RampStep
from fairway.people.queries import working_time_of
from fairway.people.working_time import share_of_week

PAGE = "/setup/organisation/"


def share(office: Office) -> float:
    key = office.key("ann")
    time = working_time_of([key], Period(MONDAY, NEXT_MONDAY))[key]
    return share_of_week(time, MONDAY)


def test_a_ramp_is_set_shown_and_taken_back(office: Office) -> None:
    Person.objects.filter(slug="ann").update(hired_on=MONDAY - timedelta(days=14), role="AE")
    assert share(office) == pytest.approx(1.0)
    page = office.clients["op"].post(PAGE, {"change": "ramp", "steps": "4: 25, 8: 50 %"}, follow=True)
    assert said(page.content.decode())[0].startswith("The ramp holds")
    assert "4: 25%, 8: 50%" in office.get("op", PAGE)
    assert share(office) == pytest.approx(0.25)
    office.clients["op"].post(PAGE, {"change": "ramp", "role": "AE", "steps": "2: 10; 3: 90"}, follow=True)
    assert share(office) == pytest.approx(0.9)
    office.clients["op"].post(PAGE, {"change": "ramp", "role": "AE", "steps": ""}, follow=True)
    assert share(office) == pytest.approx(0.25)


@pytest.mark.parametrize("steps", ["25", "4: 101", "0: 20", "8: 50, 4: 25", "4: 25, 4: 50", "4: many", "999: 50"])
def test_a_ramp_nobody_can_mean_is_refused(office: Office, steps: str) -> None:
    page = office.clients["op"].post(PAGE, {"change": "ramp", "steps": steps}, follow=True)
    assert said(page.content.decode())[0].startswith("Steps: ")
    assert not RampStep.objects.exists()


def test_an_unknown_change_is_not_found(office: Office) -> None:
    assert office.clients["op"].post(PAGE, {"change": "nothing"}).status_code == 404
