"""Assignments of training that managers did with their own team, as sums of groups that need no adding up."""

from collections import defaultdict
from collections.abc import Mapping

from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.leadership.periods import WeekQuarter
from fairway.leadership.summing import Ready
from fairway.leadership.types import Sum
from fairway.training.fieldwork.queries import applied_by

LEAST_MANAGERS = LEAST_SELLERS


def applied_of(quarter: WeekQuarter, paths: Mapping[int, tuple[int, ...]]) -> list[Ready]:
    """How many assignments were answered done of those that fell due in a quarter, of managers who report to the same
    leader: five managers of whom one fell due, or nothing. `paths` gives everybody above each, with themselves.
    """
    beside: dict[tuple[int, ...], list[tuple[float, float]]] = defaultdict(list)
    for key, part in applied_by(list(paths), quarter.starts_on, quarter.ends_on).items():
        if above := paths[key][1:]:
            beside[above].append(part)
    return [
        Ready(above, Sum(sum(done for done, _ in parts), sum(of for _, of in parts), len(parts)))
        for above, parts in sorted(beside.items())
        if len(parts) >= LEAST_MANAGERS
    ]
