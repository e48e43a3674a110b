"""Raising an obstacle: it becomes a commitment of whoever takes it on."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from fairway.commitments.actions.promising import recorded, stored_promise
from fairway.commitments.models import Obstacle
from fairway.commitments.owning import cares, may_own
from fairway.commitments.types import OwnerRole, Promise, RaisedAs, Refused
from fairway.signs.types import Cause


@dataclass(frozen=True, slots=True)
class Raised:
    """What is in the way. `metric_key` is the HIA it came from and `cause` its likely reason; empty where neither is
    known. `week_on` is the last closed week.
    """

    promise: Promise
    week_on: date
    raised_as: RaisedAs
    metric_key: str = ""
    cause: Cause | None = None


@transaction.atomic
def raise_obstacle(person_key: int, raised: Raised, *, on: date, actor_id: int | None) -> int:
    """Raise an obstacle of a seller. Returns its key.

    Refused where the same reason of the same HIA is open already, where that role does not own the cause, and for
    what cannot be promised.
    """
    owner = raised.promise.owner
    if not may_own(raised.cause, owner.role):
        raise Refused("That reason stays between seller and manager. Choose one of those offered.")
    is_together = owner.role is OwnerRole.MANAGER and raised.cause is not None and cares()[raised.cause].is_together
    detail = {"owner": str(owner.role), **({"metric": raised.metric_key} if raised.metric_key else {})}
    try:
        with recorded(person_key, "raise_obstacle", actor_id, **detail):
            made = stored_promise(
                person_key, replace(raised.promise, is_together=is_together), on=on, actor_id=actor_id
            )
            return Obstacle.objects.create(
                person_id=person_key,
                commitment=made,
                cause=raised.cause or "",
                metric_key=raised.metric_key,
                week_on=raised.week_on,
                raised_by=actor_id,
                raised_as=raised.raised_as,
            ).pk
    except IntegrityError as problem:
        raise Refused("This has been raised already and is open. Load the page again to see who has it.") from problem
