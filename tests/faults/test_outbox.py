"""Tasks for a CRM in the whole house: the worker sends them, erasing and the night take them, and read back from the
CRM they count for nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from fairway.crm import source as closets
from fairway.crm.draining import drain
from fairway.crm.sync import pull_into_lake
from fairway.crm.taking import Outcome
from fairway.crm.tests import fake_crm
from fairway.crm.tests.fake_crm import KIND, NAME, PLACE, FakeCrm, connected, task
from fairway.desk.personal import personal_export
from fairway.exchange.models import OutboxEntry
from fairway.exchange.outbox.actions import lease_entry, put, take_back
from fairway.exchange.outbox.queries import outbox_of
from fairway.exchange.outbox.types import State
from fairway.exchange.types import Batch
from fairway.execution.actions import erasing
from fairway.execution.actions.erasing import StillRunning, erase
from fairway.people.models import Identity, Person
from fairway.project.schedule import nightly, tick
from fairway.records.queries import lake_rows
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType

pytestmark = pytest.mark.django_db


@pytest.fixture
def crm(house: Path, monkeypatch: pytest.MonkeyPatch) -> FakeCrm:
    monkeypatch.setitem(closets.WRITING, KIND, PLACE)  # type: ignore[arg-type]
    monkeypatch.setattr(fake_crm, "CRM", [FakeCrm()])
    connected()
    return fake_crm.CRM[0]


@pytest.fixture
def ann(crm: FakeCrm) -> Person:
    return hired("Ann Abelquast", "ann", "u7")


def hired(name: str, slug: str, native_id: str) -> Person:
    person = Person.objects.create(name=name, slug=slug, email=f"{slug}@example.com")
    Identity.objects.create(person=person, source=NAME, native_id=native_id)
    return person


def test_the_worker_sends_what_is_due_beside_its_other_work(crm: FakeCrm, ann: Person) -> None:
    put(task(), source=NAME, key="c1", person_key=ann.pk)
    assert tick() is True
    assert crm.open_subjects == ["Send the offer"]
    [entry] = outbox_of([ann.pk])[ann.pk]
    assert entry.state is State.CONFIRMED
    take_back("c1", is_done=True)
    tick()
    assert crm.open_subjects == []


def test_trouble_with_one_crm_keeps_the_worker_from_nothing_else(
    crm: FakeCrm, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm.before = [ZeroDivisionError("a mistake")]
    put(task(), source=NAME, key="c1", person_key=ann.pk)
    with pytest.raises(ZeroDivisionError):
        tick()
    tick()  # the next one, a second later, passes it over
    assert crm.asked == ["put"]


def test_somebodys_own_export_has_tasks_about_them_and_tasks_they_have(crm: FakeCrm, ann: Person) -> None:
    ben = hired("Ben Bell", "ben", "u8")
    put(task("About Ann", owner="u9"), source=NAME, key="c1", person_key=ann.pk)
    put(task("Ann has it", owner="u7"), source=NAME, key="c2", person_key=ben.pk)
    put(task("Neither", owner="u8"), source=NAME, key="c3", person_key=ben.pk)
    rows = personal_export(ann.pk)["tasks_for_the_crm"]
    assert [(row["key"], row["person_id"]) for row in rows] == [("c1", str(ann.pk)), ("c2", None)]
    assert "Neither" not in str(rows)


@pytest.mark.django_db(transaction=True)  # giving bytes back is done outside any transaction
def test_erasing_takes_tasks_about_somebody_tasks_they_had_and_their_name(crm: FakeCrm, ann: Person) -> None:
    ben = hired("Ben Bell", "ben", "u8")
    put(task("About her", owner="u8"), source=NAME, key="c1", person_key=ann.pk)
    put(task("Hers to do", owner="u7"), source=NAME, key="c2", person_key=ben.pk)
    put(task("Ask Ann Abelquast", owner="u8", note="soon"), source=NAME, key="c3", person_key=ben.pk)
    OutboxEntry.objects.filter(key="c3").update(reason="Ann Abelquast may not")
    erase(ann.pk)
    [left] = OutboxEntry.objects.all()
    assert left.key == "c3"
    assert "belquast" not in f"{left.payload} {left.reason}"
    assert left.payload["note"] == "soon"
    drain(NAME)
    assert [one.task.owner for one in crm.held.values()] == ["u8"]


@pytest.mark.django_db(transaction=True)
def test_erasing_waits_for_who_has_a_task_in_hand(crm: FakeCrm, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    put(task(), source=NAME, key="c1", person_key=ann.pk)
    lease_entry(NAME)
    monkeypatch.setattr(erasing, "PATIENCE", timedelta(0))
    with pytest.raises(StillRunning):
        erase(ann.pk)
    OutboxEntry.objects.update(lease_until_at=timezone.now())  # it was killed, and its time is over
    erase(ann.pk)
    assert not OutboxEntry.objects.exists()


def test_the_night_takes_what_nobody_touched_for_three_years(crm: FakeCrm, ann: Person) -> None:
    for key, days in (("old", 3 * 365 + 2), ("late", 3 * 365 - 2)):
        put(task(key), source=NAME, key=key, person_key=ann.pk)
        OutboxEntry.objects.filter(key=key).update(changed_at=timezone.now() - timedelta(days=days))
    nightly()
    assert [entry.key for entry in outbox_of([ann.pk])[ann.pk]] == ["late"]


@dataclass
class Reading:
    """A source that says what it is given."""

    batches: list[Batch] = field(default_factory=list)
    shows_only_the_present = False
    states_stage_history = True

    def pull(self, positions: Mapping[str, Mapping[str, object]], *, is_full: bool) -> Iterator[Batch]:
        yield from self.batches


def activity(activity_id: str, status: ActivityStatus = ActivityStatus.DONE) -> ActivityRow:
    at = datetime.now(UTC) - timedelta(days=1)
    return ActivityRow(
        activity_id, "u7", ActivityType.TASK, subtype="To-Do", status=status, occurred_at=at, due_on=at.date()
    )


def pulled(*rows: ActivityRow, present: frozenset[str]) -> Outcome:
    outcome = Outcome()
    batches = [Batch("activities", rows), Batch("activities", present_ids=present)]
    pull_into_lake(Reading(batches), NAME, outcome)  # type: ignore[arg-type]
    return outcome


def stand() -> list[str]:
    return sorted(str(row["record_key"]).rpartition(":")[2] for row in lake_rows("activities"))


def test_a_task_of_ours_that_is_read_back_is_no_work_of_anybodys(crm: FakeCrm, ann: Person) -> None:
    put(task(), source=NAME, key="c1", person_key=ann.pk)
    drain(NAME)
    outcome = pulled(activity("t1"), activity("real"), present=frozenset({"t1", "real"}))
    assert stand() == ["real"]
    tally = outcome.tallies["activities"]
    assert (tally.read, tally.added, tally.unchanged) == (2, 1, 1)


def test_one_that_was_read_before_its_id_was_known_goes_at_the_next_reading(crm: FakeCrm, ann: Person) -> None:
    put(task(), source=NAME, key="c1", person_key=ann.pk)
    pulled(activity("t1", ActivityStatus.PLANNED), present=frozenset({"t1"}))
    assert stand() == ["t1"]
    drain(NAME)
    pulled(present=frozenset({"t1"}))
    assert stand() == []
