"""An independent count: every metric over plain rows, record by record, from what the documents promise.

Nothing here knows an engine, a statement or a stored week. It is slow and says in Python what docs/reference says in
words; where the engines and this file differ, one of the three is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from fairway.metrics.types import Counting, Definition, Unit
from tests.engines.field_values import at_home, is_enough, meets_all, value_of
from tests.engines.seeing import Seen, Sight
from tests.engines.world import World

USUAL_DATE = {
    "activities": "occurred",
    "opportunities": "closed",
    "stage_changes": "changed",
    "leads": "created",
    "accounts": "week_end",
    "quotas": "period",
}
Parts = tuple[float, float, float, float]  # done, of, unconfirmed, quality
Cell = tuple[str, date, date]  # seller, first day of the week, first day of the month


@dataclass
class Tally:
    """Numbers of one metric, cell by cell; cells of zeros fall away in `parts`."""

    cells: dict[Cell, list[float]]

    def add(self, cell: Cell, *, done: float = 0, of: float = 0, unconfirmed: float = 0, quality: float = 0) -> None:
        for place, value in enumerate((done, of, unconfirmed, quality)):
            self.cells[cell][place] += value

    def parts(self) -> dict[Cell, Parts]:
        return {cell: (p[0], p[1], p[2], p[3]) for cell, p in self.cells.items() if any(p)}


def expected(
    world: World, definitions: Iterable[Definition], as_of_at: datetime, weeks: Iterable[date]
) -> dict[str, dict[Cell, Parts]]:
    """Every metric's numbers in those weeks as they could be told at an instant; ratios like the ledger tells them."""
    sight, wanted, listed = Sight(world, as_of_at), frozenset(weeks), list(definitions)
    found = {}
    for definition in listed:
        if definition.counting is not Counting.RATIO:
            found[definition.key] = counted(sight, definition, wanted)
    for definition in listed:
        if definition.over is not None:
            found[definition.key] = _ratio(*(found.get(key, {}) for key in definition.over))
    return found


def _ratio(above: Mapping[Cell, Parts], below: Mapping[Cell, Parts]) -> dict[Cell, Parts]:
    nothing = (0.0, 0.0, 0.0, 0.0)
    cells = {*above, *below}
    pairs = {cell: (above.get(cell, nothing)[0], below.get(cell, nothing)[0], 0.0, 0.0) for cell in cells}
    return {cell: parts for cell, parts in pairs.items() if any(parts)}


def counted(sight: Sight, definition: Definition, weeks: frozenset[date]) -> dict[Cell, Parts]:
    tally = Tally(defaultdict(lambda: [0.0, 0.0, 0.0, 0.0]))
    if definition.records == "quotas":
        _quotas(sight, definition, weeks, tally)
    elif definition.counting is Counting.OPEN:
        _open(sight, definition, weeks, tally)
    else:
        seen = _of_those_weeks(sight, definition, weeks)
        if definition.counting is Counting.DISTINCT:
            _distinct(sight, definition, seen, tally)
        else:
            for one in seen:
                _add(sight, definition, one, tally)
    return tally.parts()


def _cell(sight: Sight, person: str, day: date) -> Cell:
    return person, sight.week(day), day.replace(day=1)


def _of_those_weeks(sight: Sight, definition: Definition, weeks: frozenset[date]) -> list[Seen]:
    """Records that somebody did or owned on a day of those weeks and that meet the definition's conditions."""
    records, date_name = definition.records, definition.date or USUAL_DATE[definition.records]
    is_standing, later = date_name == "week_end", timedelta(days=7 * definition.weeks_later)
    found = sight.standing(records, weeks) if is_standing else sight.seen(records, date_name)
    return [
        replace(one, day=one.day + later, priced_on=one.day) if one.day else one
        for one in found
        if one.person is not None
        and one.day is not None
        and sight.week(one.day + later) in weeks
        and meets_all(sight, one, definition.where)
    ]


def _has_status(definition: Definition, one: Seen) -> bool:
    return one.records != "activities" or one.status in definition.statuses


def _add(sight: Sight, definition: Definition, one: Seen, tally: Tally) -> None:
    assert one.person is not None
    assert one.day is not None
    cell, counting = _cell(sight, one.person, one.day), definition.counting
    is_counted = _has_status(definition, one)
    if one.status == "unconfirmed" and not is_counted and counting is not Counting.FOLLOWED:
        tally.add(cell, unconfirmed=1)
    if not is_counted:
        return
    if counting is Counting.COUNT:
        is_good = bool(definition.quality) and meets_all(sight, one, definition.quality)
        tally.add(cell, done=1, quality=is_good)
    elif counting is Counting.SHARE:
        tally.add(cell, of=1, done=meets_all(sight, one, definition.of))
    elif counting is Counting.FOLLOWED:
        is_share = definition.unit is Unit.SHARE
        tally.add(cell, of=1 if is_share else 0, done=_is_followed(sight, definition, one))
    elif definition.value == "amount":
        _add_money(sight, one.row, one.priced_on or one.day, cell, tally)
    else:
        value = value_of(sight, one, definition.value)
        if value is not None:
            tally.add(cell, done=value, of=1)


def _add_money(sight: Sight, row: Any, day: date, cell: Cell, tally: Tally, *, counts_records: bool = True) -> None:
    """An amount whose rate is not known cannot be told: it is unconfirmed, never nought."""
    if row.amount is None:
        return
    value = at_home(sight, row, day)
    if value is None:
        tally.add(cell, unconfirmed=1)
    else:
        tally.add(cell, done=value, of=1 if counts_records else 0)


def _distinct(sight: Sight, definition: Definition, seen: list[Seen], tally: Tally) -> None:
    """Different values in a week, each on its first day in it."""
    firsts: dict[tuple[str, date, Any], date] = {}
    for one in seen:
        value = value_of(sight, one, definition.value)
        if value is not None and _has_status(definition, one):
            key = (one.person or "", sight.week(one.day or date.min), value)
            firsts[key] = min(firsts.get(key, date.max), one.day or date.max)
    for (person, _, _), day in firsts.items():
        tally.add(_cell(sight, person, day), done=1)


def _is_followed(sight: Sight, definition: Definition, one: Seen) -> bool:
    follow_up = definition.follow_up
    assert follow_up is not None
    start = one.when[1] if one.records == "activities" else one.row.created_at
    shared = {"lead_key": "lead_id"}.get(follow_up.by, follow_up.by)
    reference = getattr(one.row, shared)
    if start is None or reference is None:
        return False
    limit = start + timedelta(hours=follow_up.within_hours)
    found = [
        other
        for other in sight.activities(follow_up.date)
        if other.moment is not None
        and start <= other.moment <= limit
        and getattr(other.row, shared) == reference
        and not (one.records == "activities" and other.row.activity_id == one.row.activity_id)
        and (other.person == one.person or not follow_up.by_same_seller)
        and other.status in follow_up.statuses
        and meets_all(sight, other, follow_up.where)
    ]
    return is_enough(sight, follow_up, found)


def _open(sight: Sight, definition: Definition, weeks: frozenset[date], tally: Tally) -> None:
    """Open at the week's end, in the running week at the instant itself; credited to whoever owned it then."""
    for one in sight.standing("opportunities", weeks):
        if not meets_all(sight, one, definition.where):
            continue
        assert one.person is not None
        assert one.day is not None
        cell = _cell(sight, one.person, one.day)
        if definition.value == "amount":
            _add_money(sight, one.row, one.day, cell, tally, counts_records=False)
        else:
            tally.add(cell, done=1)


def _quotas(sight: Sight, definition: Definition, weeks: frozenset[date], tally: Tally) -> None:
    """A quota counts on each day of its period with its even part, priced at the rate of its first day."""
    for row in sight.rows.quotas.values():
        one = Seen("quotas", row, row.seller_id, row.period_start_on, sight.at)
        if not meets_all(sight, one, definition.where):
            continue
        days = (row.period_end_on - row.period_start_on).days + 1
        value = at_home(sight, row, row.period_start_on)
        untold = set()
        for number in range(days):
            day = row.period_start_on + timedelta(days=number)
            cell = _cell(sight, row.seller_id, day)
            if cell[1] not in weeks:
                continue
            if value is not None:
                tally.add(cell, done=value / days)
            elif cell not in untold:
                untold.add(cell)
                tally.add(cell, unconfirmed=1)
