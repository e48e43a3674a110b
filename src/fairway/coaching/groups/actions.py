"""Planning sessions of several sellers for one time, moving them, opening and ending them together."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from fairway.coaching.actions.holding import open_session, unopen_session
from fairway.coaching.actions.joining import join, leave
from fairway.coaching.actions.planning import Wish, call_off_session, move_session, plan_session
from fairway.coaching.actions.writing import Draft, Saved, has_just_ended, save_draft
from fairway.coaching.groups.types import LEAST, MOST, WRITTEN_TOGETHER, GroupWish
from fairway.coaching.models import GroupNote, GroupSession, Session
from fairway.coaching.queries.programme import programme_of
from fairway.coaching.types import Part, Refused, State
from fairway.people.queries import names_of
from fairway.web.words import first_name

TO_COME = (State.PLANNED, State.OPEN)


@transaction.atomic
def plan_group(wish: GroupWish, *, actor_id: int | None) -> int:
    """Plan a session of that kind for each of the sellers, at once. A seller's own that was to come is held then.

    Returns the group's key. Refused for a kind no group holds, for fewer than two or more than thirty sellers, in the
    past, and where a seller is in another group of the kind or talks already.
    """
    if not programme_of(wish.kind).can_be_group:
        raise Refused("This kind is for one seller alone. Choose another kind.")
    if not LEAST <= len(wish.person_keys) <= MOST:
        raise Refused(f"Choose {LEAST} to {MOST} sellers, not {len(wish.person_keys)}.")
    row = GroupSession.objects.create(coach_id=wish.coach_key, kind=wish.kind, topic=wish.topic.strip())
    for person_key in sorted(wish.person_keys):
        _take_in(row, person_key, wish.coach_key, wish.starts_at, actor_id)
    return row.pk


@transaction.atomic
def bring_into_group(key: int, person_key: int, *, coach_key: int, actor_id: int | None) -> None:
    """One seller more. Refused as for planning, and once the group talks."""
    row, sessions = _locked(key)
    if any(one.state != State.PLANNED for one in sessions):
        raise Refused("The group has begun. Plan another session with them.")
    if len(sessions) >= MOST:
        raise Refused(f"{MOST} sellers are in it already.")
    _take_in(row, person_key, coach_key, sessions[0].starts_at, actor_id)


def _take_in(row: GroupSession, person_key: int, coach_key: int, starts_at: datetime, actor_id: int | None) -> None:
    own = Session.objects.filter(person_id=person_key, kind=row.kind, state__in=TO_COME)
    _require_free(row, own.first())  # before it is locked: two leaders who want each other's would wait for each other
    coming = own.select_for_update().first()
    _require_free(row, coming)
    if coming is None:
        key = plan_session(Wish(person_key, coach_key, row.kind, starts_at), actor_id=actor_id)
    else:
        key = coming.pk
        move_session(key, starts_at, actor_id=actor_id)
    join(row, key, coach_key, actor_id=actor_id)


def _require_free(row: GroupSession, coming: Session | None) -> None:
    if coming is not None and (coming.state == State.OPEN or coming.group_id not in {None, row.pk}):
        why = "is talking in one right now" if coming.state == State.OPEN else "is in another group of this kind"
        name = first_name(names_of([coming.person_id])[coming.person_id])
        raise Refused(f"{name} {why}. Leave them out, or end that first.")


@transaction.atomic
def move_group(key: int, led: Collection[int], starts_at: datetime, *, actor_id: int | None) -> None:
    """Another time for everybody the viewer leads in it; whoever passed to somebody else keeps the time, alone. Refused
    in the past and once it began.
    """
    for one in _led_in(key, led, actor_id):
        move_session(one.pk, starts_at, actor_id=actor_id)


@transaction.atomic
def move_out(key: int, starts_at: datetime, *, actor_id: int | None) -> None:
    """Another time for one seller's session, which leaves its group by that, where it has one. Refused as for any."""
    row = Session.objects.select_for_update().get(pk=key)
    if row.starts_at == starts_at:
        return
    move_session(key, starts_at, actor_id=actor_id)
    if row.group_id is not None:
        leave(row, actor_id=actor_id)


@transaction.atomic
def follow_group(key: int, due: Mapping[int, datetime], *, coach_key: int, actor_id: int | None) -> datetime | None:
    """The next one after a group that was held, for those whose rhythm asks for one, each with when it is due: together
    on the latest of those days. Returns when; None where nobody is due.
    """
    row, free = GroupSession.objects.get(pk=key), dict(due)
    coming = Session.objects.filter(person_id__in=list(due), kind=row.kind, state__in=TO_COME)
    for taken in coming.values_list("person_id", flat=True):
        free.pop(taken, None)
    if not free:
        return None
    starts_at = max(free.values())
    if len(free) >= LEAST:
        wish = GroupWish(coach_key, row.kind, starts_at, frozenset(free), row.topic)
        plan_group(wish, actor_id=actor_id)
    else:
        [person_key] = free
        plan_session(Wish(person_key, coach_key, row.kind, starts_at), actor_id=actor_id)
    return starts_at


@transaction.atomic
def call_off_group(key: int, led: Collection[int], *, actor_id: int | None) -> None:
    """None of those the viewer leads is held, also where it was opened by mistake."""
    for one in _led_in(key, led, actor_id):
        call_off_session(one.pk, actor_id=actor_id)


@transaction.atomic
def open_group(key: int, led: Collection[int], *, coach_key: int, actor_id: int | None) -> None:
    """The talk begins for everybody the coach leads; whoever passed to somebody else meanwhile has theirs alone."""
    for one in _led_in(key, led, actor_id):
        open_session(one.pk, coach_key=coach_key, actor_id=actor_id)
    GroupSession.objects.filter(pk=key).update(coach_id=coach_key)


@transaction.atomic
def unopen_group(key: int, led: Collection[int], *, actor_id: int | None) -> None:
    """It was begun by mistake: to come again."""
    for one in _led_in(key, led, actor_id):
        unopen_session(one.pk, actor_id=actor_id)


@transaction.atomic
def write_group_note(key: int, part: Part, draft: Draft, *, actor_id: int | None) -> Saved:
    """Save what somebody wrote under a part all of them write. Sent again after a lost answer it changes nothing.

    Refused for a part that is each seller's own, for a text too long, and once the session is over.
    """
    row = GroupSession.objects.select_for_update().get(pk=key)
    sessions = list(Session.objects.filter(group=row).exclude(state=State.CALLED_OFF))
    if part not in WRITTEN_TOGETHER or not any(str(part) in dict(one.parts) for one in sessions):
        raise Refused("Nothing is written there.")
    if not any(one.state in TO_COME or has_just_ended(one) for one in sessions):
        raise Refused("This session is over: what was written stays as it is.")
    return save_draft(GroupNote.objects.filter(group=row), part, draft, actor_id=actor_id, group=row)


def _locked(key: int) -> tuple[GroupSession, list[Session]]:
    """The group, and the sessions of it that are to come. Refused where none is."""
    row = GroupSession.objects.select_for_update().get(pk=key)
    sessions = list(Session.objects.select_for_update().filter(group=row, state__in=TO_COME).order_by("pk"))
    if not sessions:
        raise Refused("This is not to come any more. Load the page again.")
    return row, sessions


def _led_in(key: int, led: Collection[int], actor_id: int | None) -> list[Session]:
    """Those of sellers its leader leads; whoever passed to somebody else is in this group no more."""
    _, sessions = _locked(key)
    for one in sessions:
        if one.person_id not in led and one.state == State.PLANNED:
            leave(one, actor_id=actor_id)
    return [one for one in sessions if one.person_id in led]
