"""Commitments over random streams of records, corrections and deletions say, day by day, what a hand-written oracle
says, and what they said before records changed it.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest

from fairway.commitments.actions.checking import LATE_RECORDS, check_commitments
from fairway.commitments.actions.promising import promise
from fairway.commitments.models import Commitment
from fairway.commitments.tests.floor import LAST_WEEK, Floor, at, read_on
from fairway.commitments.types import Owner, OwnerRole, Promise
from fairway.ledger.actions.filling import fill
from fairway.records.actions.storing import storing
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORD, DAYS, RECORDS, PROMISES = "note_written", 20, 5, 10
FIRST = LAST_WEEK - timedelta(days=3)  # a Friday, so that weeks are cut at both ends


@dataclass(frozen=True, slots=True)
class Edit:
    """On a day a record is stated as done on that or an earlier day, as cancelled, or it is deleted."""

    what: str
    record: int
    on: int


@dataclass
class Oracle:
    """What should be said of one commitment, told in plain numbers of days."""

    last: int
    quantity: int
    kept: str = ""
    was: str = ""

    def looks(self, day: int, done: dict[int, int]) -> None:
        if self.kept and day > self.last + LATE_RECORDS.days:
            return  # what comes so late changes nothing
        enough = sum(1 for on in done.values() if 0 <= on <= self.last) >= self.quantity
        now = "kept" if enough else ("" if day <= self.last else "not_kept")
        if self.kept not in {"", now}:
            self.was = self.kept
        self.kept = now


@dataclass
class World:
    """One stream, told to the CRM's copy here and to the oracles."""

    floor: Floor
    done: dict[int, int] = field(default_factory=dict)
    promises: dict[int, Oracle] = field(default_factory=dict)

    def promised(self, last: int, quantity: int) -> None:
        owner = Owner(OwnerRole.SELLER, self.floor.key("ann"))
        said = Promise(owner, "Write notes", FIRST + timedelta(days=last), metric_key=WORD, quantity=Decimal(quantity))
        key = promise(self.floor.key("ann"), said, on=FIRST, actor_id=None)
        self.promises[key] = Oracle(last, quantity)

    def hears(self, edit: Edit) -> None:
        with storing("crm") as storage:
            if edit.what == "deleted":
                storage.remove("activities", [f"crm:a{edit.record}"])
            else:
                assert storage.put("activities", [row_of(edit)]) == []
            storage.publish()
        if edit.what == "done":
            self.done[edit.record] = edit.on
        else:
            self.done.pop(edit.record, None)

    def looks(self, day: int) -> None:
        fill()
        check_commitments(FIRST + timedelta(days=day))
        for oracle in self.promises.values():
            oracle.looks(day, self.done)
        said = {row.pk: (row.kept, row.was) for row in Commitment.objects.all()}
        assert said == {key: (oracle.kept, oracle.was) for key, oracle in self.promises.items()}, day


def row_of(edit: Edit) -> ActivityRow:
    when = datetime.combine(FIRST + timedelta(days=edit.on), time(10), tzinfo=UTC)
    status = ActivityStatus.DONE if edit.what == "done" else ActivityStatus.CANCELLED
    return ActivityRow(
        f"a{edit.record}", "u-ann", ActivityType.TASK, subtype=WORD, status=status, occurred_at=when,
        completed_at=when if edit.what == "done" else None, logged_at=when,
    )  # fmt: skip


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))])
def test_they_say_what_the_records_say_day_by_day(floor: Floor, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    rng, world = random.Random(seed), World(floor)
    world.hears(Edit("done", 99, -3))  # before any of them, so that the word is known
    for _ in range(PROMISES):
        world.promised(rng.randint(1, 6), rng.randint(1, 3))
    turned = set()
    for day in range(1, DAYS):
        at(monkeypatch, FIRST + timedelta(days=day))
        read_on(FIRST + timedelta(days=day))
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            what = rng.choice(("done", "done", "done", "cancelled", "deleted"))
            world.hears(Edit(what, rng.randrange(RECORDS), rng.randint(max(day - 12, 0), day - 1)))
        world.looks(day)
        turned |= {(oracle.was, oracle.kept) for oracle in world.promises.values()}
    assert {("kept", "not_kept"), ("not_kept", "kept")} & turned  # late records turned something, both ways or one
