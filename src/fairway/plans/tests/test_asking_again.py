"""A seller is asked about the newest target only: whatever brings another one takes the open question back."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fairway.metrics.queries import definitions
from fairway.people.models import Person
from fairway.plans.actions.agreeing import answer_agreement
from fairway.plans.actions.changing import add_hia, apply_to_people, change_target
from fairway.plans.actions.pasting import add_pasted
from fairway.plans.models import Agreement, Plan
from fairway.plans.types import PastedPlan, PlanDraft, Refused

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)
WEDNESDAY, NEXT_MONDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=7)


def paste(draft: PlanDraft, person_key: int, *, replaces: bool = False) -> None:
    line = PastedPlan(1, person_key, draft)
    assert not add_pasted([line], starts_on=NEXT_MONDAY, actor_id=None, replaces=replaces)


WAYS: dict[str, Callable[[PlanDraft, int], None]] = {
    "pasted": paste,
    "pasted in place of all": lambda draft, key: paste(draft, key, replaces=True),
    "a set for the team": lambda draft, key: apply_to_people(
        [key], drafts=[draft], starts_on=NEXT_MONDAY, actor_id=None
    ),
    "a single change": lambda draft, key: change_target(key, draft=draft, from_on=NEXT_MONDAY, actor_id=None),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_takes_back_the_question_about_an_older_target(way: str) -> None:
    ann = Person.objects.create(name="Ann Abel", slug="ann")
    metric = next(key for key, known in definitions().items() if known.can_be_hia)
    add_hia(ann.pk, draft=PlanDraft(metric, Decimal(3)), starts_on=MONDAY - timedelta(days=70), actor_id=None)
    change_target(
        ann.pk,
        draft=PlanDraft(metric, Decimal(5)),
        from_on=NEXT_MONDAY,
        actor_id=None,
        asked_from_on=MONDAY,
    )
    asked = Agreement.objects.get()
    WAYS[way](PlanDraft(metric, Decimal(9)), ann.pk)
    assert not Agreement.objects.filter(answered_at=None).exists()
    with pytest.raises(Refused):
        answer_agreement(asked.pk, person_key=ann.pk, is_agreed=True, on=WEDNESDAY, actor_id=None)
    held = [plan for plan in Plan.objects.all() if plan.ends_on is None or plan.ends_on >= plan.starts_on]
    assert [(int(plan.target), plan.starts_on) for plan in sorted(held, key=lambda plan: plan.starts_on)] == [
        (3, MONDAY - timedelta(days=70)),
        (9, NEXT_MONDAY),
    ]
