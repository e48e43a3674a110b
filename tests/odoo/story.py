"""One Fairway from its first connection on, with what its board showed at each turn: lived once, for many tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.odoo.edges import MEETS, OFFER
from tests.odoo.house import House, planned_cells, weeks_shown
from tests.odoo.population import FIRST_MONDAY, WEEKS, live_on
from tests.odoo.reading import HOME_ZONE
from tests.odoo.truth import Cell
from tests.odoo.working import XMLIDS
from tests.odoo.world import World

KINDS = (*XMLIDS, "Discovery (first talk)", OFFER, MEETS, "Activity")
AT_ONCE = 3  # more HIAs help nobody, and are refused
PHASES = ("accounts", "opportunities", "activities", "metrics", "standings")
PAST_DAYS = tuple(FIRST_MONDAY + timedelta(days=days) for days in (9, 20, 27, 34, 48))
PLANS_FROM = FIRST_MONDAY - timedelta(weeks=1)
Board = Mapping[str, Any]


@dataclass
class Turn:
    """A board, and the truth at the moment it was asked for."""

    board: Board
    on: date
    done: Mapping[Cell, int]
    unconfirmed: Mapping[Cell, int]


@dataclass
class Story:
    """What one house saw."""

    world: World
    house: House
    folder: Path
    phases: Sequence[str] = PHASES  # in which it is killed
    past_days: Sequence[date] = PAST_DAYS  # asked about
    tallies: dict[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    turns: dict[str, Turn] = field(default_factory=dict)
    every_type: dict[Cell, int] = field(default_factory=dict)
    taken_before_kill: dict[str, int] = field(default_factory=dict)
    past: dict[date, Turn] = field(default_factory=dict)

    def tell(self) -> None:
        """Connect, sync, plan, live on, sync, change and be killed, sync, read everything again."""
        self.house.connect()
        self.tallies["first"] = self.house.sync()
        self._turn("drafts")
        self._plan_every_type()
        self._turn("planned")
        for day in self.past_days:
            done = self.world.ledger.done(HOME_ZONE, until=end_of(day))
            self.past[day] = Turn(self.house.board(day), day, dict(done), {})
        live_on(self.world)
        self.tallies["partial"] = self.house.sync()
        self._turn("lived on")
        self._change_something()
        for phase in self.phases:
            self.taken_before_kill[phase] = self.house.sync_killed(phase)
        self.tallies["after kills"] = self.house.sync()
        self._turn("after kills")
        self.tallies["full"] = self.house.sync("--full")
        self._turn("full")

    def _turn(self, name: str) -> None:
        self.world.odoo.admin("res.users", "search", domain=[], limit=1)  # looks at the clock
        on = self.world.odoo.server_at.date()
        ledger = self.world.ledger
        self.turns[name] = Turn(
            self.house.board(), on, dict(ledger.done(HOME_ZONE)), dict(ledger.unconfirmed(HOME_ZONE, on))
        )

    def _plan_every_type(self) -> None:
        """Every type in force for everybody at some time, three at once, from a folder; for one seller by command."""
        *many, one = sorted(self.world.ledger.names)
        before: list[tuple[int, str]] = []
        for start in range(0, len(KINDS), AT_ONCE):
            kinds = KINDS[start : start + AT_ONCE]
            rows = [(seller_id, kind) for seller_id in many for kind in kinds]
            self._import(rows, gone=before)
            for kind in KINDS[start - AT_ONCE : start] if start else ():
                self.house.run("plan", "end", str(one), kind, "--never")
            for kind in kinds:
                self.house.run("plan", "add", str(one), kind, "4", "--from", str(PLANS_FROM))
            self.every_type |= planned_cells(self.house.board())
            before = rows

    def _import(self, rows: Sequence[tuple[int, str]], *, gone: Sequence[tuple[int, str]]) -> None:
        """A folder that names sellers by Odoo's ids and activities by Odoo's words."""
        names = self.world.ledger.names
        self._write("sellers", "seller_id,name", [f"{key},{name}" for key, name in names.items()])
        self._write("activities", "activity_id,seller_id,type", [])
        self._write(
            "plans",
            "seller_id,metric,starts_on,target,per",
            [f'{key},"{kind}",{PLANS_FROM},4,week' for key, kind in rows],
        )
        self._write("deleted_ids", "table,id", [f'plans,"{key}|{kind}|{PLANS_FROM}"' for key, kind in gone])
        self.house.run("import", str(self.folder))

    def _write(self, table: str, header: str, lines: Sequence[str]) -> None:
        (self.folder / f"{table}.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")

    def _change_something(self) -> None:
        """Changes the killed runs were to bring: new work, old work undone, a deal deleted."""
        world = self.world
        present = [key for key in sorted(world.ledger.names)[:7] if key not in world.ledger.gone_people]
        for seller_id in present:
            own = [
                act for act in world.ledger.acts if act.seller_id == seller_id and act.is_counted and not act.event_id
            ]
            world.undo(next(act for act in own if act.is_done and not act.is_left_as_message))
            deal = next(deal for deal, owner in sorted(world.ledger.deals.items()) if owner == seller_id)
            world.do(world.plan(seller_id, "Call", ("crm.lead", deal)))
        world.delete_deal(max(deal for deal, owner in world.ledger.deals.items() if owner == present[0]))


def expected_cells(
    truth: Mapping[Cell, int], sellers: Mapping[int, str], kinds: Sequence[str], on: date
) -> dict[Cell, int]:
    """Every seller x week shown on a day x type, with nothing as nothing."""
    return {
        (str(seller_id), week, kind): truth.get((str(seller_id), week, kind), 0)
        for seller_id in sellers
        for week in weeks_shown(on)
        if week >= PLANS_FROM
        for kind in kinds
    }


def end_of(day: date) -> datetime:
    """The last moment of a day where the organisation is."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC) - timedelta(seconds=1)


assert WEEKS * 7 < 13 * 7  # a board shows all of it
