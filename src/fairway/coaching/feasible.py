"""Whether so many can be done by a day: working days until then, and the best recent week. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.coaching.types import Refused
from fairway.execution.types import WeekMark
from fairway.web.words import number, plural

RECENT = 8  # closed weeks
WORKING_WEEK = 5
MOST_TIMES = 3.0  # of the best recent pace, beyond which a number is a wish


@dataclass(frozen=True, slots=True)
class Feasible:
    """What speaks for or against a number."""

    quantity: float
    working_days: int
    best: float | None  # of the recent closed weeks; None where none was seen

    @property
    def is_more_than_ever(self) -> bool:
        """Whether it asks for a faster pace than the best of the recent weeks."""
        return self.best is not None and self.working_days > 0 and self.quantity > self.best * self.weeks + 1e-9

    @property
    def weeks(self) -> float:
        """Until then, in weeks of work, of which a short one counts as whole: all of its work may come first."""
        return max(self.working_days / WORKING_WEEK, 1.0)

    @property
    def words(self) -> str:
        """`8 in 6 working days, more than in any of the last closed weeks: the best was 5`."""
        pace = f"{number(self.quantity)} in {plural(self.working_days, 'working day')}"
        if self.best is None:
            return pace
        if self.is_more_than_ever:
            return f"{pace}, more than in any of the last closed weeks: the best was {number(self.best)}"
        return f"{pace}; the best of the last closed weeks was {number(self.best)}"


def feasible(quantity: float, weeks: Sequence[WeekMark], working_days: int) -> Feasible:
    """`weeks` are those of the activity, oldest first, `working_days` those until the day it is promised for."""
    return Feasible(quantity, working_days, max(_seen(weeks), default=None))


def _seen(weeks: Sequence[WeekMark]) -> list[float]:
    """Counts of the recent closed weeks that were seen."""
    return [mark.done for mark in weeks if mark.is_closed and not mark.is_blind][-RECENT:]


def require_possible(found: Feasible) -> None:
    """Refused without a working day until then, and for many times what was ever done lately."""
    if not found.working_days:
        raise Refused("No working day is left until then. Choose a later day.")
    if found.best is not None and found.quantity > max(found.best, 1.0) * found.weeks * MOST_TIMES:
        raise Refused(f"{found.words}. Promise fewer, or for a later day.")


def require_smaller(found: Feasible, weeks: Sequence[WeekMark], until_on: date, on: date) -> None:
    """Where what is in the way is supply, load or logging, no number is promised above what was done lately."""
    seen = _seen(weeks)
    if not seen:
        return
    usual = sum(seen) / len(seen) * max((until_on - on).days / 7, 1.0)
    if found.quantity > max(usual, 1.0) + 0.5:
        raise Refused(
            f"What is in the way is no lack of trying: {number(found.quantity)} would be more of the same. Promise at "
            f"most {number(max(round(usual), 1))}, or hand the obstacle to somebody."
        )
