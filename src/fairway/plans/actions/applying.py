"""Plans that sources state. They are taken as they are: what breaks a rule is counted and marked, not hidden."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from fairway.exchange.actions import clear_staged
from fairway.exchange.queries import Staged, staged
from fairway.exchange.types import Reject, Tally
from fairway.metrics.queries import definition_for, definitions
from fairway.metrics.types import Definition, MetricClass
from fairway.people.queries import keys_by_native_id
from fairway.plans.models import Plan
from fairway.plans.queries import plan_facts
from fairway.plans.rules import require_room
from fairway.plans.types import Refused


@transaction.atomic
def apply_staged_plans() -> tuple[Tally, list[Reject], set[int]]:
    """Take in what waits. Returns the tally, what could not be taken and whose plans moved.

    A plan whose seller or metric is not known yet is refused with the reason. A plan on an objective or a result is
    counted and marked "needs the customer's yes". A fourth HIA at the same time is refused.
    """
    rows = staged("plan")
    tally, rejects, touched = Tally(), [], set()
    known = definitions()
    for row in sorted(rows, key=lambda item: (str(item.payload["starts_on"]), item.key)):
        tally.read += 1
        try:
            person_key, change = _apply(row, known)
        except Refused as refusal:
            tally.rejected += 1
            rejects.append(_reject(row, refusal))
            continue
        setattr(tally, change, getattr(tally, change) + 1)
        if change != "unchanged":
            touched.add(person_key)
    _close_gaps(touched)
    clear_staged([row.key for row in rows])
    return tally, rejects, touched


def _apply(row: Staged, known: dict[str, Definition]) -> tuple[int, str]:
    payload = row.payload
    person_key = _person(str(payload["native_seller_id"]), row.source)
    definition = definition_for(str(payload["metric"]), known)
    if definition is None:
        raise Refused(
            f"no metric is called {payload['metric']!r}",
            advice="Use a word of your activities, a catalogue key, or define it in metrics.yaml.",
        )
    values = _values(payload, definition)
    key = {
        "person_id": person_key,
        "metric_key": values.pop("metric_key"),
        "starts_on": values.pop("starts_on"),
        "origin": row.source,
        "is_draft": False,
    }
    found = Plan.objects.filter(**key).first()
    if found is not None and found.ends_on is not None and values["ends_on"] is None and _is_followed(found):
        values["ends_on"] = found.ends_on
    if found is not None and all(getattr(found, name) == value for name, value in values.items()):
        return person_key, "unchanged"
    others = [
        plan_facts(plan) for plan in Plan.objects.filter(person_id=person_key).exclude(pk=found.pk if found else 0)
    ]
    require_room(others, key["starts_on"], key["metric_key"])
    Plan.objects.update_or_create(**key, defaults=values)
    return person_key, "changed" if found else "added"


def _person(native_id: str, source: str) -> int:
    """The seller of a source's id; where that source brought no such person, the only one any source calls so."""
    person_key = keys_by_native_id([native_id], source=source).get(native_id) or keys_by_native_id([native_id]).get(
        native_id
    )
    if person_key is None:
        raise Refused(f"no seller has the id {native_id!r}", advice="Add the seller first, then load this again.")
    return person_key


def _values(payload: dict[str, Any], definition: Definition) -> dict[str, Any]:
    def day(name: str) -> date | None:
        return date.fromisoformat(payload[name]) if payload.get(name) else None

    quality = payload.get("quality_target")
    return {
        # The key as the source writes it: answers name an HIA in the words it was planned in.
        "metric_key": definition.key,
        "starts_on": day("starts_on"),
        "ends_on": day("ends_on"),
        "target": Decimal(payload["target"]).quantize(Decimal("0.01")),
        "per": payload["per"],
        "quality_target": Decimal(quality).quantize(Decimal("0.01")) if quality else None,
        "needs_yes": definition.metric_class is not MetricClass.ACTIVITY,
    }


def _is_followed(plan: Plan) -> bool:
    """Whether the end of a plan came from a later row of the same HIA, not from the source."""
    last = plan.ends_on
    return (
        last is not None
        and Plan.objects.filter(
            person_id=plan.person_id, metric_key=plan.metric_key, starts_on=last + timedelta(days=1)
        ).exists()
    )


def _close_gaps(person_keys: set[int]) -> None:
    """A plan that runs into a later one of the same HIA ends the day before it."""
    rows: dict[tuple[int, str], list[Plan]] = defaultdict(list)
    for plan in Plan.objects.filter(person_id__in=person_keys, is_draft=False).order_by("starts_on"):
        rows[plan.person_id, plan.metric_key].append(plan)
    changed = []
    for plans in rows.values():
        for plan, following in zip(plans, plans[1:], strict=False):
            last_day = following.starts_on - timedelta(days=1)
            if plan.ends_on is None or plan.ends_on > last_day:
                plan.ends_on = last_day
                changed.append(plan)
    Plan.objects.bulk_update(changed, ["ends_on"], batch_size=500)


def _reject(row: Staged, refusal: Refused) -> Reject:
    payload = {name: str(value) for name, value in row.payload.items() if value is not None}
    return Reject(
        place=str(row.place.get("file", "plans")),
        line=row.place.get("line"),  # type: ignore[arg-type]
        field="metric" if "metric" in refusal.reason else "seller_id",
        value=payload.get("metric", ""),
        reason=f"{refusal.reason}. {refusal.advice}".strip(),
        row=payload,
    )
