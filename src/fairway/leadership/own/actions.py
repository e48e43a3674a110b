"""Writes of managers' own activities: chosen by the manager, answered by whoever leads them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from fairway.audit.actions import record_change
from fairway.leadership.models import OwnChoice
from fairway.leadership.own.types import LEAST_ACTS, MOST_ACTS, Answer, Chosen, Refused

DAY = timedelta(days=1)
CHANGED = "That was changed meanwhile. Load the page again."


@transaction.atomic
def choose_acts(person_key: int, chosen: Sequence[Chosen], *, on: date, is_led: bool, actor_id: int | None) -> None:
    """A manager chooses two or three acts. What waited before waits no more; what is in force stays until the new one
    is agreed to, which it is at once where nobody leads the manager.
    """
    if not LEAST_ACTS <= len({one.act for one in chosen}) == len(chosen) <= MOST_ACTS:
        raise Refused("Choose two, or three at most.")
    OwnChoice.objects.filter(person_id=person_key, answer=Answer.WAITS, ends_on=None).update(ends_on=on)
    try:
        with transaction.atomic():
            row = OwnChoice.objects.create(
                person_id=person_key,
                acts=[[one.act, str(one.target), one.review_on.isoformat()] for one in chosen],
                chosen_on=on,
            )
    except IntegrityError as problem:
        raise Refused(CHANGED) from problem
    _record("choose_own_activities", row, actor_id)
    if not is_led:
        _begin(row, None, on)


@transaction.atomic
def answer_choice(key: int, *, is_yes: bool, by_key: int, on: date, actor_id: int | None) -> None:
    """Whoever leads the manager answers. A yes ends what was in force, a no leaves it. Refused once it waits no
    more.
    """
    row = OwnChoice.objects.select_for_update().filter(pk=key, answer=Answer.WAITS, ends_on=None).first()
    if row is None:
        raise Refused(CHANGED)
    if is_yes:
        _begin(row, by_key, on)
    else:
        row.answer, row.answered_by_id, row.answered_on, row.ends_on = Answer.NO, by_key, on, on
        row.save()
    _record("agree_to_own_activities" if is_yes else "decline_own_activities", row, actor_id)


def _begin(row: OwnChoice, by_key: int | None, on: date) -> None:
    before = OwnChoice.objects.filter(person_id=row.person_id, answer=Answer.YES, ends_on=None)
    before.update(ends_on=on - DAY)
    row.answer, row.answered_by_id, row.answered_on, row.starts_on = Answer.YES, by_key, on, on
    row.save()


def forget_choices_before(day: date) -> None:
    """Remove those that ended before a day."""
    OwnChoice.objects.filter(ends_on__lt=day).delete()


def _record(action: str, row: OwnChoice, actor_id: int | None) -> None:
    detail = {"acts": [act for act, _, _ in row.acts]}
    record_change(actor_id=actor_id, action=action, subject=("person", row.person_id), detail=detail)
