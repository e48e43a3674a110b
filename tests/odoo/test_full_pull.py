"""What a first pull delivers, against what people did."""

from collections import defaultdict

import pytest

from fairway.exchange.types import Batch
from tests.odoo.folding import Folded
from tests.odoo.reading import ADMIN, HOME_ZONE, SALES_MANAGER, done, pulled, reader, stored
from tests.odoo.world import World

pytestmark = [pytest.mark.odoo, pytest.mark.xdist_group("odoo")]
BOTH = pytest.mark.parametrize("who", [ADMIN, SALES_MANAGER])


@pytest.fixture(scope="module")
def folded(world: World) -> dict[str, Folded]:
    return {who: pulled(world.odoo, who) for who in (ADMIN, SALES_MANAGER)}


@BOTH
def test_it_counts_every_seller_week_and_type(world: World, folded: dict[str, Folded], who: str) -> None:
    truth = world.ledger.done(HOME_ZONE)
    assert sum(truth.values()) > 250
    assert done(folded[who], world.ledger) == dict(truth)


@BOTH
def test_it_tells_planned_from_called_off(world: World, folded: dict[str, Folded], who: str) -> None:
    rows = [row for row in folded[who].tables["activities"].values() if not row.activity_id.startswith("event-")]
    assert {row.activity_id for row in rows if str(row.status) == "planned"} == world.ledger.ids("open")
    assert {row.activity_id for row in rows if str(row.status) == "cancelled"} == world.ledger.ids("off")


@BOTH
def test_it_states_each_meeting_once(world: World, folded: dict[str, Folded], who: str) -> None:
    rows = folded[who].tables["activities"]
    alone = {row.activity_id: row for key, row in rows.items() if key.startswith("event-")}
    meetings = {f"event-{meeting.event_id}": meeting for meeting in world.ledger.meetings if meeting.is_counted}
    assert alone.keys() == meetings.keys()
    for key, meeting in meetings.items():
        assert alone[key].scheduled_start_at == meeting.start_at
        status = "cancelled" if meeting.is_off else "planned"
        assert (alone[key].seller_id, str(alone[key].status)) == (str(meeting.seller_id), status)
    booked = [act for act in world.ledger.acts if act.event_id and act.state == "open"]
    assert booked
    for act in booked:
        assert rows[str(act.activity_id)].scheduled_start_at is not None


@BOTH
def test_it_plans_a_to_do_for_a_day_and_no_hour(folded: dict[str, Folded], who: str) -> None:
    to_dos = [row for row in folded[who].activities("planned") if row.subtype == "Email"]
    assert to_dos
    assert all(row.due_on is not None and row.scheduled_start_at is None for row in to_dos)


@BOTH
def test_it_knows_managers_and_teams(world: World, folded: dict[str, Folded], who: str) -> None:
    people = folded[who].tables["people"]
    for user_id, manager_id in world.ledger.managers.items():
        row = people[str(user_id)]
        assert row.manager_native_id == (str(manager_id) if manager_id else None), row.name
        assert row.team == world.ledger.teams[user_id]
        assert row.timezone == (world.ledger.zones[user_id] or None)
        assert row.is_active is (user_id not in world.ledger.gone_people)
        assert (row.left_on is None) is row.is_active


@BOTH
def test_it_states_who_sells_and_nobody_else(world: World, folded: dict[str, Folded], who: str) -> None:
    people = {int(key) for key in folded[who].tables["people"]}
    assert people >= world.ledger.names.keys()
    assert not people & world.ledger.outsiders


@BOTH
def test_it_reads_whole_days_off(world: World, folded: dict[str, Folded], who: str) -> None:
    rows = folded[who].tables["absences"].values()
    assert {(int(row.native_id), row.start_on, row.end_on) for row in rows} == set(world.ledger.absences)


@BOTH
def test_it_reads_or_infers_every_stage_change(world: World, folded: dict[str, Folded], who: str) -> None:
    found = defaultdict(list)
    for row in folded[who].tables["stage_changes"].values():
        found[int(row.opportunity_id)].append((row.changed_at, row.to_stage))
    for deal in world.ledger.deals:
        truth = world.ledger.stages[deal]
        rows = sorted(found[deal])
        assert [stage for _, stage in rows] == [stage for _, stage in truth]
        assert all(abs((at - told).total_seconds()) <= 2 for (at, _), (told, _) in zip(rows, truth, strict=True))


def test_it_reads_every_owner_with_an_administrators_key(world: World, folded: dict[str, Folded]) -> None:
    found = defaultdict(list)
    for row in folded[ADMIN].tables["owner_changes"].values():
        found[int(row.opportunity_id)].append((row.changed_at, int(row.owner_id)))
    changed = {
        deal: owners for deal, owners in world.ledger.owners.items() if len(owners) > 1 and deal in world.ledger.deals
    }
    assert changed
    assert {deal: [owner for _, owner in sorted(owners)] for deal, owners in found.items()} == {
        deal: [owner for _, owner in owners] for deal, owners in changed.items()
    }


@BOTH
def test_it_has_the_deals_that_are_there_with_who_owns_them(world: World, folded: dict[str, Folded], who: str) -> None:
    rows = folded[who].tables["opportunities"]
    assert {int(key): int(row.owner_id) for key, row in rows.items()} == world.ledger.deals
    assert all(row.account_id in folded[who].tables["accounts"] for row in rows.values())


def test_it_reads_the_same_over_json_rpc(world: World, folded: dict[str, Folded]) -> None:
    """The way into 17 and 18, tried on the version at hand: a password is no key, so it is the fallback."""
    odoo = world.odoo
    over_rpc = Folded()
    over_rpc.take(reader(odoo, login="sales.manager", secret="sales.manager").pull({}, is_full=True))
    assert over_rpc.tables["activities"] == folded[SALES_MANAGER].tables["activities"]


@pytest.mark.parametrize("stop_after", [1, 5, 9, 12, 14, 17, 20])
def test_it_goes_on_where_it_was_killed(
    world: World,
    folded: dict[str, Folded],
    stop_after: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fairway.crm.odoo.passes.CHUNK", 60)
    resumed = Folded()
    resumed.take(reader(world.odoo).pull({}, is_full=False), stop_after=stop_after)
    first = resumed.rows_read
    assert resumed.take(reader(world.odoo).pull(stored(resumed.positions), is_full=False))
    assert resumed.tables == folded[ADMIN].tables
    assert first > 0


def test_it_reads_in_bounded_batches_with_positions(world: World) -> None:
    batches: list[Batch] = list(reader(world.odoo).pull({}, is_full=False))
    assert batches[0].table == "people"
    streams = {batch.stream for batch in batches if batch.position is not None}
    assert streams == {"people", "accounts", "contacts", "deals", "activities", "completions", "events"}
    assert all(batch.expected is None or batch.expected >= len(batch.rows) for batch in batches)
