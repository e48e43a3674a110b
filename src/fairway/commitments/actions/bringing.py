"""Promises of a past that comes in whole, as the demonstration's does: the rows each of them would have left."""

from collections.abc import Sequence

from fairway.commitments.models import Commitment
from fairway.commitments.types import Brought, Kept


def bring_promises(brought: Sequence[Brought]) -> list[int]:
    """Store them together and return their keys in order. Nothing is asked of a CRM and nothing can be undone; call it
    in a transaction that says in an audit line what came in, and `check_commitments` after it.
    """
    rows = Commitment.objects.bulk_create([_row(one) for one in brought], batch_size=500)
    return [row.pk for row in rows]


def _row(one: Brought) -> Commitment:
    said = one.promise.quantity is None and one.is_kept is not None
    return Commitment(
        person_id=one.person_key,
        owner_id=one.promise.owner.person_key,
        role=one.promise.owner.role,
        what=one.promise.what,
        if_then=one.promise.if_then,
        made_on=one.made_on,
        made_by=one.made_by,
        by_on=one.promise.by_on,
        metric_key=one.promise.metric_key,
        quantity=one.promise.quantity,
        kept=(Kept.KEPT if one.is_kept else Kept.NOT_KEPT) if said else Kept.OPEN,
        checked_on=one.promise.by_on if said else None,
        said_by=one.made_by if said else None,
    )
