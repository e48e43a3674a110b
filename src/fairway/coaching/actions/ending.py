"""The end of a talk: its page is kept as it stands, and the next one is planned as the rhythm has it."""

from datetime import datetime

from django.db import transaction

from fairway.coaching.actions.holding import hold_session
from fairway.coaching.actions.planning import plan_following
from fairway.coaching.page import ground_of, room_page
from fairway.coaching.queries.coaches import coach_now
from fairway.coaching.queries.following import following
from fairway.coaching.telling import told_by
from fairway.coaching.types import SessionFacts
from fairway.people.types import Viewer


def end_talk(
    viewer: Viewer, one: SessionFacts, now: datetime, *, plans_next: bool = True
) -> tuple[bool, datetime | None]:
    """Whether this ended it, and for when the next one was planned by that, or without `plans_next` when it is due.
    Refused for what was called off; Hidden for whoever is not of the two.
    """
    page = room_page(viewer, one, now)
    told = told_by(page, ground_of(viewer, page.seller, by_name=True).branch)
    coach_key = coach_now(viewer, page.seller, one.coach_key)
    next_at = following(one, page.seller, coach_key, viewer.on)
    metric, cause = page.branch.metric_key, page.branch.answered
    with transaction.atomic():
        has_ended = hold_session(one.key, metric_key=metric, cause=cause, told=told, actor_id=viewer.user_id)
        if not has_ended or next_at is None or coach_key is None:
            return has_ended, None
        if not plans_next:
            return True, next_at
        follows = plan_following(one.key, next_at, coach_key=coach_key, actor_id=viewer.user_id)
        return True, next_at if follows else None
