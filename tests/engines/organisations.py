"""Random organisations whose records are as untidy as a real CRM's. The same `Random` gives the same one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

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

FIRST_ON = date(2025, 12, 8)  # a year's end, both changes of the clock and several month ends lie ahead
DAYS = 150
ZONES = ("America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "UTC")
WORDS = ("discovery_meeting", "Disc. req", "Angebot für Käufer", "商談", 'it\'s 50/50 "maybe"', "Demo", "demo")
PIPELINES = ("", "new", "renewal")
STAGES = ("Lead in", "Qualified", "Proposal", "Won", "Lost")
CURRENCIES = ("USD", "EUR", "JPY", None)
Some = TypeVar("Some")


def one_of(rng: Random, values: Sequence[Some]) -> Some:
    return values[rng.randrange(len(values))]


def maybe(rng: Random, value: Some, share: float = 0.5) -> Some | None:
    return value if rng.random() < share else None


def random_world(rng: Random, *, sellers: int = 4, activities: int = 120, around: int = 8) -> World:
    """People in several zones, with records of every kind: missing times, dangling ids, histories with loops.

    `around` is the number of accounts; of everything else there is in proportion.
    """
    names = [f"s{number}" for number in range(sellers)]
    world = World(
        timezone=one_of(rng, ZONES),
        week_starts_on=one_of(rng, (0, 0, 6, 5)),
        currency=one_of(rng, ("USD", "EUR")),
        zones=_zones(rng, names),
        rates=_rates(rng),
    )
    author = Author(rng, world, names)
    author.write_around(accounts=around, contacts=2 * around, leads=around)
    author.write_opportunities(2 * around)
    for number in range(activities):
        author.write_activity(f"a{number}")
    author.write_quotas()
    # A dice of their own: without lines the same seed gives the same records as ever.
    world.lines = random_lines(Random(len(world.rows.participants)), names)
    return world


def random_lines(rng: Random, names: Sequence[str]) -> tuple[tuple[str, str, date, date], ...]:
    """Managers come first, so that nobody comes to stand above themselves; some have two at once, some move, some have
    nobody for a time.
    """
    lines = []
    for place, name in enumerate(names[1:], start=1):
        for _ in range(rng.randrange(1, 4)):
            start_on = one_of(rng, (date(1900, 1, 1), FIRST_ON + timedelta(days=rng.randrange(DAYS))))
            end_on = one_of(rng, (date(9999, 12, 31), max(start_on, FIRST_ON) + timedelta(days=rng.randrange(DAYS))))
            lines.append((names[rng.randrange(place)], name, start_on, end_on))
    return tuple(lines)


def sellers_of(world: World) -> list[str]:
    """Everybody whom any row or zone names, and two who never did anything."""
    named = {*world.zones, "s0", "idle", *(name for line in world.lines for name in line[:2])}
    for _, rows in world.rows.tables():
        for row in rows:
            named |= {value for name in ("seller_id", "owner_id") if (value := getattr(row, name, None))}
    return sorted(named)


def _zones(rng: Random, names: list[str]) -> dict[str, tuple[tuple[date, str], ...]]:
    """Some at home, some elsewhere, some who move."""
    found: dict[str, tuple[tuple[date, str], ...]] = {}
    for name in names:
        kind = rng.randrange(3)
        if kind == 1:
            found[name] = ((date(1900, 1, 1), one_of(rng, ZONES)),)
        elif kind == 2:
            moves_on = FIRST_ON + timedelta(days=rng.randrange(DAYS))
            found[name] = ((date(1900, 1, 1), one_of(rng, ("", *ZONES))), (moves_on, one_of(rng, ZONES)))
    return found


def _rates(rng: Random) -> tuple[tuple[str, date, Decimal], ...]:
    """Rates from some day on; before it an amount cannot be told."""
    found = []
    for currency in ("EUR", "USD"):
        for _ in range(rng.randrange(3)):
            found.append(
                (currency, FIRST_ON + timedelta(days=rng.randrange(DAYS)), Decimal(rng.randrange(50, 150)) / 100)
            )
    return tuple({(currency, on): (currency, on, rate) for currency, on, rate in found}.values())


class Author:
    """Writes rows of one world."""

    def __init__(self, rng: Random, world: World, names: list[str]) -> None:
        self.rng, self.world, self.names = rng, world, names
        self.written: list[tuple[str, object]] = []

    def instant(self) -> datetime:
        """Any minute; often the first or last one of somebody's day, where zones and weeks are easily got wrong."""
        day = FIRST_ON + timedelta(days=self.rng.randrange(DAYS))
        if self.rng.random() < 0.3:
            clock = one_of(self.rng, (time(0, 0), time(23, 59, 59), time(0, 0, 1), time(12)))
            return datetime.combine(day, clock, tzinfo=ZoneInfo(one_of(self.rng, ZONES))).astimezone(UTC)
        return datetime.combine(day, time(), tzinfo=UTC) + timedelta(minutes=self.rng.randrange(24 * 60))

    def ref(self, table: str, share: float = 0.6) -> str | None:
        """An id of a table, now and then one that nothing stands under."""
        if self.rng.random() > share:
            return None
        known = [key[0] for key in getattr(self.world.rows, table)]
        return str(one_of(self.rng, known)) if known and self.rng.random() < 0.95 else f"no-such-{table}"

    def put(self, table: str, row: object) -> None:
        self.world.rows.put(table, row)
        self.written.append((table, row))

    def rewrite_something(self) -> None:
        """One record new, or a known one as another: anything about it may differ."""
        rng = self.rng
        number = rng.randrange(60)
        kind = rng.randrange(8)
        if kind <= 3:
            self.write_activity(f"a{number}")
        elif kind == 4:
            self.write_opportunity(f"o{number % 20}")
        elif kind == 5:
            self.put("leads", self._lead(f"l{number % 10}"))
        elif kind == 6:
            self.put("accounts", self._account(f"acc{number % 10}"))
        else:
            self.write_quotas()

    def write_around(self, *, accounts: int, contacts: int, leads: int) -> None:
        rng = self.rng
        for number in range(accounts):
            self.put("accounts", self._account(f"acc{number}"))
        for number in range(contacts):
            row = ContactRow(
                f"con{number}",
                account_id=self.ref("accounts"),
                seniority=maybe(rng, one_of(rng, ("c_level", "vp", "director", "manager"))),
                buying_role=maybe(rng, one_of(rng, ("economic_buyer", "champion", "blocker"))),
            )
            self.put("contacts", row)
        for number in range(leads):
            self.put("leads", self._lead(f"l{number}"))
        for pipeline in ("new", "renewal"):
            for place, stage in enumerate(STAGES):
                if rng.random() < 0.9:
                    self.put("stages", self._stage(pipeline, stage, place))

    def _account(self, account_id: str) -> AccountRow:
        rng = self.rng
        return AccountRow(
            account_id,
            owner_id=one_of(rng, self.names),
            tier=maybe(rng, one_of(rng, ("A", "B", "C")), 0.8),
            segment=maybe(rng, one_of(rng, ("small", "large"))),
            potential_amount=maybe(rng, Decimal(rng.randrange(100_000))),
            is_customer=one_of(rng, (True, False, None)),
            is_target=one_of(rng, (True, False, None)),
        )

    def _lead(self, lead_id: str) -> LeadRow:
        rng = self.rng
        return LeadRow(
            lead_id,
            owner_id=one_of(rng, self.names),
            created_at=self.instant(),
            source=maybe(rng, "web"),
            is_inbound=one_of(rng, (True, False, None)),
            status=maybe(rng, one_of(rng, ("new", "working"))),
            converted_at=maybe(rng, self.instant()),
            converted_opportunity_id=maybe(rng, f"o{rng.randrange(8)}"),
        )

    def _stage(self, pipeline: str, stage: str, place: int) -> StageRow:
        rng, is_closed = self.rng, stage in {"Won", "Lost"}
        step = one_of(rng, (1, 10))
        return StageRow(
            pipeline,
            stage,
            place * step + rng.randrange(2),
            is_closed=is_closed if rng.random() < 0.9 else None,
            is_won=stage == "Won" if rng.random() < 0.9 else None,
        )

    def write_opportunities(self, count: int) -> None:
        for number in range(count):
            self.write_opportunity(f"o{number}")

    def write_opportunity(self, opportunity_id: str) -> None:
        rng = self.rng
        closed_at = maybe(rng, self.instant(), 0.6)
        row = OpportunityRow(
            opportunity_id,
            owner_id=one_of(rng, self.names),
            created_at=self.instant(),
            stage=one_of(rng, STAGES),
            account_id=self.ref("accounts", 0.8),
            pipeline=one_of(rng, (*PIPELINES, None)),
            type=maybe(rng, one_of(rng, ("new", "expansion"))),
            amount=maybe(rng, Decimal(rng.randrange(1_000_000)) / 100, 0.85),
            currency=one_of(rng, CURRENCIES),
            closed_at=closed_at,
            is_won=one_of(rng, (True, False, None)) if closed_at else maybe(rng, True, 0.1),
            source=maybe(rng, "web"),
            lost_reason=maybe(rng, "price"),
            expected_close_on=maybe(rng, FIRST_ON + timedelta(days=rng.randrange(DAYS))),
            next_step_on=maybe(rng, FIRST_ON + timedelta(days=rng.randrange(DAYS))),
        )
        self.put("opportunities", row)
        self.write_history(opportunity_id)

    def write_history(self, opportunity_id: str) -> None:
        """Stages it moved through, back and forth, some at one and the same instant; owners it had."""
        rng, stage = self.rng, maybe(self.rng, one_of(self.rng, STAGES))
        at = self.instant()
        for _ in range(rng.randrange(5)):
            following = one_of(rng, STAGES)
            stated = stage if rng.random() < 0.9 else maybe(rng, one_of(rng, STAGES))
            self.put("stage_changes", StageChangeRow(opportunity_id, at, following, stated))
            stage = following
            at += timedelta(hours=one_of(rng, (0, 1, 30, 400)))
        for _ in range(rng.randrange(3)):
            self.put("owner_changes", OwnerChangeRow(opportunity_id, self.instant(), one_of(rng, self.names)))

    def write_activity(self, activity_id: str) -> None:
        rng = self.rng
        status = one_of(rng, (*ActivityStatus, ActivityStatus.DONE, ActivityStatus.DONE))
        at = self.instant()
        times: dict[str, Any] = {
            "scheduled_start_at": maybe(rng, at if rng.random() < 0.5 else self.instant()),
            "due_on": maybe(rng, at.date(), 0.2),
            "occurred_at": maybe(rng, at, 0.6 if status == ActivityStatus.DONE else 0.2),
            "completed_at": maybe(rng, at + timedelta(hours=rng.randrange(-3, 40))),
            "cancelled_at": maybe(rng, self.instant(), 0.5 if status == ActivityStatus.CANCELLED else 0.1),
            "logged_at": maybe(rng, at + timedelta(hours=rng.randrange(-200, 60)), 0.8),
        }
        row = ActivityRow(
            activity_id,
            seller_id=one_of(rng, self.names),
            type=one_of(rng, tuple(ActivityType)),
            subtype=maybe(rng, one_of(rng, WORDS)),
            direction=maybe(rng, one_of(rng, tuple(Direction)), 0.8),
            status=status,
            duration_min=maybe(rng, Decimal(rng.randrange(0, 600)) / 10),
            outcome=maybe(rng, one_of(rng, ("conversation", "voicemail", "answered"))),
            account_id=self.ref("accounts"),
            opportunity_id=self.ref("opportunities"),
            lead_id=self.ref("leads", 0.4),
            is_auto_captured=one_of(rng, (True, False, None)),
            **times,
        )
        self.put("activities", row)
        for contact in rng.sample(sorted(str(key[0]) for key in self.world.rows.contacts), rng.randrange(3)):
            response = maybe(rng, one_of(rng, ("accepted", "declined")))
            self.put("participants", ParticipantRow(activity_id, contact, maybe(rng, "required"), response))
        if rng.random() < 0.5:
            self.write_answer(activity_id, row)

    def write_answer(self, activity_id: str, row: ActivityRow) -> None:
        """Another record about the same within a day or so, often to the second at the edge of it."""
        start = row.occurred_at or row.scheduled_start_at or self.instant()
        hours = one_of(
            self.rng, (timedelta(0), timedelta(hours=24), timedelta(hours=24, seconds=1), timedelta(hours=3))
        )
        at = start + hours
        answer = ActivityRow(
            f"{activity_id}-answer",
            seller_id=row.seller_id if self.rng.random() < 0.7 else one_of(self.rng, self.names),
            type=one_of(self.rng, (ActivityType.EMAIL, ActivityType.MEETING)),
            direction=one_of(self.rng, (Direction.OUTBOUND, Direction.INBOUND)),
            status=ActivityStatus.DONE,
            occurred_at=at,
            logged_at=at,
            account_id=row.account_id,
            opportunity_id=row.opportunity_id,
            lead_id=row.lead_id,
        )
        self.put("activities", answer)

    def write_quotas(self) -> None:
        rng = self.rng
        for name in self.names:
            for _ in range(rng.randrange(3)):
                start_on = FIRST_ON + timedelta(days=rng.randrange(DAYS))
                end_on = start_on + timedelta(days=one_of(rng, (0, 6, 29, 90)))
                amount = Decimal(rng.randrange(1, 100_000))
                self.put("quotas", QuotaRow(name, start_on, end_on, amount, one_of(rng, CURRENCIES)))
