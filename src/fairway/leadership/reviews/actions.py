"""Writes of reviews. Both of the two may do all of it but plan one, promise, and answer a promise."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.commitments.types import Kept
from fairway.leadership.actions.writing import GONE, locked, require_item, writable
from fairway.leadership.models import ManagerReview, ReviewPress, ReviewPromise, ReviewQuestion
from fairway.leadership.reviews.queries import review_facts, still_leads
from fairway.leadership.reviews.types import LONGEST_PROMISE, Refused, State

NOBODY_TALKS = "Nobody is talking in this review. Begin it first."


@dataclass(frozen=True, slots=True)
class Wish:
    """A review somebody plans."""

    leader_key: int
    manager_key: int
    kind: str
    starts_at: datetime


@transaction.atomic
def plan_review(wish: Wish, *, actor_id: int | None) -> int:
    """Plan it and return its key. Refused in the past, and where one of that kind is to come with the same manager."""
    _require_to_come(wish.starts_at)
    with suppress(IntegrityError), transaction.atomic():
        row = ManagerReview.objects.create(
            leader_id=wish.leader_key,
            manager_id=wish.manager_key,
            kind=wish.kind,
            starts_at=wish.starts_at,
            planned_by=actor_id,
        )
        _record("plan_review", row, actor_id)
        return row.pk
    raise Refused("One of that kind is to come with the same manager. Hold it, move it or call it off first.")


@transaction.atomic
def move_review(key: int, starts_at: datetime, *, actor_id: int | None) -> None:
    """Another time. Refused in the past, and once it has begun."""
    row = locked(key)
    if row.state != State.PLANNED:
        raise Refused("Only what has not begun can be moved.")
    _require_to_come(starts_at)
    row.starts_at = starts_at
    row.save(update_fields=["starts_at"])
    _record("move_review", row, actor_id)


@transaction.atomic
def open_review(key: int, *, on: date, actor_id: int | None) -> None:
    """It begins; opened twice it began the first time. Refused where it is over, and where the manager reports to
    somebody else by now.
    """
    row = locked(key)
    if row.state == State.OPEN:
        return
    if row.state != State.PLANNED:
        raise Refused("This review is over.")
    if not still_leads(review_facts(row), on):
        raise Refused("The manager reports to somebody else by now. Call this review off.")
    row.state, row.opened_at = State.OPEN, timezone.now()
    row.save(update_fields=["state", "opened_at"])
    _record("open_review", row, actor_id)


@transaction.atomic
def unopen_review(key: int, *, actor_id: int | None) -> None:
    """It was begun by mistake: it is to come again, and what was pressed goes. Refused where nobody talks."""
    row = _open(key)
    row.presses.all().delete()
    row.questions.all().delete()
    row.state, row.opened_at = State.PLANNED, None
    row.save(update_fields=["state", "opened_at"])
    _record("unopen_review", row, actor_id)


@transaction.atomic
def hold_review(key: int, *, actor_id: int | None) -> None:
    """It is over. Held twice it was held once. Refused where it never began."""
    row = locked(key)
    if row.state == State.HELD:
        return
    if row.state != State.OPEN:
        raise Refused(NOBODY_TALKS)
    row.state, row.held_at = State.HELD, timezone.now()
    row.save(update_fields=["state", "held_at"])
    _record("hold_review", row, actor_id)


@transaction.atomic
def call_off_review(key: int, *, actor_id: int | None) -> None:
    """It is not held. Refused once it was."""
    row = locked(key)
    if row.state not in {State.PLANNED, State.OPEN}:
        raise Refused("This review is over.")
    row.state = State.CALLED_OFF
    row.save(update_fields=["state"])
    _record("call_off_review", row, actor_id)


@transaction.atomic
def talk_about(key: int, item: str) -> None:
    """The clock of an item starts and the one before stops; empty stops it. Pressed twice it started the first time."""
    row = _open(key)
    if item:
        require_item(row, item)
    newest = row.presses.order_by("-at", "-pk").first()
    if (newest.item if newest else "") != item:
        ReviewPress.objects.create(review=row, item=item, at=timezone.now())


@transaction.atomic
def count_question(key: int, item: str, *, takes_back: bool = False) -> None:
    """One question more under an item, or the newest one taken back."""
    row = _open(key)
    require_item(row, item)
    if takes_back:
        newest = row.questions.filter(item=item).order_by("-at", "-pk").first()
        if newest is not None:
            newest.delete()
        return
    ReviewQuestion.objects.create(review=row, item=item, at=timezone.now())


@transaction.atomic
def make_review_promise(key: int, what: str, by_on: date, *, on: date, actor_id: int | None) -> None:
    """The leader promises the manager something until a day. Refused for a day that is over."""
    row = writable(key)
    what = " ".join(what.split())
    if not what or len(what) > LONGEST_PROMISE:
        raise Refused(f"Say in at most {LONGEST_PROMISE} signs what you promise.")
    if by_on < on:
        raise Refused("That day is over. Choose one to come.")
    ReviewPromise.objects.create(review=row, what=what, made_on=on, by_on=by_on)
    _record("make_review_promise", row, actor_id)


@transaction.atomic
def take_promise_back(promise_key: int, *, actor_id: int | None) -> None:
    """A promise written down by mistake goes. Refused once its review takes no words any more, it was answered, or it
    is gone.
    """
    promise = _locked_promise(promise_key)
    row = writable(promise.review_id)
    if promise.kept != Kept.OPEN:
        raise Refused("This was answered already.")
    promise.delete()
    _record("take_review_promise_back", row, actor_id)


@transaction.atomic
def answer_promise(promise_key: int, kept: Kept, *, on: date, actor_id: int | None) -> None:
    """The manager says what became of it; the newest answer counts. Refused where the promise is gone."""
    promise = _locked_promise(promise_key)
    promise.kept, promise.said_on = kept, on
    promise.save(update_fields=["kept", "said_on"])
    _record("answer_review_promise", promise.review, actor_id)


def _locked_promise(key: int) -> ReviewPromise:
    """A promise, locked, with its review; Refused where it went meanwhile."""
    row = ReviewPromise.objects.select_for_update().select_related("review").filter(pk=key).first()
    if row is None:
        raise Refused(GONE)
    return row


def _require_to_come(starts_at: datetime) -> None:
    if starts_at <= timezone.now():
        raise Refused("That time is over. Choose one to come.")


def _open(key: int) -> ManagerReview:
    row = locked(key)
    if row.state != State.OPEN:
        raise Refused(NOBODY_TALKS)
    return row


def _record(action: str, row: ManagerReview, actor_id: int | None) -> None:
    record_change(actor_id=actor_id, action=action, subject=("person", row.manager_id), detail={"kind": row.kind})
