"""A record that changes alone, with nothing else to give it away: the next fill finds every count that looks at it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fairway.ledger.actions.filling import fill
from fairway.metrics.actions import define_metric
from fairway.metrics.spec import definition_from
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType, Direction, OwnerChangeRow, ParticipantRow
from tests.engines.hand_world import SUNDAY, act, at, hand_world
from tests.engines.ledger_house import House, today_is
from tests.engines.test_filling import assert_ledger_is_right, stored_numbers
from tests.engines.world import Key

OWN = [
    {
        "key": "answered by anybody",
        "name": "Answered",
        "class": "objective",
        "records": "activities",
        "counting": "followed",
        "unit": "share",
        "date": "logged",
        "follow_up": {"within_hours": 168, "by": "account_id", "by_same_seller": False, "date": "logged"},
    },
    {
        "key": "talks in a stage",
        "name": "Talks in a stage",
        "class": "activity",
        "records": "activities",
        "date": "scheduled",
        "where": [{"field": "opportunity.stage_position", "at_least": 2}],
    },
    {
        "key": "with an open contact",
        "name": "With a contact",
        "class": "activity",
        "records": "activities",
        "where": [{"field": "contacts.response", "is": "accepted"}],
    },
]
TODAY = SUNDAY + timedelta(days=30)
Change = tuple[list[tuple[str, object]], list[tuple[str, Key]]]


def old_call(seller: str, day: int, **facts: Any) -> ActivityRow:
    moment = datetime(2026, 3, day, 10, tzinfo=UTC)
    return ActivityRow(
        f"late-{seller}-{day}",
        seller,
        ActivityType.CALL,
        direction=Direction.INBOUND,
        status=ActivityStatus.DONE,
        occurred_at=moment,
        logged_at=moment,
        **facts,
    )


def changed(table: str, key: Key, **facts: Any) -> Callable[[House], Change]:
    """One row of a table with other facts."""

    def change(house: House) -> Change:
        row = replace(getattr(house.world.rows, table)[key], **facts)
        house.world.rows.put(table, row)
        return [(table, row)], []

    return change


def added(table: str, row: object) -> Callable[[House], Change]:
    def change(house: House) -> Change:
        house.world.rows.put(table, row)
        return [(table, row)], []

    return change


def gone(table: str, key: Key) -> Callable[[House], Change]:
    def change(house: House) -> Change:
        house.world.rows.remove(table, key)
        return [], [(table, key)]

    return change


CHANGES: dict[str, Callable[[House], Change]] = {
    "a tier": changed("accounts", ("A1",), tier="C", is_target=False),
    "an account that goes": gone("accounts", ("B1",)),
    "a contact's role": changed("contacts", ("boss",), buying_role="blocker", seniority="manager"),
    "a contact that goes": gone("contacts", ("champion",)),
    "an invitation that is accepted": changed("participants", ("a9", "boss"), response="accepted"),
    "a new participant": added("participants", ParticipantRow("a12", "boss")),
    "a lead that turns out inbound": changed("leads", ("l3",), is_inbound=True),
    "a lead that goes": gone("leads", ("l1",)),
    "an opportunity's account": changed("opportunities", ("o0",), account_id="C1"),
    "an amount": changed("opportunities", ("o1",), amount=Decimal(99)),
    "an opportunity that closed long ago after all": changed(
        "opportunities", ("o2",), closed_at=at(4, 9), is_won=False
    ),
    "an opportunity that goes": gone("opportunities", ("o3",)),
    "a stage change that goes": gone("stage_changes", ("o1", at(2, 10), "Proposal")),
    "an owner of earlier": added("owner_changes", OwnerChangeRow("o1", at(5, 9, 2), "ben")),
    "an owner change that goes": gone("owner_changes", ("o9", at(8, 9))),
    "the order of stages": changed("stages", ("sales", "Qualified"), position=9),
    "a quota": changed("quotas", ("ann", datetime(2026, 1, 1).date(), datetime(2026, 3, 31).date()), amount=Decimal(9)),  # noqa: DTZ001
    "an answer by somebody else": added("activities", old_call("ben", 7, account_id="C1")),
    "an answer to a lead": added("activities", old_call("ben", 3, lead_id="l2")),
    "an activity that goes": gone("activities", ("a10",)),
    "an activity of another day": changed("activities", ("a12",), scheduled_start_at=at(20, 9), logged_at=at(25, 9)),
}


@pytest.mark.once
def test_it_counts_again_whatever_looks_at_a_record_that_changed_alone(house: Path) -> None:
    home = House(hand_world())
    for old in ("o20", "o21"):  # a year of weeks that nothing else is in
        home.world.rows.remove("opportunities", (old,))
    act(home.world, 19, ActivityType.EMAIL, at(6, 9), account_id="C1", seller_id="ann", logged_at=at(6, 10))
    with today_is(TODAY, "UTC"):
        home.move_in()
        for entry in OWN:
            define_metric(definition_from(entry))
        fill()
        for name, change in CHANGES.items():
            before = stored_numbers(home, [])
            home.store(*change(home))
            fill()
            assert stored_numbers(home, []) != before, f"{name} moves nothing, and so proves nothing"
            assert_ledger_is_right(home, TODAY, name)


def test_it_counts_by_itself_what_a_night_makes_true(house: Path) -> None:
    """A meeting nobody confirmed, a closing that lies ahead, a week that begins."""
    home = House(hand_world())
    for old in ("o20", "o21"):
        home.world.rows.remove("opportunities", (old,))
    with today_is(SUNDAY, "UTC"):
        home.move_in()
        fill()
        assert_ledger_is_right(home, SUNDAY)
    for days in (1, 2, 5, 7):
        with today_is(SUNDAY + timedelta(days=days), "UTC"):
            fill()
            assert_ledger_is_right(home, SUNDAY + timedelta(days=days))
