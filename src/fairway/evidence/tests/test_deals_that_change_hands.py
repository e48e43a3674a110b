"""Folders written by hand: deals that change hands or begin late, tables that are not there, weeks without records."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from fairway.evidence.creation import on_accounts
from fairway.evidence.findings import findings_of
from fairway.evidence.panel import panel_of
from fairway.evidence.queries.deals import Places
from fairway.evidence.queries.gathering import Gathered, gathered
from fairway.evidence.types import NEVER
from tests.faults.loading import load

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
WEEKS = 10
LAST_DAY = MONDAY + timedelta(days=7 * WEEKS - 1)
Rows = Sequence[Mapping[str, object]]


def at(week: int, day: int = 1) -> str:
    return f"{MONDAY + timedelta(days=7 * week + day)}T10:00:00+00:00"


def written(folder: Path, **tables: Rows) -> Path:
    folder.mkdir()
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, sorted({key for row in rows for key in row}))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def calls(*told: tuple[str, int, str]) -> Rows:
    """One call of (seller, week, deal) each, and one of each seller in every week, on no deal."""
    everywhere = [(seller, week, "") for seller in ("ann", "ben") for week in range(WEEKS)]
    return [
        {
            "activity_id": f"x{n}", "seller_id": seller, "type": "call", "subtype": "nudge", "direction": "outbound",
            "status": "done", "occurred_at": at(week, 2), "logged_at": at(week, 2), "opportunity_id": deal,
        }
        for n, (seller, week, deal) in enumerate([*told, *everywhere])
    ]  # fmt: skip


def deal(name: str, owner: str, created: int, **more: object) -> Mapping[str, object]:
    return {"opportunity_id": name, "owner_id": owner, "created_at": at(created), "stage": "New", "amount": 100, **more}


SELLERS = [{"seller_id": name, "name": name.title(), "role": "AE", "timezone": "UTC"} for name in ("ann", "ben")]


def found_in(folder: Path, on: date = LAST_DAY) -> Gathered:
    assert load(folder).rejects == []
    found = gathered(on)
    assert found is not None
    return found


def weeks_of(found: Gathered) -> dict[tuple[str, int], tuple[list[int], list[int], bool]]:
    """By owner and week a deal came to them: its weeks, its acts in them, and whether it was won then."""
    panel, told = panel_of(found.past), {}
    for number in range(len(found.past.deals.seller)):
        own = panel.deal == number
        owner = found.people[found.past.deals.seller[number]].name
        acts = panel.window(0, 0, 0)[own].astype(int).tolist()
        won = bool(found.past.deals.is_won[number])
        told[owner, int(found.past.deals.created[number])] = (panel.week[own].tolist(), acts, won)
    return told


def test_a_deal_that_changes_hands_is_two_and_each_has_its_own_acts(house: Path) -> None:
    folder = written(
        house / "folder",
        sellers=SELLERS,
        opportunities=[deal("o1", "ben", 1, closed_at=at(7, 3), is_won=True), deal("o2", "ann", 3)],
        owner_changes=[
            {"opportunity_id": "o1", "changed_at": at(1), "owner_id": "ann"},
            {"opportunity_id": "o1", "changed_at": at(4), "owner_id": "ben"},
        ],
        activities=calls(("ann", 2, "o1"), ("ann", 3, "o1"), ("ben", 5, "o1"), ("ben", 6, "o1"), ("ann", 8, "o2")),
    )
    found = found_in(folder)
    assert weeks_of(found) == {
        ("Ann", 1): ([2, 3], [1, 1], False),
        ("Ben", 4): ([5, 6, 7], [1, 1, 0], True),
        ("Ann", 3): ([4, 5, 6, 7, 8, 9], [0, 0, 0, 0, 1, 0], False),
    }
    assert found.past.deals.created[found.past.deals.is_inbound].tolist() == [4]  # it was given to Ben
    # Two weeks before it changes hands nobody knows that it will.
    early = gathered(MONDAY + timedelta(days=7 * 3 - 1))
    assert early is not None
    assert weeks_of(early)["Ann", 1] == ([2], [1], False)
    assert (early.past.deals.closed == NEVER).all()
    assert (early.past.deals.left == NEVER).all()


def test_a_deal_that_is_handed_on_after_it_was_won_stays_with_whoever_won_it(house: Path) -> None:
    folder = written(
        house / "folder",
        sellers=SELLERS,
        opportunities=[deal("o1", "ben", 1, closed_at=at(3), is_won=True)],
        owner_changes=[
            {"opportunity_id": "o1", "changed_at": at(1), "owner_id": "ann"},
            {"opportunity_id": "o1", "changed_at": at(6), "owner_id": "ben"},
        ],
        activities=calls(("ann", 2, "o1"), ("ben", 7, "o1")),
    )
    assert weeks_of(found_in(folder)) == {("Ann", 1): ([2, 3], [1, 0], True)}


def test_acts_on_deals_that_are_not_looked_at_are_no_search_for_new_ones(house: Path) -> None:
    folder = written(
        house / "folder",
        sellers=[*SELLERS, {"seller_id": "cat", "name": "Cat", "role": "Partner", "timezone": "UTC"}],
        opportunities=[
            deal("old", "ann", -20, closed_at=at(-4), is_won=True), deal("hers", "cat", 1), deal("o1", "ann", 1),
        ],
        activities=calls(("ann", 3, "old"), ("ann", 4, "hers"), ("ann", 5, "o1")),
    )  # fmt: skip
    assert load(folder).rejects == []
    found = gathered(LAST_DAY, role="AE")
    assert found is not None
    assert [one.name for one in found.people] == ["Ann"]
    assert panel_of(found.past).running[0, -1] == 1
    assert on_accounts(found.past, 0).tolist() == [[1.0] * WEEKS]  # her weekly calls on no deal
    assert len(found.past.acts.deal) == WEEKS + 3


def test_stages_stand_in_the_order_deals_take_them_where_no_list_of_stages_is_given(house: Path) -> None:
    steps = [("o1", 2, "New", "Talks"), ("o1", 4, "Talks", "Offer"), ("o2", 5, "New", "Talks")]
    folder = written(
        house / "folder",
        sellers=SELLERS,
        opportunities=[
            deal("o1", "ann", 0, stage="Won", closed_at=at(6), is_won=True),
            deal("o2", "ben", 1, stage="Talks"),
        ],
        stage_changes=[
            {"opportunity_id": name, "changed_at": at(week), "from_stage": before, "to_stage": after}
            for name, week, before, after in [*steps, ("o1", 6, "Offer", "Won")]
        ],
        activities=calls(),
    )
    panel = panel_of(found_in(folder).past)
    told = {
        (int(deal), int(week)): (int(stage), bool(moved))
        for deal, week, stage, moved in zip(panel.deal, panel.week, panel.stage, panel.moved, strict=True)
    }
    assert [told[0, week] for week in range(1, 7)] == [
        (0, False), (0, True), (1, False), (1, True), (2, False), (2, True),
    ]  # fmt: skip
    assert told[1, 5] == (0, True)
    assert told[1, 6] == (1, False)


def test_deals_that_name_no_pipeline_go_through_the_stages_all_pipelines_agree_on(house: Path) -> None:
    stages = [("New", 10, False, False), ("Offer", 20, False, False), ("Won", 30, True, True)]
    folder = written(
        house / "folder",
        sellers=SELLERS,
        stages=[
            {"pipeline": "main", "stage": name, "position": place, "is_closed": closed, "is_won": won}
            for name, place, closed, won in stages
        ],
        opportunities=[deal("o1", "ann", 0, stage="Offer"), deal("o2", "ben", 0)],
        stage_changes=[{"opportunity_id": "o1", "changed_at": at(3), "from_stage": "New", "to_stage": "Offer"}],
        activities=calls(),
    )
    panel = panel_of(found_in(folder).past)
    assert panel.stage[panel.deal == 0].tolist() == [0, 0, 0, *[1] * 6]
    assert panel.moved.sum() == 1


def test_without_stages_deals_are_still_won_or_lost(house: Path) -> None:
    folder = written(
        house / "folder",
        sellers=SELLERS,
        opportunities=[
            deal("o1", "ann", 0, closed_at=at(4), is_won=True),
            deal("o2", "ben", 0, closed_at=at(5), is_won=False),
            deal("o3", "ben", -30),
        ],
        activities=calls(),
    )
    found = found_in(folder)
    panel = panel_of(found.past)
    assert (panel.moved.sum(), panel.lost.sum(), panel.stage.max()) == (1, 1, 0)
    assert [one.metric for one in findings_of(found.past)] == ["nudge"]
    # The oldest deal came long before anything was recorded: weeks begin with the records.
    assert found.first_on == MONDAY
    assert found.weeks == WEEKS
    assert np.flatnonzero(found.past.deals.created < 0).size == 1


def test_a_stray_record_of_years_ago_does_not_begin_the_weeks(house: Path) -> None:
    rows = [{**row, "activity_id": f"y{n}"} for n, row in enumerate([*calls()] * 6)]
    stray = {**rows[0], "activity_id": "old", "occurred_at": at(-60), "logged_at": at(-60)}
    folder = written(house / "folder", sellers=SELLERS, opportunities=[deal("o1", "ann", 0)], activities=[*rows, stray])
    assert found_in(folder).first_on == MONDAY


def test_a_quota_that_began_on_a_thursday_does_not_shift_the_weeks(house: Path) -> None:
    quota = {"seller_id": "ann", "period_start_on": MONDAY + timedelta(days=3 - 70), "amount": 9, "currency": "EUR"}
    folder = written(
        house / "folder",
        sellers=SELLERS,
        opportunities=[deal("o1", "ann", 0)],
        quotas=[{**quota, "period_end_on": LAST_DAY}],
        leads=[{"lead_id": "l1", "owner_id": "ann", "created_at": at(3), "is_inbound": True}],
        activities=calls(("ann", 4, "o1")),
    )
    found = found_in(folder)
    assert found.first_on == MONDAY
    assert np.argwhere(found.past.inbound).tolist() == [[0, 3]]


def test_there_is_nothing_to_ask_without_deals_or_without_anybody(house: Path) -> None:
    assert gathered(LAST_DAY) is None
    load(written(house / "folder", sellers=SELLERS, activities=calls()))
    assert gathered(LAST_DAY) is None


def test_pipelines_of_several_lengths_end_at_the_same_place() -> None:
    """A deal is won from the last stage of its own pipeline: who lands where must not wait for stages it never has."""
    names = {"long": ["New", "Talks", "Trial", "Offer"], "short": ["Idea", "Offer"]}
    own = {(pipeline, name): place for pipeline, every in names.items() for place, name in enumerate(every)}
    places = Places.ending_alike(own)
    assert (places.first("long"), places.first("short"), places.stages) == (0, 2, 4)
    assert places.of("long", "Offer") == places.of("short", "Offer") == 3
    assert places.of("short", "Idea") == 2
