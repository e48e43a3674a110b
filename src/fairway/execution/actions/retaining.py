"""Retention as the privacy page promises it: what was kept long enough goes."""

from datetime import timedelta

from fairway.audit.actions import forget_older_than
from fairway.execution.queries import today
from fairway.ledger.actions.filling import drop_weeks_before
from fairway.plans.actions.changing import drop_plans_ended_before

ACTIVITY_DAYS = timedelta(days=3 * 365)
LOOK_DAYS = timedelta(days=365)


def forget_what_is_too_old() -> None:
    """Counts, plans and changes older than three years, looks older than one."""
    on = today()
    drop_weeks_before(on - ACTIVITY_DAYS)
    drop_plans_ended_before(on - ACTIVITY_DAYS)
    forget_older_than(changes_on=on - ACTIVITY_DAYS, looks_on=on - LOOK_DAYS)
