"""Writes of observations: given once by whoever observed, answered once by whoever was observed."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.models import Observation
from fairway.coaching.observing.queries import BEGUN, is_seen_by_others
from fairway.coaching.observing.rubric import rubric
from fairway.coaching.observing.types import Given
from fairway.coaching.types import Refused, SessionFacts
from fairway.lib.periods import local_day
from fairway.people.queries import organisation


@transaction.atomic
def give_observation(
    one: SessionFacts, person_key: int, given: Given, *, observer_key: int, actor_id: int | None
) -> int:
    """Keep what somebody saw of how a session was led, for them and whoever led it. Returns its key. Refused before the
    session began, a second time, and of oneself once another has given theirs.
    """
    if one.state not in BEGUN:
        raise Refused("This session has not begun. Give it once it has.")
    is_own = observer_key == person_key
    if is_own and is_seen_by_others(one.key):
        raise Refused("Somebody has given what they saw. Your own look counts only before you could read it.")
    try:
        with transaction.atomic():
            row = Observation.objects.create(
                person_id=person_key,
                observer_id=observer_key,
                session_id=one.key,
                session_on=local_day(one.held_at or one.began_at, organisation().timezone),
                kind=one.kind,
                rubric=rubric().key,
                seen={key: [seen.rating, seen.words] for key, seen in given.seen.items()},
                keep=given.keep,
                to_try=given.to_try,
            )
    except IntegrityError as problem:
        raise Refused("You have given it already. What was given stays as it is.") from problem
    action = "look_back_on_session" if is_own else "give_observation"
    record_change(actor_id=actor_id, action=action, subject=("person", person_key), detail={"rubric": row.rubric})
    return row.pk


@transaction.atomic
def answer_observation(key: int, answer: str, try_by_on: date | None, *, on: date, actor_id: int | None) -> None:
    """Whoever was observed answers, and agrees to the one thing to try by a day, or to none. Refused a second time and
    for a day that is over.
    """
    row = Observation.objects.select_for_update().get(pk=key)
    if row.answered_at is not None:
        raise Refused("You have answered already. What was said stays as it is.")
    if try_by_on is not None and try_by_on < on:
        raise Refused("That day is over. Choose one from today on.")
    row.answer, row.try_by_on, row.answered_at = answer, try_by_on, timezone.now()
    row.save(update_fields=["answer", "try_by_on", "answered_at"])
    subject = ("person", row.person_id)
    record_change(actor_id=actor_id, action="answer_observation", subject=subject, detail={"rubric": row.rubric})


def forget_observations_before(day: date) -> None:
    """Remove those of sessions from before a day."""
    Observation.objects.filter(session_on__lt=day).delete()
