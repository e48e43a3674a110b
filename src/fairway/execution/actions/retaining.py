"""Retention as the privacy page promises it: what was kept long enough goes."""

from datetime import timedelta

from fairway.audit.actions import forget_older_than
from fairway.execution.queries import today
from fairway.ledger.actions.dropping import drop_weeks_before
from fairway.ledger.types import KEPT
from fairway.plans.actions.changing import drop_plans_ended_before

LOOK_DAYS = timedelta(days=365)


def forget_what_is_too_old() -> None:
    """Counts, plans and changes older than three years, looks older than one."""
    on = today()
    drop_weeks_before(on - KEPT)
    drop_plans_ended_before(on - KEPT)
    forget_older_than(changes_on=on - KEPT, looks_on=on - LOOK_DAYS)
