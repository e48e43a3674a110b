"""A session joins a group, or leaves it: calendars are told, an audit line says so. In the caller's transaction."""

from django.db.models import F
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.beside.actions import close_beside
from fairway.coaching.models import GroupSession, Session
from fairway.coaching.queries.programme import programme_of
from fairway.coaching.types import Part, State

OWN_ALONE = (Part.BRANCH, Part.NUMBER)  # also where an organisation gives them time in its programme


def join(row: GroupSession, key: int, coach_key: int, *, actor_id: int | None) -> None:
    """A planned session is held with the group from now on, led by its coach and in the parts of its kind. A co-coach
    of the two alone is none of the group.
    """
    parts = [[str(part), minutes] for part, minutes in programme_of(row.kind).parts.items() if part not in OWN_ALONE]
    session = Session.objects.get(pk=key)
    close_beside(session)
    _change(session, "join_group", actor_id, group=row, coach_id=coach_key, parts=parts)


def leave(session: Session, *, actor_id: int | None) -> None:
    """A planned session is held alone again, in the parts its kind has."""
    parts = [[str(part), minutes] for part, minutes in programme_of(session.kind).parts.items()]
    _change(session, "leave_group", actor_id, group=None, parts=parts)


def _change(session: Session, action: str, actor_id: int | None, **columns: object) -> None:
    # What calendars hold is another appointment by that, though its time stays.
    counted = {"passed_on": F("passed_on") + 1, "changed_at": timezone.now()} if session.state == State.PLANNED else {}
    Session.objects.filter(pk=session.pk).update(**columns, **counted)
    detail = {"kind": session.kind, "at": session.starts_at.isoformat()}
    record_change(actor_id=actor_id, action=action, subject=("person", session.person_id), detail=detail)
