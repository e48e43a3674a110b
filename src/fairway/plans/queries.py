"""Reading plans."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from fairway.plans.models import Plan, PlanTemplate
from fairway.plans.types import PlanFacts


def plans_of(person_keys: Collection[int] | None, since_on: date, until_on: date) -> dict[int, list[PlanFacts]]:
    """Plans (drafts included) of those people, or of everyone, that hold on any of those days; oldest first."""
    rows = Plan.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since_on), starts_on__lte=until_on)
    if person_keys is not None:
        rows = rows.filter(person_id__in=list(person_keys))
    found: dict[int, list[PlanFacts]] = defaultdict(list)
    for row in rows.order_by("person_id", "starts_on", "pk"):
        found[row.person_id].append(plan_facts(row))
    return found


def plan_facts(row: Plan) -> PlanFacts:
    return PlanFacts(
        key=row.pk,
        person_key=row.person_id,
        metric_key=row.metric_key,
        target=float(row.target),
        per=row.per,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_draft=row.is_draft,
        needs_yes=row.needs_yes,
        quality_target=float(row.quality_target) if row.quality_target is not None else None,
        origin=row.origin,
    )


def keys_with_plan(on: date) -> set[int]:
    """People with an HIA or a draft on a day."""
    rows = Plan.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    return set(rows.values_list("person_id", flat=True))


def planned_metrics() -> set[str]:
    """Every metric any plan names."""
    return set(Plan.objects.values_list("metric_key", flat=True).distinct())


def templates() -> list[PlanTemplate]:
    return list(PlanTemplate.objects.order_by("name"))
