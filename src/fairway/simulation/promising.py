"""What was agreed, and what the CRM was not shown: plans in force, and days on which a source was off."""

from collections.abc import Iterator
from datetime import date, timedelta

from fairway.simulation.calendar import Weeks
from fairway.simulation.people import Seller
from fairway.simulation.types import SimCoverage, SimPlan


def plan_rows(seller: Seller, weeks: Weeks) -> Iterator[SimPlan]:
    """Plans of one seller, from the first day of the history at the earliest, while they are there."""
    for plans in seller.plans.values():
        for plan in plans:
            number = weeks.first if plan.from_weeks_ago is None else max(weeks.ago(plan.from_weeks_ago), weeks.first)
            starts_on = max(weeks.monday(number), seller.person.hired_on)
            ends_on = seller.person.left_on
            if plan.until_weeks_ago is not None:
                last_on = weeks.monday(weeks.ago(plan.until_weeks_ago)) - timedelta(days=1)
                ends_on = min(last_on, ends_on or last_on)
            if ends_on is None or starts_on <= ends_on:
                yield SimPlan(seller.person.person_id, plan.kind, plan.target, starts_on, ends_on, plan.per)


def coverage_rows(seller: Seller, last_day: date) -> Iterator[SimCoverage]:
    for off in seller.spec.sources_off:
        if not off.is_told:
            continue
        yield SimCoverage(
            seller.person.person_id,
            off.type,
            last_day - timedelta(days=off.from_days_ago),
            last_day - timedelta(days=off.until_days_ago),
            "source_off",
            off.note,
        )
