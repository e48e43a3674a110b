"""Seven weeks of selling on a real Odoo, and a few days more: `populate` and, later, `live_on`.

The weeks hold both changes to summer time, two ends of a month and a spread of time zones from Auckland to Los Angeles.
What happens is drawn with a fixed seed around set scenes; everything goes through the calls Odoo's own pages make.
"""

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tests.odoo.edges import edges, employ_others
from tests.odoo.scenes import change_deals, change_old, scenes
from tests.odoo.server import Odoo, run_script
from tests.odoo.truth import Act, Ledger
from tests.odoo.world import World

SEED = 20260223
KEPT = "populated"
TOLD_BY = ("acting", "dealing", "edges", "population", "scenes", "server", "truth", "working", "world")
FIRST_MONDAY = date(2026, 2, 23)
WEEKS = 7
SELLERS = (
    ("anna", "Anna Brandt", "Europe/Berlin"),
    ("bo", "Bo Reyes", "America/Los_Angeles"),
    ("chika", "Chika Mori", "Asia/Tokyo"),
    ("dev", "Dev Rao", "Asia/Kolkata"),
    ("eli", "Eli Tane", "Pacific/Auckland"),
    ("fay", "Fay Olsen", ""),
    ("gus", "Gus Lima", "America/Sao_Paulo"),
)
LEADERS = (("lena", "Lena Shaw", "Europe/London"), ("marco", "Marco Bianchi", "America/New_York"))
KINDS = ("Call", "Call", "Call", "Email", "Email", "Meeting", "To-Do", "Discovery (first talk)")
STAGES = ("Qualified", "Proposition", "Won")


def populated_world() -> World:
    """The server after `populate`, taken from what is kept of an earlier time or made now.

    The world holds the ledger and can live on; its server's clock stands where the weeks ended.
    """
    odoo = Odoo.from_environment()
    kept = Path(os.environ["FAIRWAY_ODOO_ROOT"]) / f"populated-{_fingerprint()}.json"
    if kept.exists():
        run_script("back", KEPT)
        world = World(odoo, Ledger.load(kept), seed=SEED)
    else:
        run_script("fresh")
        world = populate(odoo)
        run_script("keep", KEPT)
        world.ledger.save(kept)
    odoo.set_clock(world.ledger.now_at or world.odoo.server_at)
    return world


def _fingerprint() -> str:
    """Changes with this population and with the database it was made in."""
    code = [Path(__file__).with_name(f"{name}.py").read_bytes() for name in TOLD_BY]
    return hashlib.sha256(b"".join([*code, os.environ["FAIRWAY_ODOO_KEY"].encode()])).hexdigest()[:12]


def populate(odoo: Odoo) -> World:
    """Fill a fresh database. Returns the world, with the ledger of what was done."""
    world = World(odoo, Ledger(), seed=SEED)
    people = _hire(world)
    _deals(world, people)
    for week in range(WEEKS):
        monday_on = FIRST_MONDAY + timedelta(weeks=week)
        for seller_id in people[: len(SELLERS)]:
            _ordinary_week(world, people, seller_id, monday_on)
    _boundaries(world, people)
    mondays = [FIRST_MONDAY + timedelta(weeks=number) for number in range(WEEKS)]
    scenes(world, people, mondays)
    edges(world, people, mondays)
    world.run()
    return world


def live_on(world: World) -> None:
    """Some more days, in which old things change as well: what a second, partial pull must find."""
    world.chance.seed(SEED + 1)  # the same days whether the weeks were lived or taken from what is kept
    people = sorted(world.ledger.logins)[: len(SELLERS) + len(LEADERS)]
    sellers = [seller_id for seller_id in people[: len(SELLERS)] if seller_id not in world.ledger.gone_people]
    monday_on = FIRST_MONDAY + timedelta(weeks=WEEKS + 2)  # what was put off is done by then
    for seller_id in sellers:
        _ordinary_week(world, people, seller_id, monday_on)
    world.later(world.local(sellers[0], monday_on, 9), lambda: change_old(world, sellers))
    world.later(world.local(sellers[0], monday_on + timedelta(days=3), 9), lambda: change_deals(world, sellers))
    world.run()


def _hire(world: World) -> list[int]:
    world.odoo.set_clock(datetime.combine(FIRST_MONDAY - timedelta(days=3), time(6), tzinfo=UTC))
    people = [world.hire(login, name, zone) for login, name, zone in SELLERS]
    leaders = [world.hire(login, name, zone, "sales_team.group_sale_manager") for login, name, zone in LEADERS]
    # Odoo asks before it moves somebody to another team, so nobody is in one yet.
    world.team("North", leaders[0], [leaders[0], *people[:4]])
    world.team("South", leaders[1], people[4:])
    world.odoo.admin(
        "mail.activity.type",
        "create",
        vals_list=[
            {
                "name": "Discovery (first talk)",
                "category": "meeting",
                "sequence": 50,
            }
        ],
    )
    _employ(world, people, leaders)
    employ_others(world)
    return [*people, *leaders]


def _employ(world: World, people: list[int], leaders: list[int]) -> None:
    """Employee files for two sellers, where Odoo has them: one names a manager, one names a manager without a user."""
    if not world.has_hr:
        return
    [boss] = world.odoo.admin("hr.employee", "create", vals_list=[{"name": "Marco Bianchi", "user_id": leaders[1]}])
    [between] = world.odoo.admin("hr.employee", "create", vals_list=[{"name": "No User", "parent_id": boss}])
    world.odoo.admin(
        "hr.employee",
        "create",
        vals_list=[
            {"name": "Anna Brandt", "user_id": people[0], "parent_id": boss},
            {"name": "Bo Reyes", "user_id": people[1], "parent_id": between},
            {"name": "Chika Mori", "user_id": people[2]},
        ],
    )
    world.ledger.managers[people[0]] = world.ledger.managers[people[1]] = leaders[1]


def _deals(world: World, people: list[int]) -> None:
    """Four deals and a lead for each seller, on companies; some move through stages, some change hands."""
    day = FIRST_MONDAY - timedelta(days=2)
    for number, seller_id in enumerate(people[: len(SELLERS)]):
        world.odoo.set_clock(world.local(seller_id, day, 8))
        for place in range(4):
            name = f"{SELLERS[number][1]} {place}"
            [partner_id] = world.odoo.admin(
                "res.partner", "create", vals_list=[{"name": f"{name} Ltd", "is_company": True}]
            )
            deal = world.deal(seller_id, name, partner_id)
            if place < 3:
                _stage_by_stage(world, seller_id, deal, place)
        world.deal(seller_id, f"{SELLERS[number][1]} lead", partner_id, kind="lead")


def _stage_by_stage(world: World, seller_id: int, deal: int, steps: int) -> None:
    for step in range(steps + 1):
        day = FIRST_MONDAY + timedelta(days=7 * step + 2 + steps + step * step)
        stage = STAGES[step] if step < 2 or steps == 2 else STAGES[0]
        world.later(world.local(seller_id, day, 15, 7 * step), lambda stage=stage: world.move(deal, stage))


def _records(world: World, seller_id: int) -> list[tuple[str, int]]:
    """What a seller may work on: their deals, and the companies behind them."""
    deals = sorted(deal for deal, owner_id in world.ledger.deals.items() if owner_id == seller_id)
    deals = deals or sorted(world.ledger.deals)[:3]
    return [*(("crm.lead", deal) for deal in deals), ("res.partner", 1)]


def _ordinary_week(world: World, people: Sequence[int], seller_id: int, monday_on: date) -> None:
    for _ in range(world.chance.randint(4, 7)):
        day = monday_on + timedelta(days=world.chance.randint(0, 3))
        hour, minute = world.chance.randint(8, 11), world.chance.randint(0, 59)
        kind, fate = world.chance.choice(KINDS), world.chance.random()
        world.later(
            world.local(seller_id, day, hour, minute),
            lambda day=day, kind=kind, fate=fate: _begin(world, people, seller_id, day, kind, fate),
        )


def _begin(world: World, people: Sequence[int], seller_id: int, day: date, kind: str, fate: float) -> None:
    """Plan an activity and decide what will become of it."""
    if seller_id in world.ledger.gone_people:
        return
    leader_id = people[-1 - (seller_id % 2)]
    by = leader_id if fate * 100 % 1 < 0.15 else None
    summary = f"about {kind.lower()}" if fate * 1000 % 1 < 0.6 else ""
    record = world.chance.choice(_records(world, seller_id))
    act = world.plan(seller_id, kind, record, by=by, due_on=day + timedelta(days=2), summary=summary)
    colleague_id = next(other for other in people if other not in {seller_id, *world.ledger.gone_people})
    soon, next_day = world.chance.randint(0, 3), day + timedelta(days=4)

    def then(days: int, hour: int, what) -> None:  # type: ignore[no-untyped-def]
        world.later(world.local(seller_id, day + timedelta(days=days), hour, world.chance.randint(0, 59)), what)

    if fate < 0.58:
        then(soon, 15, lambda: world.do(act, feedback="went well" if fate < 0.1 else ""))
    elif fate < 0.66:
        then(soon, 16, lambda: world.do(act, by=leader_id))
    elif fate < 0.71:
        then(soon, 16, lambda: world.do(act, by=colleague_id))
    elif fate < 0.76:
        then(soon, 16, lambda: world.cancel(act))
    elif fate < 0.81:
        then(1, 13, lambda: world.reassign(act, colleague_id))
        then(3, 17, lambda: world.do(act))
    elif fate < 0.87:
        then(1, 13, lambda: world.reschedule(act, next_day + timedelta(days=14)))
        then(11, 14, lambda: world.do(act))
    elif fate < 0.92:
        then(1, 13, lambda: world.do(act))
        then(2, 9, lambda: world.undo(act))
        if fate < 0.9:
            then(3, 18, lambda: world.do(act))
    elif fate < 0.95:
        then(2, 12, lambda: world.archive(act))


def _boundaries(world: World, people: Sequence[int]) -> None:
    """For everybody: done minutes before and after their own week turns, also where that is another day in UTC."""
    for seller_id in people[: len(SELLERS)]:
        for week in (2, 4, 5):
            sunday = FIRST_MONDAY + timedelta(weeks=week, days=-1)
            for minutes in (-7, 6):
                turn = world.local(seller_id, sunday + timedelta(days=1), 0) + timedelta(minutes=minutes)
                world.later(turn, lambda who=seller_id: _at_once(world, who, "Call"))
    # Two sellers, one deal, one day in UTC, and the deal merged away afterwards: only messages tell them apart.
    chika, eli = people[2], people[4]
    deal = sorted(world.ledger.deals)[0]
    sunday = FIRST_MONDAY + timedelta(weeks=3, days=-1)
    world.later(world.local(chika, sunday, 23, 50), lambda: _at_once(world, chika, "Email", ("crm.lead", deal)))
    world.later(world.local(chika, sunday, 23, 55), lambda: _at_once(world, eli, "Email", ("crm.lead", deal)))
    world.later(
        world.local(chika, sunday + timedelta(days=1), 0, 5),
        lambda: _at_once(world, chika, "Email", ("crm.lead", deal)),
    )


def _at_once(world: World, seller_id: int, kind: str, record: tuple[str, int] | None = None) -> Act | None:
    if seller_id in world.ledger.gone_people:
        return None
    act = world.plan(seller_id, kind, record or _records(world, seller_id)[0])
    world.do(act)
    return act
