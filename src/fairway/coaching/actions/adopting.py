"""A 1:1 planned in the first lesson becomes a session of the same two."""

from datetime import datetime

from django.utils import timezone

from fairway.coaching.actions.planning import Wish, move_session, plan_session
from fairway.coaching.kinds import ONE_TO_ONE
from fairway.coaching.queries.sessions import to_come
from fairway.coaching.types import State
from fairway.people.queries import person_key_of


def adopt_planned(person_key: int, planned_by: int | None, starts_at: datetime) -> None:
    """Plan the session, or move the one that is to come; nothing for what is over, or was planned by nobody known."""
    if starts_at <= timezone.now():
        return
    coming = to_come(person_key)
    coach_key = person_key_of(planned_by) if planned_by is not None else None
    if coming is not None:
        if coming.state is State.PLANNED and coming.coach_key == coach_key:
            move_session(coming.key, starts_at, actor_id=planned_by)
        return
    if coach_key is not None:
        plan_session(Wish(person_key, coach_key, ONE_TO_ONE, starts_at), actor_id=planned_by)
