"""Done often and not well: what is called low, and what is not."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fairway.execution.quality import QualityFigure, share_asked
from fairway.execution.scoring import Sheet, standing_of
from fairway.execution.types import Status
from fairway.ledger.types import Count
from fairway.metrics.types import Condition, Definition, MetricClass
from fairway.people.types import PatternFacts, WorkingTime
from fairway.plans.types import PlanFacts

MONDAY = date(2026, 6, 8)
WRITTEN = Definition(
    key="plan_written",
    name="Plan written",
    metric_class=MetricClass.ACTIVITY,
    records="activities",
    quality=(Condition(field="outcome", test="is", values=("complete",)),),
)


@pytest.mark.parametrize(
    ("good", "of", "share", "is_low"),
    [
        (6, 30, 0.5, True),
        (12, 30, 0.5, False),  # under half, as chance brings it
        (1, 7, 0.5, False),  # too few to say anything
        (0, 8, 0.5, True),
        (19, 30, 0.8, True),
        (22, 30, 0.8, False),
    ],
)
def test_it_calls_low_only_what_chance_does_not_bring(good: int, of: int, share: float, is_low: bool) -> None:
    assert QualityFigure(good, of, share).is_low is is_low


@pytest.mark.parametrize(("target", "share"), [(None, 0.5), (0.8, 0.8), (1.0, 0.95), (4.0, 0.5), (80.0, 0.5)])
def test_it_takes_for_a_share_only_what_is_one(target: float | None, share: float) -> None:
    assert share_asked(target) == share


def scored(definition: Definition, *, good: float, done: float = 5, **plan: Any) -> Any:
    """The only HIA of somebody who does as many every week, of which some are good."""
    facts = {"target": 5.0, "per": "week", "starts_on": MONDAY - timedelta(weeks=20), "ends_on": None}
    held = PlanFacts(1, 1, definition.key, **{**facts, "is_draft": False, "needs_yes": False, **plan})
    sheet = Sheet(
        person_key=1,
        as_of_on=MONDAY + timedelta(days=2),
        last_over_on=MONDAY + timedelta(days=1),
        week_starts_on=0,
        plans=[held],
        time=WorkingTime((PatternFacts(date(2020, 1, 1), "UTC", "", "", Decimal(1), frozenset(range(5))),), ()),
        count=lambda key, week_on, month_on: Count(done=done, quality=good),
        definitions={definition.key: definition},
        records_in_week=lambda week_on: 9.0,
    )
    (hia,) = standing_of(sheet).hias
    return hia


def test_it_counts_the_eight_newest_closed_weeks_and_changes_no_status() -> None:
    hia = scored(WRITTEN, good=1)
    assert hia.quality == QualityFigure(8, 40, 0.5)
    assert hia.is_quality_low
    assert hia.status is Status.ON_PACE


def test_it_judges_by_the_share_a_plan_asks_for() -> None:
    assert not scored(WRITTEN, good=3).is_quality_low
    assert scored(WRITTEN, good=3, quality_target=0.9).is_quality_low


def test_it_says_nothing_of_quality_without_a_rule_for_it_of_a_draft_or_of_what_is_behind() -> None:
    plain = Definition(key="calls", name="Calls", metric_class=MetricClass.ACTIVITY, records="activities")
    assert scored(plain, good=0).quality is None
    assert scored(WRITTEN, good=0, is_draft=True).quality is None
    short = scored(WRITTEN, good=0, done=1)
    assert short.status is Status.BEHIND
    assert not short.is_quality_low
