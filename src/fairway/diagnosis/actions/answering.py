"""What a seller says was the reason: given, changed, taken back. Nobody but the seller calls these for a seller."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.audit.scrubbing import scrub
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.diagnosis.queries import stored_diagnoses
from fairway.diagnosis.types import Diagnosis
from fairway.lib.spellings import Spellings
from fairway.signs.types import Cause


class NothingAsked(LookupError):
    """There is no stored diagnosis of that HIA: nothing is asked about it."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One answer as it is typed in: a reason of the list, own words, or both."""

    metric_key: str
    cause: Cause | None
    text: str = ""


@transaction.atomic
def say(person_key: int, saying: Saying, *, actor_id: int | None) -> None:
    """Keep a seller's answer for the week their diagnosis is about, in place of an earlier one.

    The audit says that and when, never what: an answer that is taken back is gone. NothingAsked without a diagnosis.
    """
    asked, week_on = _asked(person_key, saying.metric_key)
    SellerAnswer.objects.update_or_create(
        person_id=person_key,
        metric_key=saying.metric_key,
        week_on=week_on,
        defaults={
            "cause": saying.cause or "",
            "text": saying.text,
            "said_at": timezone.now(),
            "said_by": actor_id,
        },
    )
    _follow(asked, week_on, saying.cause or "", actor_id, "change_reason" if asked.answer else "say_reason")


@transaction.atomic
def withdraw(person_key: int, metric_key: str, *, actor_id: int | None) -> None:
    """Take the answer back; where there is none nothing happens. NothingAsked without a diagnosis."""
    asked, week_on = _asked(person_key, metric_key)
    if asked.answer is None:
        return
    SellerAnswer.objects.filter(person_id=person_key, metric_key=metric_key, week_on=week_on).delete()
    _follow(asked, week_on, replace(asked, answer=None).first_cause, actor_id, "withdraw_reason")


def _asked(person_key: int, metric_key: str) -> tuple[Diagnosis, date]:
    found = stored_diagnoses([person_key]).get((person_key, metric_key))
    if found is None or found.week_on is None:
        raise NothingAsked(metric_key)
    return found, found.week_on


def _follow(asked: Diagnosis, week_on: date, first_cause: str, actor_id: int | None, action: str) -> None:
    """The miss is counted under what was said, at once; the audit line stands in the same transaction."""
    rows = WeeklyDiagnosis.objects.filter(person_id=asked.person_key, week_on=week_on, metric_key=asked.metric_key)
    rows.update(first_cause=first_cause)
    detail = {"metric": asked.metric_key, "week": f"{week_on}"}
    record_change(actor_id=actor_id, action=action, subject=("person", asked.person_key), detail=detail)


def forget_names_in_answers(spellings: Spellings) -> None:
    """Take the names of somebody erased out of what others said."""
    scrub(SellerAnswer.objects.exclude(text="").iterator(), ("text",), spellings)
