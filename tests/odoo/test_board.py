"""The board of a real Odoo, by commands alone, against what people did: at first, after more changes, after kills."""

from collections.abc import Iterator

import pytest

from tests.odoo.house import House, logged_cells, monday_of, planned_cells, weeks_shown
from tests.odoo.population import populated_world
from tests.odoo.reading import ADMIN, SALES_MANAGER
from tests.odoo.server import missing
from tests.odoo.story import AT_ONCE, KINDS, PAST_DAYS, PHASES, Story, Turn, expected_cells

pytestmark = [pytest.mark.odoo, pytest.mark.xdist_group("odoo")]
LAST_PLANNED = KINDS[len(KINDS) - len(KINDS) % AT_ONCE :] or KINDS[-AT_ONCE:]
LATER = ("planned", "lived on", "after kills", "full")


@pytest.fixture(scope="module", params=[ADMIN, SALES_MANAGER])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    if missing():
        pytest.skip(missing())
    world = populated_world()
    key = world.odoo.admin_key if request.param == ADMIN else world.odoo.manager_key
    told = Story(world, House(tmp_path_factory.mktemp("home"), world.odoo, key), tmp_path_factory.mktemp("plans"))
    if request.param == SALES_MANAGER:  # nothing about days and kills depends on rights: once more is enough
        told.phases, told.past_days = PHASES[2:4], PAST_DAYS[2:3]
    told.tell()
    yield told
    world.odoo.release_clock()


def test_it_shows_drafts_at_first_and_nobody_behind(story: Story) -> None:
    board = story.turns["drafts"].board
    hias = [hia for seller in board.values() for hia in seller["hias"]]
    assert hias
    assert all(hia["is_draft"] for hia in hias)
    assert all(len(seller["hias"]) <= 2 for seller in board.values())
    assert not [seller for seller in board.values() if seller["state"] in {"behind", "check_data"}]


def test_it_counts_every_seller_week_and_type_that_was_ever_planned(story: Story) -> None:
    turn = story.turns["planned"]
    truth = expected_cells(turn.done, story.world.ledger.names, KINDS, turn.on)
    assert sum(truth.values()) > 250
    assert story.every_type == truth


@pytest.mark.parametrize("name", LATER)
def test_it_keeps_counting_what_is_planned(story: Story, name: str) -> None:
    turn = story.turns[name]
    assert planned_cells(turn.board) == expected_cells(turn.done, story.world.ledger.names, LAST_PLANNED, turn.on)


@pytest.mark.parametrize("name", ["drafts", *LATER])
def test_it_shows_everything_that_was_logged(story: Story, name: str) -> None:
    turn = story.turns[name]
    shown = weeks_shown(turn.on)
    assert logged_cells(turn.board) == {cell: count for cell, count in turn.done.items() if cell[1] in shown}


@pytest.mark.parametrize("name", ["planned", "full"])
def test_it_asks_about_meetings_nobody_confirmed(story: Story, name: str) -> None:
    turn = story.turns[name]
    assert sum(turn.unconfirmed.values()) > 3
    assert unconfirmed_cells(turn) == turn.unconfirmed


def unconfirmed_cells(turn: Turn) -> dict[object, int]:
    return {
        (seller_id, monday_of(week["week"]), word["metric"]): week["unconfirmed"]
        for seller_id, seller in turn.board.items()
        for word in seller["logged"]
        for week in word["weeks"]
        if week["unconfirmed"]
    }


def test_it_answers_as_of_past_days(story: Story) -> None:
    names = story.world.ledger.names
    assert story.past
    for day, turn in story.past.items():
        there = {key: name for key, name in names.items() if str(key) in turn.board}
        assert len(there) > 8
        truth = expected_cells(turn.done, there, LAST_PLANNED, day)
        assert planned_cells(turn.board) == truth, day
    assert sum(sum(turn.done.values()) for turn in story.past.values()) > 100


def test_it_reads_less_the_second_time_than_the_first(story: Story) -> None:
    first, partial = (sum(tally["read"] for tally in story.tallies[name].values()) for name in ("first", "partial"))
    assert 0 < partial < first


def test_it_had_taken_rows_before_it_was_killed(story: Story) -> None:
    assert len(story.taken_before_kill) > 1
    assert all(taken > 0 for taken in story.taken_before_kill.values())


def test_it_keeps_teams_and_managers_through_a_folder_of_plans(story: Story) -> None:
    ledger, board = story.world.ledger, story.turns["full"].board
    for key, seller in board.items():
        if int(key) in ledger.names:
            assert seller["team"] == (ledger.teams[int(key)] or "")
            assert seller["manager_id"] == (str(ledger.managers[int(key)]) if ledger.managers[int(key)] else None)
