"""What reasons are called on pages, and who can remove them: as obstacles have it, in owners.yaml."""

from collections.abc import Mapping
from functools import lru_cache

from fairway.commitments.owning import cares
from fairway.commitments.types import Care, OwnerRole
from fairway.diagnosis.budget.types import Counted


@lru_cache(maxsize=1)
def _cares() -> Mapping[Counted, Care]:
    return {Counted(cause): care for cause, care in cares().items() if cause.value in set(Counted)}


@lru_cache(maxsize=1)
def words() -> Mapping[Counted, str]:
    """What each reason is called."""
    return {
        **{counted: care.words for counted, care in _cares().items()},
        Counted.OWN_WORDS: "Told in the seller’s own words",
        Counted.NO_SIGN: "No sign",
    }


def remover_of(counted: Counted) -> OwnerRole:
    """Who can do something about a reason for everybody at once, or for want of that with each seller. Where no cause
    is known it is the manager, who asks.
    """
    care = _cares().get(counted)
    return care.for_everybody if care else OwnerRole.MANAGER
