"""A plan that a source states ends the suggestions: they were for somebody without a plan."""

from datetime import date
from decimal import Decimal

import pytest

from fairway.exchange.staging.actions import stage_plans
from fairway.exchange.types import PlanRow
from fairway.people.actions.storing import store_people
from fairway.people.models import Person
from fairway.people.types import PersonRow
from fairway.plans.actions.applying import apply_staged_plans
from fairway.plans.models import Plan

pytestmark = pytest.mark.django_db


def test_it_drops_the_drafts_of_whoever_gets_a_stated_plan_and_nobody_elses() -> None:
    store_people(
        [PersonRow(native_id="7", name="Anna Brandt"), PersonRow(native_id="8", name="Bo Reyes")], source="odoo"
    )
    for row in Person.objects.all():
        for metric in ("call", "meeting"):
            Plan.objects.create(
                person=row, metric_key=metric, target=3, starts_on=date(2026, 6, 8), is_draft=True, origin="draft"
            )
    stage_plans([(PlanRow("7", "call", date(2026, 3, 2), Decimal(5)), {})], source="folder")
    tally, rejects, _ = apply_staged_plans()
    assert (tally.added, rejects) == (1, [])
    plans = [(plan.person.name, plan.metric_key, plan.is_draft, plan.starts_on) for plan in Plan.objects.order_by("pk")]
    assert plans == [
        ("Bo Reyes", "call", True, date(2026, 6, 8)),
        ("Bo Reyes", "meeting", True, date(2026, 6, 8)),
        ("Anna Brandt", "call", False, date(2026, 3, 2)),
    ]
