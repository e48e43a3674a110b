"""What a new day brings by itself: everybody's standings and the night's work, done for each day, not only begun."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fairway.audit.actions import record_looks
from fairway.audit.models import LookLine
from fairway.exchange.actions import connect_source, lease_run, request_run
from fairway.exchange.models import SyncRun
from fairway.execution.actions.refreshing import refresh
from fairway.execution.actions.scoring import score
from fairway.execution.models import SellerScore
from fairway.people.models import Identity, Organisation, Person
from fairway.plans.models import Plan
from fairway.project.schedule import tick
from fairway.records.actions.publishing import writing
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType
from tests.walls.planting_rows import stored

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 8)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime.combine(MONDAY, time(9), tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(house: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A Monday morning, with two sellers who were scored on it."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    Organisation.objects.create(name="Day Works")
    for name in ("ann", "ben"):
        person = Person.objects.create(name=name, slug=name)
        Plan.objects.create(
            person=person, metric_key="executive_calls", target=Decimal(3), starts_on=MONDAY - timedelta(days=60)
        )
    refresh()
    while tick():
        pass
    return clock


def scored() -> set[date]:
    return set(SellerScore.objects.values_list("scored_on", flat=True))


def look_of_long_ago() -> None:
    """Something the night takes."""
    record_looks(viewer_id=1, subject_keys=[1], page="board", on=MONDAY - timedelta(days=500))


def test_one_persons_change_after_midnight_does_not_stand_for_everybodys_day(clock: Clock) -> None:
    clock.goes_on(days=1)
    score([Person.objects.get(slug="ann").pk])  # as every change on a page does
    assert scored() == {MONDAY, MONDAY + timedelta(days=1)}
    assert tick()
    assert scored() == {MONDAY + timedelta(days=1)}
    assert not tick()


def test_the_night_follows_an_import_that_was_there_first(clock: Clock) -> None:
    look_of_long_ago()
    clock.goes_on(days=1)
    refresh()
    assert tick()
    assert not LookLine.objects.exists()


def test_a_night_that_met_another_writer_is_tried_again_the_same_day(clock: Clock) -> None:
    clock.goes_on(days=1)
    look_of_long_ago()
    with writing():
        assert tick()  # the day turns
        assert not LookLine.objects.exists()  # what needs no lake is done
        look_of_long_ago()
        assert not tick()  # the other one is still there: not at once again
    assert not tick()
    assert LookLine.objects.exists()
    clock.goes_on(minutes=5)
    assert tick()
    assert not LookLine.objects.exists()
    look_of_long_ago()
    clock.goes_on(hours=3)
    assert not tick()  # done for this day
    clock.goes_on(days=1)
    assert tick()


def test_the_night_waits_for_a_run_that_goes_on(clock: Clock) -> None:
    connect_source(name="crm", kind="folder", settings={"path": "nowhere"}, actor_id=None)
    clock.goes_on(days=1)
    assert lease_run(request_run("crm").key) is not None
    look_of_long_ago()
    tick()
    assert LookLine.objects.exists()
    SyncRun.objects.update(state="done", finished_at=clock())
    assert tick()
    assert not LookLine.objects.exists()


def test_an_empty_home_has_nothing_to_do_twice(house: Path) -> None:
    tick()
    assert not tick()


def something_is_recorded(clock: Clock) -> None:
    Identity.objects.create(person=Person.objects.get(slug="ann"), source="crm", native_id="u1")
    act = ActivityRow("a1", "u1", ActivityType.CALL, status=ActivityStatus.DONE, occurred_at=clock())
    stored([("activities", act)])


def test_what_records_say_is_concluded_once_a_day_and_at_once_after_a_first_import(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    concluded: list[date] = []
    monkeypatch.setattr("fairway.project.schedule.conclude", concluded.append)
    tick()
    assert concluded == []  # there is nothing to conclude from yet
    something_is_recorded(clock)
    assert tick()
    assert concluded == [MONDAY]
    while tick():
        pass
    assert concluded == [MONDAY]
    clock.goes_on(days=1)
    while tick():
        pass
    assert concluded == [MONDAY, MONDAY + timedelta(days=1)]


def test_conclusions_that_fail_are_tried_again_after_a_while(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: date) -> None:
        raise ValueError

    monkeypatch.setattr("fairway.project.schedule.conclude", fails)
    something_is_recorded(clock)
    with pytest.raises(ValueError, match=r"^$"):
        tick()
    assert not tick()  # not at once
    clock.goes_on(minutes=6)
    with pytest.raises(ValueError, match=r"^$"):
        tick()
