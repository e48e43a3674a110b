"""What was promised goes when its time is over, and with whoever it is about; names go out of what others wrote."""

from datetime import timedelta

import pytest

from fairway.commitments.actions.answering import close_obstacle
from fairway.commitments.actions.forgetting import forget_commitments_before
from fairway.commitments.actions.promising import promise
from fairway.commitments.exporting import commitment_tables
from fairway.commitments.models import Commitment, Obstacle
from fairway.commitments.queries import kept_about
from fairway.commitments.tests.floor import IN_TWO_WEEKS, TODAY, Floor, the_obstacle
from fairway.commitments.types import ObstacleState, Owner, OwnerRole, Promise
from fairway.people.actions.erasing import erase_person

pytestmark = pytest.mark.django_db


def to_ann(floor: Floor) -> int:
    mine = Promise(Owner(OwnerRole.MANAGER, floor.key("mona")), "Sit in on Friday", IN_TWO_WEEKS)
    return promise(floor.key("ann"), mine, on=TODAY, actor_id=floor.account("mona"))


def test_everything_goes_with_the_seller(floor: Floor) -> None:
    floor.raised("lea")
    to_ann(floor)
    erase_person(floor.key("ann"), on=TODAY)
    assert not Commitment.objects.exists()
    assert not Obstacle.objects.exists()


def test_with_an_owner_their_promises_go_and_what_they_took_on_has_nobody(floor: Floor) -> None:
    key = floor.raised("mona", by="mona")
    to_ann(floor)
    close = the_obstacle(floor.raised("lea", cause=None))
    close_obstacle(
        close.pk, ObstacleState.RESOLVED, outcome="Mona Moor saw to it", on=TODAY, actor_id=floor.account("mona")
    )
    erase_person(floor.key("mona"), on=TODAY)
    row = the_obstacle(key)
    assert (row.commitment.owner_id, row.raised_by, row.commitment.made_by) == (None, None, None)
    assert Commitment.objects.count() == 2  # of the two obstacles; what was promised beside them is gone
    assert "Mona" not in the_obstacle(close.pk).outcome
    assert "with nobody any more" in floor.told("ann", f"/obstacles/{key}/")


def test_it_goes_when_its_day_is_long_past(floor: Floor) -> None:
    for days in (30, 29):
        floor.raised("lea", on=TODAY - timedelta(days=days), by_on=TODAY - timedelta(days=days - 10), cause=None)
    forget_commitments_before(TODAY - timedelta(days=19))
    assert [row.commitment.by_on for row in Obstacle.objects.all()] == [TODAY - timedelta(days=19)]
    assert Commitment.objects.count() == 1


def test_ones_own_export_holds_what_was_promised_and_not_whom_it_is_for(floor: Floor) -> None:
    floor.raised("lea", cause=None)
    key = to_ann(floor)
    hers = kept_about(floor.key("ann"))
    assert (len(hers["commitments"]), len(hers["obstacles"])) == (2, 1)
    monas = kept_about(floor.key("mona"))
    assert [(row["id"], row["person_id"]) for row in monas["commitments"]] == [(str(key), None)]
    assert monas["obstacles"] == []


def test_a_whole_export_names_each_by_their_id_and_leaves_out_what_was_answered(floor: Floor) -> None:
    key = floor.raised("lea")
    close_obstacle(key, ObstacleState.RESOLVED, outcome="Said in trust", on=TODAY, actor_id=floor.account("lea"))
    ids = {person.pk: f"id-{who}" for who, person in floor.people.items()}
    tables = commitment_tables(ids)
    for name, (columns, rows) in tables.items():
        assert len(rows) == 1, name
        assert len(columns) == len(rows[0]), name
    [promised] = tables["commitments"][1]
    assert promised[1:4] == ("id-ann", "id-lea", "leader")
    assert "Said in trust" not in str(tables)
