"""Who owned an opportunity when it was created, changed stage and closed, and which local days those were.

Owner changes give the owner from their instant on. An opportunity without any change has always been today's owner's.
Before the first known change it belonged to somebody the source does not name: nobody is credited, rather than the
wrong person.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fairway.records.localising import LocalCalendar

Row = dict[str, Any]


Changes = Sequence[tuple[datetime, int | None]]  # (instant, new owner), oldest first; None for somebody erased


def owner_at(instant: datetime, changes: Changes, today: int | None) -> int | None:
    """The owner at an instant."""
    if not changes:
        return today
    place = bisect_right([changed_at for changed_at, _ in changes], instant)
    return changes[place - 1][1] if place else None


def credited_opportunity(row: Row, changes: Changes, calendar: LocalCalendar) -> Row:
    """The opportunity with its owner and local day at creation and at closing."""
    values: Row = {}
    for name in ("created", "closed"):
        instant = row[f"{name}_at"]
        owner = owner_at(instant, changes, row["owner_key"]) if instant else None
        values[f"{name}_owner_key"] = owner
        values[f"{name}_on"] = calendar.day(owner, instant)
        values[f"{name}_week_on"] = calendar.week(values[f"{name}_on"])
    return {**row, **values}


def credited_change(row: Row, changes: Changes, today: int | None, calendar: LocalCalendar) -> Row:
    """The stage change with the opportunity's owner then, and that person's local day."""
    owner = owner_at(row["changed_at"], changes, today)
    changed_on = calendar.day(owner, row["changed_at"])
    return {**row, "owner_key": owner, "changed_on": changed_on, "changed_week_on": calendar.week(changed_on)}


def histories(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[datetime, int | None]]]:
    """Owner changes by opportunity, oldest first."""
    found: dict[str, list[tuple[datetime, int | None]]] = {}
    for row in sorted(rows, key=lambda row: row["changed_at"]):
        found.setdefault(row["opportunity_id"], []).append((row["changed_at"], row["owner_key"]))
    return found
