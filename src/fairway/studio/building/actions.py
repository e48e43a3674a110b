"""Retiring a metric with everything that waits on it."""

from datetime import date

from django.db import transaction

from fairway.execution.actions.scoring import score
from fairway.execution.queries import today
from fairway.plans.actions.retiring import retire_metric
from fairway.plans.queries import holders_from
from fairway.studio.proposals.actions.proposing import withdraw_all_on


def retire(key: str, *, actor_id: int | None, reason: str = "", last_on: date | None = None) -> int:
    """Retire a metric of one's own and withdraw what is proposed on it. Returns how many people's plans end. Refused,
    and InForce, as `retire_metric` refuses.
    """
    held = {plan.person_key for plan in holders_from(key, today())}
    with transaction.atomic():
        ended = retire_metric(key, actor_id=actor_id, reason=reason, last_on=last_on)
        withdraw_all_on(key, actor_id=actor_id)
    if held:
        score(sorted(held))
    return ended
