"""Co-coaches as facts. Frozen; no database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fairway.coaching.types import Refused, SessionFacts, State
from fairway.lib.periods import local_day

OPEN_AFTER = timedelta(days=7)  # so long the page stays open once the session was held


class NotThem(Refused):
    """Whoever was named cannot be the co-coach; somebody else may."""


class Side(StrEnum):
    """Of which side of a session somebody speaks."""

    SELLER = "seller"
    COACH = "coach"  # whoever leads the seller


@dataclass(frozen=True, slots=True)
class CoCoachFacts:
    """Somebody one of the two asked for, and who agreed when. `coach_key` is whoever agreed beside the seller."""

    key: int
    session_key: int
    person_key: int
    asked_on: date
    seller_agreed_on: date | None = None
    coach_key: int | None = None
    coach_agreed_on: date | None = None
    ended_on: date | None = None

    @property
    def was_agreed(self) -> bool:
        """Both agreed once, so the co-coach was told."""
        return self.seller_agreed_on is not None and self.coach_agreed_on is not None

    def has_agreed(self, side: Side, state: State, leaders: Collection[int]) -> bool:
        """Whether a side's yes holds. `leaders` are those who lead the seller directly today: the yes of somebody who
        leads them no more is nobody's, until the session was held with it.
        """
        if side is Side.SELLER:
            return self.seller_agreed_on is not None
        return self.coach_agreed_on is not None and (state is State.HELD or self.coach_key in leaders)

    def is_agreed(self, state: State, leaders: Collection[int]) -> bool:
        """Whether the co-coach is in, as far as the two say."""
        return self.ended_on is None and all(self.has_agreed(side, state, leaders) for side in Side)


def page_of(session_key: int) -> str:
    """The word of a session's page on which a guest is let in."""
    return f"session:{session_key}"


def open_until(one: SessionFacts, timezone: str) -> date:
    """The last day in that zone on which a session's page is open to a co-coach: seven days after it was held, and
    before that after it is planned for or began.
    """
    begins_at = max(one.starts_at, one.opened_at or one.starts_at)
    return local_day(one.held_at or begins_at, timezone) + OPEN_AFTER
