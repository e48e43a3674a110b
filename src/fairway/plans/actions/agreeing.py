"""The seller's answer to a changed target: from the day it was changed, in proportion, or with the next week."""

from datetime import date

from django.utils import timezone

from fairway.plans.actions.changing import in_force_row, recorded, retarget
from fairway.plans.models import Agreement
from fairway.plans.types import PlanDraft, Refused

AGREE = "agree_at_once"  # the one change to a plan that is the seller's own


def answer_agreement(agreement_key: int, *, person_key: int, is_agreed: bool, on: date, actor_id: int | None) -> None:
    """Take the seller's answer. A yes moves the new target's first day to the one asked for; a no leaves the plan.

    Refused when the question is not theirs, was answered or taken back, or its week is over.
    """
    with recorded([person_key], AGREE if is_agreed else "decline_at_once", actor_id):
        asked = Agreement.objects.filter(pk=agreement_key, person_id=person_key, answered_at__isnull=True).first()
        if asked is None or asked.starts_on <= on:
            raise Refused("This question is not open any more", advice="The target begins with its week.")
        if is_agreed:
            coming = in_force_row(person_key, asked.metric_key, asked.starts_on)
            if coming.starts_on != asked.starts_on:
                raise Refused("The target was changed again since", advice="Ask your manager.")
            draft = PlanDraft(coming.metric_key, coming.target, coming.per)
            ends_on = coming.ends_on
            coming.delete()
            current = in_force_row(person_key, asked.metric_key, asked.from_on)
            current.ends_on = ends_on
            retarget(current, draft, asked.from_on)
        asked.answered_at, asked.is_agreed = timezone.now(), is_agreed
        asked.save(update_fields=["answered_at", "is_agreed"])
