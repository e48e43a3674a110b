"""A commitment is a task where its owner works: asked for with it, moved with it, closed with it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fairway.audit.actions import undo_change
from fairway.audit.queries import newest_change_of
from fairway.commitments.actions.answering import close_obstacle, look_again
from fairway.commitments.actions.checking import check_commitments
from fairway.commitments.actions.promising import promise, say_kept
from fairway.commitments.models import Commitment
from fairway.commitments.tests.floor import HIA, IN_TWO_WEEKS, LAST_WEEK, MONDAY, TODAY, Floor
from fairway.commitments.types import ObstacleState, Owner, OwnerRole, Promise
from fairway.exchange.models import OutboxEntry, Source
from fairway.ledger.models import WeeklyCount

pytestmark = pytest.mark.django_db
SUNDAY = LAST_WEEK + timedelta(days=6)


@pytest.fixture
def writable(floor: Floor) -> Floor:
    Source.objects.update(settings={"writes": True})
    return floor


def promised(floor: Floor, owner: str = "ann", **more: object) -> int:
    role = OwnerRole.SELLER if owner == "ann" else OwnerRole.MANAGER
    said = Promise(Owner(role, floor.key(owner)), "Invite two", SUNDAY, **more)  # type: ignore[arg-type]
    return promise(floor.key("ann"), said, on=LAST_WEEK, actor_id=floor.account("mona"))


def task() -> tuple[str, str, str]:
    entry = OutboxEntry.objects.get()
    return entry.payload["owner"], entry.payload["due_on"], entry.wish


def test_it_is_asked_of_the_source_that_knows_its_owner(writable: Floor) -> None:
    promised(writable, "mona", if_then="then by phone")
    entry = OutboxEntry.objects.get()
    assert task() == ("u-mona", f"{SUNDAY}", "open")
    assert (entry.payload["subject"], entry.payload["note"]) == (
        "Invite two",
        "If something gets in the way: then by phone",
    )
    assert entry.person_id == writable.key("ann")


def test_nothing_is_asked_where_nobody_lets_a_source_be_written_to_or_nobody_is_named(floor: Floor) -> None:
    promised(floor)
    Source.objects.update(settings={"writes": True})
    floor.raised("operations")
    assert not OutboxEntry.objects.exists()


def test_it_is_done_there_once_the_records_say_so(writable: Floor) -> None:
    writable.counts("ann", {LAST_WEEK: 2})
    promised(writable, metric_key=HIA, quantity=Decimal(2))
    OutboxEntry.objects.update(sent_at=f"{TODAY} 08:00+00:00")
    check_commitments(MONDAY)
    assert task()[2] == "done"


def test_it_is_asked_anew_where_records_are_removed_before_its_day(writable: Floor) -> None:
    writable.counts("ann", {LAST_WEEK: 2})
    key = promised(writable, metric_key=HIA, quantity=Decimal(2))
    OutboxEntry.objects.update(sent_at=f"{TODAY} 08:00+00:00")
    check_commitments(SUNDAY)
    WeeklyCount.objects.update(done=1)
    check_commitments(SUNDAY)
    assert Commitment.objects.get(pk=key).kept == ""
    assert [*OutboxEntry.objects.order_by("pk").values_list("wish", flat=True)] == ["done", "open"]


@pytest.mark.parametrize(("is_kept", "wish"), [(True, "done"), (False, "removed")])
def test_what_somebody_said_of_it_ends_it_there(writable: Floor, is_kept: bool, wish: str) -> None:
    key = promised(writable)
    OutboxEntry.objects.update(sent_at=f"{TODAY} 08:00+00:00")
    say_kept(key, is_kept=is_kept, on=TODAY, actor_id=writable.account("ann"))
    assert task()[2] == wish


def test_an_obstacle_moves_and_ends_with_its_task(writable: Floor) -> None:
    key = writable.raised("mona")
    OutboxEntry.objects.update(sent_at=f"{TODAY} 08:00+00:00")
    later = IN_TWO_WEEKS + timedelta(days=7)
    look_again(key, later, outcome="", on=TODAY, actor_id=writable.account("mona"))
    assert task()[1] == f"{later}"
    close_obstacle(key, ObstacleState.WITHDRAWN, outcome="", on=TODAY, actor_id=writable.account("mona"))
    assert task()[2] == "removed"


def test_what_is_undone_before_it_was_sent_is_never_sent(writable: Floor) -> None:
    promised(writable)
    change = newest_change_of(writable.account("mona"))
    assert change is not None
    undo_change(change, actor_id=writable.account("mona"))
    assert not Commitment.objects.exists()
    assert not OutboxEntry.objects.exists()
