"""Nobody acts on a day off, and everything happens in working hours and in order."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fairway.simulation.simulating import simulate
from fairway.simulation.types import Fate, SimOrganisation
from fairway.simulation.typical import typical_scenario

from .conftest import HOLIDAYS


def local_day(at: datetime, zone_name: str) -> date:
    return at.astimezone(ZoneInfo(zone_name)).date()


def test_it_leaves_weekends_holidays_and_leave_alone(organisation: SimOrganisation) -> None:
    people = {person.person_id: person for person in organisation.people}
    away = {
        (row.person_id, row.start_on + timedelta(days=n))
        for row in organisation.absences
        for n in range((row.end_on - row.start_on).days + 1)
    }
    for row in organisation.activities:
        person = people[row.seller_id]
        for at in (row.occurred_at, row.scheduled_at):
            if at is None:
                continue
            day = local_day(at, person.timezone)
            assert day.weekday() in person.working_days
            assert day not in HOLIDAYS[person.country]
            assert (person.person_id, day) not in away
            assert person.hired_on <= day
            assert person.left_on is None or day <= person.left_on


def test_it_happens_in_the_seller_s_working_hours(organisation: SimOrganisation) -> None:
    zones = {person.person_id: ZoneInfo(person.timezone) for person in organisation.people}
    for row in organisation.activities:
        for at in (row.occurred_at, row.scheduled_at, row.completed_at, row.logged_at, row.cancelled_at):
            if at is not None:
                assert at.utcoffset() == timedelta(0)
                assert 8 <= at.astimezone(zones[row.seller_id]).hour < 19


def test_it_keeps_times_in_order(organisation: SimOrganisation) -> None:
    for row in organisation.activities:
        if row.scheduled_at is not None:
            assert row.logged_at < row.scheduled_at
        elif row.completed_at is not None:
            assert row.completed_at <= row.logged_at
        if row.status is Fate.DONE:
            assert row.occurred_at is not None
            assert row.completed_at is not None
            assert row.occurred_at < row.completed_at
            assert row.scheduled_at in (None, row.occurred_at)
        else:
            assert row.occurred_at is None
            assert row.completed_at is None
        assert (row.cancelled_at is not None) == (row.status in (Fate.CANCELLED, Fate.NO_SHOW))


def test_it_logs_some_things_days_late(organisation: SimOrganisation) -> None:
    done = [row for row in organisation.activities if row.occurred_at and row.scheduled_at is None]
    late = [row for row in done if row.occurred_at and row.logged_at - row.occurred_at > timedelta(hours=14)]
    assert 0.02 < len(late) / len(done) < 0.12


def test_it_lies_inside_the_year(organisation: SimOrganisation) -> None:
    zones = {person.person_id: person.timezone for person in organisation.people}
    assert organisation.first_day == organisation.last_day - timedelta(days=7 * 52 - 1)
    for row in organisation.activities:
        at = row.occurred_at or row.scheduled_at
        assert at is not None
        assert local_day(at, zones[row.seller_id]) >= organisation.first_day
        assert local_day(row.logged_at, zones[row.seller_id]) <= organisation.last_day
        if row.occurred_at is not None:
            assert local_day(row.occurred_at, zones[row.seller_id]) <= organisation.last_day


def test_it_already_has_things_in_the_diary(organisation: SimOrganisation) -> None:
    planned = [row for row in organisation.activities if row.status is Fate.PLANNED]
    assert planned
    zones = {person.person_id: person.timezone for person in organisation.people}
    for row in planned:
        assert row.scheduled_at is not None
        assert local_day(row.scheduled_at, zones[row.seller_id]) > organisation.last_day


def test_it_may_end_in_the_middle_of_a_week() -> None:
    shown = simulate(typical_scenario(date(2026, 6, 24), sellers=4, teams=1, weeks=6), 1)
    assert shown.first_day == date(2026, 5, 18)
    assert max(row.week_on for row in shown.truth.weeks) == date(2026, 6, 22)
    days = {local_day(row.occurred_at, "America/Chicago") for row in shown.activities if row.occurred_at}
    assert max(days) == date(2026, 6, 24)
