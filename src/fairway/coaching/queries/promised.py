"""Commitments that stand on a session."""

from fairway.coaching.found_promises import Standing
from fairway.coaching.queries.sessions import promise_keys_of
from fairway.commitments.queries import commitments_by_key
from fairway.commitments.types import Kept, OwnerRole


def standing_in(key: int) -> list[Standing]:
    """What was written down in a session and not taken back, for whoever may read it."""
    found = commitments_by_key(promise_keys_of([key]))
    return [
        Standing("seller" if one.role is OwnerRole.SELLER else "manager", one.what)
        for one in found
        if one.kept is not Kept.WITHDRAWN
    ]
