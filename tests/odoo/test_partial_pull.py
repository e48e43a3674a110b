"""What a second pull brings after people lived on: old things undone, done late, merged, deleted; people gone."""

import copy
from dataclasses import dataclass

import pytest

from tests.odoo.folding import Folded
from tests.odoo.population import live_on
from tests.odoo.reading import ADMIN, HOME_ZONE, SALES_MANAGER, done, pulled, reader, stored
from tests.odoo.world import World

pytestmark = [pytest.mark.odoo, pytest.mark.xdist_group("odoo")]
BOTH = pytest.mark.parametrize("who", [ADMIN, SALES_MANAGER])


@dataclass
class Before:
    """What was stored before life went on, by whose key."""

    world: World
    folded: dict[str, Folded]

    def again(self, who: str) -> Folded:
        return copy.deepcopy(self.folded[who])


@pytest.fixture(scope="module")
def before(world: World) -> Before:
    found = Before(world, {who: pulled(world.odoo, who) for who in (ADMIN, SALES_MANAGER)})
    live_on(world)
    return found


@BOTH
def test_it_counts_every_seller_week_and_type_after_more_changes(before: Before, who: str) -> None:
    folded = before.again(who)
    read_before = folded.rows_read
    folded.take(reader(before.world.odoo, who).pull(stored(folded.positions), is_full=False))
    assert done(folded, before.world.ledger) == dict(before.world.ledger.done(HOME_ZONE))
    assert folded.rows_read - read_before < read_before  # not everything again
    planned = {row.activity_id for row in folded.activities("planned") if not row.activity_id.startswith("event-")}
    assert planned == before.world.ledger.ids("open")


@BOTH
def test_it_leads_to_the_same_rows_as_reading_everything_again(before: Before, who: str) -> None:
    folded = before.again(who)
    folded.take(reader(before.world.odoo, who).pull(stored(folded.positions), is_full=False))
    anew = pulled(before.world.odoo, who)
    for table in ("activities", "opportunities", "leads", "owner_changes", "participants", "accounts", "people"):
        assert folded.tables[table] == anew.tables[table], table


@pytest.mark.parametrize("stop_after", [2, 6, 9, 12, 15])
def test_it_goes_on_where_a_partial_pull_was_killed(
    before: Before,
    stop_after: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fairway.crm.odoo.passes.CHUNK", 25)
    folded = before.again(ADMIN)
    folded.take(reader(before.world.odoo).pull(stored(folded.positions), is_full=False), stop_after=stop_after)
    folded.take(reader(before.world.odoo).pull(stored(folded.positions), is_full=False))
    assert done(folded, before.world.ledger) == dict(before.world.ledger.done(HOME_ZONE))
    assert folded.tables["activities"] == pulled(before.world.odoo).tables["activities"]


def test_it_finds_changes_dated_before_the_last_pull_in_a_small_database(before: Before) -> None:
    """A server whose clock was set back writes dates that no cursor reaches; a small one is read whole anyway."""
    world, folded = before.world, Folded()
    folded.take(reader(world.odoo, whole_below=5000).pull({}, is_full=True))
    act = next(
        act
        for act in world.ledger.acts
        if act.state == "open"
        and act.is_counted
        and act.event_id is None
        and act.seller_id not in world.ledger.gone_people
    )
    now_at = world.odoo.server_at
    world.odoo.set_clock(world.local(act.seller_id, act_day(world), 10))
    world.do(act)
    world.odoo.set_clock(now_at)
    folded.take(reader(world.odoo, whole_below=5000).pull(stored(folded.positions), is_full=False))
    assert done(folded, world.ledger) == dict(world.ledger.done(HOME_ZONE))


def test_it_starts_over_when_the_clock_stands_before_the_position(before: Before) -> None:
    world, folded = before.world, pulled(before.world.odoo)
    now_at = world.odoo.server_at
    act = next(
        act
        for act in world.ledger.acts
        if act.is_done
        and act.is_counted
        and not act.is_left_as_message
        and act.event_id is None
        and act.seller_id not in world.ledger.gone_people
    )
    world.odoo.set_clock(world.local(act.seller_id, act_day(world), 11))
    world.undo(act)
    folded.take(reader(world.odoo).pull(stored(folded.positions), is_full=False))
    world.odoo.set_clock(now_at)
    assert done(folded, world.ledger) == dict(world.ledger.done(HOME_ZONE))


def act_day(world: World):  # type: ignore[no-untyped-def]
    """A day weeks before everything else ended."""
    from tests.odoo.population import FIRST_MONDAY

    return FIRST_MONDAY.replace(month=4, day=1)
