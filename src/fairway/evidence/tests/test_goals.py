"""A seller's goal is that of the shortest period a day lies in; what counts towards it is won in it to the day."""

from datetime import date
from pathlib import Path

import pytest

from fairway.evidence.queries.goals import goals_on, quarter_without_goal, won_since
from fairway.evidence.tests.test_deals_that_change_hands import MONDAY, SELLERS, at, calls, deal, written
from fairway.people.queries import keys_by_native_id
from tests.faults.loading import load

pytestmark = pytest.mark.django_db
YEAR = {"period_start_on": "2026-01-01", "period_end_on": "2026-12-31", "amount": 400, "currency": "USD"}
QUARTER = {"period_start_on": "2026-01-01", "period_end_on": "2026-03-31", "amount": 100, "currency": "USD"}


def test_a_quarter_counts_before_its_year_and_days_before_the_period_do_not(house: Path) -> None:
    folder = written(
        house / "folder",
        sellers=SELLERS,
        quotas=[{"seller_id": "ann", **one} for one in (QUARTER, YEAR)],
        opportunities=[
            deal("o1", "ann", 0, closed_at=at(1, 0), is_won=True),
            deal("o2", "ann", 0, closed_at=at(1, 3), is_won=True),
            deal("o3", "ann", 0, closed_at=at(1, 3), is_won=False),
            deal("o4", "ann", 0, closed_at=at(4), is_won=True),
        ],
        activities=calls(),
    )
    assert load(folder).rejects == []
    ann = keys_by_native_id(["ann"])["ann"]
    on = date(2026, 3, 20)
    goal = goals_on(on)[ann]
    assert (goal.ends_on, goal.amount) == (date(2026, 3, 31), 100)
    assert goals_on(date(2026, 5, 1))[ann].amount == 400
    assert won_since(MONDAY, on) == {ann: 200}
    assert won_since(date(2026, 3, 10), on) == {ann: 100}  # a Tuesday: the day before is another period's


def test_who_has_no_quota_is_looked_at_by_the_organisations_quarter() -> None:
    ends = {day: quarter_without_goal(day).ends_on for day in (date(2026, 11, 27), date(2026, 6, 30))}
    assert ends == {date(2026, 11, 27): date(2026, 12, 31), date(2026, 6, 30): date(2026, 6, 30)}
    assert quarter_without_goal(date(2026, 1, 1)).starts_on == date(2026, 1, 1)
    assert quarter_without_goal(date(2026, 1, 1)).amount is None
