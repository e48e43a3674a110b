"""Planning a session, moving it, calling it off, and how often it is held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.beside.actions import fit_pass
from fairway.coaching.kinds import fitted, require_order
from fairway.coaching.models import Session, SessionRhythm
from fairway.coaching.queries.programme import programme, programme_of
from fairway.coaching.types import Part, Refused, State
from fairway.lib.periods import local_day
from fairway.people.queries import organisation
from fairway.web.words import plural

LOCKED = "the organisation has locked it. Operations can change that."
ONE_TO_COME = "There is one to come already. Open it, move it, or call it off."


@dataclass(frozen=True, slots=True)
class Wish:
    """A session that is asked for. `starts_at` is an aware instant; without `parts` the kind's own."""

    person_key: int
    coach_key: int
    kind: str
    starts_at: datetime
    parts: Mapping[Part, int] | None = None


@transaction.atomic
def plan_session(wish: Wish, *, actor_id: int | None) -> int:
    """Plan a session. Returns its key. Refused in the past, for an unknown kind, and beside another to come."""
    known = programme()
    kind = known.get(wish.kind)
    if kind is None:
        raise Refused(f"There is no session called {wish.kind}. Choose one of: {', '.join(known)}.")
    _require_to_come(wish.starts_at)
    parts = kind.parts if kind.is_locked else wish.parts or kind.parts
    require_order(wish.kind, parts)
    try:
        with transaction.atomic():
            row = Session.objects.create(
                person_id=wish.person_key,
                coach_id=wish.coach_key,
                kind=wish.kind,
                starts_at=wish.starts_at,
                parts=[[str(part), minutes] for part, minutes in parts.items()],
                planned_by=actor_id,
                changed_at=timezone.now(),
            )
    except IntegrityError as problem:
        raise Refused(ONE_TO_COME) from problem
    _record("plan_session", row, actor_id)
    return row.pk


@transaction.atomic
def move_session(key: int, starts_at: datetime, *, actor_id: int | None) -> None:
    """Another time; how often it was moved stays beside it. Refused in the past and for what is not to come."""
    row = _planned(key)
    _require_to_come(starts_at)
    if row.starts_at == starts_at:
        return
    row.starts_at, row.moved, row.changed_at = starts_at, row.moved + 1, timezone.now()
    row.save(update_fields=["starts_at", "moved", "changed_at"])
    fit_pass(row)
    _record("move_session", row, actor_id)


@transaction.atomic
def change_parts(key: int, minutes: Mapping[Part, int], *, actor_id: int | None) -> None:
    """Other time boxes for one session to come; sessions that follow it begin with them. Refused where the
    organisation has locked them, and for parts nobody can hold.
    """
    row = _planned(key)
    if programme_of(row.kind).is_locked:
        raise Refused(f"Its parts are the same for everybody here: {LOCKED}")
    parts = [[str(part), number] for part, number in fitted(row.kind, minutes).items()]
    if parts != row.parts:
        row.parts = parts
        row.save(update_fields=["parts"])
        _record("change_session_parts", row, actor_id)


@transaction.atomic
def call_off_session(key: int, *, actor_id: int | None) -> None:
    """It is not held, also where somebody opened it by mistake. What was written stays in the seller's own export."""
    row = _planned(key, State.PLANNED, State.OPEN)
    row.state, row.changed_at = State.CALLED_OFF, timezone.now()
    row.save(update_fields=["state", "changed_at"])
    fit_pass(row)
    _record("call_off_session", row, actor_id)


@transaction.atomic
def set_rhythm(person_key: int, kind: str, every_days: int, *, actor_id: int | None) -> None:
    """How often a seller is met for a kind of session from today; the agreement before ends. 0: this once."""
    if not 0 <= every_days <= 366:
        raise Refused("A rhythm is between 1 and 366 days, or 0: this once.")
    stated = programme_of(kind)
    if stated.is_locked and every_days not in {0, stated.every_days}:
        raise Refused(f"Here every {stated.name} comes back after {plural(stated.every_days, 'day')}: {LOCKED}")
    on = local_day(timezone.now(), organisation().timezone)
    rows = SessionRhythm.objects.select_for_update().filter(person_id=person_key, kind=kind, ended_on=None)
    if rows.filter(every_days=every_days).exists():
        return
    rows.update(ended_on=on)
    if every_days:
        SessionRhythm.objects.create(
            person_id=person_key, kind=kind, every_days=every_days, since_on=on, set_by=actor_id
        )
    detail = {"kind": kind, "every_days": every_days}
    record_change(actor_id=actor_id, action="set_rhythm", subject=("person", person_key), detail=detail)


@transaction.atomic
def plan_following(key: int, starts_at: datetime, *, coach_key: int, actor_id: int | None) -> int | None:
    """The next session after one that was held, as its rhythm has it, in the same parts. Returns its key; None where
    one is to come already.
    """
    row = Session.objects.get(pk=key)
    to_come = Session.objects.filter(person_id=row.person_id, kind=row.kind, state__in=[State.PLANNED, State.OPEN])
    if to_come.exists():
        return None
    parts = {Part(part): minutes for part, minutes in row.parts}
    return plan_session(Wish(row.person_id, coach_key, row.kind, starts_at, parts), actor_id=actor_id)


def _planned(key: int, *states: State) -> Session:
    row = Session.objects.select_for_update().filter(pk=key, state__in=states or (State.PLANNED,)).first()
    if row is None:
        raise Refused("This is not to come any more. Load the page again.")
    return row


def _require_to_come(starts_at: datetime) -> None:
    if starts_at <= timezone.now():
        raise Refused("That time is over. Choose one to come.")


def _record(action: str, row: Session, actor_id: int | None) -> None:
    detail = {"kind": row.kind, "at": row.starts_at.isoformat()}
    record_change(actor_id=actor_id, action=action, subject=("person", row.person_id), detail=detail)
