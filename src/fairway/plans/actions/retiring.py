"""Retiring a metric of the organisation: plans on it end on a day that was asked for, or stand in the way."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.lib.periods import local_day
from fairway.metrics import actions as metrics
from fairway.metrics.queries import definitions, own_definitions, retirements, versions_of
from fairway.people.actions.holding import hold_people
from fairway.people.queries import organisation
from fairway.plans.actions.changing import retire as end_plan
from fairway.plans.models import Plan
from fairway.plans.queries import holders_from
from fairway.plans.types import PlanFacts, Refused


class InForce(Refused):
    """Somebody has it in force, today or later. `plans` are theirs."""

    def __init__(self, name: str, plans: list[PlanFacts]) -> None:
        people = len({plan.person_key for plan in plans})
        who = "one person" if people == 1 else f"{people} people"
        super().__init__(f"{name} is in force for {who}", advice="End these plans first, or say on which day they end.")
        self.plans = tuple(plans)


@transaction.atomic
def retire_metric(key: str, *, actor_id: int | None, reason: str = "", last_on: date | None = None) -> int:
    """Retire a metric of one's own: past weeks stay and are explained, nothing new offers it, drafts on it go. Plans in
    force end with `last_on`, today or later; without a day they are InForce. One line, undone as one. Returns how many
    people's plans end. Refused for what nobody here wrote, and for what is retired already.
    """
    today = local_day(timezone.now(), organisation().timezone)
    name = _require_own(key)
    if last_on is not None and last_on < today:
        raise Refused(f"{last_on:%-d %b %Y} is over", advice="Plans end today or later; past weeks stay as they are.")
    holders = holders_from(key, today)
    drafted = list(Plan.objects.filter(metric_key=key, is_draft=True).values_list("person_id", flat=True))
    reaching = [plan for plan in holders if last_on is None or plan.ends_on is None or plan.ends_on > last_on]
    if holders and last_on is None:
        raise InForce(name, holders)
    people = sorted({*(plan.person_key for plan in reaching), *drafted})
    hold_people(people)
    where: dict[str, object] = {"person_id__in": people}
    with undoable(
        actor_id=actor_id,
        action="retire_metric",
        subject=("people", people) if people else ("metric", key),
        detail={"metric": key, "last_on": last_on.isoformat() if last_on else ""},
        sheets=[
            Sheet("plans.Plan", where),
            Sheet("plans.Agreement", where),
            Sheet("metrics.RetiredMetric", {"key": key}),
        ],
    ):
        for person_key in sorted({plan.person_key for plan in reaching}):
            end_plan(person_key, key, last_on or today)
        _turn_down_drafts(key)
        metrics.retire(key, actor_id=actor_id, reason=reason)
    return len({plan.person_key for plan in reaching})


def _require_own(key: str) -> str:
    """The metric's name. Refused unless the organisation wrote it and it is not retired."""
    own = own_definitions().get(key)
    if own is None and not versions_of(key):
        known = definitions().get(key)
        raise Refused(
            f"{known.name if known else key} is none of your own metrics",
            advice="What comes with Fairway or is a word of your CRM stays; leave it out of plans.",
        )
    if key in retirements():
        raise Refused(f"{own.name if own else key} is retired already")
    return own.name if own else key


def _turn_down_drafts(key: str) -> None:
    """Ended, not deleted, as a draft that was thrown away: nobody is offered it again by the next sync."""
    for draft in Plan.objects.filter(metric_key=key, is_draft=True):
        draft.ends_on = draft.starts_on - timedelta(days=1)
        draft.save(update_fields=["ends_on"])
