"""Opening the room, what the talk is about, and ending it. Both may do all of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.actions.summarising import ask_for_summaries
from fairway.coaching.beside.actions import fit_pass
from fairway.coaching.models import Session, SessionTap
from fairway.coaching.types import Refused, State, TalkFocus
from fairway.signs.types import Cause


@transaction.atomic
def open_session(key: int, *, coach_key: int | None, actor_id: int | None) -> None:
    """The talk begins, led by whoever leads the seller now; opened twice it began the first time. Refused for what was
    held or called off.
    """
    row = Session.objects.select_for_update().get(pk=key)
    if row.state == State.OPEN:
        return
    if row.state != State.PLANNED:
        raise Refused("This session is over.")
    now = timezone.now()
    row.state, row.opened_at, row.coach_id, row.changed_at = State.OPEN, now, coach_key, now
    row.save(update_fields=["state", "opened_at", "coach", "changed_at"])
    fit_pass(row)
    _record("open_session", row, actor_id)


@transaction.atomic
def unopen_session(key: int, *, actor_id: int | None) -> None:
    """It was begun by mistake: it is to come again, and what was tapped meanwhile goes. Refused where nobody talks."""
    row = Session.objects.select_for_update().get(pk=key)
    if row.state != State.OPEN:
        raise Refused("Nobody is talking in this room.")
    row.taps.all().delete()
    row.state, row.opened_at, row.changed_at = State.PLANNED, None, timezone.now()
    row.save(update_fields=["state", "opened_at", "changed_at"])
    fit_pass(row)
    _record("unopen_session", row, actor_id)


@transaction.atomic
def tap(key: int, focus: TalkFocus) -> None:
    """The talk is about that from now on. Refused outside a talk."""
    row = Session.objects.select_for_update().get(pk=key)
    if row.state != State.OPEN:
        raise Refused("Nobody is talking in this room.")
    SessionTap.objects.create(session=row, focus=focus, at=timezone.now())


@transaction.atomic
def hold_session(key: int, *, metric_key: str, cause: Cause | None, told: dict[str, Any], actor_id: int | None) -> bool:
    """The talk is over. `told` is what its pages said of the seller, kept as it was. Held twice is held once: returns
    whether this ended it.
    """
    row = Session.objects.select_for_update().get(pk=key)
    if row.state == State.HELD:
        return False
    if row.state == State.CALLED_OFF:
        raise Refused("This session was called off.")
    now = timezone.now()
    row.state, row.held_at, row.opened_at = State.HELD, now, row.opened_at or now
    row.metric_key, row.cause, row.told, row.changed_at = metric_key, cause or "", told, now
    row.save(update_fields=["state", "held_at", "opened_at", "metric_key", "cause", "told", "changed_at"])
    fit_pass(row)
    ask_for_summaries(row, now)
    _record("hold_session", row, actor_id)
    return True


def _record(action: str, row: Session, actor_id: int | None) -> None:
    record_change(actor_id=actor_id, action=action, subject=("person", row.person_id), detail={"kind": row.kind})
