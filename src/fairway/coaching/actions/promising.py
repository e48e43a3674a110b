"""Commitments of a session, by the seller or whoever leads them, for the seller: written down, or taken back."""

from datetime import date

from django.db import transaction

from fairway.coaching.models import Session, SessionPromise
from fairway.coaching.queries.sessions import promise_keys_of
from fairway.coaching.types import Refused, State
from fairway.commitments.actions.promising import promise, take_promise_back
from fairway.commitments.queries import commitments_by_key
from fairway.commitments.types import Promise


@transaction.atomic
def promise_in(key: int, promised: Promise, *, on: date, actor_id: int | None) -> int:
    """Write a commitment down in a session. Returns its key. Refused for a session that was called off."""
    row = Session.objects.select_for_update().get(pk=key)
    if row.state == State.CALLED_OFF:
        raise Refused("This session was called off.")
    same = {"what": " ".join(promised.what.split()), "by_on": promised.by_on, "owner_key": promised.owner.person_key}
    if any(
        all(getattr(one, name) == value for name, value in same.items())
        for one in commitments_by_key(promise_keys_of([row.pk]))
    ):
        raise Refused("That is written down already.")
    made = promise(row.person_id, promised, on=on, actor_id=actor_id)
    SessionPromise.objects.create(session=row, commitment_id=made)
    return made


@transaction.atomic
def take_back_in(key: int, commitment_key: int, *, on: date, actor_id: int | None) -> None:
    """Take a commitment of a session back, by either of its two. Refused for one of another session and for one of
    which it was told what became.
    """
    if commitment_key not in promise_keys_of([key]):
        raise Refused("That stands in another session.")
    take_promise_back(commitment_key, on=on, actor_id=actor_id)
