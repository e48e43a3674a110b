"""A commitment that can be counted checks itself, against weeks that were counted by hand."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from fairway.commitments.actions.checking import check_commitments
from fairway.commitments.actions.promising import promise, say_kept
from fairway.commitments.checking import kept_by
from fairway.commitments.models import Commitment
from fairway.commitments.queries import promised_by
from fairway.commitments.tests.floor import HIA, LAST_WEEK, MONDAY, TODAY, Floor, read_on
from fairway.commitments.types import Kept, Owner, OwnerRole, Promise, Refused, Tally
from fairway.exchange.models import Coverage, SyncRun
from fairway.ledger.models import WeeklyCount
from fairway.people.models import Person
from fairway.records.actions.storing import storing
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType

WORD = "note_written"
pytestmark = pytest.mark.django_db


def own(floor: Floor, quantity: float | None, since: date, by_on: date, *, metric: str = HIA) -> int:
    """Ann promised so many of it."""
    owner = Owner(OwnerRole.SELLER, floor.key("ann"))
    number = None if quantity is None else Decimal(str(quantity))
    promised = Promise(owner, "Invite a second person", by_on, metric_key=metric, quantity=number)
    return promise(floor.key("ann"), promised, on=since, actor_id=floor.account("ann"))


def became(key: int) -> tuple[str, float | None]:
    row = Commitment.objects.get(pk=key)
    return row.kept, row.done


@pytest.mark.parametrize(
    ("tally", "kept"),
    [
        (Tally(5), Kept.KEPT),
        (Tally(6), Kept.KEPT),
        (Tally(5, is_seen=False), Kept.KEPT),  # what is there is enough, whatever was not seen
        (Tally(4), Kept.NOT_KEPT),
        (Tally(4, unconfirmed=1), Kept.CANNOT_TELL),
        (Tally(3, unconfirmed=1), Kept.NOT_KEPT),
        (Tally(0, is_seen=False), Kept.CANNOT_TELL),
        (Tally(0.1 + 0.2 + 4.7), Kept.KEPT),  # amounts are sums of floats
    ],
)
def test_it_is_kept_not_kept_or_cannot_be_told(tally: Tally, kept: Kept) -> None:
    assert kept_by(tally, 5, by_on=MONDAY, on=TODAY) is kept


@pytest.mark.parametrize(("tally", "kept"), [(Tally(5), Kept.KEPT), (Tally(4, unconfirmed=3), Kept.OPEN)])
def test_it_is_kept_at_once_and_waits_for_its_day_with_everything_else(tally: Tally, kept: Kept) -> None:
    assert kept_by(tally, 5, by_on=TODAY, on=TODAY) is kept


@pytest.mark.parametrize(
    ("done", "unconfirmed", "kept"), [((3, 4), 0.0, "kept"), ((3, 3), 0.0, "not_kept"), ((3, 3), 0.5, "cannot_tell")]
)
def test_it_adds_up_the_whole_weeks_of_its_days(
    floor: Floor, done: tuple[float, float], unconfirmed: float, kept: str
) -> None:
    before = LAST_WEEK - timedelta(days=7)
    floor.counts(
        "ann", {before - timedelta(days=7): 9, before: done[0], LAST_WEEK: done[1], MONDAY: 9}, unconfirmed=unconfirmed
    )
    floor.counts("ben", {before: 9})
    key = own(floor, 7, before, LAST_WEEK + timedelta(days=6))
    assert check_commitments(TODAY) == 1
    assert became(key) == (kept, sum(done))


def test_it_looks_up_the_days_of_a_week_that_is_cut(floor: Floor) -> None:
    """Promised on Wednesday for Friday: what was done on Tuesday and Saturday is not in it."""
    days = [LAST_WEEK + timedelta(days=offset) for offset in (1, 2, 2, 4, 5)]
    with storing("crm") as storage:
        rows = [
            ActivityRow(
                f"a{number}", "u-ann", ActivityType.TASK, subtype=WORD, status=ActivityStatus.DONE,
                occurred_at=(when := datetime.combine(day, time(10), tzinfo=UTC)), completed_at=when, logged_at=when,
            )
            for number, day in enumerate(days)
        ]  # fmt: skip
        assert storage.put("activities", rows) == []
        storage.publish()
    wednesday, friday = LAST_WEEK + timedelta(days=2), LAST_WEEK + timedelta(days=4)
    enough, more = (own(floor, number, wednesday, friday, metric=WORD) for number in (3, 4))
    check_commitments(TODAY)
    assert (became(enough), became(more)) == (("kept", 3.0), ("not_kept", 3.0))


def test_it_cannot_tell_while_a_source_does_not_show_the_days(floor: Floor) -> None:
    Coverage.objects.create(
        person=floor.people["ann"],
        from_on=LAST_WEEK,
        to_on=LAST_WEEK + timedelta(days=1),
        state="no_data",
        source="crm",
    )
    floor.counts("ann", {LAST_WEEK: 2})
    key = own(floor, 3, LAST_WEEK, LAST_WEEK + timedelta(days=6))
    check_commitments(TODAY)
    assert became(key) == ("cannot_tell", 2.0)


def test_it_cannot_tell_before_the_source_was_read_after_its_day_and_tells_then(floor: Floor) -> None:
    sunday = LAST_WEEK + timedelta(days=6)
    SyncRun.objects.all().delete()
    read_on(sunday)
    floor.counts("ann", {LAST_WEEK: 2})
    key = own(floor, 3, LAST_WEEK, sunday)
    check_commitments(MONDAY)
    assert became(key)[0] == "cannot_tell"
    read_on(MONDAY)
    check_commitments(MONDAY)
    assert became(key)[0] == "not_kept"


def test_a_late_record_still_makes_it_kept(floor: Floor) -> None:
    floor.counts("ann", {LAST_WEEK: 2})
    key = own(floor, 3, LAST_WEEK, LAST_WEEK + timedelta(days=6))
    check_commitments(MONDAY)
    floor.counts("ann", {LAST_WEEK - timedelta(days=7): 1})
    check_commitments(TODAY)
    assert became(key)[0] == "not_kept"
    Commitment.objects.filter(pk=key).update(made_on=LAST_WEEK - timedelta(days=7))
    check_commitments(TODAY)
    assert became(key) == ("kept", 3.0)


def test_it_waits_for_its_day_and_leaves_what_nobody_can_count(floor: Floor) -> None:
    running = own(floor, 3, MONDAY, TODAY)
    in_words = own(floor, None, LAST_WEEK, LAST_WEEK + timedelta(days=1), metric="")
    assert check_commitments(TODAY) == 1
    assert (became(running), became(in_words)) == (("", 0.0), ("", None))
    waits = next(one for one in promised_by(floor.viewer("ann")) if one.key == in_words)
    assert waits.is_overdue(TODAY)
    say_kept(in_words, is_kept=False, on=TODAY, actor_id=floor.account("ann"))
    assert became(in_words)[0] == "not_kept"


@pytest.mark.parametrize("metric", ["no_such_metric_at_all", "win_rate", ""])
def test_it_refuses_a_number_that_cannot_be_counted_up(floor: Floor, metric: str) -> None:
    with pytest.raises(Refused, match="counted up"):
        own(floor, 3, TODAY, TODAY + timedelta(days=7), metric=metric)


@pytest.mark.parametrize("by_on", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=400)])
def test_it_refuses_a_day_that_is_not_to_come_or_years_away(floor: Floor, by_on: date) -> None:
    with pytest.raises(Refused, match="no day to look at it"):
        own(floor, 3, TODAY, by_on)


def test_it_refuses_a_promise_without_words(floor: Floor) -> None:
    owner = Owner(OwnerRole.SELLER, floor.key("ann"))
    with pytest.raises(Refused, match="in words"):
        promise(floor.key("ann"), Promise(owner, "  ", TODAY + timedelta(days=2)), on=TODAY, actor_id=None)
    assert Person.objects.count() == 8
    assert not Commitment.objects.exists()


def test_records_that_are_removed_open_it_again_and_what_was_said_stays_beside(floor: Floor) -> None:
    floor.counts("ann", {LAST_WEEK: 3})
    key = own(floor, 3, LAST_WEEK, LAST_WEEK + timedelta(days=6))
    check_commitments(MONDAY)
    assert became(key)[0] == "kept"
    WeeklyCount.objects.update(done=2)
    check_commitments(TODAY)
    row = Commitment.objects.get(pk=key)
    assert (row.kept, row.was, row.changed_on) == ("not_kept", "kept", TODAY)
    check_commitments(TODAY + timedelta(days=1))  # nothing new: the day it changed stays
    assert Commitment.objects.get(pk=key).changed_on == TODAY


def test_what_somebody_said_and_what_is_long_over_is_not_looked_at_again(floor: Floor) -> None:
    long_over = own(floor, 1, LAST_WEEK - timedelta(days=40), LAST_WEEK - timedelta(days=30))
    assert check_commitments(TODAY) == 1
    assert became(long_over)[0] == "not_kept"
    assert check_commitments(TODAY) == 0
