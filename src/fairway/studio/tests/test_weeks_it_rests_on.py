"""The studio rests on closed weeks: those that are over now, or at the end of the day that is asked about."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from fairway.people.queries import person_facts
from fairway.studio.queries.ground import ground_of
from fairway.studio.tests.office import MONDAY, Office, at

pytestmark = pytest.mark.django_db
LAST_WEEK, SUNDAY = MONDAY - timedelta(days=7), MONDAY + timedelta(days=6)


@pytest.mark.parametrize(
    "days",
    [
        (SUNDAY, SUNDAY, False, LAST_WEEK),
        (SUNDAY, SUNDAY, True, MONDAY),
        (SUNDAY + timedelta(days=1), SUNDAY + timedelta(days=1), False, MONDAY),
        (SUNDAY + timedelta(days=9), SUNDAY - timedelta(days=1), True, LAST_WEEK),
        (MONDAY, SUNDAY, True, MONDAY),
    ],
)
def test_its_newest_week_is_the_last_that_is_over(
    days: tuple[date, date, bool, date], house: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, asked, at_its_end, newest = days
    at(monkeypatch, now)
    person = person_facts(office.key("ann"), asked)
    assert ground_of(person, asked, at_its_end=at_its_end).weeks[-1] == newest
