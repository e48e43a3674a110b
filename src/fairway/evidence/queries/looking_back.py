"""What was said of periods that are over, and what came: the organisation's own quarters, each looked at from the day
before it began, as records stood then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from fairway.evidence.helping import Peers
from fairway.evidence.queries.gathering import gathered
from fairway.evidence.queries.goals import Goal, quarter_without_goal, won_since
from fairway.evidence.queries.landings import landings_of

QUARTERS = 4
HALF_YEAR = timedelta(days=182)
LOW, HIGH = 0.1, 0.9  # ends within which four of five sellers should land


@dataclass(frozen=True, slots=True)
class Back:
    """One quarter that is over. Errors are means over sellers, in the organisation's currency: of the middle of what
    was said, and of what carries the last half year on.
    """

    starts_on: date
    ends_on: date
    sellers: int
    inside: int  # sellers who landed between the ends that were said
    error: float
    error_of_rate: float


def looked_back(on: date, *, quarters: int = QUARTERS, seed: int = 0) -> list[Back]:
    """The newest quarters that were over by a day, newest first; those before which nothing was known are left out."""
    found, last_on = [], on
    for _ in range(quarters):
        quarter = _before(last_on)
        said = _back(quarter, seed)
        if said is not None:
            found.append(said)
        last_on = quarter.starts_on - timedelta(days=1)
    return found


def _before(day: date) -> Goal:
    """The newest quarter that is over at the end of a day."""
    quarter = quarter_without_goal(day)
    return quarter if quarter.ends_on <= day else quarter_without_goal(quarter.starts_on - timedelta(days=1))


def _back(quarter: Goal, seed: int) -> Back | None:
    began_on = quarter.starts_on - timedelta(days=1)
    known = gathered(began_on)
    if known is None:
        return None
    said = landings_of(known, Peers(known.past), began_on, period=quarter, seed=seed)
    keys = [one.person.key for one in said]
    came = _amounts(won_since(quarter.starts_on, quarter.ends_on), keys)
    rate = _amounts(won_since(quarter.starts_on - HALF_YEAR, began_on), keys)
    rate *= ((quarter.ends_on - quarter.starts_on).days + 1) / HALF_YEAR.days
    ends = np.array([[one.now.quantile(share) for share in (LOW, 0.5, HIGH)] for one in said])
    return Back(
        starts_on=quarter.starts_on,
        ends_on=quarter.ends_on,
        sellers=len(said),
        inside=int(((came >= ends[:, 0]) & (came <= ends[:, 2])).sum()),
        error=float(np.abs(came - ends[:, 1]).mean()),
        error_of_rate=float(np.abs(came - rate).mean()),
    )


def _amounts(won: dict[int, float], keys: Sequence[int]) -> np.ndarray:
    return np.array([won.get(key, 0.0) for key in keys])
