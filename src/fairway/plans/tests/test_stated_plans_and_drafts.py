"""What a source states: it ends the suggestions, never makes a fourth HIA, and stated again changes nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from fairway.exchange.staging.actions import stage_plan_deletions, stage_plans
from fairway.exchange.types import PlanRow
from fairway.people.actions.storing import store_people
from fairway.people.models import Person
from fairway.people.types import PersonRow
from fairway.plans.actions.applying import apply_staged_plans
from fairway.plans.models import Plan

pytestmark = pytest.mark.django_db


def test_it_drops_the_drafts_of_whoever_gets_a_stated_plan_and_nobody_elses() -> None:
    store_people(
        [PersonRow(native_id="7", name="Anna Brandt"), PersonRow(native_id="8", name="Bo Reyes")], source="odoo"
    )
    for row in Person.objects.all():
        for metric in ("call", "meeting"):
            Plan.objects.create(
                person=row, metric_key=metric, target=3, starts_on=date(2026, 6, 8), is_draft=True, origin="draft"
            )
    stage_plans([(PlanRow("7", "call", date(2026, 3, 2), Decimal(5)), {})], source="folder")
    tally, rejects, _ = apply_staged_plans()
    assert (tally.added, rejects) == (1, [])
    plans = [(plan.person.name, plan.metric_key, plan.is_draft, plan.starts_on) for plan in Plan.objects.order_by("pk")]
    assert plans == [
        ("Bo Reyes", "call", True, date(2026, 6, 8)),
        ("Bo Reyes", "meeting", True, date(2026, 6, 8)),
        ("Anna Brandt", "call", False, date(2026, 3, 2)),
    ]


Stated = tuple[str, date, date | None]  # metric, first and last day
JUNE, JULY, OCTOBER = date(2026, 6, 1), date(2026, 7, 1), date(2026, 10, 1)
SEPTEMBER_END = date(2026, 9, 30)
METRICS = ("executive_calls", "second_stakeholders_invited", "tier_a_meeting_requests", "early_stage_conversations")
FIRST, SECOND, THIRD, FOURTH = METRICS


def state(rows: Sequence[Stated], gone: Sequence[Stated] = ()) -> tuple[int, int, list[str]]:
    """Have a folder say that of one seller. Returns how many rows were added or changed, how many refused, and why."""
    stage_plans(
        [(PlanRow("7", metric, first, Decimal(3), "week", last), {}) for metric, first, last in rows], source="f"
    )
    stage_plan_deletions(
        [(f"7|{metric}|{first}", {"file": "deleted_ids.csv"}) for metric, first, _ in gone], source="f"
    )
    tally, rejects, _ = apply_staged_plans()
    return tally.added + tally.changed, tally.rejected, [reject.reason for reject in rejects]


def held() -> list[Stated]:
    rows = Plan.objects.order_by("starts_on", "metric_key").values_list("metric_key", "starts_on", "ends_on")
    return [(metric, first, last) for metric, first, last in rows]


def most_at_once(rows: Sequence[Stated]) -> int:
    """The most HIAs in force on any day, counted day by day."""
    days: Counter[date] = Counter()
    for _, first, last in rows:
        for number in range((min(last or date.max, date(2026, 12, 31)) - first).days + 1):
            days[first + timedelta(days=number)] += 1
    return max(days.values(), default=0)


@pytest.fixture
def seller() -> None:
    store_people([PersonRow(native_id="7", name="Anna Brandt")], source="f")


ROWS: list[Stated] = [
    (FIRST, JUNE, None),
    (FIRST, JULY, SEPTEMBER_END),
    (SECOND, JUNE, None),
    (THIRD, JUNE, None),
    (FOURTH, OCTOBER, None),
]


def test_it_looks_for_room_once_rows_that_follow_each_other_are_cut(seller: None) -> None:
    assert state(ROWS) == (5, 0, [])
    assert held() == sorted([(FIRST, JUNE, date(2026, 6, 30)), *ROWS[1:]], key=lambda row: (row[1], row[0]))
    assert state(ROWS) == (0, 0, [])


def test_what_is_new_is_written_once(seller: None) -> None:
    with CaptureQueriesContext(connection) as said:
        state(ROWS)
    assert [query["sql"][:6] for query in said if '"plans_plan"' in query["sql"]] == ["SELECT", "INSERT"]


def test_a_row_that_goes_lets_the_one_before_it_run_again_only_where_there_is_room(seller: None) -> None:
    state(ROWS)
    before = held()
    _, _, [reason] = state([*ROWS[:1], *ROWS[2:]], gone=ROWS[1:2])
    assert reason.startswith("the one before it stays ended on 30 Jun 2026: There are 3 HIAs in force on 1 Oct 2026")
    assert held() == [row for row in before if row != ROWS[1]]
    assert state([*ROWS[:1], *ROWS[2:]], gone=ROWS[1:2]) == (0, 0, [])
    assert state([], gone=[ROWS[4]])[2] == []


def test_a_row_that_goes_lets_the_one_before_it_run_again_until_the_next(seller: None) -> None:
    rows: list[Stated] = [(FIRST, JUNE, None), (FIRST, JULY, None), (FIRST, OCTOBER, None)]
    assert state(rows)[1] == 0
    state([], gone=[rows[1]])
    assert held() == [(FIRST, JUNE, SEPTEMBER_END), (FIRST, OCTOBER, None)]
    state([], gone=[rows[2]])
    assert held() == [(FIRST, JUNE, None)]


def test_a_refused_row_cuts_nothing(seller: None) -> None:
    state([(FIRST, JUNE, JULY), *ROWS[2:4], (FOURTH, OCTOBER, None)])
    before = held()
    assert state([(FIRST, date(2026, 6, 20), None)])[1] == 1
    assert held() == before
    assert state([(FIRST, date(2026, 6, 20), SEPTEMBER_END)])[:2] == (1, 0)
    assert held()[0] == (FIRST, JUNE, date(2026, 6, 19))


DAYS = st.integers(0, 60).map(lambda number: JUNE + timedelta(days=number))
SPANS = st.tuples(st.sampled_from(METRICS), DAYS, st.none() | st.integers(0, 40)).map(
    lambda row: (row[0], row[1], None if row[2] is None else row[1] + timedelta(days=row[2]))
)
FOLDERS = st.lists(SPANS, max_size=9, unique_by=lambda row: row[:2])


@given(first=FOLDERS, then=FOLDERS)
def test_whatever_is_stated_and_goes_never_makes_a_fourth_and_said_again_changes_nothing(
    first: list[Stated], then: list[Stated]
) -> None:
    Person.objects.all().delete()
    store_people([PersonRow(native_id="7", name="Anna Brandt")], source="f")
    state(first)
    assert most_at_once(held()) <= 3
    kept = {row[:2] for row in then}
    gone = [row for row in first if row[:2] not in kept]
    _, refused, _ = state(then, gone)
    after = held()
    assert most_at_once(after) <= 3
    assert state(then, gone)[:2] == (0, refused)
    assert held() == after
