"""Changes to one seller's plans that come at the same moment: each sees the other, and there is no fourth HIA."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from fairway.exchange.staging.actions import stage_plans
from fairway.exchange.types import PlanRow
from fairway.metrics.queries import definitions
from fairway.people.models import Identity, Person
from fairway.plans.actions.applying import apply_staged_plans
from fairway.plans.actions.changing import add_hia
from fairway.plans.models import Plan
from fairway.plans.types import PlanDraft, Refused

DAY = date(2026, 6, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("FAIRWAY_DATABASE_URL" not in os.environ, reason="SQLite has one writer at a time")
def test_of_six_added_at_once_three_are_taken() -> None:
    person = Person.objects.create(name="Ann Abel", slug="ann")
    Identity.objects.create(person=person, source="folder", native_id="s1")
    metrics = [key for key, known in definitions().items() if known.can_be_hia][:6]
    stage_plans([(PlanRow("s1", metrics[0], DAY, Decimal(3)), {})], source="folder")
    together = Barrier(6)

    def at_once(change: Callable[[], object]) -> bool:
        try:
            together.wait(timeout=30)
            change()
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    def added(metric: str) -> Callable[[], object]:
        draft = PlanDraft(metric, Decimal(3))
        return lambda: add_hia(person.pk, draft=draft, starts_on=DAY, actor_id=None)

    with ThreadPoolExecutor(6) as threads:
        taken = list(threads.map(at_once, [apply_staged_plans, *map(added, metrics[1:])]))
    assert Plan.objects.filter(person=person, starts_on=DAY).count() == 3
    assert sum(taken[1:]) in {2, 3}, "the source's may have been among those refused"
