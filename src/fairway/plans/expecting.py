"""What a plan lets expect of a person in each week, from their own working time."""

from collections.abc import Sequence
from datetime import date, timedelta

from fairway.lib.periods import Period, month_period, week_period
from fairway.people.types import WorkingTime
from fairway.people.working_time import parts_of_week, share_of_month, share_of_week
from fairway.plans.types import PlanFacts


def plan_on(plans: Sequence[PlanFacts], day: date) -> PlanFacts | None:
    """The plan in force on a day; the last one to start when several do."""
    held = [plan for plan in plans if plan.holds_on(day)]
    return max(held, key=lambda plan: plan.starts_on) if held else None


def expected_in_week(
    plans: Sequence[PlanFacts], time: WorkingTime, week_on: date, *, until: date | None = None
) -> float:
    """Sum over the plans of one HIA of target times working share, day spans of each plan respected."""
    week = week_period(week_on)
    last = week.end_on if until is None else min(until, week.end_on)
    return sum(_of_plan(plan, time, week, last) for plan in plans)


def _of_plan(plan: PlanFacts, time: WorkingTime, week: Period, last: date) -> float:
    start = max(plan.starts_on, week.start_on)
    end = min(plan.ends_on or last, last)
    if start > end:
        return 0.0
    if plan.per == "month":
        return sum(
            plan.target
            * share_of_month(time, month_on, within=Period(max(part.start_on, start), min(part.end_on, end)))
            for month_on, part in parts_of_week(week.start_on)
            if max(part.start_on, start) <= min(part.end_on, end)
        )
    before = share_of_week(time, week.start_on, until=start - timedelta(days=1)) if start > week.start_on else 0.0
    return plan.target * (share_of_week(time, week.start_on, until=end) - before)


def expected_in_month(plan: PlanFacts, time: WorkingTime, month_on: date, *, until: date) -> float:
    """What a monthly plan lets expect of a month up to a day."""
    month = month_period(month_on)
    start, end = max(month.start_on, plan.starts_on), min(month.end_on, until, plan.ends_on or until)
    return plan.target * share_of_month(time, month_on, within=Period(start, end)) if start <= end else 0.0
