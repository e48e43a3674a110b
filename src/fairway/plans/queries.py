"""Reading plans."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fairway.audit.recording import row_as_json
from fairway.plans.models import Agreement, Plan, PlanTemplate
from fairway.plans.types import AgreementFacts, PlanDraft, PlanFacts, TemplateFacts


def plans_of(person_keys: Collection[int] | None, since_on: date, until_on: date) -> dict[int, list[PlanFacts]]:
    """Plans (drafts included) of those people, or of everyone, that hold on any of those days; oldest first."""
    rows = Plan.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since_on), starts_on__lte=until_on)
    rows = rows.exclude(ends_on__lt=F("starts_on"))  # turned down or ended before it began
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


def holders_of(metric_key: str, on: date, person_keys: Collection[int] | None = None) -> list[PlanFacts]:
    """Agreed plans on one metric that hold on a day, of those people or of everyone."""
    rows = _held_on(on).filter(metric_key=metric_key, is_draft=False).exclude(ends_on__lt=F("starts_on"))
    if person_keys is not None:
        rows = rows.filter(person_id__in=list(person_keys))
    return [plan_facts(row) for row in rows.order_by("person_id", "pk")]


def holders_from(metric_key: str, on: date) -> list[PlanFacts]:
    """Agreed plans on one metric that hold on a day or later, whoever has them."""
    rows = Plan.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), metric_key=metric_key, is_draft=False)
    return [plan_facts(row) for row in rows.exclude(ends_on__lt=F("starts_on")).order_by("person_id", "starts_on")]


def keys_with_plan(on: date) -> set[int]:
    """People with an HIA or a draft on a day."""
    return set(_held_on(on).values_list("person_id", flat=True))


def has_plan(on: date) -> Exists:
    """The same as a condition on a person in somebody else's statement: a page never carries everybody's keys."""
    return Exists(_held_on(on).filter(person_id=OuterRef("pk")))


def _held_on(on: date) -> QuerySet[Plan]:
    return Plan.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person's plans, all columns, for that person's own export."""
    return {
        "plans": [row_as_json(row) for row in Plan.objects.filter(person_id=person_key).order_by("starts_on", "pk")],
        "agreements": [row_as_json(row) for row in Agreement.objects.filter(person_id=person_key).order_by("pk")],
    }


def planned_metrics() -> set[str]:
    """Every metric any plan names."""
    return set(Plan.objects.values_list("metric_key", flat=True).distinct())


def templates() -> list[TemplateFacts]:
    """Sets of HIAs for teams to start from, by name."""
    return [
        TemplateFacts(
            row.pk,
            row.name,
            tuple(PlanDraft(line["metric"], Decimal(line["target"]), line["per"]) for line in row.lines),
        )
        for row in PlanTemplate.objects.order_by("name")
    ]


def open_agreements(person_keys: Collection[int], on: date) -> list[AgreementFacts]:
    """Changed targets that wait for their seller's yes, while the week they would begin in still runs."""
    asked = Agreement.objects.filter(
        person_id__in=list(person_keys), answered_at__isnull=True, from_on__lte=on, starts_on__gt=on
    )
    found = []
    for row in asked.order_by("person_id", "pk"):
        plan = Plan.objects.filter(
            person_id=row.person_id, metric_key=row.metric_key, starts_on=row.starts_on, is_draft=False
        ).first()
        if plan is not None:
            found.append(
                AgreementFacts(
                    row.pk,
                    row.person_id,
                    row.metric_key,
                    float(plan.target),
                    plan.per,
                    row.from_on,
                    row.starts_on,
                    row.asked_by,
                )
            )
    return found
