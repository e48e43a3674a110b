"""Whose week it is: each seller's week belongs to the manager they stood under when it began. Plain Python.

Somebody who had no manager then belongs to the one of their first day with one in that week. Managers belong to those
above them by the same rule, so a sum at any height follows from it, and a later move leaves it where it was. Stand-ins
and second managers have no sums of their own: a seller counts once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from fairway.coaching.support.types import Seat
from fairway.lib.periods import Period
from fairway.people.types import ENDLESS, Employment, LineKind, LineSpan
from fairway.plans.types import PlanFacts


class Lines:
    """Reporting lines of everybody, asked about week by week."""

    def __init__(self, lines: Iterable[LineSpan]) -> None:
        self.first: dict[int, list[LineSpan]] = defaultdict(list)
        self.leading: dict[int, list[LineSpan]] = defaultdict(list)  # of any kind, by manager
        for line in sorted(lines, key=lambda one: one.from_on):
            if line.kind is LineKind.LINE:
                self.first[line.person_key].append(line)
            if line.manager_key is not None:
                self.leading[line.manager_key].append(line)

    def in_week(self, person_key: int, week: Period) -> LineSpan | None:
        """The first line that holds when the week begins, else the first that begins in it."""
        own = self.first.get(person_key, ())
        held = [line for line in own if line.from_on <= week.start_on <= (line.to_on or ENDLESS)]
        if held:
            return held[-1]
        return next((line for line in own if week.start_on < line.from_on <= week.end_on), None)

    def path(self, person_key: int, week: Period) -> tuple[int, ...]:
        """Everybody above somebody in a week, the nearest first. A loop ends where it closes."""
        found: list[int] = []
        line = self.in_week(person_key, week)
        while line is not None and line.manager_key is not None and line.manager_key not in (person_key, *found):
            found.append(line.manager_key)
            line = self.in_week(line.manager_key, week)
        return tuple(found)

    def leads_on(self, person_key: int, day: date) -> bool:
        return any(line.from_on <= day <= (line.to_on or ENDLESS) for line in self.leading.get(person_key, ()))


def seats_in(
    week: Period, people: Collection[Employment], lines: Lines, plans: Mapping[int, Sequence[PlanFacts]]
) -> list[Seat]:
    """Every seller of a week with a manager: employed on a day of it, and on the day that decides leading nobody and
    not in operations, or with a plan.
    """
    found = []
    for one in people:
        if (one.hired_on and one.hired_on > week.end_on) or (one.left_on and one.left_on < week.start_on):
            continue
        line = lines.in_week(one.person_key, week)
        if line is None or line.manager_key is None:
            continue
        day = max(week.start_on, line.from_on, one.hired_on or week.start_on)
        has_plan = any(plan.holds_on(day) for plan in plans.get(one.person_key, ()))
        if has_plan or not (one.is_operations or lines.leads_on(one.person_key, day)):
            found.append(Seat(lines.path(one.person_key, week), one.person_key))
    return found
