"""Who stands above whom, over time, at any depth: the closure of the dated reporting lines.

Plain intervals in, plain intervals out. A loop in the lines is refused with the people in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.people.types import BEGINNING, ENDLESS

Spans = dict[int, list[tuple[date, date]]]  # manager -> days, both ends included


@dataclass(frozen=True, slots=True)
class Line:
    person: int
    manager: int | None
    from_on: date = BEGINNING
    to_on: date = ENDLESS


class ReportingLoop(ValueError):
    """Somebody would stand above themselves. `people` lists the loop in order, `on` a day on which it is closed."""

    def __init__(self, people: list[int], on: date) -> None:
        super().__init__(f"reporting line runs in a circle through {people} on {on}")
        self.people, self.on = people, on


def managed_spans(lines: Iterable[Line]) -> dict[int, Spans]:
    """For each person, every manager at any depth with the days they stood above; days of one manager never overlap.

    Raises ReportingLoop where lines in force on the same day close a circle. Two people who swap places from one
    day to the next are no circle.
    """
    own: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.manager is not None and line.from_on <= line.to_on:
            own[line.person].append(line)
    above: dict[int, Spans] = {person: _joined(person, own[person], {}) for person in own}
    changed = set(own)
    while changed:
        # One height more each round, until nobody gains a manager: as many rounds as the tree is deep.
        below_changed = {person for person in own if any(line.manager in changed for line in own[person])}
        fresh = {person: _joined(person, own[person], above) for person in below_changed}
        changed = {person for person, spans in fresh.items() if spans != above[person]}
        above.update(fresh)
        for person in changed:
            if person in above[person]:
                on = above[person][person][0][0]
                raise ReportingLoop(_loop_through(person, on, own), on)
    return above


def _joined(person: int, lines: Iterable[Line], above: Mapping[int, Spans]) -> Spans:
    """A person's managers and their managers, each cut to the days of the line that leads there."""
    found: Spans = defaultdict(list)
    for line in lines:
        if line.manager is None:
            continue
        if line.manager == person:
            raise ReportingLoop([person], line.from_on)
        found[line.manager].append((line.from_on, line.to_on))
        for manager, days in above.get(line.manager, {}).items():
            for start, end in days:
                if max(start, line.from_on) <= min(end, line.to_on):
                    found[manager].append((max(start, line.from_on), min(end, line.to_on)))
    return {manager: merged(days) for manager, days in found.items()}


def _loop_through(person: int, day: date, own: Mapping[int, list[Line]]) -> list[int]:
    """The people of the circle, by the shortest way from the person back to themselves on that day."""
    paths = [[person]]
    while True:
        longer = []
        for path in paths:
            for line in own.get(path[-1], ()):
                if line.manager == person and line.from_on <= day <= line.to_on:
                    return path
                if line.manager is not None and line.manager not in path and line.from_on <= day <= line.to_on:
                    longer.append([*path, line.manager])
        paths = longer


def merged(days: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans in order, those that touch or overlap joined into one."""
    result: list[tuple[date, date]] = []
    for start, end in sorted(days):
        if result and (result[-1][1] == ENDLESS or start <= result[-1][1] + timedelta(days=1)):
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result
