"""Promising, and saying what became of a promise nobody can count."""

from contextlib import AbstractContextManager
from datetime import date, timedelta

from django.db import transaction

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.commitments.actions.in_crm import ask_crm, end_in_crm
from fairway.commitments.models import Commitment
from fairway.commitments.types import LONGEST_WHAT, Kept, Promise, Refused
from fairway.metrics.queries import definition_for
from fairway.metrics.types import Counting

FURTHEST = timedelta(days=366)
ADDED_UP = frozenset({Counting.COUNT, Counting.DISTINCT, Counting.SUM})  # numbers of which so many can be promised


def recorded(person_key: int, action: str, actor_id: int | None, **detail: object) -> AbstractContextManager[None]:
    """One undoable line over everything promised and in the way about a seller."""
    where: dict[str, object] = {"person_id__in": [person_key]}
    return undoable(
        actor_id=actor_id,
        action=action,
        subject=("person", person_key),
        detail=detail,
        sheets=[Sheet(f"commitments.{name}", where) for name in ("Commitment", "Obstacle")],
    )


@transaction.atomic
def promise(person_key: int, promised: Promise, *, on: date, actor_id: int | None) -> int:
    """Write down what somebody will do for a seller, or the seller themselves. Returns its key.

    Refused without words, without a day to come within a year, and for a number that cannot be counted up.
    """
    with recorded(
        person_key, "make_commitment", actor_id, **({"metric": promised.metric_key} if promised.metric_key else {})
    ):
        return stored_promise(person_key, promised, on=on, actor_id=actor_id).pk


def stored_promise(person_key: int, promised: Promise, *, on: date, actor_id: int | None) -> Commitment:
    """The row of a new promise, inside a recorded change."""
    what = " ".join(promised.what.split())
    if not what or len(what) > LONGEST_WHAT:
        raise Refused(f"Say in words what is to be done, in at most {LONGEST_WHAT} signs.")
    if_then = " ".join(promised.if_then.split())
    if len(if_then) > LONGEST_WHAT:
        raise Refused(f"Say what happens if something gets in the way in at most {LONGEST_WHAT} signs.")
    require_day(promised.by_on, on)
    if promised.quantity is not None:
        definition = definition_for(promised.metric_key) if promised.metric_key else None
        if definition is None or definition.counting not in ADDED_UP or definition.stands or promised.quantity <= 0:
            raise Refused("That cannot be counted up to a number. Promise it in words alone.")
    made = Commitment.objects.create(
        person_id=person_key,
        owner_id=promised.owner.person_key,
        role=promised.owner.role,
        is_together=promised.is_together,
        what=what,
        if_then=if_then,
        made_on=on,
        made_by=actor_id,
        by_on=promised.by_on,
        metric_key=promised.metric_key,
        quantity=promised.quantity,
    )
    ask_crm(made)
    return made


def require_day(day: date, on: date) -> None:
    """Refused for a day that is not to come, or more than a year away."""
    if not on < day <= on + FURTHEST:
        raise Refused(f"{day:%-d %b %Y} is no day to look at it. Choose one after today, within a year.")


@transaction.atomic
def take_promise_back(key: int, *, on: date, actor_id: int | None) -> None:
    """It was written down wrong, or both let it go: neither kept nor not, and its task in the CRM is removed. Refused
    once it was told what became of it.
    """
    row = Commitment.objects.select_for_update().get(pk=key)
    if row.kept != Kept.OPEN:
        raise Refused("What became of it was told already, so it stays.")
    with recorded(row.person_id, "take_promise_back", actor_id):
        row.kept, row.checked_on, row.said_by = Kept.WITHDRAWN, on, actor_id
        row.save(update_fields=["kept", "checked_on", "said_by"])
        end_in_crm(row.pk, is_done=False)


@transaction.atomic
def say_kept(key: int, *, is_kept: bool, on: date, actor_id: int) -> None:
    """Whoever promised says what became of it, where nothing can be counted."""
    row = Commitment.objects.select_for_update().get(pk=key)
    with recorded(row.person_id, "say_commitment_kept", actor_id):
        row.kept = Kept.KEPT if is_kept else Kept.NOT_KEPT
        row.checked_on, row.said_by = on, actor_id
        row.save(update_fields=["kept", "checked_on", "said_by"])
        end_in_crm(row.pk, is_done=is_kept)
