"""One seller's week from Monday 2 March 2026, small enough to count on paper. Comments are the counting."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from fairway.records.types import (
    AccountRow,
    ActivityRow,
    ActivityStatus,
    ActivityType,
    ContactRow,
    Direction,
    LeadRow,
    OpportunityRow,
    OwnerChangeRow,
    ParticipantRow,
    QuotaRow,
    StageChangeRow,
    StageRow,
)
from tests.engines.world import World

WEEK_ON, SUNDAY = date(2026, 3, 2), date(2026, 3, 8)
CALL, EMAIL, MEETING = ActivityType.CALL, ActivityType.EMAIL, ActivityType.MEETING
OUT, IN, INTERNAL = Direction.OUTBOUND, Direction.INBOUND, Direction.INTERNAL
STAGES = ("Lead", "Qualified", "Proposal", "Won", "Lost")


def at(day: int, hour: int, month: int = 3, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def act(world: World, number: int, kind: ActivityType, moment: datetime | None, *guests: str, **facts: Any) -> None:
    """An activity of ann, done and logged at once unless told otherwise."""
    usual: dict[str, Any] = {
        "seller_id": "ann",
        "status": ActivityStatus.DONE,
        "occurred_at": moment,
        "logged_at": moment,
    }
    world.rows.put("activities", ActivityRow(f"a{number}", type=kind, **{**usual, **facts}))
    for guest in guests:
        world.rows.put("participants", ParticipantRow(f"a{number}", guest))


def deal(
    world: World,
    number: int,
    account: str,
    amount: int,
    created_at: datetime,
    *steps: tuple[str, datetime],
    **facts: Any,
) -> None:
    """An opportunity of ann that began as a Lead and took those steps."""
    stage, name = "Lead", f"o{number}"
    for following, changed_at in steps:
        world.rows.put("stage_changes", StageChangeRow(name, changed_at, following, stage))
        stage = following
    is_closed = stage in {"Won", "Lost"}
    usual: dict[str, Any] = {"owner_id": "ann", "currency": "USD", "closed_at": steps[-1][1] if is_closed else None}
    row = OpportunityRow(
        name,
        created_at=created_at,
        stage=stage,
        account_id=account,
        pipeline="sales",
        amount=Decimal(amount),
        is_won=stage == "Won" if is_closed else None,
        **{**usual, **facts},
    )
    world.rows.put("opportunities", row)


def hand_world() -> World:
    world = World(timezone="UTC", currency="USD", rates=(("EUR", date(2026, 1, 1), Decimal("1.2")),))
    for place, stage in enumerate(STAGES):
        row = StageRow("sales", stage, place, is_closed=stage in {"Won", "Lost"}, is_won=stage == "Won")
        world.rows.put("stages", row)
    owned = {"owner_id": "ann", "is_customer": False}
    large = {"tier": "A", "is_target": True, "is_customer": True, "potential_amount": Decimal(50_000)}
    world.rows.put("accounts", AccountRow("A1", **{**owned, **large}))
    world.rows.put("accounts", AccountRow("B1", tier="B", is_target=True, potential_amount=Decimal(30_000), **owned))
    world.rows.put("accounts", AccountRow("C1", tier="C", is_target=False, **owned))
    # P1 is a partner, and a customer for long; D1 belongs to nobody.
    partner = {"segment": "partner", "is_customer": True, "potential_amount": Decimal(20_000)}
    world.rows.put("accounts", AccountRow("P1", **{**owned, **partner}))
    world.rows.put("accounts", AccountRow("D1", tier="A", is_target=True, is_customer=True))
    world.rows.put("contacts", ContactRow("boss", "A1", seniority="c_level", buying_role="economic_buyer"))
    world.rows.put("contacts", ContactRow("champion", "A1", seniority="manager", buying_role="champion"))
    world.rows.put("contacts", ContactRow("seller", "P1", seniority="manager"))
    world.rows.put("contacts", ContactRow("trainee", "P1"))
    world.rows.put("leads", LeadRow("l1", "ann", at(2, 9), is_inbound=True))
    world.rows.put("leads", LeadRow("l2", "ann", at(3, 9), is_inbound=True, converted_at=at(6, 12)))
    world.rows.put("leads", LeadRow("l3", "ann", at(4, 9), is_inbound=False))
    world.rows.put("quotas", QuotaRow("ann", date(2026, 1, 1), date(2026, 3, 31), Decimal(90_000), "USD"))
    _deals(world)
    _past(world)
    _tasks(world)
    _calls_and_mails(world)
    _meetings(world)
    _of_a_manager(world)
    return world


def _deals(world: World) -> None:
    deal(world, 0, "A1", 1000, at(2, 9, 1), ("Qualified", at(5, 9, 1)), ("Won", at(10, 9, 1)))
    in_order = {"expected_close_on": date(2026, 3, 31), "next_step_on": date(2026, 3, 12)}
    deal(world, 1, "A1", 10_000, at(2, 9, 2), ("Qualified", at(3, 9, 2)), ("Proposal", at(2, 10)), **in_order)
    overdue = {"expected_close_on": date(2026, 3, 7), "next_step_on": date(2026, 3, 12)}
    deal(world, 2, "B1", 5000, at(3, 9), ("Qualified", at(4, 9)), source="partner", **overdue)
    deal(world, 3, "A1", 20_000, at(1, 9, 2), ("Proposal", at(10, 9, 2)), ("Won", at(4, 9)))  # 31 days
    deal(world, 4, "B1", 8000, at(23, 9, 2), ("Qualified", at(24, 9, 2)), ("Won", at(5, 9)))  # 10 days
    deal(world, 5, "C1", 4000, at(1, 9, 2), ("Qualified", at(10, 9, 2)), ("Lost", at(6, 9)))
    deal(world, 6, "C1", 6000, at(5, 9, 1), ("Proposal", at(20, 9, 1)), ("Lost", at(6, 10)))
    deal(world, 7, "A1", 3000, at(5, 9), currency="EUR")  # 3,600 dollars
    deal(world, 8, "C1", 500, at(7, 9, 2), currency="JPY")  # no rate: cannot be told
    # Ben's by now, but ann's when it was created on Saturday; nobody's number but hers, and his on Sunday evening.
    deal(world, 9, "C1", 700, at(7, 9), owner_id="ben")
    world.rows.put("owner_changes", OwnerChangeRow("o9", at(7, 9), "ann"))
    world.rows.put("owner_changes", OwnerChangeRow("o9", at(8, 9), "ben"))


def _past(world: World) -> None:
    """What happened before: a year ago, and in the winter."""
    deal(world, 20, "A1", 2000, at(1, 9, 9, 2024), ("Won", at(1, 9, 10, 2024)))
    deal(world, 21, "P1", 1500, at(1, 9, 2, 2025), ("Won", at(3, 9, 3, 2025)))  # 52 weeks before this Tuesday
    act(world, 30, CALL, at(20, 9, 2), direction=OUT, account_id="A1")  # ten days before a1
    act(world, 31, MEETING, at(10, 9, 2), "champion", account_id="B1", scheduled_start_at=at(10, 9, 2))
    act(world, 32, EMAIL, at(1, 9, 12, 2025), direction=OUT, account_id="B1")  # 92 days before a2


def _tasks(world: World) -> None:
    task = ActivityType.TASK
    done = {"seller_id": "ann", "status": ActivityStatus.DONE, "occurred_at": None}
    rows = (
        ("t1", "A1", at(4, 16), at(5, 10)),  # a day early, and a day before a9
        ("t2", "A1", at(6, 16), at(5, 10)),  # a day late
        ("t3", "B1", at(3, 16), at(3, 10)),  # the day before a12; B1 is no tier A account
    )
    for name, account, completed_at, due_at in rows:
        facts = {"account_id": account, "completed_at": completed_at, "due_on": due_at.date(), "logged_at": at(2, 8)}
        world.rows.put("activities", ActivityRow(name, type=task, **{**done, **facts}))


def _calls_and_mails(world: World) -> None:
    act(world, 1, CALL, at(2, 10), "boss", direction=OUT, account_id="A1", duration_min=Decimal(5))
    act(world, 2, CALL, at(3, 10), direction=OUT, account_id="B1", duration_min=Decimal(1), logged_at=at(5, 10))
    act(world, 3, EMAIL, at(3, 12), direction=OUT, account_id="A1")
    act(world, 4, EMAIL, at(4, 9), direction=IN, account_id="A1")
    act(world, 5, EMAIL, at(4, 11), direction=OUT, account_id="C1")
    act(world, 6, CALL, at(2, 11), direction=OUT, lead_id="l1", duration_min=Decimal(3))  # two hours after the lead
    act(world, 7, CALL, at(3, 15), direction=OUT, lead_id="l2", duration_min=Decimal(0))  # six hours after
    act(world, 8, EMAIL, at(4, 12), direction=OUT, lead_id="l3")  # three hours after
    act(world, 10, EMAIL, at(6, 10), "champion", direction=OUT, account_id="A1", opportunity_id="o1")
    act(
        world,
        16,
        CALL,
        at(5, 11),
        "boss",
        direction=OUT,
        account_id="B1",
        opportunity_id="o2",
        duration_min=Decimal(10),
    )
    act(world, 17, CALL, at(9, 10), direction=OUT, account_id="A1", logged_at=at(9, 10))  # next Monday
    act(world, 18, CALL, at(3, 10), direction=OUT, seller_id="ben")
    act(world, 34, EMAIL, at(5, 9), direction=OUT, lead_id="l3")  # the second and third within a week
    act(world, 35, EMAIL, at(6, 15), direction=OUT, lead_id="l3")
    act(world, 36, EMAIL, at(7, 9), direction=IN, account_id="C1")
    act(world, 37, EMAIL, at(7, 10), direction=OUT, account_id="C1")  # an hour after
    act(world, 38, EMAIL, at(6, 9), direction=OUT, account_id="A1", opportunity_id="o7")  # nobody had talked about it
    act(world, 40, CALL, at(7, 12), direction=OUT, account_id="D1", duration_min=Decimal(0))


def _meetings(world: World) -> None:
    first = {"account_id": "A1", "opportunity_id": "o1"}
    planned = {"status": ActivityStatus.PLANNED, "occurred_at": None}
    act(world, 9, MEETING, at(5, 14), "boss", "champion", scheduled_start_at=at(5, 14), logged_at=at(2, 8), **first)
    act(
        world, 11, MEETING, None, "champion", scheduled_start_at=at(12, 10), logged_at=at(5, 16), **{**first, **planned}
    )
    act(
        world,
        12,
        MEETING,
        at(4, 10),
        account_id="B1",
        opportunity_id="o2",
        scheduled_start_at=at(4, 10),
        logged_at=at(4, 11),
    )
    act(world, 13, MEETING, at(2, 9), scheduled_start_at=at(2, 9), direction=INTERNAL)
    missed = {"status": ActivityStatus.NO_SHOW, "occurred_at": None}
    act(world, 14, MEETING, None, account_id="C1", scheduled_start_at=at(6, 9), logged_at=at(6, 9), **missed)
    act(world, 15, MEETING, None, account_id="C1", scheduled_start_at=at(5, 9), logged_at=at(5, 8), **planned)
    in_april = {"scheduled_start_at": at(2, 9, 4), "logged_at": at(3, 10)}
    act(world, 33, MEETING, None, "seller", "trainee", account_id="P1", **in_april, **planned)
    among_us = {"direction": INTERNAL, "duration_min": Decimal(45)}
    about = {"account_id": "C1", "opportunity_id": "o5", "scheduled_start_at": at(6, 12)}
    act(world, 39, MEETING, at(6, 12), **among_us, **about)
    # Colleagues talking about a customer, a lead and an opportunity: nobody outside heard a word.
    act(world, 41, MEETING, at(3, 16), account_id="P1", lead_id="l2", **among_us)
    act(world, 42, MEETING, at(5, 16), account_id="A1", opportunity_id="o7", **among_us)
    # Entered a day and a half after it took place, and 22 hours after a12.
    act(world, 43, MEETING, at(3, 13), account_id="B1", opportunity_id="o2", logged_at=at(5, 8))
    # Called off before; whoever was to come to it has no buying role.
    off = {"status": ActivityStatus.CANCELLED, "scheduled_start_at": at(27, 9, 2), "logged_at": at(20, 9, 2)}
    act(world, 47, MEETING, None, "seller", account_id="B1", opportunity_id="o2", **off)
    _asked_by_customers(world)


def _asked_by_customers(world: World) -> None:
    """Meetings ahead for which the customer asked."""
    asked = {"direction": IN, "status": ActivityStatus.PLANNED, "occurred_at": None, "scheduled_start_at": at(2, 9, 4)}
    first = {"account_id": "A1", "opportunity_id": "o1"}
    act(world, 44, MEETING, None, "boss", "champion", logged_at=at(4, 15), **first, **asked)
    second = {"account_id": "P1", "opportunity_id": "o2"}
    act(world, 45, MEETING, None, "boss", "seller", logged_at=at(7, 15), **second, **asked)
    act(world, 46, MEETING, None, account_id="D1", logged_at=at(4, 9), **asked)


def _of_a_manager(world: World) -> None:
    """Ben works for mia since Wednesday; ann never did. His are F1, o10 and, from Sunday morning on, o9."""
    world.lines = (("mia", "ben", date(2026, 3, 4), date(9999, 12, 31)),)
    world.rows.put("accounts", AccountRow("F1", owner_id="ben", is_customer=False))
    deal(world, 10, "F1", 900, at(20, 9, 2), owner_id="ben")
    by_mia = {"seller_id": "mia", "direction": INTERNAL}
    talks = (
        (50, at(5, 10), "o10", 30),  # the day before a57
        (51, at(6, 8), "o10", 5),  # too short for anything
        (52, at(3, 10), "o10", 30),  # the day before he came to her
        (53, at(5, 11), "o2", 30),  # ann's
        (54, at(7, 12), "o9", 25),  # ann's until Sunday
        (56, at(6, 11), "o10", 70),  # an hour after a57, and longer than a talk with one seller takes
    )
    for number, moment, opportunity, minutes in talks:
        act(world, number, MEETING, moment, opportunity_id=opportunity, duration_min=Decimal(minutes), **by_mia)
    act(world, 55, CALL, at(8, 12), opportunity_id="o9", duration_min=Decimal(60), **by_mia)
    about = {"seller_id": "mia", "account_id": "F1"}
    act(world, 57, MEETING, at(6, 10), opportunity_id="o10", logged_at=at(5, 12), **about)
    ahead = {"status": ActivityStatus.PLANNED, "occurred_at": None, "scheduled_start_at": at(2, 9, 4), **about}
    act(world, 58, MEETING, None, logged_at=at(4, 12), **ahead)
    act(world, 59, MEETING, None, logged_at=at(4, 12), direction=IN, **ahead)
    act(world, 60, MEETING, None, logged_at=at(3, 12), **ahead)  # the day before he came to her
