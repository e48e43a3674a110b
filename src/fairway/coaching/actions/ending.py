"""The end of a talk: what its page said is kept as it stands, and the next one is planned as the rhythm has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fairway.coaching.actions.holding import hold_session
from fairway.coaching.actions.planning import plan_following
from fairway.coaching.kinds import kind_of
from fairway.coaching.page import ground_of, number_in_words
from fairway.coaching.queries.coaches import coach_now
from fairway.coaching.queries.following import following
from fairway.coaching.telling import told_in
from fairway.coaching.types import SessionFacts
from fairway.people import access
from fairway.people.queries import organisation
from fairway.people.types import Viewer
from fairway.signs.types import Cause


@dataclass(frozen=True, slots=True)
class Ending:
    """What is kept of a session when it ends, and when the next one is due."""

    session: SessionFacts
    coach_key: int | None
    told: Mapping[str, Any]
    metric_key: str
    cause: Cause | None
    next_at: datetime | None


def ending_of(viewer: Viewer, one: SessionFacts) -> Ending:
    """As of now, read before anything is locked. Hidden for whoever is not of the two."""
    seller = access.person_by_key(viewer, one.person_key)
    ground = ground_of(viewer, seller, by_name=True)
    number = number_in_words(ground.landing, organisation().currency)
    coach_key = coach_now(viewer, seller, one.coach_key)
    return Ending(
        one,
        coach_key,
        told_in(ground.lines, ground.branch, ground.practice_in(kind_of(one.kind)), number),
        ground.branch.metric_key,
        ground.branch.answered,
        following(one, seller, coach_key, viewer.on),
    )


def hold_ending(ending: Ending, *, actor_id: int | None) -> bool:
    """The talk is over. Whether this ended it. Refused for what was called off."""
    return hold_session(
        ending.session.key,
        metric_key=ending.metric_key,
        cause=ending.cause,
        told=dict(ending.told),
        actor_id=actor_id,
    )


def end_talk(viewer: Viewer, one: SessionFacts) -> tuple[bool, datetime | None]:
    """Whether this ended it, and for when the next one was planned by that."""
    ending = ending_of(viewer, one)
    with transaction.atomic():
        has_ended = hold_ending(ending, actor_id=viewer.user_id)
        if not has_ended or ending.next_at is None or ending.coach_key is None:
            return has_ended, None
        follows = plan_following(one.key, ending.next_at, coach_key=ending.coach_key, actor_id=viewer.user_id)
        return True, ending.next_at if follows else None
