"""The difference between managers before and after they began training, set against managers who had not begun.

Managers begin in different weeks. Everybody who began in the same week is a group; each group is compared with managers
who had not begun by the end of what is looked at, over the same calendar weeks, and the groups' differences are
weighed by how many managers are in each: group-time averages with controls not yet treated (Callaway and Sant'Anna
2021, "Difference-in-differences with multiple time periods", Journal of Econometrics 225). A regression on all of them
at once would set those who began late against those who began early, who are changed already (Goodman-Bacon 2021, same
volume). With one group and two spans it is the usual two-by-two difference.

The range is a jackknife that leaves out one manager at a time, everywhere they stand, with the t distribution of one
degree less than the smaller side has managers.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean

from scipy.special import stdtrit

from fairway.coaching.support.types import Part

LEAST_OF = 4  # what a manager's share of a span has to be out of
LEAST_MANAGERS = 5  # on either side
RANGE = 0.9

Weeks = Mapping[int, Part]  # by number of the week
Panel = Mapping[int, Weeks]  # by manager
Starts = Mapping[int, int]  # by manager the number of the week in which they began; who has not is left out


class Lack(StrEnum):
    """Why nothing can be told."""

    TRAINED = "trained"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Span:
    """Weeks before a manager began, and weeks after, both ends included, counted from the week in which they did."""

    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Shares of 0 to 1: means of managers on either side. `more` is how much more those who began changed, from `low`
    to `high` in nine of ten cases.
    """

    trained: int
    others: int
    trained_before: float
    trained_after: float
    others_before: float
    others_after: float
    more: float
    low: float
    high: float

    @property
    def is_told(self) -> bool:
        """Whether no difference lies outside the range."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class _Group:
    """Who began in one week, and who had not by the end of its span: (share before, share after) by manager."""

    trained: Mapping[int, tuple[float, float]]
    others: Mapping[int, tuple[float, float]]


def difference(panel: Panel, starts: Starts, span: Span, newest: int) -> Difference | Lack:
    """How managers changed over a span, beside those not yet trained; `newest` is the number of the last closed week.

    Groups whose span is not over, or that have too few others beside them, are left out.
    """
    groups = _groups(panel, starts, span, newest)
    if len({key for one in groups for key in one.trained}) < LEAST_MANAGERS:
        return Lack.TRAINED
    groups = [one for one in groups if len(one.others) >= LEAST_MANAGERS]
    trained = {key for one in groups for key in one.trained}
    others = {key for one in groups for key in one.others}
    if len(trained) < LEAST_MANAGERS:
        return Lack.NOT_YET
    more = _weighed(groups, frozenset())
    spread = _jackknife(groups, trained | others, more)
    reach = float(stdtrit(min(len(trained), len(others)) - 1, (1 + RANGE) / 2)) * spread
    return Difference(
        trained=len(trained),
        others=len(others),
        trained_before=_mean(groups, "trained", 0),
        trained_after=_mean(groups, "trained", 1),
        others_before=_mean(groups, "others", 0),
        others_after=_mean(groups, "others", 1),
        more=more,
        low=more - reach,
        high=more + reach,
    )


def share_of(weeks: Weeks, first: int, last: int) -> float | None:
    """A manager's share over some weeks, both ends included; None where it would be out of too few."""
    found = [part for number, part in weeks.items() if first <= number <= last]
    of = sum(part.of for part in found)
    return sum(part.done for part in found) / of if of >= LEAST_OF else None


def _groups(panel: Panel, starts: Starts, span: Span, newest: int) -> list[_Group]:
    began: dict[int, list[int]] = defaultdict(list)
    for key, start in starts.items():
        if key in panel and start + span.after[1] <= newest:
            began[start].append(key)
    found = []
    for start, keys in sorted(began.items()):
        end = max(start, start + span.after[1])  # of a span before they began too nobody is set beside themselves
        later = [key for key in panel if key not in starts or starts[key] > end]
        trained, others = _both(panel, keys, start, span), _both(panel, later, start, span)
        if trained:
            found.append(_Group(trained, others))
    return found


def _both(panel: Panel, keys: Collection[int], start: int, span: Span) -> dict[int, tuple[float, float]]:
    """Those of the managers whose share is known before and after, with both."""
    found = {}
    for key in keys:
        before = share_of(panel[key], start + span.before[0], start + span.before[1])
        after = share_of(panel[key], start + span.after[0], start + span.after[1])
        if before is not None and after is not None:
            found[key] = (before, after)
    return found


def _weighed(groups: Collection[_Group], without: Collection[int]) -> float:
    """The groups' differences by how many managers began in each, some managers left out everywhere."""
    total = weight = 0.0
    for one in groups:
        trained = [after - before for key, (before, after) in one.trained.items() if key not in without]
        others = [after - before for key, (before, after) in one.others.items() if key not in without]
        if trained and others:
            total += len(trained) * (fmean(trained) - fmean(others))
            weight += len(trained)
    return total / weight


def _jackknife(groups: Collection[_Group], managers: Collection[int], whole: float) -> float:
    """The standard error, from leaving out one manager at a time."""
    count = len(managers)
    return sqrt((count - 1) / count * sum((_weighed(groups, {key}) - whole) ** 2 for key in managers))


def _mean(groups: Collection[_Group], side: str, place: int) -> float:
    """Where one side stood before or after, groups weighed as in the difference."""
    total = weight = 0.0
    for one in groups:
        shares = [both[place] for both in getattr(one, side).values()]
        total += len(one.trained) * fmean(shares)
        weight += len(one.trained)
    return total / weight
