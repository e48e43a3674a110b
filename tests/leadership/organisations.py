"""Random organisations: who works for whom over time, with moves in mid-week and mid-quarter, and what happened."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from fairway.coaching.models import Session
from fairway.commitments.models import Commitment, Obstacle
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.evidence.models import SellerLanding, SellerVerdict
from fairway.evidence.queries.goals import ClosedDay, Goal
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, RampStep, ReportingLine
from fairway.plans.models import Plan
from fairway.studio.models import Proposal

ON = date(2026, 11, 27)  # a Friday
FIRST = date(2026, 8, 31)  # the first week anything was recorded: the last five of a quarter, and eight after it
HIAS = ("call_plan_written", "exec_meeting_requested")
DAYS = (ON - FIRST).days


@dataclass(frozen=True)
class Move:
    """Somebody works for another manager from a day on; `kind` may be acting or second beside the first line."""

    who: int
    manager: int
    day: int
    kind: str = "line"
    lasts: int | None = None


@dataclass(frozen=True)
class Plot:
    """What is drawn: for each manager the place of theirs (None at the top), for each seller their first manager."""

    managers: tuple[int | None, ...]
    sellers: tuple[int, ...]
    moves: tuple[Move, ...] = ()
    hired: tuple[tuple[int, int], ...] = ()  # (seller, day)
    left: tuple[tuple[int, int], ...] = ()
    promoted: tuple[tuple[int, int, int], ...] = ()  # (seller who leads, seller who is led, day)
    seed: int = 0


@st.composite
def plots(draw: st.DrawFn, *, most_sellers: int = 22) -> Plot:
    count = draw(st.integers(1, 5))
    managers = tuple(draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None for n in range(count))
    sellers = tuple(draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=most_sellers)))
    places = st.integers(0, len(sellers) - 1)
    day = st.integers(1, DAYS + 10)
    moved = st.builds(
        Move,
        places,
        st.integers(0, count - 1),
        day,
        st.sampled_from(("line", "line", "line", "acting", "second")),
        st.one_of(st.none(), st.integers(3, 40)),
    )
    higher = (
        st.builds(lambda n, day: Move(-1 - n, 0, day), st.integers(1, count - 1), day) if count > 1 else st.nothing()
    )
    moves = draw(st.lists(st.one_of(moved, higher), max_size=5))
    return Plot(
        managers,
        sellers,
        tuple(moves),
        tuple(draw(st.lists(st.tuples(places, day), max_size=2))),
        tuple(draw(st.lists(st.tuples(places, day), max_size=2))),
        tuple(draw(st.lists(st.tuples(places, places, day), max_size=2))),
        draw(st.integers(0, 10**6)),
    )


@dataclass
class World:
    """The organisation once built: keys by place, and what the lake would say of goals and deals."""

    managers: list[int] = field(default_factory=list)
    sellers: list[int] = field(default_factory=list)
    goals: dict[int, list[Goal]] = field(default_factory=dict)
    closed: dict[int, list[ClosedDay]] = field(default_factory=dict)

    @property
    def everybody(self) -> list[int]:
        """Sellers, then managers: one who leads nobody in a week counts as a seller in it."""
        return [*self.sellers, *self.managers]


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)


def build(plot: Plot) -> World:
    """People and lines in the database, and what happened. Call inside a transaction of the caller's."""
    Organisation.objects.create(name="Random Works")
    RampStep.objects.create(role="", until_week=8, share=Decimal("0.5"))
    world = World()
    for number, _ in enumerate(plot.managers):
        world.managers.append(
            Person.objects.create(name=f"Manager {number}", slug=f"m{number}", email=f"m{number}@example.com").pk
        )
    for number, _ in enumerate(plot.sellers):
        world.sellers.append(
            Person.objects.create(name=f"Seller {number}", slug=f"s{number}", email=f"s{number}@example.com").pk
        )
    for number, above in enumerate(plot.managers):
        if above is not None:
            line(world.managers[number], world.managers[above])
    for number, manager in enumerate(plot.sellers):
        line(world.sellers[number], world.managers[manager])
    for number, day in plot.hired:
        Person.objects.filter(pk=world.sellers[number]).update(hired_on=day_of(day))
    for number, day in plot.left:
        Person.objects.filter(pk=world.sellers[number]).update(left_on=day_of(day))
    for move in plot.moves:
        apply(move, world)
    for leads, led, day in plot.promoted:
        if leads < led and not ReportingLine.objects.filter(person_id=world.sellers[led]).count() > 1:
            ReportingLine.objects.filter(person_id=world.sellers[led]).update(valid_to_on=day_of(day - 1))
            line(world.sellers[led], world.sellers[leads], valid_from_on=day_of(day))
    rebuild_spans()
    metric = CountedMetric.objects.create(key="calls")
    WeeklyCount.objects.create(person_key=world.sellers[0], week_on=FIRST, month_on=FIRST, metric=metric, done=1)
    happen(world, random.Random(plot.seed))
    return world


def line(person: int, manager: int, **more: object) -> None:
    ReportingLine.objects.create(person_id=person, manager_id=manager, **more)


def apply(move: Move, world: World) -> None:
    """The move as a dated line; a first line ends the day before the new one. What would close a circle is left out."""
    person = world.sellers[move.who] if move.who >= 0 else world.managers[-1 - move.who]
    manager, on = world.managers[move.manager], day_of(move.day)
    if person == manager:
        return
    if move.kind == "line":
        own = ReportingLine.objects.filter(person_id=person, kind="line")
        if own.filter(valid_from_on__gte=on).exists():
            return
        own.filter(valid_to_on__isnull=True).update(valid_to_on=on - timedelta(days=1))
        line(person, manager, valid_from_on=on)
    else:
        until_on = on + timedelta(days=move.lasts) if move.lasts else None
        line(person, manager, valid_from_on=on, valid_to_on=until_on, kind=move.kind)


def happen(world: World, chance: random.Random) -> None:
    """Plans, sessions, promises, obstacles, standings and answers, verdicts, goals and deals."""
    for person in world.sellers:
        _plans(person, chance)
        _sessions(person, chance)
        _promises(person, world, chance)
        _standings(person, chance)
        _evidence(person, chance)
        if chance.random() < 0.8:
            world.goals[person] = [
                Goal(date(2026, 7, 1), date(2026, 9, 30), float(chance.choice((90_000, 120_000)))),
                Goal(date(2026, 10, 1), date(2026, 12, 31), float(chance.choice((90_000, 150_000)))),
            ]
        days = sorted(chance.sample(range(-60, DAYS), 9))
        world.closed[person] = [
            ClosedDay(day_of(day), 2, won := chance.randint(0, 2), won * float(chance.choice((8_000, 25_000))))
            for day in days
        ]


def _plans(person: int, chance: random.Random) -> None:
    for metric in HIAS:
        if chance.random() < 0.6:
            start, length = chance.randint(-40, DAYS), chance.choice((None, 10, 40))
            Plan.objects.create(
                person_id=person,
                metric_key=metric,
                target=3,
                starts_on=day_of(start),
                ends_on=day_of(start + length) if length else None,
                is_draft=chance.random() < 0.2,
                needs_yes=chance.random() < 0.2,
            )


def _sessions(person: int, chance: random.Random) -> None:
    weeks = [chance.randint(0, DAYS // 7 - 1) for _ in range(2)]
    for _ in range(chance.randint(2, 9)):
        day = 7 * chance.choice(weeks) + chance.randint(0, 6)  # several in one week
        at = datetime(2026, 8, 31, tzinfo=UTC) + timedelta(days=day, minutes=chance.randint(0, 1439))
        state = chance.choice(("held", "held", "called_off"))
        Session.objects.create(
            person_id=person,
            kind=chance.choice(("one_to_one", "check", "account")),
            starts_at=at,
            parts=[["own_read", chance.choice((15, 45, 60, 90))]],
            state=state,
            held_at=at + timedelta(minutes=chance.choice((20, 3000))) if state == "held" else None,
            metric_key=chance.choice(("", *HIAS)),
        )


def _promises(person: int, world: World, chance: random.Random) -> None:
    for _ in range(chance.randint(0, 5)):
        made = chance.choice((chance.randint(0, DAYS - 3), DAYS - 14, DAYS - 15))
        promise = Commitment.objects.create(
            person_id=person,
            owner_id=chance.choice(world.managers),
            role=chance.choice(("manager", "manager", "seller", "leader")),
            what="A way out",
            made_on=day_of(made),
            by_on=day_of(made + chance.randint(1, 20)),
            kept=chance.choice(("", "kept", "kept", "not_kept", "cannot_tell", "withdrawn")),
        )
        if chance.random() < 0.5:
            state = chance.choice(("open", "resolved", "resolved", "did_not_help", "withdrawn"))
            Obstacle.objects.create(
                person_id=person,
                commitment=promise,
                metric_key=chance.choice(("", *HIAS)),
                week_on=day_of(made - made % 7),
                raised_as="manager",
                state=state,
                closed_on=day_of(made + chance.randint(0, 25)) if state != "open" else None,
            )


def _standings(person: int, chance: random.Random) -> None:
    for metric in HIAS:
        for week in range(DAYS // 7):
            week_on = day_of(7 * week)
            status = chance.choice(("on_pace", "on_pace", "behind", "check_data", "away"))
            WeeklyDiagnosis.objects.create(person_id=person, week_on=week_on, metric_key=metric, status=status)
            if chance.random() < 0.2:
                said_at = datetime.combine(week_on, datetime.min.time(), tzinfo=UTC) + timedelta(
                    days=chance.randint(7, 18), minutes=chance.randint(0, 1439)
                )
                SellerAnswer.objects.create(
                    person_id=person, metric_key=metric, week_on=week_on, text="x", said_at=said_at
                )


def _evidence(person: int, chance: random.Random) -> None:
    for week in (DAYS // 7 - 1, DAYS // 7 - 2):
        week_on = day_of(7 * week)
        if chance.random() < 0.7:
            said = chance.choice((None, 0.2, 0.5, 0.9))
            ends = {"starts_on": week_on, "ends_on": week_on + timedelta(days=60), "at_target": {}}
            SellerLanding.objects.create(person_id=person, week_on=week_on, now={"chance": said}, **ends)
        for metric in HIAS:
            verdict = chance.choice(("helping", "not_helping", "too_early", "cannot_tell"))
            SellerVerdict.objects.create(person_id=person, week_on=week_on, metric_key=metric, verdict=verdict, told={})
    for metric in HIAS:
        day = day_of(chance.randint(DAYS - 25, DAYS + 5))
        Proposal.objects.create(
            person_id=person,
            metric_key=metric,
            target=3,
            by_on=day,
            review_on=day,
            starts_on=day_of(0),
            answer=chance.choice(("accepted", "accepted", "accepted", "")),
        )
