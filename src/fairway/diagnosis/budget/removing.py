"""What reasons are called on pages, and who can remove them."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from fairway.commitments.owning import cares
from fairway.diagnosis.budget.types import Counted


class Remover(StrEnum):
    """Who can do something about a reason for everybody at once, or for want of that with each seller."""

    OPERATIONS = "operations"
    LEADERS = "leaders"
    MANAGERS = "managers"
    ENABLEMENT = "enablement"


@lru_cache(maxsize=1)
def words() -> Mapping[Counted, str]:
    """What each reason is called: as obstacles call it."""
    causes = {Counted(cause): care.words for cause, care in cares().items() if str(cause) in set(Counted)}
    return {
        **causes,
        Counted.OWN_WORDS: "Told in the seller’s own words",
        Counted.NO_SIGN: "No sign",
    }


REMOVED_BY: Mapping[Counted, Remover] = {
    Counted.DATA: Remover.OPERATIONS,
    Counted.ABSENCE: Remover.OPERATIONS,  # the calendar of days off
    Counted.CAPACITY: Remover.LEADERS,
    Counted.OPPORTUNITY: Remover.LEADERS,
    Counted.TARGET: Remover.MANAGERS,
    Counted.PRIORITY: Remover.MANAGERS,
    Counted.RAMP: Remover.ENABLEMENT,
    Counted.SKILL: Remover.ENABLEMENT,
    Counted.OWN_WORDS: Remover.MANAGERS,
    Counted.NO_SIGN: Remover.MANAGERS,  # who ask
}
